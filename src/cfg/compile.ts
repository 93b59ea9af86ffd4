/**
 * A grammar over small integers and flat arrays: made once, used by every engine and for every sentence. Invariant: the
 * rules of one nonterminal stand together, in their written order.
 */
import type { Grammar, GrammarSymbol, Rule } from './grammar.js';

/** Symbols are numbers: a nonterminal its index, a terminal the complement `~index` of its own. */
export interface CompiledGrammar {
  readonly grammar: Grammar;
  /** Index of the start symbol. */
  readonly start: number;
  readonly nonterminals: readonly string[];
  readonly terminals: readonly string[];
  /** Index of a terminal by its name. */
  readonly terminalIndex: ReadonlyMap<string, number>;
  /** The rules of nonterminal `a` are `firstRule[a]` up to and without `firstRule[a + 1]`. */
  readonly firstRule: Int32Array;
  /** The nonterminal that each rule rewrites. */
  readonly left: Int32Array;
  /** The right side of rule `r` is `symbols` from `rightStart[r]` up to and without `rightStart[r + 1]`. */
  readonly rightStart: Int32Array;
  readonly symbols: Int32Array;
  /** Per rule. */
  readonly weights: Float64Array;
  /** 1 for each nonterminal that derives the empty string. */
  readonly nullable: Uint8Array;
}

/** The index of a word among the terminals, or -1: no grammar accepts a sentence with such a word. */
export function terminalOf(compiled: CompiledGrammar, word: string): number {
  return compiled.terminalIndex.get(word) ?? -1;
}

/** The rules of a nonterminal, in written order. */
export function rulesOf({ firstRule }: CompiledGrammar, nonterminal: number): number[] {
  const first = firstRule[nonterminal] ?? 0;
  const stop = firstRule[nonterminal + 1] ?? first;
  return Array.from({ length: stop - first }, (_, index) => first + index);
}

/** The right side of a rule. */
export function rightOf({ symbols, rightStart }: CompiledGrammar, rule: number): Int32Array {
  return symbols.subarray(rightStart[rule], rightStart[rule + 1]);
}

/** Compiles any grammar, useless rules and undefined nonterminals included. */
export function compileGrammar(grammar: Grammar): CompiledGrammar {
  const nonterminals = new Map<string, number>();
  const terminals = new Map<string, number>();
  const numberOf = ({ kind, name }: GrammarSymbol): number =>
    kind === 'nonterminal' ? intern(nonterminals, name) : ~intern(terminals, name);
  const start = intern(nonterminals, grammar.start);
  for (const rule of grammar.rules) intern(nonterminals, rule.left);
  const rights = grammar.rules.map((rule) => rule.right.map(numberOf));
  const byLeft = Array.from({ length: nonterminals.size }, (): number[] => []);
  for (const [index, rule] of grammar.rules.entries()) {
    byLeft[intern(nonterminals, rule.left)]?.push(index);
  }
  const order = byLeft.flat();
  const firstRule = offsets(byLeft.map((rules) => rules.length));
  const ordered = order.map((index) => rights[index] ?? []);
  const rules = order.map((index) => grammar.rules[index]).filter((rule): rule is Rule => !!rule);
  const left = Int32Array.from(rules, (rule) => nonterminals.get(rule.left) ?? -1);
  const rightStart = offsets(ordered.map((right) => right.length));
  const symbols = Int32Array.from(ordered.flat());
  return {
    grammar,
    start,
    nonterminals: [...nonterminals.keys()],
    terminals: [...terminals.keys()],
    terminalIndex: terminals,
    firstRule,
    left,
    rightStart,
    symbols,
    weights: Float64Array.from(rules, (rule) => rule.weight),
    nullable: nullableOf(nonterminals.size, left, rightStart, symbols),
  };
}

/** The index of a name, which is the next free one when the name is new. */
function intern(names: Map<string, number>, name: string): number {
  const index = names.get(name) ?? names.size;
  names.set(name, index);
  return index;
}

/** Running sums from 0, one longer than `lengths`. */
function offsets(lengths: readonly number[]): Int32Array {
  const sums = new Int32Array(lengths.length + 1);
  for (const [index, length] of lengths.entries()) sums[index + 1] = (sums[index] ?? 0) + length;
  return sums;
}

/** Linear in the size of the grammar: each rule counts the symbols that are not yet known to be nullable. */
function nullableOf(
  nonterminals: number,
  left: Int32Array,
  rightStart: Int32Array,
  symbols: Int32Array,
): Uint8Array {
  const nullable = new Uint8Array(nonterminals);
  const missing = new Int32Array(left.length);
  const uses = Array.from({ length: nonterminals }, (): number[] => []);
  const found: number[] = [];
  const mark = (rule: number): void => {
    const nonterminal = left[rule] ?? 0;
    if (nullable[nonterminal] === 1) return;
    nullable[nonterminal] = 1;
    found.push(nonterminal);
  };
  for (let rule = 0; rule < left.length; rule += 1) {
    const right = symbols.subarray(rightStart[rule], rightStart[rule + 1]);
    missing[rule] = right.length;
    if (right.length === 0) mark(rule);
    for (const symbol of right) uses[symbol]?.push(rule);
  }
  for (let next = found.pop(); next !== undefined; next = found.pop()) {
    for (const rule of uses[next] ?? []) {
      missing[rule] = (missing[rule] ?? 0) - 1;
      if (missing[rule] === 0) mark(rule);
    }
  }
  return nullable;
}
