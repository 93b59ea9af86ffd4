/**
 * A grammar over small integers and flat arrays: made once, used by every engine and for every sentence. Invariant: the
 * rules of one nonterminal stand together, in their written order.
 */
import type { Grammar, GrammarSymbol } from './grammar.js';
import { nullableOf } from './productive.js';

/** Symbols are numbers: a nonterminal its index, a terminal the complement `~index` of its own. */
export interface FlatRules {
  /** The rules of nonterminal `a` are `firstRule[a]` up to and without `firstRule[a + 1]`. */
  readonly firstRule: Int32Array;
  /** The nonterminal that each rule rewrites. */
  readonly left: Int32Array;
  /** The right side of rule `r` is `symbols` from `rightStart[r]` up to and without `rightStart[r + 1]`. */
  readonly rightStart: Int32Array;
  readonly symbols: Int32Array;
}

export interface CompiledGrammar extends FlatRules {
  readonly grammar: Grammar;
  /** Index of the start symbol. */
  readonly start: number;
  readonly nonterminals: readonly string[];
  readonly terminals: readonly string[];
  /** Index of a terminal by its name. */
  readonly terminalIndex: ReadonlyMap<string, number>;
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
export function rulesOf({ firstRule }: FlatRules, nonterminal: number): number[] {
  const first = firstRule[nonterminal] ?? 0;
  const stop = firstRule[nonterminal + 1] ?? first;
  return Array.from({ length: stop - first }, (_, index) => first + index);
}

/** The right side of a rule. */
export function rightOf({ symbols, rightStart }: FlatRules, rule: number): Int32Array {
  return symbols.subarray(rightStart[rule], rightStart[rule + 1]);
}

/** Compiles any grammar, useless rules and undefined nonterminals included. */
export function compileGrammar(grammar: Grammar): CompiledGrammar {
  const nonterminals = new Map<string, number>();
  const terminals = new Map<string, number>();
  const numberOf = ({ kind, name }: GrammarSymbol): number =>
    kind === 'nonterminal' ? intern(nonterminals, name) : ~intern(terminals, name);
  const start = intern(nonterminals, grammar.start);
  const lefts = grammar.rules.map((rule) => intern(nonterminals, rule.left));
  const rights = grammar.rules.map((rule) => rule.right.map(numberOf));
  const byLeft = Array.from(nonterminals, (): number[] => []);
  for (const [index, left] of lefts.entries()) byLeft[left]?.push(index);
  const order = byLeft.flat();
  const ordered = order.map((index) => rights[index] ?? []);
  const rightStart = offsets(ordered);
  const rules: FlatRules = {
    firstRule: offsets(byLeft),
    left: new Int32Array(order.map((index) => lefts[index] ?? 0)),
    rightStart,
    symbols: joined(ordered, rightStart),
  };
  return {
    ...rules,
    grammar,
    start,
    nonterminals: [...nonterminals.keys()],
    terminals: [...terminals.keys()],
    terminalIndex: terminals,
    weights: new Float64Array(order.map((index) => grammar.rules[index]?.weight ?? 1)),
    nullable: nullableOf(rules),
  };
}

/** The index of a name, which is the next free one when the name is new. */
function intern(names: Map<string, number>, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, names.size);
  return names.size - 1;
}

/** Where each of some lists begins when they stand one behind the other, and where the last one ends. */
function offsets(lists: readonly (readonly number[])[]): Int32Array {
  const sums = new Int32Array(lists.length + 1);
  for (const [index, { length }] of lists.entries()) sums[index + 1] = (sums[index] ?? 0) + length;
  return sums;
}

/** Lists one behind the other, each from its offset. */
function joined(lists: readonly (readonly number[])[], starts: Int32Array): Int32Array {
  const all = new Int32Array(starts.at(-1) ?? 0);
  for (const [index, list] of lists.entries()) all.set(list, starts[index]);
  return all;
}
