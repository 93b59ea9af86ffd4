/**
 * Errors that answer another question than the default interval: not how the model does on such programs, but whether the
 * same items would score the same again. The order of clusters and items has no part in the result.
 */
import { type Cluster, clusterMean, type ItemTally } from './clusters.js';

/** A standard error with its degrees of freedom; Infinity for a normal one. */
export interface ReRunError {
  readonly value: number;
  readonly degrees: number;
}

/**
 * The noise of sampling these very items again: sqrt(sum w² / k² · sum q (1 - q) / (m - 1)) over clusters of k items with m
 * samples, of which q are right. Null when an item has one sample, or when no item's samples differ.
 */
export function fixedBenchmarkError(
  clusters: readonly Cluster[],
  weights: readonly number[] | undefined,
): ReRunError | null {
  const parts: number[] = [];
  let total = 0;
  for (const [index, cluster] of clusters.entries()) {
    const items = cluster.filter(({ valid }) => valid > 0);
    if (items.length === 0) continue;
    if (items.some(({ valid }) => valid < 2)) return null;
    const weight = weights?.[index] ?? 1;
    total += weight;
    parts.push((weight / items.length) ** 2 * sumInOrder(items.map(varianceOfMean)));
  }
  const error = Math.sqrt(sumInOrder(parts)) / total;
  return error > 0 ? { value: error, degrees: Number.POSITIVE_INFINITY } : null;
}

function varianceOfMean({ correct, valid }: ItemTally): number {
  const share = correct / valid;
  return (share * (1 - share)) / (valid - 1);
}

/**
 * The spread over sample passes: pass j is the accuracy over every item's sample j. NAIVE: it shrinks with more passes
 * over the same programs, however few these are. Null with fewer than two passes or no spread; a RangeError when an item
 * does not say what its samples were.
 */
export function passesError(
  clusters: readonly Cluster[],
  weights: readonly number[] | undefined,
): ReRunError | null {
  const passes = Math.max(0, ...clusters.flatMap((items) => items.map(lengthOf)));
  const accuracies = Array.from({ length: passes }, (_, pass) =>
    passAccuracy(clusters, weights, pass),
  ).filter((accuracy) => accuracy !== null);
  if (accuracies.length < 2) return null;
  const mean = sumInOrder(accuracies) / accuracies.length;
  const squares = sumInOrder(accuracies.map((accuracy) => (accuracy - mean) ** 2));
  const degrees = accuracies.length - 1;
  const error = Math.sqrt(squares / degrees / accuracies.length);
  return error > 1e-12 ? { value: error, degrees } : null;
}

function lengthOf({ outcomes, valid }: ItemTally): number {
  if (outcomes === undefined && valid > 0) {
    throw new RangeError('passes-t needs the outcomes of every item');
  }
  return outcomes?.length ?? 0;
}

function passAccuracy(
  clusters: readonly Cluster[],
  weights: readonly number[] | undefined,
  pass: number,
): number | null {
  const means: { readonly weight: number; readonly part: number }[] = [];
  for (const [index, cluster] of clusters.entries()) {
    const mean = clusterMean(cluster.map(({ outcomes }) => tallyOf(outcomes?.[pass] ?? 0)));
    const weight = weights?.[index] ?? 1;
    if (mean !== null) means.push({ weight, part: weight * mean });
  }
  if (means.length === 0) return null;
  return sumInOrder(means.map(({ part }) => part)) / sumInOrder(means.map(({ weight }) => weight));
}

function tallyOf(outcome: number): ItemTally {
  return { correct: outcome === 2 ? 1 : 0, valid: outcome === 0 ? 0 : 1 };
}

function sumInOrder(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0);
}
