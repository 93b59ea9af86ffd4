/**
 * How many sentences a grammar has of each composition: so many nouns, so many verbs. Exact, by counting derivations, of
 * which every sentence has one: the grammars of the suite are unambiguous. From these counts follows both how often random
 * words are a sentence and how often a shuffled sentence still is.
 */
import { type CompiledGrammar, rulesOf } from '../../cfg/compile.js';
import { MOST_WORDS, type Pattern } from './language.js';

/**
 * How often each part of speech stands in a part of a sentence, as the digits of one number, so that the compositions of
 * parts add up.
 */
type Composition = number;

/** No digit overflows. */
const BASE = 32;

/** So many digits fit an exact integer. */
const MOST_CATEGORIES = 10;

/** For each composition the number of sentences. */
type Counts = ReadonlyMap<Composition, number>;

const EMPTY: Counts = new Map([[0, 1]]);
const NONE: Counts = new Map();

/** For a grammar of at most ten parts of speech, without empty rules, in which no nonterminal derives itself alone. */
export class Compositions {
  readonly #compiled: CompiledGrammar;
  /** By symbol and length. */
  readonly #known = new Map<number, Counts>();

  /** @throws RangeError for a grammar with more parts of speech */
  constructor(compiled: CompiledGrammar) {
    const { length } = compiled.terminals;
    if (length > MOST_CATEGORIES) {
      throw new RangeError(`at most ${MOST_CATEGORIES} parts of speech, found ${length}`);
    }
    this.#compiled = compiled;
  }

  /** How many sentences have the same parts of speech as this one, which has at most `MOST_WORDS`. */
  arrangements(pattern: Pattern): number {
    const composition = pattern.reduce((sum, category) => sum + this.#unit(category), 0);
    return this.#ofLength(pattern.length).get(composition) ?? 0;
  }

  /**
   * How many sentences of `length` words, at most `MOST_WORDS`, there are in a vocabulary with so many words of each part
   * of speech.
   */
  sentences(length: number, wordsFor: (category: string) => number): number {
    const sizes = this.#compiled.terminals.map(wordsFor);
    let sum = 0;
    for (const [composition, count] of this.#ofLength(length)) {
      let choices = count;
      let digits = composition;
      for (const size of sizes) {
        choices *= power(size, digits % BASE);
        digits = Math.floor(digits / BASE);
      }
      sum += choices;
    }
    return sum;
  }

  #unit(category: string): Composition {
    const terminal = this.#compiled.terminalIndex.get(category);
    // A part of speech that the grammar does not have is part of no sentence of it.
    return terminal === undefined ? Number.NaN : power(BASE, terminal);
  }

  #ofLength(length: number): Counts {
    if (length > MOST_WORDS) throw new RangeError(`at most ${MOST_WORDS} words, found ${length}`);
    return this.#ofNonterminal(this.#compiled.start, length);
  }

  #ofNonterminal(nonterminal: number, length: number): Counts {
    const key = nonterminal * BASE + length;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { rightStart } = this.#compiled;
    const counts = new Map<Composition, number>();
    for (const rule of rulesOf(this.#compiled, nonterminal)) {
      add(counts, this.#ofRest(rightStart[rule] ?? 0, rightStart[rule + 1] ?? 0, length));
    }
    this.#known.set(key, counts);
    return counts;
  }

  /** Of the symbols of a rule from `position` on; each gives one word or more. */
  #ofRest(position: number, stop: number, length: number): Counts {
    if (position === stop) return length === 0 ? EMPTY : NONE;
    const left = stop - position - 1;
    if (length <= left) return NONE;
    const symbol = this.#compiled.symbols[position] ?? 0;
    if (symbol < 0) {
      const unit = new Map([[power(BASE, ~symbol), 1]]);
      return product(unit, this.#ofRest(position + 1, stop, length - 1));
    }
    if (left === 0) return this.#ofNonterminal(symbol, length);
    const counts = new Map<Composition, number>();
    for (let first = 1; first <= length - left; first += 1) {
      const rest = this.#ofRest(position + 1, stop, length - first);
      add(counts, product(this.#ofNonterminal(symbol, first), rest));
    }
    return counts;
  }
}

/** By multiplication: the operator may round otherwise on another machine, and chances are part of an item's bytes. */
export function power(base: number, exponent: number): number {
  let result = 1;
  for (let factor = 0; factor < exponent; factor += 1) result *= base;
  return result;
}

function add(sums: Map<Composition, number>, counts: Counts): void {
  for (const [composition, count] of counts) {
    sums.set(composition, (sums.get(composition) ?? 0) + count);
  }
}

function product(counts: Counts, others: Counts): Counts {
  const products = new Map<Composition, number>();
  for (const [composition, count] of counts) {
    for (const [other, times] of others) {
      const sum = composition + other;
      products.set(sum, (products.get(sum) ?? 0) + count * times);
    }
  }
  return products;
}
