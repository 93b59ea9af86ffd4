import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, Random } from '../../src/random/random.js';

const ascending = (a: number, b: number): number => a - b;

const GOLDEN: unknown[] = [631, 0, 0.6193516468816505, 'c'];
/** The first 30 bits of SHA-256 of `["item","some id"]`. */
const GOLDEN_HASH = 220279639;

const first = (...key: (string | number)[]): number => new Random(...key).integer(0, 2 ** 31);

describe('a random stream', () => {
  it('is fixed by its key, on every machine', () => {
    const random = new Random('test', 1);
    const drawn = [
      random.integer(0, 999),
      random.integer(-5, 5),
      random.real(),
      random.pick(['a', 'b', 'c']),
    ];
    expect(drawn).toEqual(GOLDEN);
    expect(hashOf(30, 'item', 'some id')).toBe(GOLDEN_HASH);
  });

  it('differs when any part of the key differs', () => {
    const values = [
      first('a', 1),
      first('a1'),
      first('a', '1'),
      first('a', 2),
      first('b', 1),
      first(1, 'a'),
    ];
    expect(new Set(values).size).toBe(values.length);
  });

  it('draws integers within their bounds, ends included', () => {
    const random = new Random('bounds');
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(-2, 2)));
    expect([...seen].toSorted((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  it('draws each integer equally often', () => {
    const random = new Random('uniform');
    const counts = Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      const value = random.integer(0, 9);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // The 0.9999 quantile of chi-square with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(33.7);
  });

  it('draws integers of any size below a limit, each equally often', () => {
    const random = new Random('below');
    const counts = Array<number>(5).fill(0);
    const share = 10n ** 50n;
    for (let draw = 0; draw < 50_000; draw += 1) {
      // Five equal parts of a range that fills neither its last bit nor its last draw.
      const part = Number(random.below(5n * share) / share);
      counts[part] = (counts[part] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // The 0.9999 quantile of chi-square with 4 degrees of freedom.
    expect(chiSquare).toBeLessThan(23.6);
    const small = Array.from({ length: 200 }, () => Number(random.below(3n)));
    expect([...new Set(small)].toSorted(ascending)).toEqual([0, 1, 2]);
    expect(random.below(1n)).toBe(0n);
  });

  it('shuffles without losing or repeating', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (list, key) => {
        expect(new Random(key).shuffle(list).toSorted(ascending)).toEqual(list.toSorted(ascending));
      }),
    );
  });

  it('gives reals in [0, 1) and stated chances', () => {
    const random = new Random('reals');
    let hits = 0;
    for (let draw = 0; draw < 20_000; draw += 1) {
      const value = random.real();
      expect(value >= 0 && value < 1).toBe(true);
      if (random.chance(1, 4)) hits += 1;
    }
    expect(Math.abs(hits / 20_000 - 0.25)).toBeLessThan(0.015);
  });

  it('refuses what it cannot do', () => {
    expect(() => new Random('x').pick([])).toThrow('cannot pick from an empty list');
    expect(() => new Random('x').integer(2, 1)).toThrow('no integer from 2 to 1');
    expect(() => new Random('x').below(0n)).toThrow('no integer from 0 below 0');
    expect(() => hashOf(49, 'x')).toThrow('bits must be an integer from 1 to 48, found 49');
  });
});
