/**
 * Seeded random numbers. Every draw of the project comes from a generator that is named by a key, so that adding a
 * draw in one place changes no draw in another. xoroshiro128+ by pure-rand, its 128-bit state taken from SHA-256 of the
 * key: two keys never share a stream in practice. Only integer arithmetic decides an integer draw, so the same key
 * gives the same values on every machine.
 */
import { hash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A part of a key. Parts are joined unambiguously: `('a', 1)` and `('a1')` are other keys. */
export type KeyPart = string | number;

/** 32 bytes in hexadecimal, the form that Node gives soonest; they depend on every part of the key and on nothing else. */
function digest(key: readonly KeyPart[]): string {
  return hash('sha256', JSON.stringify(key), 'hex');
}

/** A hash of the key: an integer in `[0, 2 ** bits)`, `bits` from 1 to 48. */
export function hashOf(bits: number, ...key: readonly KeyPart[]): number {
  if (!Number.isInteger(bits) || bits < 1 || bits > 48) {
    throw new RangeError(`bits must be an integer from 1 to 48, found ${bits}`);
  }
  return Math.floor(Number.parseInt(digest(key).slice(0, 12), 16) / 2 ** (48 - bits));
}

/** A stream of random draws, fixed by its key. */
export class Random {
  readonly #generator: RandomGenerator;

  constructor(...key: readonly KeyPart[]) {
    const bytes = digest(key);
    const word = (at: number) => Number.parseInt(bytes.slice(8 * at, 8 * at + 8), 16) | 0;
    this.#generator = xoroshiro128plusFromState([
      word(0),
      word(1),
      word(2),
      // A state of zeros would stay zero for ever.
      word(3) | 1,
    ]);
  }

  /** An integer from `low` to `high`, both included, each equally likely; a RangeError when low > high. */
  integer(low: number, high: number): number {
    if (!(low <= high)) throw new RangeError(`no integer from ${low} to ${high}`);
    return uniformInt(this.#generator, low, high);
  }

  /** An integer from 0 up to and without `limit`, each equally likely, however great; a RangeError when there is none. */
  below(limit: bigint): bigint {
    if (limit <= 0n) throw new RangeError(`no integer from 0 below ${limit}`);
    const bits = (limit - 1n).toString(2).length;
    for (;;) {
      let value = 0n;
      for (let drawn = 0; drawn < bits; drawn += 24) {
        value = (value << 24n) | BigInt(this.integer(0, 0xff_ffff));
      }
      value = BigInt.asUintN(bits, value);
      if (value < limit) return value;
    }
  }

  /** A multiple of 2^-48 in `[0, 1)`. */
  real(): number {
    return (this.integer(0, 0xff_ffff) * 0x100_0000 + this.integer(0, 0xff_ffff)) / 2 ** 48;
  }

  /** True with probability `numerator / denominator`, exactly. */
  chance(numerator: number, denominator: number): boolean {
    return this.integer(1, denominator) <= numerator;
  }

  /** One element, each equally likely; a RangeError when there is none. */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('cannot pick from an empty list');
    return elementAt(from, this.integer(0, from.length - 1));
  }

  /** A copy in random order (Fisher and Yates). */
  shuffle<T>(from: readonly T[]): T[] {
    const list = [...from];
    for (let last = list.length - 1; last > 0; last -= 1) {
      const other = this.integer(0, last);
      const kept = elementAt(list, last);
      list[last] = elementAt(list, other);
      list[other] = kept;
    }
    return list;
  }
}

/** The element at an index that is known to be in range, where undefined can only be an element. */
function elementAt<T>(list: readonly T[], index: number): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return list[index] as T;
}
