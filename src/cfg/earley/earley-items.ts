/**
 * Earley items as numbers. An item is the rest of a rule and a continuation: what is read next, and where reading goes on
 * after that.
 */
import { ABSENT, Integers, PairTable } from './interning.js';
import { COMPLETE, type Rests } from './rests.js';

/** The continuation of a whole sentence. */
export const AT_END = 0;

/** The item of a sentence that may end here: nothing is left to read. */
export const FINISHED = 0;

export class Items {
  readonly #rests: Rests;
  readonly #restOf: Integers = new Integers();
  readonly #continuationOf: Integers = new Integers();
  readonly #numbers: PairTable = new PairTable();

  constructor(rests: Rests) {
    this.#rests = rests;
    this.intern(COMPLETE, AT_END);
  }

  /** How many there are. */
  get size(): number {
    return this.#restOf.length;
  }

  /** Cells of four bytes that are taken. */
  get cells(): number {
    return this.#restOf.cells + this.#continuationOf.cells + this.#numbers.cells;
  }

  rest(item: number): number {
    return this.#restOf.at(item);
  }

  continuation(item: number): number {
    return this.#continuationOf.at(item);
  }

  intern(rest: number, continuation: number): number {
    const known = this.#numbers.get(continuation, rest);
    if (known !== ABSENT) return known;
    const item = this.size;
    this.#restOf.push(rest);
    this.#continuationOf.push(continuation);
    this.#numbers.set(continuation, rest, item);
    return item;
  }

  /** Adds an item, and what it is behind each of the nullable nonterminals that it begins with. */
  add(rest: number, continuation: number, to: Integers): void {
    for (let next = rest; ; next = this.#rests.tail(next)) {
      to.push(this.intern(next, continuation));
      if (!this.#rests.beginsNullable(next)) return;
    }
  }
}
