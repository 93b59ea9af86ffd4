/** Prediction: which nonterminals may begin where some are awaited. Closures are kept, one for each set that was asked for. */
import type { EarleyGrammar } from './earley-grammar.js';
import { type Integers, ListTable } from './interning.js';

export class Predictions {
  readonly #grammar: EarleyGrammar;
  readonly #awaited: ListTable = new ListTable();
  /** Per closure, 1 for each predicted nonterminal. */
  readonly #closures: Uint8Array[] = [];

  constructor(grammar: EarleyGrammar) {
    this.#grammar = grammar;
  }

  get cells(): number {
    const { nonterminals } = this.#grammar.compiled;
    return this.#awaited.cells + (this.#closures.length * nonterminals.length) / 4;
  }

  /** The number of the closure of some nonterminals, which are sorted in place. */
  closure(awaited: Integers): number {
    awaited.sort();
    const id = this.#awaited.intern(awaited);
    if (id === this.#closures.length) this.#closures.push(this.#predicted(awaited));
    return id;
  }

  has(closure: number, nonterminal: number): boolean {
    return this.#closures[closure]?.[nonterminal] === 1;
  }

  /** The awaited nonterminals and all that can stand at the left edge of one. */
  #predicted(awaited: Integers): Uint8Array {
    const { compiled, openings, rests } = this.#grammar;
    const predicted = new Uint8Array(compiled.nonterminals.length);
    const pending = [...awaited.values.subarray(0, awaited.length)];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (predicted[next] === 1) continue;
      predicted[next] = 1;
      const { indices } = openings.byLeft;
      const end = openings.byLeft.end(next);
      for (let at = openings.byLeft.first(next); at < end; at += 1) {
        const head = rests.head(openings.rests.at(indices[at] ?? 0));
        if (head >= 0) pending.push(head);
      }
    }
    return predicted;
  }
}
