/**
 * What stands behind the dot of a rule: a *rest*, a list of symbols, interned from its end so that rules which end alike
 * share it. What the rule rewrites is not part of it: an item's continuation knows that.
 */
import { ABSENT, Integers, PairTable } from './interning.js';

/** The empty rest: the rule is complete. */
export const COMPLETE = 0;

/** The head of the empty rest: neither a nonterminal nor the complement of a class of terminals. */
const NO_SYMBOL = -0x8000_0000;

export class Rests {
  readonly #heads: Integers = new Integers();
  readonly #tails: Integers = new Integers();
  readonly #numbers: PairTable = new PairTable();
  readonly #nullable: Uint8Array;

  /** `nullable` has a 1 for each nonterminal that derives the empty string. */
  constructor(nullable: Uint8Array) {
    this.#nullable = nullable;
    this.intern(NO_SYMBOL, COMPLETE);
  }

  /** The rest that is a symbol, a nonterminal or the complement of a class of terminals, followed by a rest. */
  intern(head: number, tail: number): number {
    const known = this.#numbers.get(tail, head);
    if (known !== ABSENT) return known;
    const rest = this.#heads.length;
    this.#heads.push(head);
    this.#tails.push(tail);
    this.#numbers.set(tail, head, rest);
    return rest;
  }

  head(rest: number): number {
    return this.#heads.at(rest);
  }

  tail(rest: number): number {
    return this.#tails.at(rest);
  }

  /** Whether it begins with a nonterminal that may be empty, so that its tail can stand in its place. */
  beginsNullable(rest: number): boolean {
    const head = this.#heads.at(rest);
    return head >= 0 && this.#nullable[head] === 1;
  }
}
