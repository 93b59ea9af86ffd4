/** Simulated programs: true accuracies of clusters, and what samples of them come out right. Drawn from keys alone. */
import type { Random } from '../../src/random/random.js';
import type { Cluster } from '../../src/stats/index.js';

const SAMPLES = 16;

/** A Beta variable with this mean and intra-cluster correlation, by two gamma variables in logarithms. */
export function drawnAccuracy(random: Random, mean: number, icc: number): number {
  const scale = (1 - icc) / icc;
  const ratio = logGamma(random, (1 - mean) * scale) - logGamma(random, mean * scale);
  return 1 / (1 + Math.exp(ratio));
}

/** The logarithm of a Gamma variable (Marsaglia and Tsang 2000): small shapes underflow otherwise. */
function logGamma(random: Random, shape: number): number {
  if (shape < 1) return logGamma(random, shape + 1) + Math.log(uniform(random)) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(uniform(random)) < x ** 2 / 2 + d - d * v + d * Math.log(v)) {
      return Math.log(d * v);
    }
  }
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(uniform(random))) * Math.cos(2 * Math.PI * uniform(random));
}

/** In (0, 1). */
function uniform(random: Random): number {
  return (random.integer(0, 2 ** 30 - 1) + 0.5) / 2 ** 30;
}

/** One cluster of `items` items of 16 samples, as one item: they share one accuracy. */
export function sampledCluster(random: Random, accuracy: number, items: number): Cluster {
  const valid = items * SAMPLES;
  return [{ correct: binomial(random, valid, accuracy), valid }];
}

/** By inversion from the side that is nearer to none. */
function binomial(random: Random, n: number, p: number): number {
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  if (p === 0) return 0;
  let probability = (1 - p) ** n;
  let left = uniform(random) - probability;
  let count = 0;
  while (left > 0 && count < n) {
    probability *= ((n - count) / (count + 1)) * (p / (1 - p));
    count += 1;
    left -= probability;
  }
  return count;
}
