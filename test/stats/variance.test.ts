import { expect, test } from 'vitest';
import { Random } from '../../src/random/random.js';
import { type Cluster, varianceComponents } from '../../src/stats/index.js';
import { clustersOf } from './golden.js';

/** A population with these variances of the true accuracies, about 0.5, uniform each. */
function simulated(
  clusters: number,
  items: number,
  samples: number,
  ofClusters: number,
  ofItems: number,
): Cluster[] {
  const random = new Random(
    'variance',
    clusters,
    items,
    samples,
    String(ofClusters),
    String(ofItems),
  );
  const about = (centre: number, variance: number): number =>
    centre + (2 * random.real() - 1) * Math.sqrt(3 * variance);
  return Array.from({ length: clusters }, () => {
    const skill = about(0.5, ofClusters);
    return Array.from({ length: items }, () => {
      const accuracy = about(skill, ofItems);
      let correct = 0;
      for (let sample = 0; sample < samples; sample += 1)
        correct += random.real() < accuracy ? 1 : 0;
      return { correct, valid: samples };
    });
  });
}

test('finds the variances that a population was made with', () => {
  const found = varianceComponents(simulated(4000, 4, 8, 0.03, 0.02));
  expect(found?.clusters).toBeCloseTo(0.03, 2);
  expect(found?.items).toBeCloseTo(0.02, 2);
  // 0.25 in all, less what lies between.
  expect(found?.samples).toBeCloseTo(0.2, 2);
});

test('says that samples would not help where clusters differ, by the noun that a cluster has', () => {
  expect(varianceComponents(simulated(100, 5, 16, 0.05, 0.001), 'input text')?.advice).toBe(
    'more input texts would narrow this interval, more samples would not, more items per input text would not',
  );
});

test('says by how much samples and inputs would help where there are few', () => {
  expect(varianceComponents(simulated(400, 2, 2, 0.02, 0.02))?.advice).toMatch(
    /^more clusters would narrow this interval, more samples by up to \d\d%, more items per cluster by up to \d\d%$/,
  );
});

test('leaves open what the data cannot tell', () => {
  expect(varianceComponents(clustersOf('3/4'))).toBeNull();
  const single = varianceComponents(clustersOf('3/4 | 1/4 | 0/4'));
  expect([single?.items, single?.gain_of_items]).toEqual([null, null]);
  const once = varianceComponents(clustersOf('1/1 0/1 | 1/1 1/1'));
  expect([once?.samples, once?.gain_of_samples]).toEqual([null, null]);
  expect(varianceComponents(clustersOf('4/4 4/4 | 4/4 4/4'))?.clusters).toBe(0);
});
