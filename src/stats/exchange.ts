/**
 * How many execution examples one instruction is worth: the number at which algorithm distillation reaches the accuracy that
 * the instruction gives, after figure 2 of Cook et al., arXiv 2506.18777v2, which does not say how it reads its number off.
 * Ours: accuracy as a non-decreasing function of the logarithm of the number of examples (pool adjacent violators, Ayer et
 * al., 1955, then straight lines between the numbers measured), and its interval by drawing clusters again, the same ones for
 * every number of examples and for the instruction. Nothing is said beyond the numbers that were measured.
 */
import { Random } from '../random/random.js';
import { mean } from './mean.js';

/** A number of examples; or that it lies below the fewest, or above the most, that were measured. */
export type Worth =
  | { readonly kind: 'about'; readonly examples: number }
  | { readonly kind: 'fewer than'; readonly examples: number }
  | { readonly kind: 'more than'; readonly examples: number };

/** Accuracies of one side, a cluster each, in [0, 1]. */
type ClusterAccuracies = readonly number[];

export interface Distilled {
  /** A positive number. */
  readonly examples: number;
  readonly accuracies: ClusterAccuracies;
}

export interface Exchange {
  readonly worth: Worth;
  readonly low: Worth;
  readonly high: Worth;
  readonly level: number;
  readonly method: 'cluster-bootstrap';
  readonly draws: number;
  readonly clusters: number;
  /** By number of examples, the fewest first. */
  readonly distilled: readonly { readonly examples: number; readonly accuracy: number }[];
  readonly instruction: number;
}

const DRAWS = 2000;
/** Accuracies nearer than this are one. */
const NEGLIGIBLE = 1e-12;

/**
 * `distilled`: at least two different numbers of examples; every list has an accuracy of each cluster, in the same order. The
 * percentile interval has its nominal coverage for many clusters only. A RangeError for lists that do not fit.
 */
export function exchange(
  distilled: readonly Distilled[],
  instruction: ClusterAccuracies,
  level = 0.95,
): Exchange {
  const sides = distilled.toSorted((a, b) => a.examples - b.examples);
  requireSides(sides, instruction);
  const examples = sides.map((side) => side.examples);
  const lists = [...sides.map(({ accuracies }) => accuracies), instruction];
  const means = lists.map(mean);
  const random = new Random('exchange', instruction.length, ...examples);
  const drawn = Array.from({ length: DRAWS }, () => positionOf(examples, resampled(lists, random)));
  drawn.sort((a, b) => a - b);
  const tail = (1 - level) / 2;
  const at = (position: number) => worthAt(examples, position);
  return {
    worth: at(positionOf(examples, means)),
    low: at(drawn[Math.floor(tail * DRAWS)] ?? -Infinity),
    high: at(drawn[Math.ceil((1 - tail) * DRAWS) - 1] ?? Infinity),
    level,
    method: 'cluster-bootstrap',
    draws: DRAWS,
    clusters: instruction.length,
    distilled: examples.map((number, index) => ({ examples: number, accuracy: means[index] ?? 0 })),
    instruction: means.at(-1) ?? 0,
  };
}

function requireSides(sides: readonly Distilled[], instruction: ClusterAccuracies): void {
  const clusters = instruction.length;
  if (clusters === 0) throw new RangeError('an exchange needs a cluster');
  if (sides.some(({ accuracies }) => accuracies.length !== clusters)) {
    throw new RangeError(`every side needs the same ${clusters} clusters`);
  }
  const bad = sides.find(({ examples }) => !(examples > 0 && Number.isFinite(examples)));
  if (bad !== undefined)
    throw new RangeError(`a number of examples must be positive, found ${bad.examples}`);
  if (sides.length < 2 || new Set(sides.map(({ examples }) => examples)).size < sides.length) {
    throw new RangeError('an exchange needs two or more numbers of examples, each once');
  }
}

/** The mean of every list over the same clusters, drawn with replacement. */
function resampled(lists: readonly ClusterAccuracies[], random: Random): number[] {
  const clusters = lists[0]?.length ?? 0;
  const sums = lists.map(() => 0);
  for (let drawn = 0; drawn < clusters; drawn += 1) {
    const cluster = random.integer(0, clusters - 1);
    for (const [side, list] of lists.entries())
      sums[side] = (sums[side] ?? 0) + (list[cluster] ?? 0);
  }
  return sums.map((sum) => sum / clusters);
}

/**
 * The logarithm of the least number of examples whose accuracy, made non-decreasing, reaches that of the instruction, which
 * stands last in `means`. -Infinity where the fewest examples exceed it, Infinity where the most do not reach it.
 */
function positionOf(examples: readonly number[], means: readonly number[]): number {
  const target = means.at(-1) ?? 0;
  const curve = nonDecreasing(means.slice(0, -1));
  const above = curve.findIndex((accuracy) => accuracy >= target - NEGLIGIBLE);
  if (above < 0) return Infinity;
  const [right, rightAt] = [curve[above] ?? 0, Math.log(examples[above] ?? 1)];
  if (above === 0) return right > target + NEGLIGIBLE ? -Infinity : rightAt;
  const [left, leftAt] = [curve[above - 1] ?? 0, Math.log(examples[above - 1] ?? 1)];
  return leftAt + ((rightAt - leftAt) * Math.min(target - left, right - left)) / (right - left);
}

/** The non-decreasing sequence that is nearest in squares: neighbours in the wrong order get their mean. */
function nonDecreasing(values: readonly number[]): number[] {
  const pools: { sum: number; size: number }[] = [];
  for (const value of values) {
    let pool = { sum: value, size: 1 };
    for (;;) {
      const last = pools.at(-1);
      if (last === undefined || last.sum / last.size <= pool.sum / pool.size) break;
      pools.pop();
      pool = { sum: last.sum + pool.sum, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size));
}

function worthAt(examples: readonly number[], position: number): Worth {
  if (position === -Infinity) return { kind: 'fewer than', examples: examples[0] ?? 1 };
  if (position === Infinity) return { kind: 'more than', examples: examples.at(-1) ?? 1 };
  return { kind: 'about', examples: Math.exp(position) };
}
