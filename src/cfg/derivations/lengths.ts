/**
 * Sentences by their length: how many derivations give a sentence of so many words, exactly, and one of these drawn so
 * that each is equally likely. The derivations of a length are those of a sentence in which every terminal fits every
 * place, so they are counted in a forest like any other, in which a span is its length.
 */
import type { Random } from '../../random/random.js';
import { type CompiledGrammar, rightOf, rulesOf } from '../compile.js';
import { settle } from './costs.js';
import { type Count, DerivationCounts } from './derivation-counts.js';
import type { Derivation } from './derivations.js';
import type { Forest } from './forest.js';

interface Goal {
  readonly nonterminal: number;
  readonly length: number;
}

/** The symbols of a rule from `position` on, which are to reach `end`. */
interface Rest {
  readonly position: number;
  readonly stop: number;
  readonly end: number;
}

/**
 * Counts for the sentences of up to `maxLength` words. For a grammar of g symbols O(g maxLength^2) multiplications, done
 * as lengths are asked for and kept.
 */
export class LengthCounts {
  readonly maxLength: number;
  /** Which lengths sentences have, in rising order. */
  readonly lengths: readonly number[];
  readonly #compiled: CompiledGrammar;
  readonly #forest: Forest;
  readonly #counts: DerivationCounts;

  /** A RangeError unless `maxLength` is a whole number from 0. */
  constructor(compiled: CompiledGrammar, maxLength: number) {
    if (!Number.isInteger(maxLength) || maxLength < 0) {
      throw new RangeError(`maxLength must be a whole number from 0, found ${maxLength}`);
    }
    const lengths = lengthsOf(compiled, maxLength);
    this.maxLength = maxLength;
    this.lengths = [...(lengths[compiled.start] ?? [])];
    this.#compiled = compiled;
    this.#forest = forestOfLengths(compiled, lengths);
    this.#counts = new DerivationCounts(this.#forest);
  }

  /** How many derivations give a sentence of `length` words. A RangeError beyond `maxLength`. */
  derivations(length: number): Count {
    if (!Number.isInteger(length) || length < 0 || length > this.maxLength) {
      throw new RangeError(
        `length must be a whole number from 0 to ${this.maxLength}, found ${length}`,
      );
    }
    return this.#counts.ofNonterminal(this.#compiled.start, 0, length);
  }

  /** A derivation of a sentence of `length` words, each equally likely. A RangeError when there are none, or infinitely many. */
  sample(length: number, random: Random): Derivation {
    const count = this.derivations(length);
    if (count === 0n) throw new RangeError(`the grammar has no sentence of length ${length}`);
    if (count === 'infinite') {
      throw new RangeError(
        `sentences of length ${length} have infinitely many derivations: none can be drawn uniformly`,
      );
    }
    const derivation: number[] = [];
    const pending: Goal[] = [{ nonterminal: this.#compiled.start, length }];
    for (let goal = pending.pop(); goal !== undefined; goal = pending.pop()) {
      const rule = this.#drawRule(goal, random);
      derivation.push(rule);
      for (const child of this.#drawLengths(rule, goal.length, random).toReversed()) {
        pending.push(child);
      }
    }
    return derivation;
  }

  #drawRule({ nonterminal, length }: Goal, random: Random): number {
    const { rightStart } = this.#compiled;
    return drawByCount(random, rulesOf(this.#compiled, nonterminal), (rule) =>
      this.#counts.ofRest(rightStart[rule] ?? 0, rightStart[rule + 1] ?? 0, 0, length),
    );
  }

  /** How many words each nonterminal of a rule is to give, so that the rule gives `length`. */
  #drawLengths(rule: number, length: number, random: Random): Goal[] {
    const { rightStart } = this.#compiled;
    const goals: Goal[] = [];
    let start = 0;
    let position = rightStart[rule] ?? 0;
    for (const symbol of rightOf(this.#compiled, rule)) {
      position += 1;
      const rest = { position, stop: rightStart[rule + 1] ?? 0, end: length };
      const end = symbol < 0 ? start + 1 : this.#drawEnd(symbol, start, rest, random);
      if (symbol >= 0) goals.push({ nonterminal: symbol, length: end - start });
      start = end;
    }
    return goals;
  }

  #drawEnd(symbol: number, start: number, rest: Rest, random: Random): number {
    const { position, stop, end } = rest;
    const ends = this.#forest.ends(symbol, start).filter((middle) => middle <= end);
    return drawByCount(random, ends, (middle) => {
      const ways = this.#counts.ofRest(position, stop, middle, end);
      // What stands before an impossible rest may have infinitely many derivations.
      if (ways === 0n) return 0n;
      return finite(ways) * finite(this.#counts.ofNonterminal(symbol, start, middle));
    });
  }
}

/** One of the options, each as likely as its share of all counts. */
function drawByCount(
  random: Random,
  options: readonly number[],
  countOf: (option: number) => Count,
): number {
  const counts = options.map((option) => finite(countOf(option)));
  let left = random.below(counts.reduce((sum, count) => sum + count, 0n));
  const drawn = counts.findIndex((count) => {
    left -= count;
    return left < 0n;
  });
  return options[drawn] ?? -1;
}

/** Whatever a derivation of a finite count reaches has a finite count. */
function finite(count: Count): bigint {
  if (count === 'infinite') throw new Error('an infinite count where a finite one was promised');
  return count;
}

/** By nonterminal: the lengths up to `maxLength` of what it derives, in rising order. */
function lengthsOf(compiled: CompiledGrammar, maxLength: number): ReadonlySet<number>[] {
  const upToMax = (1n << BigInt(maxLength + 1)) - 1n;
  // Bit l of a mask: length l can be derived.
  const masks = compiled.nonterminals.map(() => 0n);
  settle(compiled, (rule, left) => {
    let mask = 1n;
    for (const symbol of rightOf(compiled, rule)) {
      mask = symbol < 0 ? mask << 1n : sumsOf(mask, masks[symbol] ?? 0n);
      mask &= upToMax;
    }
    const known = masks[left] ?? 0n;
    masks[left] = known | mask;
    return masks[left] !== known;
  });
  return masks.map((mask) => new Set(bitsOf(mask)));
}

/** The lengths that a length of one mask and a length of the other make together. */
function sumsOf(mask: bigint, other: bigint): bigint {
  return bitsOf(mask).reduce((sums, length) => sums | (other << BigInt(length)), 0n);
}

function bitsOf(mask: bigint): number[] {
  return Array.from(mask.toString(2))
    .toReversed()
    .flatMap((bit, index) => (bit === '1' ? [index] : []));
}

/** The forest of a sentence without beginning or end, in which any terminal fits any place. */
function forestOfLengths(
  compiled: CompiledGrammar,
  lengths: readonly ReadonlySet<number>[],
): Forest {
  return {
    compiled,
    ends: (nonterminal, start) =>
      Array.from(lengths[nonterminal] ?? [], (length) => start + length),
    starts: (nonterminal, end) =>
      Array.from(lengths[nonterminal] ?? [], (length) => end - length).toReversed(),
    covers: (nonterminal, start, end) => lengths[nonterminal]?.has(end - start) === true,
    scans: () => true,
    spanKey: (start, end) => end - start,
  };
}
