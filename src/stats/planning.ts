/**
 * What an interval will be like before anything is asked: the default interval at the spread between clusters that is
 * expected for a model of stated accuracy. A guide for choosing sizes, not a promise: it takes the expected variance
 * for the variance that will be found.
 */
import { clopperPearson, type Limits, shrunkenSampleSize } from './interval.js';

export interface PlannedSizes {
  readonly clusters: number;
  /** From 1; the harmonic mean where clusters differ, so it need not be whole. */
  readonly itemsPerCluster: number;
  /** Samples per item. */
  readonly samples: number;
  /** The accuracy to plan for, in [0, 1]. */
  readonly accuracy: number;
  /** The share of the variance of one sample that lies between clusters, in [0, 1]. */
  readonly icc: number;
  /** Two-sided confidence level; 0.95 when absent. */
  readonly level?: number;
}

export interface PlannedInterval extends Limits {
  /** high - low. */
  readonly width: number;
}

/** The default interval at the expected variance of cluster means. Throws a RangeError for values out of range. */
export function expectedInterval(sizes: PlannedSizes): PlannedInterval {
  const { clusters, itemsPerCluster, samples, accuracy, icc, level = 0.95 } = sizes;
  requireSizes(sizes, level);
  const within = itemsPerCluster * samples;
  const variance = accuracy * (1 - accuracy) * (icc + (1 - icc) / within);
  const squares = (clusters - 1) * variance;
  const n = Math.min(shrunkenSampleSize(accuracy, clusters, squares), clusters * within);
  const { low, high } = clopperPearson(accuracy, n, level);
  return { low, high, width: high - low };
}

function requireSizes(sizes: PlannedSizes, level: number): void {
  if (!(sizes.itemsPerCluster >= 1)) {
    throw new RangeError(`itemsPerCluster must be a number from 1, found ${sizes.itemsPerCluster}`);
  }
  for (const name of ['clusters', 'samples'] as const) {
    const found = sizes[name];
    if (!Number.isInteger(found) || found < 1) {
      throw new RangeError(`${name} must be a whole number from 1, found ${found}`);
    }
  }
  for (const name of ['accuracy', 'icc'] as const) {
    const found = sizes[name];
    if (!(found >= 0 && found <= 1))
      throw new RangeError(`${name} must lie in [0, 1], found ${found}`);
  }
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`level must lie between 0 and 1, both excluded, found ${level}`);
  }
}
