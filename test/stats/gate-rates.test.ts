/**
 * The gate on simulated checkpoints whose true accuracy differs by 0, 2 and 10 points, with the spread between instructions
 * that real ones have: 100 instructions, five items of 16 samples, accuracy 0.37, half of the variance between
 * instructions, every tenth instruction learnt anew. The smallest drop seen with 80% power is then 4.0 points.
 */
import { expect, test } from 'vitest';
import { Random } from '../../src/random/random.js';
import { type GateVerdict, gate, type PairedCluster } from '../../src/stats/index.js';
import { drawnAccuracy, sampledCluster } from './population.js';

const REPETITIONS = 200;
/** 5%, and two standard errors of a rate of 5% over 200 repetitions. */
const FIVE_PERCENT = 0.05 + 2 * Math.sqrt((0.05 * 0.95) / REPETITIONS);
const CLUSTERS = 100;
const ITEMS = 5;
const ACCURACY = 0.37;
const ICC = 0.5;
const CHURN = 0.1;

function pair(random: Random, loss: number): PairedCluster {
  const before = drawnAccuracy(random, ACCURACY, ICC);
  const kept = random.real() < CHURN ? drawnAccuracy(random, ACCURACY, ICC) : before;
  const after = kept * (1 - loss / ACCURACY);
  return { a: sampledCluster(random, before, ITEMS), b: sampledCluster(random, after, ITEMS) };
}

/** How often each verdict was given. */
function rates(loss: number, splits: number): Record<GateVerdict, number> {
  const counts = { regressed: 0, inconclusive: 0, held: 0, improved: 0 };
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const random = new Random('gate-rates', String(loss), splits, repetition);
    const declared = Array.from({ length: splits }, () =>
      Array.from({ length: CLUSTERS }, () => pair(random, loss)),
    );
    // The first split stands for all: they are alike.
    const verdict = gate(declared)[0]?.verdict ?? 'inconclusive';
    counts[verdict] += 1 / REPETITIONS;
  }
  return counts;
}

test('without a loss the gate raises a false alarm in at most 5%, and holds nearly always', () => {
  const found = rates(0, 1);
  expect(found.regressed).toBeLessThanOrEqual(FIVE_PERCENT);
  expect(found.held + found.improved).toBeGreaterThan(0.85);
  expect(found.improved).toBeLessThanOrEqual(FIVE_PERCENT);
});

test('a loss of 2 points, half of what it can see, is found now and then', () => {
  const found = rates(0.02, 1);
  // Power at half of the smallest drop seen: 0.34, and two standard errors.
  expect(Math.abs(found.regressed - 0.34)).toBeLessThan(0.07);
  expect(found.improved).toBeLessThanOrEqual(0.02);
});

test('a loss of the smallest drop that it is said to see is found in 80%', () => {
  expect(Math.abs(rates(0.04, 1).regressed - 0.8)).toBeLessThan(0.06);
});

test('a loss of 10 points is found always, and also at the stricter level of two declared splits', () => {
  expect(rates(0.1, 1)).toEqual({
    regressed: expect.closeTo(1, 9),
    inconclusive: 0,
    held: 0,
    improved: 0,
  });
  expect(rates(0.1, 2).regressed).toBeCloseTo(1, 9);
});
