import { describe, expect, test } from 'vitest';
import { runsDifference } from '../../src/stats/index.js';

describe('the difference of two groups of training runs', () => {
  test('has the limits of Welch’s interval', () => {
    // scipy 1.17.1: ttest_ind(b, a, equal_var=False).confidence_interval(0.95) and (0.9).
    const [a, b] = [
      [0.31, 0.36, 0.29, 0.4],
      [0.45, 0.39, 0.52],
    ];
    const found = runsDifference(a, b);
    expect(found.value).toBeCloseTo(0.113333333333, 11);
    expect(found.limits?.low).toBeCloseTo(-0.016353464234929393, 9);
    expect(found.limits?.high).toBeCloseTo(0.2430201309015962, 9);
    expect(runsDifference(a, b, 0.9).limits?.low).toBeCloseTo(0.014744470995018452, 9);
  });

  test('has the exact p of dealing the runs out anew', () => {
    // One of the 20 ways is as extreme on either side.
    expect(runsDifference([1, 2, 3].map(tenths), [4, 5, 6].map(tenths)).p_two_sided).toBe(0.1);
    expect(runsDifference([1, 2, 3].map(tenths), [4, 5, 6].map(tenths)).p_smallest).toBe(0.1);
    expect(runsDifference([1, 2].map(tenths), [4, 5, 6].map(tenths)).p_smallest).toBe(0.1);
    expect(runsDifference([0.2, 0.2], [0.2, 0.2]).p_two_sided).toBe(1);
  });

  test('is drawn for many runs, the same each time', () => {
    const near = runsDifference(many(0), many(0.01));
    expect(near.p_two_sided).toBeGreaterThan(0.3);
    expect(runsDifference(many(0), many(0.01))).toEqual(near);
    expect(runsDifference(many(0), many(0.3)).p_two_sided).toBeLessThan(0.001);
  });

  test('has no interval with one run on a side, or without spread', () => {
    expect(runsDifference([0.3], [0.4, 0.5]).limits).toBeNull();
    expect(runsDifference([0.3, 0.3], [0.4, 0.4]).limits).toBeNull();
    expect(() => runsDifference([], [0.4])).toThrow('each side needs a run');
  });
});

function tenths(value: number): number {
  return value / 10;
}

function many(shift: number): number[] {
  return Array.from({ length: 12 }, (_, index) => 0.3 + shift + index / 100);
}
