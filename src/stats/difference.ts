/**
 * The difference of two runs over the same clusters, B - A: its interval by MOVER (Zou and Donner 2008, with the
 * correlation of the pairs) from the two default intervals, and the sign-flip test of it.
 */
import type { Cluster } from './clusters.js';
import { type EstimateNumbers, estimate, type Limits } from './interval.js';
import { commonPairs, type Pair, type PairedCluster, unitOf } from './pairs.js';
import { type SignFlip, signFlip } from './sign-flip.js';
import { tQuantile } from './student-t.js';

/** B - A, in [-1, 1], with its limits. */
export interface DifferenceInterval extends Limits {
  readonly value: number;
  readonly method: 'mover-korn-graubard-shrunken';
  /** Two-sided confidence level of the limits, such as 0.95. */
  readonly level: number;
  /** Of the clusters' accuracies in A and in B; 0 where one of them has no spread. */
  readonly correlation: number;
  /** The two sides over the clusters and items that both runs have, at the same level. */
  readonly a: EstimateNumbers;
  readonly b: EstimateNumbers;
}

/** The same with all that is said of a difference; the names are those of the files. */
export interface Difference extends DifferenceInterval {
  /** The clustered standard error of the paired difference; null with one cluster. */
  readonly std_error: number | null;
  /** Standard deviation of the clusters' differences, weights aside; null with one cluster. */
  readonly spread: number | null;
  /** Limits of the textbook paired t interval over clusters, cut to [-1, 1]; null with one cluster or no spread. */
  readonly cluster_t: Limits | null;
  /** Clusters and items that both runs have. */
  readonly clusters: number;
  readonly items: number;
  /** Clusters whose accuracy differs. */
  readonly changed: number;
  readonly test: SignFlip;
}

export interface DifferenceOptions {
  /** Between 0 and 1; 0.95 when absent. */
  readonly level?: number;
  /** One positive number per cluster, of any scale. Equal when absent. */
  readonly weights?: readonly number[];
  /** How much work an exact p of the test may be, in additions; what takes more is drawn. A few tenths of a second when absent. */
  readonly additions?: number;
}

/** Cluster accuracies nearer to each other than this are equal. */
const NEGLIGIBLE = 1e-12;

/**
 * The difference over `clusters`, or null when no item is valid in both runs. Throws a RangeError for counts, weights or
 * levels out of range, and for a pair whose sides have other numbers of items.
 */
export function difference(
  clusters: readonly PairedCluster[],
  options: DifferenceOptions = {},
): Difference | null {
  const pairs = commonPairs(clusters, options.weights);
  const interval = intervalOf(pairs, options.level);
  if (interval === null) return null;
  const { value, level } = interval;
  const differences = pairs.map(({ meanA, meanB, weight }) => weight * (meanB - meanA));
  const error = standardErrorOf(pairs, value);
  return {
    ...interval,
    std_error: error,
    spread: spreadOf(pairs),
    cluster_t: error === null || error === 0 ? null : pairedT(pairs, value, error, level),
    clusters: pairs.length,
    items: interval.a.items,
    changed: pairs.filter(({ meanA, meanB }) => Math.abs(meanB - meanA) > NEGLIGIBLE).length,
    test: signFlip(differences, unitOf(pairs), options.additions),
  };
}

/** The limits alone, without a test: for a second level. As `difference`. */
export function differenceInterval(
  clusters: readonly PairedCluster[],
  options: DifferenceOptions = {},
): DifferenceInterval | null {
  return intervalOf(commonPairs(clusters, options.weights), options.level);
}

function intervalOf(pairs: readonly Pair[], level = 0.95): DifferenceInterval | null {
  const a = sideOf(pairs, ({ a: side }) => side, level);
  const b = sideOf(pairs, ({ b: side }) => side, level);
  if (a === null || b === null) return null;
  const correlation = correlationOf(pairs, a.value, b.value);
  return {
    value: b.value - a.value,
    ...moverLimits(a, b, correlation),
    method: 'mover-korn-graubard-shrunken',
    level,
    correlation,
    a,
    b,
  };
}

/** MOVER: what the limits of both sides say of the limits of their difference B - A, cut to [-1, 1]. */
export function moverLimits(
  a: Limits & { readonly value: number },
  b: Limits & { readonly value: number },
  correlation: number,
): Limits {
  const value = b.value - a.value;
  const below = reach(b.value - b.low, a.high - a.value, correlation);
  const above = reach(b.high - b.value, a.value - a.low, correlation);
  return { low: Math.max(-1, value - below), high: Math.min(1, value + above) };
}

function reach(first: number, second: number, correlation: number): number {
  return Math.sqrt(Math.max(0, first ** 2 + second ** 2 - 2 * correlation * first * second));
}

function sideOf(
  pairs: readonly Pair[],
  side: (pair: Pair) => Cluster,
  level: number,
): EstimateNumbers | null {
  return estimate(pairs.map(side), { level, weights: pairs.map(({ weight }) => weight) });
}

function correlationOf(pairs: readonly Pair[], valueA: number, valueB: number): number {
  let [both, onlyA, onlyB] = [0, 0, 0];
  for (const { meanA, meanB, weight } of pairs) {
    const [fromA, fromB] = [weight * (meanA - valueA), weight * (meanB - valueB)];
    both += fromA * fromB;
    onlyA += fromA ** 2;
    onlyB += fromB ** 2;
  }
  const scale = Math.sqrt(onlyA) * Math.sqrt(onlyB);
  return scale < NEGLIGIBLE ? 0 : Math.max(-1, Math.min(1, both / scale));
}

/** As many clusters of equal weight would carry the same information. */
function effectiveClusters(pairs: readonly Pair[]): number {
  return 1 / pairs.reduce((sum, { weight }) => sum + weight ** 2, 0);
}

function standardErrorOf(pairs: readonly Pair[], value: number): number | null {
  if (pairs.length < 2) return null;
  const clusters = effectiveClusters(pairs);
  let squares = 0;
  for (const { meanA, meanB, weight } of pairs) squares += (weight * (meanB - meanA - value)) ** 2;
  const error = Math.sqrt((squares * clusters) / (clusters - 1));
  return error < NEGLIGIBLE ? 0 : error;
}

function spreadOf(pairs: readonly Pair[]): number | null {
  const equal = pairs.map((pair) => ({ ...pair, weight: 1 / pairs.length }));
  const mean = equal.reduce((sum, { meanA, meanB, weight }) => sum + weight * (meanB - meanA), 0);
  const error = standardErrorOf(equal, mean);
  return error === null ? null : error * Math.sqrt(pairs.length);
}

function pairedT(pairs: readonly Pair[], value: number, error: number, level: number): Limits {
  const half = tQuantile((1 + level) / 2, effectiveClusters(pairs) - 1) * error;
  return { low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}
