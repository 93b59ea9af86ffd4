/**
 * How often intervals hold the truth, by seeded simulation. Each cluster has a skill of its own, drawn from a Beta with
 * mean p and correlation ICC, and k items of 16 samples. The number of correct samples of a cluster then follows a
 * beta-binomial distribution, which is drawn from its exact distribution function: no Beta variable, whose draws
 * underflow at small shapes, is needed.
 */
import { expect, test } from 'vitest';
import { Random } from '../../src/random/random.js';
import { type Cluster, estimate, expectedInterval } from '../../src/stats/index.js';
import { SINGLE_CELLS, type SingleCell } from './check-cells.js';

const SAMPLES = 16;
const REPLICATES = 5000;

test.each(SINGLE_CELLS)(
  'G=$G k=$k p=$p ICC=$icc: $coverage, where naive Wald has $wald',
  (cell) => {
    const found = simulated(cell);
    expect(Math.abs(found.coverage - cell.coverage)).toBeLessThan(0.012);
    expect(Math.abs(found.width / cell.width - 1)).toBeLessThan(0.02);
    expect(Math.abs(found.clusterT - cell.clusterT)).toBeLessThan(0.02);
    expect(Math.abs(found.wald - cell.wald)).toBeLessThan(0.02);
    // What "95%" is worth: ours holds, the naive method fails in the same cell.
    expect(found.coverage).toBeGreaterThan(0.93);
    expect(found.wald).toBeLessThan(0.9);
  },
);

test.each([
  { G: 10, k: 1, p: 0.37, icc: 0.2, width: 0.3302 },
  { G: 20, k: 5, p: 0.37, icc: 0.5, width: 0.3179 },
  { G: 30, k: 5, p: 0.2, icc: 0.9, width: 0.2904 },
  { G: 100, k: 1, p: 0.5, icc: 0.05, width: 0.0668 },
  { G: 100, k: 10, p: 0.9, icc: 0.2, width: 0.0561 },
  { G: 200, k: 10, p: 0.37, icc: 0.9, width: 0.1308 },
])('the planned width is within 5% of the mean width at G=$G k=$k p=$p ICC=$icc', (cell) => {
  const { G, k, p, icc, width } = cell;
  const sizes = { clusters: G, itemsPerCluster: k, samples: SAMPLES, accuracy: p, icc };
  expect(Math.abs(expectedInterval(sizes).width / width - 1)).toBeLessThan(0.05);
});

interface Rates {
  readonly coverage: number;
  readonly width: number;
  readonly clusterT: number;
  readonly wald: number;
}

function simulated({ G, k, p, icc }: SingleCell): Rates {
  const random = new Random('coverage', G, k, String(p), String(icc));
  const valid = k * SAMPLES;
  const distribution = betaBinomial(valid, (p * (1 - icc)) / icc, ((1 - p) * (1 - icc)) / icc);
  const sums = { coverage: 0, width: 0, clusterT: 0, wald: 0 };
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const clusters: Cluster[] = Array.from({ length: G }, () => [
      { correct: drawn(distribution, random), valid },
    ]);
    const found = estimate(clusters);
    if (found === null) throw new Error('no estimate');
    const { value, low, high, cluster_t: t } = found;
    const reach = 1.96 * Math.sqrt((value * (1 - value)) / found.samples);
    sums.coverage += low <= p && p <= high ? 1 : 0;
    sums.width += high - low;
    sums.clusterT += t !== null && t.low <= p && p <= t.high ? 1 : 0;
    sums.wald += Math.abs(value - p) <= reach ? 1 : 0;
  }
  return {
    coverage: sums.coverage / REPLICATES,
    width: sums.width / REPLICATES,
    clusterT: sums.clusterT / REPLICATES,
    wald: sums.wald / REPLICATES,
  };
}

/** The probabilities of at most 0, 1, … n successes. */
function betaBinomial(n: number, a: number, b: number): number[] {
  let probability = 1;
  for (let i = 0; i < n; i += 1) probability *= (b + i) / (a + b + i);
  let sum = probability;
  const cumulative = [sum];
  for (let x = 0; x < n; x += 1) {
    probability *= ((n - x) / (x + 1)) * ((a + x) / (b + n - x - 1));
    sum += probability;
    cumulative.push(sum);
  }
  return cumulative;
}

function drawn(cumulative: readonly number[], random: Random): number {
  const at = random.real();
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 1) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
