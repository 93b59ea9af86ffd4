/**
 * Accuracy with its interval, over the population that the clusters were drawn from.
 *
 * The default, `korn-graubard-shrunken`, is a Clopper-Pearson interval at an effective sample size (Korn and Graubard
 * 1998) that is computed from cluster means, with the variance between clusters shrunk by one constant. Limits are
 * within [0, 1] and hold the estimate. What cannot be computed is null, never 0 or NaN.
 */
import { betaQuantile } from './beta.js';
import { type Cluster, type ClusterMeans, clusterMeans } from './clusters.js';
import { fixedBenchmarkError, passesError, type ReRunError } from './re-run.js';
import { normalQuantile, tQuantile } from './student-t.js';

/** The methods by name, the default first. */
export const INTERVAL_METHODS = [
  'korn-graubard-shrunken',
  'conservative',
  'cluster-t',
  'fixed-benchmark',
  'passes-t',
] as const;

/**
 * - `korn-graubard-shrunken`: the default.
 * - `conservative`: the same with an effective sample size of at most the number of clusters. Wider; it also covers
 *   populations with rare clusters that behave unlike all others.
 * - `cluster-t`: p ± t·s/√G over cluster means. The textbook method; fails near 0 and 1 and with few clusters.
 * - `fixed-benchmark`: the noise of asking these very items again, and nothing about other programs.
 * - `passes-t`: the spread over sample passes. NAIVE, and for comparison with reports that used it alone.
 */
export type IntervalMethod = (typeof INTERVAL_METHODS)[number];

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** An accuracy, its interval and what they rest on; the names are those of the files. */
export interface EstimateNumbers extends Limits {
  /** The mean of cluster means. */
  readonly value: number;
  readonly method: IntervalMethod;
  /** Two-sided confidence level, such as 0.95. */
  readonly level: number;
  /** The clustered standard error; null when there is one cluster. */
  readonly std_error: number | null;
  /** As many independent samples would carry the same information. */
  readonly n_eff: number;
  /** samples / n_eff. */
  readonly design_effect: number;
  /** Clusters, items and samples that hold a valid sample. */
  readonly clusters: number;
  readonly items: number;
  readonly samples: number;
  /** Limits of the textbook method at the same level, cut to [0, 1]; null with one cluster or no spread. */
  readonly cluster_t: Limits | null;
  /** What a reader must know of this interval, in words. */
  readonly flags: readonly string[];
}

export interface EstimateOptions {
  /** Between 0 and 1; 0.95 when absent. */
  readonly level?: number;
  readonly method?: IntervalMethod;
  /** One positive number per cluster, of any scale. Equal when absent. */
  readonly weights?: readonly number[];
}

/** Moments of the cluster means: what every method starts from. */
interface Moments {
  readonly value: number;
  /** 1 / the sum of squared weights: the number of clusters when weights are equal. */
  readonly effectiveClusters: number;
  /** The sum of squares of cluster means about the value, scaled to `effectiveClusters`. */
  readonly squares: number;
  readonly spread: boolean;
}

/** Acts like a tenth of an unseen all-or-nothing cluster; it vanishes as clusters are added. */
const SHRINKAGE = 0.1;
/** Nearer to 0 or 1 than this is 0 or 1, and means nearer to each other than this are equal. */
const NEGLIGIBLE = 1e-12;

/**
 * The accuracy over `clusters` with its interval, or null when no cluster holds a valid sample. Throws a RangeError for
 * counts, weights or levels out of range.
 */
export function estimate(
  clusters: readonly Cluster[],
  options: EstimateOptions = {},
): EstimateNumbers | null {
  const { level = 0.95, method = 'korn-graubard-shrunken', weights } = options;
  requireLevel(level);
  const summary = clusterMeans(clusters, weights);
  if (summary.means.length === 0) return null;
  const moments = momentsOf(summary);
  const nEff = effectiveSamples(method, moments, summary);
  const clusterT = clusterTLimits(moments, level);
  const limits = limitsBy(method, { clusters, weights, level, moments, nEff, clusterT });
  return {
    value: moments.value,
    ...(limits ?? { low: 0, high: 1 }),
    method,
    level,
    std_error: standardError(moments),
    n_eff: nEff,
    design_effect: summary.samples / nEff,
    clusters: summary.means.length,
    items: summary.items,
    samples: summary.samples,
    cluster_t: clusterT,
    flags: flagsOf(method, moments, summary.means.length, limits === null),
  };
}

/** What the methods may start from. */
interface Ground {
  readonly clusters: readonly Cluster[];
  readonly weights: readonly number[] | undefined;
  readonly level: number;
  readonly moments: Moments;
  readonly nEff: number;
  readonly clusterT: Limits | null;
}

/** Null where the method has nothing to go by. */
function limitsBy(method: IntervalMethod, ground: Ground): Limits | null {
  const { clusters, weights, level, moments } = ground;
  switch (method) {
    case 'korn-graubard-shrunken':
    case 'conservative':
      return clopperPearson(moments.value, ground.nEff, level);
    case 'cluster-t':
      return ground.clusterT;
    case 'fixed-benchmark':
      return reRunLimits(moments.value, fixedBenchmarkError(clusters, weights), level);
    case 'passes-t':
      return reRunLimits(moments.value, passesError(clusters, weights), level);
  }
}

function reRunLimits(value: number, error: ReRunError | null, level: number): Limits | null {
  if (error === null) return null;
  const probability = (1 + level) / 2;
  const reach = Number.isFinite(error.degrees)
    ? tQuantile(probability, error.degrees)
    : normalQuantile(probability);
  return {
    low: Math.max(0, value - reach * error.value),
    high: Math.min(1, value + reach * error.value),
  };
}

/**
 * The Clopper-Pearson limits for a share of `value` among `n` > 0 samples, where neither `n` nor `n * value` need be
 * whole. At 0 and 1 the outer limit is exact.
 */
export function clopperPearson(value: number, n: number, level: number): Limits {
  const tail = (1 - level) / 2;
  const low = value < NEGLIGIBLE ? 0 : betaQuantile(tail, n * value, n * (1 - value) + 1);
  const high = value > 1 - NEGLIGIBLE ? 1 : betaQuantile(1 - tail, n * value + 1, n * (1 - value));
  return { low, high };
}

/** The effective sample size with the design effect shrunk, before it is capped. */
export function shrunkenSampleSize(
  value: number,
  effectiveClusters: number,
  squares: number,
): number {
  const expected = (effectiveClusters - 1) * value * (1 - value) + SHRINKAGE;
  return (effectiveClusters * expected) / (squares + SHRINKAGE);
}

function effectiveSamples(
  method: IntervalMethod,
  { value, effectiveClusters, squares }: Moments,
  { means, samples }: ClusterMeans,
): number {
  const n = Math.min(shrunkenSampleSize(value, effectiveClusters, squares), samples);
  return method === 'conservative' ? Math.min(n, means.length) : n;
}

function momentsOf({ means }: ClusterMeans): Moments {
  let sum = 0;
  let squaredWeights = 0;
  for (const { mean, weight } of means) {
    sum += weight * mean;
    squaredWeights += weight * weight;
  }
  const value = snapped(sum);
  let squares = 0;
  for (const { mean, weight } of means) squares += (weight * (mean - value)) ** 2;
  const effectiveClusters = wholeWhenNear(1 / squaredWeights);
  const lowest = means[0]?.mean ?? 0;
  const highest = means.at(-1)?.mean ?? 0;
  return {
    value,
    effectiveClusters,
    squares: effectiveClusters ** 2 * squares,
    spread: highest - lowest > NEGLIGIBLE,
  };
}

/** Equal weights give a whole number of clusters, which rounding must not spoil. */
function wholeWhenNear(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-9 * whole ? whole : value;
}

function snapped(value: number): number {
  if (value < NEGLIGIBLE) return 0;
  return value > 1 - NEGLIGIBLE ? 1 : value;
}

function standardError({ effectiveClusters, squares, spread }: Moments): number | null {
  if (effectiveClusters <= 1) return null;
  return spread ? Math.sqrt(squares / (effectiveClusters * (effectiveClusters - 1))) : 0;
}

function clusterTLimits(moments: Moments, level: number): Limits | null {
  const error = standardError(moments);
  if (error === null || !moments.spread) return null;
  const reach = tQuantile((1 + level) / 2, moments.effectiveClusters - 1) * error;
  return { low: Math.max(0, moments.value - reach), high: Math.min(1, moments.value + reach) };
}

/** Below these, an interval still covers but says little. */
const FEW_CLUSTERS = 5;
const FEW_FOR_T = 30;

function flagsOf(
  method: IntervalMethod,
  moments: Moments,
  clusters: number,
  isUnknown: boolean,
): string[] {
  const { value, effectiveClusters, spread } = moments;
  const flags: string[] = [];
  if (clusters === 1) flags.push('one cluster: says nothing about others');
  else if (clusters < FEW_CLUSTERS) flags.push(`very few clusters (${clusters})`);
  else if (effectiveClusters < FEW_CLUSTERS) {
    flags.push(`uneven weights: as good as ${effectiveClusters.toFixed(1)} clusters`);
  }
  if (value === 0) flags.push('all wrong: the upper limit rests on the number of clusters alone');
  else if (value === 1)
    flags.push('all right: the lower limit rests on the number of clusters alone');
  else if (!spread && clusters > 1) flags.push('no spread between clusters');
  if (isUnknown) flags.push(`${method} cannot be computed without spread: limits 0 to 1`);
  else flags.push(...methodFlags(method, value, clusters));
  return flags;
}

/** What is to be known of a method that does not cover everywhere. */
function methodFlags(method: IntervalMethod, value: number, clusters: number): string[] {
  switch (method) {
    case 'korn-graubard-shrunken':
    case 'conservative':
      return [];
    case 'cluster-t':
      return [
        ...(clusters < FEW_FOR_T ? [`cluster-t is too narrow below ${FEW_FOR_T} clusters`] : []),
        ...(value < 0.1 || value > 0.9 ? ['cluster-t is too narrow near 0 and 1'] : []),
      ];
    case 'fixed-benchmark':
      return ['re-run noise only: says nothing about other programs than these'];
    case 'passes-t':
      return ['naive: spread over sample passes, far too narrow for any claim about programs'];
  }
}

function requireLevel(level: number): void {
  if (level > 0 && level < 1) return;
  throw new RangeError(`level must lie between 0 and 1, both excluded, found ${level}`);
}
