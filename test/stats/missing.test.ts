import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate, missingBounds } from '../../src/stats/index.js';

const SAMPLES = 4;

test('bounds are means over clusters of means over items, as accuracy is', () => {
  // One cluster of three items, of which one came to nothing, and one cluster of one item that lacks half.
  const clusters = [
    [
      { correct: 4, valid: 4 },
      { correct: 0, valid: 4 },
      { correct: 0, valid: 0 },
    ],
    [{ correct: 1, valid: 2 }],
  ];
  const { low, high } = missingBounds(clusters, SAMPLES);
  expect(low).toBeCloseTo(((1 + 0 + 0) / 3 + 1 / 4) / 2, 12);
  expect(high).toBeCloseTo(((1 + 0 + 1) / 3 + 3 / 4) / 2, 12);
});

const item = fc
  .tuple(fc.integer({ min: 0, max: SAMPLES }), fc.integer({ min: 0, max: SAMPLES }))
  .map(([first, second]) => ({
    correct: Math.min(first, second),
    valid: Math.max(first, second),
  }));
const clustersOfItems = fc.array(fc.array(item, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 6,
});

test('the accuracy over what came lies within, and what lacks nothing has no room', () => {
  fc.assert(
    fc.property(clustersOfItems, (clusters) => {
      const { low, high } = missingBounds(clusters, SAMPLES);
      const value = estimate(clusters)?.value ?? low;
      expect(low).toBeLessThanOrEqual(value + 1e-12);
      expect(high).toBeGreaterThanOrEqual(value - 1e-12);
      const whole = clusters.flat().every(({ valid }) => valid === SAMPLES);
      expect(high - low < 1e-12).toBe(whole);
    }),
  );
});
