/**
 * The sets of a grammar and the words that lead from one to the next, as an automaton that is built where sentences go. It
 * is deterministic and in general infinite; on a regular stretch of the language it is finite and reading a word is one
 * look-up. What was built for one sentence serves all others.
 */
import type { CompiledGrammar } from '../compile.js';
import { Earley } from './earley.js';
import type { EarleyGrammar } from './earley-grammar.js';
import { ABSENT, Integers, PairTable } from './interning.js';

/** No set: no sentence goes on with this word. */
export const DEAD = 0;

export class Automaton {
  readonly #earley: Earley;
  readonly #transitions: PairTable = new PairTable();
  /** The set before any word. */
  readonly start: number;
  /** What was last asked for: of many sentences that are rejected, many are at the same set. */
  #latest: { readonly set: number; readonly expected: readonly string[] } | undefined;
  /** What building it has taken so far, in the units of `Earley.cost`. */
  cost = 0;

  constructor(grammar: EarleyGrammar) {
    this.#earley = new Earley(grammar, { leo: true });
    this.#earley.sets.intern(new Integers());
    this.start = this.#earley.sets.intern(this.#earley.begin());
  }

  /** Cells of four bytes that are taken. */
  get cells(): number {
    return this.#earley.cells + this.#transitions.cells;
  }

  /** The set behind a terminal of a class, `DEAD` when no sentence has one there. */
  next(set: number, terminalClass: number): number {
    const known = this.#transitions.get(set, terminalClass);
    return known === ABSENT ? this.#build(set, terminalClass) : known;
  }

  /** Whether a sentence may end at a set. */
  isFinal(set: number): boolean {
    return this.#earley.sets.isFinal(set);
  }

  /** The terminals that a sentence may go on with, in the order of the code units of their names. */
  expected(set: number): readonly string[] {
    if (this.#latest?.set !== set) this.#latest = { set, expected: this.#expected(set) };
    return this.#latest.expected;
  }

  #expected(set: number): string[] {
    const { compiled, classes } = this.#earley.grammar;
    const awaited = Uint8Array.from({ length: classes.count }, (_, terminalClass) =>
      Number(this.#earley.continuations.awaits(set, ~terminalClass)),
    );
    return sortedTerminals(compiled)
      .filter((terminal) => awaited[classes.classOf[terminal] ?? 0] === 1)
      .map((terminal) => compiled.terminals[terminal] ?? '');
  }

  #build(set: number, terminalClass: number): number {
    const earley = this.#earley;
    const next = earley.sets.intern(earley.kernel(earley.read(set, terminalClass)));
    this.#transitions.set(set, terminalClass, next);
    this.cost = earley.cost;
    return next;
  }
}

const sorted = new WeakMap<CompiledGrammar, readonly number[]>();

/** Terminals in the order of the code units of their names; the second time they are at hand. */
function sortedTerminals(compiled: CompiledGrammar): readonly number[] {
  const known = sorted.get(compiled);
  if (known !== undefined) return known;
  const names = compiled.terminals.toSorted();
  const terminals = names.map((name) => compiled.terminalIndex.get(name) ?? -1);
  sorted.set(compiled, terminals);
  return terminals;
}
