/**
 * Prediction: which openings stand in a set because its kernel awaits some nonterminals. Closures are kept, one for each
 * set of nonterminals that was asked for. Invariant: a closure holds what it predicts and nothing else, so that closures
 * take no more memory than the predicted items of the textbooks.
 */
import type { EarleyGrammar } from './earley-grammar.js';
import { ABSENT, Integers, ListTable } from './interning.js';

export class Predictions {
  readonly #grammar: EarleyGrammar;
  readonly #awaited: ListTable = new ListTable();
  /** Per closure, its openings in rising order. */
  readonly #closures: ListTable = new ListTable();
  readonly #found: Integers = new Integers();
  readonly #pending: Integers = new Integers();
  /** Per nonterminal, the last closure that was found to predict it. */
  readonly #predictedIn: Int32Array;

  constructor(grammar: EarleyGrammar) {
    this.#grammar = grammar;
    this.#predictedIn = new Int32Array(grammar.compiled.nonterminals.length).fill(ABSENT);
  }

  get cells(): number {
    return this.#awaited.cells + this.#closures.cells;
  }

  /** The number of the closure of some nonterminals, which are sorted in place. */
  closure(awaited: Integers): number {
    awaited.sort();
    const id = this.#awaited.intern(awaited);
    return id === this.#closures.size ? this.#closures.append(this.#predicted(awaited, id)) : id;
  }

  /** Adds the openings of a closure from `first` up to and without `end`, each as its complement. */
  addWithin(closure: number, first: number, end: number, to: Integers): void {
    const { pool } = this.#closures;
    const stop = this.#closures.end(closure);
    for (let at = this.#lowerBound(closure, first); at < stop && pool.at(at) < end; at += 1) {
      to.push(~pool.at(at));
    }
  }

  /** Where in the pool the first opening of a closure stands that is not below `opening`. */
  #lowerBound(closure: number, opening: number): number {
    const { pool } = this.#closures;
    let low = this.#closures.first(closure);
    let high = this.#closures.end(closure);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (pool.at(middle) < opening) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The openings of the awaited nonterminals and of all that can stand at the left edge of one; good until the next call. */
  #predicted(awaited: Integers, closure: number): Integers {
    const { openings, rests } = this.#grammar;
    const { byLeft } = openings;
    const found = this.#found;
    this.#pending.length = 0;
    found.length = 0;
    for (let index = 0; index < awaited.length; index += 1)
      this.#predict(awaited.at(index), closure);
    for (let next = 0; next < this.#pending.length; next += 1) {
      const left = this.#pending.at(next);
      for (let at = byLeft.first(left); at < byLeft.end(left); at += 1) {
        const opening = byLeft.indices[at] ?? 0;
        found.push(opening);
        this.#predict(rests.head(openings.rests[opening] ?? 0), closure);
      }
    }
    found.sort();
    return found;
  }

  #predict(symbol: number, closure: number): void {
    if (symbol < 0 || this.#predictedIn[symbol] === closure) return;
    this.#predictedIn[symbol] = closure;
    this.#pending.push(symbol);
  }
}
