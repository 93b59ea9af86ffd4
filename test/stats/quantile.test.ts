import betaByStdlib from '@stdlib/stats-base-dists-beta-quantile';
import tByStdlib from '@stdlib/stats-base-dists-t-quantile';
import { double, assert as hold, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuantile, normalQuantile, tQuantile } from '../../src/stats/index.js';
import { BETA_QUANTILES, T_QUANTILES } from './golden.js';

/** Evenly over the orders of magnitude from `low` to `high`. */
const scaled = (low: number, high: number) =>
  double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const shape = scaled(1e-3, 1e6);

/** How far apart they are, in parts of the second; what underflows is all alike. */
function distance(found: number, expected: number): number {
  const least = 1e-300;
  if (Math.abs(found) < least && Math.abs(expected) < least) return 0;
  return found === expected ? 0 : Math.abs(found - expected) / Math.abs(expected);
}

describe('a beta quantile', () => {
  it.each(BETA_QUANTILES)('at %d of Beta(%d, %d) is %d', (probability, a, b, x) => {
    expect(Math.abs(betaQuantile(probability, a, b) - x)).toBeLessThan(1e-13);
    expect(distance(betaQuantile(probability, a, b), x)).toBeLessThan(1e-12);
  });

  it('is that of stdlib, over all shapes and both tails', () => {
    // Below 1e-200 stdlib is off by up to a few per cent, and next to shapes of 1 by 1e-11.
    const tail = scaled(1e-200, 0.5);
    hold(
      property(shape, shape, tail, (a, b, p) => {
        const tolerance = 1e-10 + 2e-14 / Math.min(a, b);
        expect(distance(betaQuantile(p, a, b), betaByStdlib(p, a, b))).toBeLessThan(tolerance);
        if (p < 1e-15) return;
        const [found, expected] = [betaQuantile(1 - p, a, b), betaByStdlib(1 - p, a, b)];
        expect(distance(found, expected)).toBeLessThan(tolerance);
      }),
      { numRuns: 2000 },
    );
  });

  it('grows with the probability', () => {
    hold(
      property(shape, shape, scaled(1e-300, 0.5), (a, b, p) => {
        const low = betaQuantile(p, a, b);
        expect(low).toBeGreaterThanOrEqual(0);
        const above = betaQuantile(Math.min(0.5, p * 1.5), a, b);
        expect(low).toBeLessThanOrEqual(above * (1 + 1e-12));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the complement of that of the other tail', () => {
    // So that nothing of the other probability is rounded.
    const exact = integer({ min: 1, max: 2 ** 20 - 1 }).map((parts) => parts / 2 ** 20);
    hold(
      property(shape, shape, exact, (a, b, p) => {
        expect(betaQuantile(p, a, b) + betaQuantile(1 - p, b, a)).toBeCloseTo(1, 12);
      }),
      { numRuns: 1000 },
    );
  });

  it('is found at the ends of the shapes', () => {
    for (const a of [1e-12, 1, 1e12])
      for (const b of [1e-12, 1, 1e12])
        for (const p of [Number.MIN_VALUE, 0.3, 1 - Number.EPSILON / 2]) {
          const x = betaQuantile(p, a, b);
          expect([p, a, b, x >= 0 && x <= 1]).toEqual([p, a, b, true]);
        }
  });

  it.each([
    [0, 1, 1],
    [1, 1, 1],
    [Number.NaN, 1, 1],
    [0.5, 0, 1],
    [0.5, 1, -1],
    [0.5, 1e-13, 1],
    [0.5, 1, 1e13],
    [0.5, Number.POSITIVE_INFINITY, 1],
  ])('does not exist at %d of Beta(%d, %d)', (probability, a, b) => {
    expect(() => betaQuantile(probability, a, b)).toThrow(
      new RangeError(`no beta quantile at ${probability} of Beta(${a}, ${b})`),
    );
  });
});

describe('a t quantile', () => {
  it.each(T_QUANTILES)('at %d with %d degrees of freedom is %d', (p, df, t) => {
    expect(distance(tQuantile(p, df), t)).toBeLessThan(1e-12);
  });

  it('is that of stdlib, over all degrees of freedom and both tails', () => {
    // Beyond 1e100 stdlib says that it is infinite; next to the middle it says 0.
    hold(
      property(scaled(0.5, 1e9), scaled(1e-300, 0.49), (df, p) => {
        const expected = tByStdlib(p, df);
        if (expected > -1e100) {
          expect(distance(tQuantile(p, df), expected)).toBeLessThan(1e-12);
        }
        if (p > 1e-15)
          expect(distance(tQuantile(1 - p, df), tByStdlib(1 - p, df))).toBeLessThan(1e-12);
      }),
      { numRuns: 2000 },
    );
  });

  it('mirrors that of the other tail', () => {
    hold(
      property(scaled(0.5, 1e9), double({ min: 0.5, max: 1 - 1e-16, noNaN: true }), (df, p) => {
        expect(tQuantile(1 - p, df)).toBe(-tQuantile(p, df) + 0);
      }),
    );
  });

  it('is infinite and not NaN with next to no degrees of freedom', () => {
    expect(tQuantile(0.975, 1e-6)).toBe(Number.POSITIVE_INFINITY);
    expect(tQuantile(0.025, 1e-6)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is 0 in the middle, and that of the normal distribution with very many degrees', () => {
    expect(tQuantile(0.5, 3)).toBe(0);
    expect(distance(normalQuantile(0.975), 1.959963984540054)).toBeLessThan(1e-14);
    expect(tQuantile(0.975, Number.MAX_VALUE)).toBe(normalQuantile(0.975));
  });

  it.each([
    [1, 5],
    [0, 5],
    [0.5, 0],
    [0.5, 1e-13],
    [0.5, Number.POSITIVE_INFINITY],
    [Number.NaN, 5],
  ])('does not exist at %d with %d degrees of freedom', (probability, degrees) => {
    expect(() => tQuantile(probability, degrees)).toThrow(
      new RangeError(`no t quantile at ${probability} with ${degrees} degrees of freedom`),
    );
  });
});
