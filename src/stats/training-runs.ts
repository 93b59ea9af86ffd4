/**
 * Two groups of training runs, B - A, where the training run is the unit: the accuracies of the runs over the same items are
 * the data. Welch's t interval and an exact permutation test. It speaks of other training runs of these two kinds, on these
 * instructions.
 */
import { Random } from '../random/random.js';
import type { Limits } from './interval.js';
import { mean, varianceOf } from './mean.js';
import { tQuantile } from './student-t.js';

export interface RunsDifference {
  readonly value: number;
  readonly method: 'welch-t';
  readonly level: number;
  /** Cut to [-1, 1]; null with fewer than two runs on a side, or no spread between runs. */
  readonly limits: Limits | null;
  readonly std_error: number | null;
  /** Welch and Satterthwaite's. */
  readonly degrees: number | null;
  /** Share of the ways to deal the runs out to both sides that differ as much, or more. */
  readonly p_two_sided: number;
  /** No p below this is possible with so few runs. */
  readonly p_smallest: number;
}

/** All ways to deal out so many runs are gone through; with more, ways are drawn. */
const MOST_ENUMERATED = 20;
const DRAWS = 99_999;
const TIE = 1e-9;

/** The difference of the means of two non-empty lists of accuracies. A RangeError when one is empty. */
export function runsDifference(
  a: readonly number[],
  b: readonly number[],
  level = 0.95,
): RunsDifference {
  if (a.length === 0 || b.length === 0) throw new RangeError('each side needs a run');
  const value = mean(b) - mean(a);
  const error = welch(a, b);
  const half = error === null ? null : tQuantile((1 + level) / 2, error.degrees) * error.value;
  return {
    value,
    method: 'welch-t',
    level,
    limits:
      half === null ? null : { low: Math.max(-1, value - half), high: Math.min(1, value + half) },
    std_error: error?.value ?? null,
    degrees: error?.degrees ?? null,
    p_two_sided: permutationP(a, b),
    p_smallest: smallestP(a.length, b.length),
  };
}

function welch(
  a: readonly number[],
  b: readonly number[],
): { readonly value: number; readonly degrees: number } | null {
  if (a.length < 2 || b.length < 2) return null;
  const [partA, partB] = [varianceOf(a) / a.length, varianceOf(b) / b.length];
  const value = Math.sqrt(partA + partB);
  if (value < 1e-12) return null;
  const degrees =
    (partA + partB) ** 2 / (partA ** 2 / (a.length - 1) + partB ** 2 / (b.length - 1));
  return { value, degrees };
}

function permutationP(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b].toSorted((first, second) => first - second);
  const observed = Math.abs(mean(b) - mean(a)) - TIE;
  const total = all.reduce((sum, value) => sum + value, 0);
  const isExtreme = (sumA: number): boolean =>
    Math.abs((total - sumA) / b.length - sumA / a.length) >= observed;
  return all.length <= MOST_ENUMERATED
    ? enumerated(all, a.length, isExtreme)
    : drawn(all, a.length, isExtreme);
}

function enumerated(
  all: readonly number[],
  size: number,
  isExtreme: (sumA: number) => boolean,
): number {
  let [ways, extreme] = [0, 0];
  for (let chosen = 0; chosen < 2 ** all.length; chosen += 1) {
    let [count, sum] = [0, 0];
    for (const [index, value] of all.entries()) {
      if (((chosen >> index) & 1) === 0) continue;
      count += 1;
      sum += value;
    }
    if (count !== size) continue;
    ways += 1;
    if (isExtreme(sum)) extreme += 1;
  }
  return extreme / ways;
}

function drawn(all: readonly number[], size: number, isExtreme: (sumA: number) => boolean): number {
  const random = new Random('training-runs', all.length, size);
  let extreme = 1;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const sum = random
      .shuffle(all)
      .slice(0, size)
      .reduce((part, value) => part + value, 0);
    if (isExtreme(sum)) extreme += 1;
  }
  return extreme / (DRAWS + 1);
}

/** One way in all there are; as many again where both sides are of one size, since they can change places. */
function smallestP(a: number, b: number): number {
  let ways = 1;
  for (let chosen = 1; chosen <= a; chosen += 1) ways *= (b + chosen) / chosen;
  return Math.min(1, (a === b ? 2 : 1) / ways);
}
