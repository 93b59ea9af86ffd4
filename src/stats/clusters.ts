/**
 * Scores grouped as they were sampled: samples in items, items in clusters. A cluster (by default one instruction) is
 * the unit that was drawn from a population, so everything that follows is computed from cluster means. Callers count
 * whole numbers per item, and every sum here runs in sorted order: neither the order in which scores arrive nor the
 * order of items and clusters changes a bit of a result.
 */

import { mean } from './mean.js';

/** The scores of one item. */
export interface ItemTally {
  /** The sum of the valid samples' scores, from 0 to `valid`: the number of correct ones, or a fraction for pass@k. */
  readonly correct: number;
  /** How many samples were scored. Missing samples are not among them. */
  readonly valid: number;
  /** What came of each sample in order: 0 missing, 1 wrong, 2 right. Only the method `passes-t` asks for it. */
  readonly outcomes?: Readonly<Uint8Array>;
}

/** The items of one cluster. */
export type Cluster = readonly ItemTally[];

/** What is left of a cluster for an interval. */
interface ClusterMean {
  /** The mean over items of the share correct, in [0, 1]. */
  readonly mean: number;
  /** This cluster's share of the whole; the weights of all clusters sum to 1. */
  readonly weight: number;
}

/** Cluster means in a fixed order, with the counts behind them. */
export interface ClusterMeans {
  readonly means: readonly ClusterMean[];
  /** Items with at least one valid sample. */
  readonly items: number;
  /** Valid samples. */
  readonly samples: number;
}

/**
 * The means of the clusters that hold a valid sample. An item without one is dropped, and so is a cluster without such
 * an item. `weights` has one positive number per cluster given (any scale); equal when absent.
 */
export function clusterMeans(
  clusters: readonly Cluster[],
  weights?: readonly number[],
): ClusterMeans {
  if (weights !== undefined) requireWeights(weights, clusters.length);
  const kept: ClusterMean[] = [];
  let items = 0;
  let samples = 0;
  for (const [index, cluster] of clusters.entries()) {
    const shares = itemShares(cluster);
    if (shares.length === 0) continue;
    kept.push({ mean: sortedMean(shares), weight: weights?.[index] ?? 1 });
    items += shares.length;
    for (const item of cluster) samples += item.valid;
  }
  kept.sort((a, b) => a.mean - b.mean || a.weight - b.weight);
  return { means: normalised(kept), items, samples };
}

/** The mean over a cluster's items of the share correct; null when no item holds a valid sample. */
export function clusterMean(cluster: Cluster): number | null {
  const shares = itemShares(cluster);
  return shares.length === 0 ? null : sortedMean(shares);
}

/** `members` by what `keyOf` says of each, in the order of the first one of each key. */
export function groupedBy<T>(members: Iterable<T>, keyOf: (member: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return groups;
}

function itemShares(cluster: Cluster): number[] {
  const shares: number[] = [];
  for (const { correct, valid } of cluster) {
    if (!Number.isInteger(valid) || valid < 0 || !(correct >= 0 && correct <= valid)) {
      throw new RangeError(`an item needs 0 <= correct <= valid, found ${correct} of ${valid}`);
    }
    if (valid > 0) shares.push(correct / valid);
  }
  return shares;
}

function sortedMean(shares: readonly number[]): number {
  return mean(shares.toSorted((a, b) => a - b));
}

/** The same with weights that sum to 1. */
export function normalised<T extends { readonly weight: number }>(kept: readonly T[]): T[] {
  let total = 0;
  for (const { weight } of kept) total += weight;
  return kept.map((member) => ({ ...member, weight: member.weight / total }));
}

/** Throws a RangeError unless there is one positive weight per cluster. */
export function requireWeights(weights: readonly number[], clusters: number): void {
  if (weights.length !== clusters) {
    throw new RangeError(`${clusters} clusters need as many weights, found ${weights.length}`);
  }
  const bad = weights.find((weight) => !(weight > 0 && Number.isFinite(weight)));
  if (bad !== undefined) throw new RangeError(`a weight must be a positive number, found ${bad}`);
}
