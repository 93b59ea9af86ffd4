/** What samples that could not be had leave open. */
import { type Cluster, clusterMean } from './clusters.js';
import type { Limits } from './interval.js';
import { mean } from './mean.js';

/**
 * The least and the greatest accuracy that `samples` of every item could have come to: with all that are missing wrong, and with
 * all of them right. A mean over clusters of means over items, as accuracy is, with the items and clusters that no sample came
 * of; so the accuracy over the samples that came lies within. Clusters hold one item or more; a RangeError for counts out of range.
 */
export function missingBounds(clusters: readonly Cluster[], samples: number): Limits {
  const low = accuracyOf(clusters, ({ correct }) => ({ correct, valid: samples }));
  const high = accuracyOf(clusters, ({ correct, valid }) => ({
    correct: correct + samples - valid,
    valid: samples,
  }));
  return { low, high };
}

function accuracyOf(
  clusters: readonly Cluster[],
  completed: (item: Cluster[number]) => Cluster[number],
): number {
  return mean(clusters.map((cluster) => clusterMean(cluster.map(completed)) ?? 0));
}
