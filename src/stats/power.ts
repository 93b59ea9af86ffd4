/** What a comparison can see: the smallest drop, and how many clusters it takes to say that a run holds its ground. */
import { type DifferenceInterval, moverLimits } from './difference.js';
import {
  clopperPearson,
  type EstimateNumbers,
  type Limits,
  shrunkenSampleSize,
} from './interval.js';
import { tQuantile } from './student-t.js';

/** A drop is said to be seen when the test finds it this often. */
const POWER = 0.8;

/**
 * The smallest drop that a one-sided test at level `alpha` finds with 80% power, over so many clusters whose differences
 * have this standard deviation: (t(1 - alpha) + t(0.8)) · s / √G. Null where there is no spread to go by.
 */
export function smallestDrop(
  spread: number | null,
  clusters: number,
  alpha: number,
): number | null {
  if (spread === null || spread === 0 || clusters < 2) return null;
  const degrees = clusters - 1;
  const reach = tQuantile(1 - alpha, degrees) + tQuantile(POWER, degrees);
  return (reach * spread) / Math.sqrt(clusters);
}

export interface PlannedComparison {
  readonly clusters: number;
  /** From 1; the harmonic mean where clusters differ. */
  readonly itemsPerCluster: number;
  /** Samples per item. */
  readonly samples: number;
  /** The accuracy of both runs before any drop, in [0, 1]. */
  readonly accuracy: number;
  /** The share of the variance of one sample that lies between clusters, in [0, 1]. */
  readonly icc: number;
  /** Of the true accuracies of a cluster in the two runs, in [0, 1]. */
  readonly correlation: number;
  /** One-sided level of the test. */
  readonly alpha: number;
}

/** The smallest drop that a comparison of this plan is to see with 80% power; null where it cannot be said. */
export function plannedDrop(plan: PlannedComparison): number | null {
  const { clusters, itemsPerCluster, samples, accuracy, icc, correlation, alpha } = plan;
  const between = icc * (1 - correlation);
  const within = (1 - icc) / (itemsPerCluster * samples);
  const variance = 2 * accuracy * (1 - accuracy) * (between + within);
  return smallestDrop(Math.sqrt(variance), clusters, alpha);
}

/** More clusters than this are not looked for. */
const MOST_CLUSTERS = 1_000_000;

/**
 * How many clusters it would take for the lower limit of the difference to lie above `-margin`, were both accuracies,
 * their spread and their correlation to stay as they are. Null when the difference itself is no better than `-margin`, or
 * when a million would not do.
 */
export function clustersToHold(found: DifferenceInterval, margin: number): number | null {
  const holds = (clusters: number): boolean => lowerLimit(found, clusters) > -margin;
  if (found.value <= -margin || !holds(MOST_CLUSTERS)) return null;
  let [low, high] = [0, MOST_CLUSTERS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function lowerLimit({ a, b, correlation }: DifferenceInterval, clusters: number): number {
  return moverLimits(grown(a, clusters), grown(b, clusters), correlation).low;
}

/** The side with another number of clusters of the same kind. */
function grown(side: EstimateNumbers, clusters: number): Limits & { readonly value: number } {
  const { value, std_error, clusters: found, samples, level } = side;
  const variance = std_error === null ? value * (1 - value) : std_error ** 2 * found;
  const n = shrunkenSampleSize(value, clusters, (clusters - 1) * variance);
  const limits = clopperPearson(value, Math.min(n, (samples / found) * clusters), level);
  return { value, ...limits };
}
