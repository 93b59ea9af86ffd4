/**
 * Clusters as two runs saw them. An item counts where both runs have a valid sample of it, a cluster where it has such an
 * item. Pairs stand in an order of their own, so that the order in which they came changes no bit of what follows.
 */
import { type Cluster, clusterMean, normalised, requireWeights } from './clusters.js';
import { leastMultiple } from './divisors.js';

/** One cluster as two runs saw it: the same items in the same order. */
export interface PairedCluster {
  readonly a: Cluster;
  readonly b: Cluster;
}

/** What is left of a pair for a comparison: items that are valid in both. */
export interface Pair extends PairedCluster {
  readonly meanA: number;
  readonly meanB: number;
  /** This cluster's share of the whole; the weights of all pairs sum to 1. */
  readonly weight: number;
}

/** The pairs with an item that both runs have. Throws a RangeError for weights or counts out of range. */
export function commonPairs(
  clusters: readonly PairedCluster[],
  weights?: readonly number[],
): Pair[] {
  if (weights !== undefined) requireWeights(weights, clusters.length);
  const kept: Pair[] = [];
  for (const [index, cluster] of clusters.entries()) {
    const { a, b } = commonItems(cluster);
    const [meanA, meanB] = [clusterMean(a), clusterMean(b)];
    if (meanA === null || meanB === null) continue;
    kept.push({ a, b, meanA, meanB, weight: weights?.[index] ?? 1 });
  }
  kept.sort(
    (first, second) =>
      first.meanB - first.meanA - (second.meanB - second.meanA) ||
      first.meanA - second.meanA ||
      first.weight - second.weight,
  );
  return normalised(kept);
}

function commonItems({ a, b }: PairedCluster): PairedCluster {
  if (a.length !== b.length) {
    throw new RangeError(`a pair needs the same items in both, found ${a.length} and ${b.length}`);
  }
  const inBoth = a.map(({ valid }, index) => valid > 0 && (b[index]?.valid ?? 0) > 0);
  return { a: a.filter((_, index) => inBoth[index]), b: b.filter((_, index) => inBoth[index]) };
}

/**
 * The greatest number of which the differences of all pairs are whole multiples for certain: 1 over the least common
 * multiple of (items × valid samples). Undefined where scores are no whole counts, weights differ, or it would be so
 * small that rounding could count.
 */
export function unitOf(pairs: readonly Pair[]): number | undefined {
  let multiple = 1;
  for (const { a, b, weight } of pairs) {
    if (weight !== pairs[0]?.weight) return undefined;
    let samples = 1;
    for (const { correct, valid } of [...a, ...b]) {
      if (!Number.isInteger(correct)) return undefined;
      samples = leastMultiple(samples, valid);
      if (samples > FINEST) return undefined;
    }
    multiple = leastMultiple(multiple, samples * a.length);
    if (multiple > FINEST) return undefined;
  }
  return 1 / (multiple * pairs.length);
}

const FINEST = 2 ** 30;
