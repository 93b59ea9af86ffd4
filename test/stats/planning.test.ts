import { expect, test } from 'vitest';
import { estimate, expectedInterval, type PlannedSizes } from '../../src/stats/index.js';

const sizes: PlannedSizes = {
  clusters: 100,
  itemsPerCluster: 10,
  samples: 16,
  accuracy: 0.37,
  icc: 0.5,
};

test('more clusters narrow the interval, more samples hardly do', () => {
  const { width } = expectedInterval(sizes);
  expect(expectedInterval({ ...sizes, clusters: 400 }).width / width).toBeLessThan(0.52);
  expect(expectedInterval({ ...sizes, samples: 64 }).width / width).toBeGreaterThan(0.99);
});

test('an accuracy of 0 or 1 gives the exact limits of that many clusters', () => {
  expect(expectedInterval({ ...sizes, accuracy: 0 })).toMatchObject({ low: 0 });
  expect(expectedInterval({ ...sizes, accuracy: 0 }).high).toBeCloseTo(1 - 0.025 ** 0.01, 12);
  expect(expectedInterval({ ...sizes, accuracy: 1 })).toMatchObject({ high: 1 });
});

test('all-or-nothing clusters that turn out as planned give about the planned interval', () => {
  const clusters = Array.from({ length: 100 }, (_, index) => [
    { correct: index < 37 ? 16 : 0, valid: 16 },
  ]);
  const planned = expectedInterval({ ...sizes, itemsPerCluster: 1, icc: 1 });
  const found = estimate(clusters);
  expect(found?.low).toBeCloseTo(planned.low, 2);
  expect(found?.high).toBeCloseTo(planned.high, 2);
});

test('a wider level gives a wider interval', () => {
  expect(expectedInterval({ ...sizes, level: 0.99 }).width).toBeGreaterThan(
    expectedInterval(sizes).width,
  );
});

test.each([
  [{ clusters: 0 }, 'clusters must be a whole number from 1, found 0'],
  [{ samples: 1.5 }, 'samples must be a whole number from 1, found 1.5'],
  [{ accuracy: 1.2 }, 'accuracy must lie in [0, 1], found 1.2'],
  [{ icc: Number.NaN }, 'icc must lie in [0, 1], found NaN'],
  [{ level: 0 }, 'level must lie between 0 and 1'],
])('%j is refused', (change, message) => {
  expect(() => expectedInterval({ ...sizes, ...change })).toThrow(message);
});
