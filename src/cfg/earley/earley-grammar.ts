/**
 * A grammar as Earley sets read it, made once from a compiled one. Three things are left out because no sentence needs
 * them: rules that derive nothing, symbols that derive only the empty string, and rules that rewrite a nonterminal to
 * itself. Invariant: every symbol of a rest derives a string of one word or more, so what a set awaits can come.
 */
import type { CompiledGrammar } from '../compile.js';
import { isProductive, nonEmptyOf, productiveOf } from '../productive.js';
import { ABSENT, Groups, PairTable } from './interning.js';
import { COMPLETE, Rests } from './rests.js';
import { type TerminalClasses, terminalClasses } from './terminal-classes.js';

export interface EarleyGrammar {
  readonly compiled: CompiledGrammar;
  readonly classes: TerminalClasses;
  readonly rests: Rests;
  /** The rest before any word: the start symbol, or nothing; `ABSENT` for a grammar without a sentence. */
  readonly start: number;
  readonly openings: Openings;
}

/**
 * What prediction adds. `rests[i]` can open a string of nonterminal `lefts[i]`: it is the right side of a rule, or what
 * is left of one behind nullable nonterminals (Aycock and Horspool 2002: these are skipped where they are predicted).
 */
export interface Openings {
  readonly lefts: Int32Array;
  readonly rests: Int32Array;
  /** Openings by the nonterminal that they open. */
  readonly byLeft: Groups;
  /** Those that begin with a symbol are `firstOf[slotOf(symbol)]` up to and without the next slot's first. */
  readonly firstOf: Int32Array;
}

const prepared = new WeakMap<CompiledGrammar, EarleyGrammar>();

/** Time and memory are linear in the size of the compiled grammar; the second time it is at hand. */
export function earleyGrammar(compiled: CompiledGrammar): EarleyGrammar {
  const known = prepared.get(compiled) ?? prepare(compiled);
  prepared.set(compiled, known);
  return known;
}

function prepare(compiled: CompiledGrammar): EarleyGrammar {
  const productive = productiveOf(compiled);
  const nonEmpty = nonEmptyOf(compiled, productive);
  const classes = terminalClasses(compiled, productive);
  const rests = new Rests(compiled.nullable);
  const prepend = (symbol: number, tail: number): number => {
    if (symbol < 0) return rests.intern(~(classes.classOf[~symbol] ?? 0), tail);
    return nonEmpty[symbol] === 1 ? rests.intern(symbol, tail) : tail;
  };
  const restOf = (rule: number): number => {
    let rest = COMPLETE;
    const first = compiled.rightStart[rule] ?? 0;
    for (let at = (compiled.rightStart[rule + 1] ?? 0) - 1; at >= first; at -= 1) {
      rest = prepend(compiled.symbols[at] ?? 0, rest);
    }
    return rest;
  };
  const rules = [...compiled.left.keys()]
    .filter((rule) => isProductive(compiled, rule, productive))
    .map((rule) => ({ left: compiled.left[rule] ?? 0, rest: restOf(rule) }));
  const start = productive[compiled.start] === 1 ? prepend(compiled.start, COMPLETE) : ABSENT;
  return { compiled, classes, rests, start, openings: openingsOf(compiled, classes, rests, rules) };
}

/** Nonterminals and classes of terminals as one range from 0. */
export function slotOf(compiled: CompiledGrammar, symbol: number): number {
  return symbol >= 0 ? symbol : compiled.nonterminals.length + ~symbol;
}

interface RestOfRule {
  readonly left: number;
  readonly rest: number;
}

function openingsOf(
  compiled: CompiledGrammar,
  classes: TerminalClasses,
  rests: Rests,
  rules: readonly RestOfRule[],
): Openings {
  const found: RestOfRule[] = [];
  const seen = new PairTable();
  for (const { left, rest: right } of rules) {
    // What is left behind each nullable nonterminal that the right side begins with is an opening, too.
    for (let rest = right; rest !== COMPLETE; rest = rests.tail(rest)) {
      const toItself = rests.head(rest) === left && rests.tail(rest) === COMPLETE;
      if (!toItself && seen.get(left, rest) === ABSENT) {
        seen.set(left, rest, found.length);
        found.push({ left, rest });
      }
      if (!rests.beginsNullable(rest)) break;
    }
  }
  const slots = compiled.nonterminals.length + classes.count;
  const byHead = new Groups(slots, found.length, (index) =>
    slotOf(compiled, rests.head(found[index]?.rest ?? COMPLETE)),
  );
  const lefts = byHead.indices.map((index) => found[index]?.left ?? 0);
  return {
    lefts,
    rests: byHead.indices.map((index) => found[index]?.rest ?? COMPLETE),
    byLeft: new Groups(compiled.nonterminals.length, found.length, (index) => lefts[index] ?? 0),
    firstOf: Int32Array.from({ length: slots + 1 }, (_, slot) => byHead.first(slot)),
  };
}
