/** What more than one try is worth: one of k samples is right (pass@k), or the most frequent answer of k is (majority@k). */
import type { ItemTally } from './clusters.js';

/**
 * The unbiased estimate of pass@k from the samples of one item, 1 - C(n - c, k) / C(n, k) (Chen et al. 2021), as a tally
 * whose mean it is. Null with fewer than `k` valid samples. A RangeError unless `k` is a whole number from 1.
 */
export function passAtK({ correct, valid }: ItemTally, k: number): ItemTally | null {
  requireTries(k);
  if (valid < k) return null;
  let none = 1;
  for (let drawn = 0; drawn < k; drawn += 1) {
    none *= Math.max(0, valid - correct - drawn) / (valid - drawn);
  }
  return { correct: valid * (1 - none), valid };
}

/** One sample as a vote. */
export interface Vote {
  /** Equal for equal answers; null when there was none in the requested format, which is no vote. */
  readonly answer: string | number | null;
  readonly correct: boolean;
}

/**
 * How often the most frequent answer of `k` samples is right: over the disjoint blocks of `k` valid samples in their order
 * (a rest is left out), so that blocks are independent. Answers that are equally frequent are drawn from by lot: each
 * counts its share. A block without votes is wrong. Null with fewer than `k` samples; RangeError as `passAtK`.
 */
export function majorityAtK(votes: readonly Vote[], k: number): ItemTally | null {
  requireTries(k);
  const blocks = Math.floor(votes.length / k);
  if (blocks === 0) return null;
  let correct = 0;
  const counts = new Map<string | number, number>();
  for (let block = 0; block < blocks; block += 1) {
    correct += majorityOf(votes, block * k, (block + 1) * k, counts);
  }
  return { correct, valid: blocks };
}

/** The share of the most frequent answers among the votes `from` up to and without `to` that is right. Counts in `counts`. */
function majorityOf(
  votes: readonly Vote[],
  from: number,
  to: number,
  counts: Map<string | number, number>,
): number {
  counts.clear();
  let most = 0;
  for (let place = from; place < to; place += 1) {
    const answer = votes[place]?.answer ?? null;
    if (answer === null) continue;
    const count = (counts.get(answer) ?? 0) + 1;
    counts.set(answer, count);
    most = Math.max(most, count);
  }
  let [first, right] = [0, 0];
  for (let place = from; place < to; place += 1) {
    const { answer = null, correct } = votes[place] ?? {};
    if (answer === null || counts.get(answer) !== most) continue;
    // Each answer once.
    counts.delete(answer);
    first += 1;
    if (correct === true) right += 1;
  }
  return first === 0 ? 0 : right / first;
}

function requireTries(k: number): void {
  if (!Number.isInteger(k) || k < 1)
    throw new RangeError(`k must be a whole number from 1, found ${k}`);
}
