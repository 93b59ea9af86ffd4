import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { betaQuantile, estimate, tQuantile } from '../../src/stats/index.js';
import { BETA_QUANTILES, T_QUANTILES } from './golden.js';

test('the distributions are loaded at their first use and not before', () => {
  const { cache } = createRequire(import.meta.url);
  const loaded = (name: string): boolean =>
    Object.keys(cache).some((path) => path.includes(`stats-base-dists-${name}-quantile`));
  expect(estimate([])).toBeNull();
  expect([loaded('beta'), loaded('t')]).toEqual([false, false]);
  betaQuantile(0.5, 1, 1);
  expect([loaded('beta'), loaded('t')]).toEqual([true, false]);
  tQuantile(0.5, 1);
  expect([loaded('beta'), loaded('t')]).toEqual([true, true]);
});

test.each(BETA_QUANTILES)('the %d quantile of Beta(%d, %d) is %d', (probability, a, b, x) => {
  expect(Math.abs(betaQuantile(probability, a, b) - x)).toBeLessThan(1e-13);
});

test.each(T_QUANTILES)('the %d quantile of t with %d degrees of freedom is %d', (p, df, t) => {
  expect(Math.abs(tQuantile(p, df) / t - 1)).toBeLessThan(1e-12);
});

test('a t quantile with next to no degrees of freedom is infinite and not NaN', () => {
  expect(tQuantile(0.975, 1e-6)).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  [0, 1, 1],
  [1, 1, 1],
  [Number.NaN, 1, 1],
  [0.5, 0, 1],
  [0.5, 1, -1],
  [0.5, Number.POSITIVE_INFINITY, 1],
])('there is no quantile at %d of Beta(%d, %d)', (probability, a, b) => {
  expect(() => betaQuantile(probability, a, b)).toThrow(RangeError);
});

test('a t quantile needs a probability inside (0, 1) and degrees of freedom', () => {
  expect(() => tQuantile(1, 5)).toThrow('no t quantile at 1 with 5 degrees of freedom');
  expect(() => tQuantile(0.5, 0)).toThrow(RangeError);
});
