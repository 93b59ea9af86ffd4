/**
 * Earley sets as kernels. The kernel of a set is what scanning and completion left in it; its predicted items follow from
 * the kernel, and complete items have done their work. Where a nonterminal begins, a position in the textbooks, is here
 * the set at that position. So a set mentions no positions, all that can follow depends on its kernel alone, and equal
 * kernels may be one set, in one sentence and across sentences: that is `intern`.
 */
import type { EarleyGrammar } from './earley-grammar.js';
import { FINISHED, type Items } from './earley-items.js';
import { ABSENT, Integers, ListTable } from './interning.js';
import { Predictions } from './predict.js';

export class EarleySets {
  readonly #grammar: EarleyGrammar;
  readonly #items: Items;
  /** The items of each kernel in rising order, by the number of the set. */
  readonly kernels: ListTable = new ListTable();
  readonly #predictions: Predictions;
  /** Per set, the closure of the nonterminals that its kernel awaits. */
  readonly #closures: Integers = new Integers();
  readonly #awaited: Integers = new Integers();
  /** Per nonterminal, the last set whose kernel awaits it. */
  readonly #awaitedIn: Int32Array;

  constructor(grammar: EarleyGrammar, items: Items) {
    this.#grammar = grammar;
    this.#items = items;
    this.#awaitedIn = new Int32Array(grammar.compiled.nonterminals.length).fill(ABSENT);
    this.#predictions = new Predictions(grammar);
  }

  get cells(): number {
    return this.kernels.cells + this.#closures.cells + this.#predictions.cells;
  }

  /** The set with a kernel: distinct items, which are sorted in place. */
  intern(kernel: Integers): number {
    kernel.sort();
    const set = this.kernels.intern(kernel);
    if (set === this.#closures.length) this.#closures.push(this.#closure(kernel));
    return set;
  }

  /** A set of its own for a kernel: sets are then numbered by position. Not to be mixed with `intern`. */
  append(kernel: Integers): number {
    kernel.sort();
    this.#closures.push(this.#closure(kernel));
    return this.kernels.append(kernel);
  }

  isEmpty(set: number): boolean {
    return this.kernels.first(set) === this.kernels.end(set);
  }

  /** Whether a sentence may end here. */
  isFinal(set: number): boolean {
    return !this.isEmpty(set) && this.kernels.pool.at(this.kernels.first(set)) === FINISHED;
  }

  /** Adds the predicted openings from `first` up to and without `end`, each as its complement. */
  addPredicted(set: number, first: number, end: number, to: Integers): void {
    this.#predictions.addWithin(this.#closures.at(set), first, end, to);
  }

  #closure(kernel: Integers): number {
    const awaited = this.#awaited;
    awaited.length = 0;
    const set = this.#closures.length;
    for (let index = 0; index < kernel.length; index += 1) {
      const head = this.#grammar.rests.head(this.#items.rest(kernel.at(index)));
      if (head < 0 || this.#awaitedIn[head] === set) continue;
      this.#awaitedIn[head] = set;
      awaited.push(head);
    }
    return this.#predictions.closure(awaited);
  }
}
