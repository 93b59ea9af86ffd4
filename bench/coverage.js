/**
 * How often nominal 95% intervals hold the truth, by seeded simulation: each cluster has an accuracy of its own, drawn from a
 * Beta distribution with mean p and intra-cluster correlation ICC, and k items of 16 samples. First the default method over
 * the whole grid, as the range over k and ICC; then all methods over some settings, the naive ones among them.
 */
import { Random } from '../dist/random/random.js';
import { estimate } from '../dist/stats/index.js';

const SAMPLES = 16;
const CLUSTERS = [5, 10, 20, 30, 50, 100, 200];
const ITEMS = [1, 5, 10];
const ACCURACIES = [0.01, 0.05, 0.2, 0.37, 0.5, 0.9, 0.99];
const CORRELATIONS = [0.05, 0.2, 0.5, 0.9];
/** Per setting of the grid; rates scatter by about 1%. */
const GRID_REPLICATES = 400;
const REPLICATES = 1000;

/** Settings of which all methods are shown: clusters, items, accuracy, correlation. */
const SETTINGS = [
  [5, 1, 0.5, 0.5],
  [20, 5, 0.37, 0.5],
  [20, 1, 0.01, 0.2],
  [50, 5, 0.05, 0.5],
  [100, 1, 0.37, 0.05],
  [100, 5, 0.37, 0.2],
  [100, 10, 0.37, 0.5],
  [100, 10, 0.99, 0.5],
];

/** The probabilities of at most 0, 1, … n right samples of a cluster. */
function distributionOf(n, p, icc) {
  const [a, b] = [(p * (1 - icc)) / icc, ((1 - p) * (1 - icc)) / icc];
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

function drawn(cumulative, random) {
  const at = random.real();
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function holds({ low, high }, p) {
  return low <= p && p <= high ? 1 : 0;
}

function defaultCoverage(clusters, items, p, icc) {
  const random = new Random('bench', 'coverage', clusters, items, String(p), String(icc));
  const valid = items * SAMPLES;
  const distribution = distributionOf(valid, p, icc);
  let held = 0;
  for (let replicate = 0; replicate < GRID_REPLICATES; replicate += 1) {
    const data = Array.from({ length: clusters }, () => [
      { correct: drawn(distribution, random), valid },
    ]);
    held += holds(estimate(data), p);
  }
  return held / GRID_REPLICATES;
}

/** A cluster whose right samples lie anywhere among its items. */
function clusterOf(correct, items, random) {
  const signs = random.shuffle(
    Array.from({ length: items * SAMPLES }, (_, index) => (index < correct ? 2 : 1)),
  );
  return Array.from({ length: items }, (_, item) => {
    const outcomes = Uint8Array.from(signs.slice(item * SAMPLES, (item + 1) * SAMPLES));
    return { correct: outcomes.filter((each) => each === 2).length, valid: SAMPLES, outcomes };
  });
}

const METHODS = [
  'korn-graubard-shrunken',
  'conservative',
  'cluster-t',
  'fixed-benchmark',
  'passes-t',
];

/** Every sample taken for independent. */
function wald({ value, samples }) {
  const reach = 1.96 * Math.sqrt((value * (1 - value)) / samples);
  return { low: value - reach, high: value + reach };
}

function allCoverages([clusters, items, p, icc]) {
  const random = new Random('bench', 'methods', clusters, items, String(p), String(icc));
  const distribution = distributionOf(items * SAMPLES, p, icc);
  const held = Object.fromEntries([...METHODS, 'wald'].map((name) => [name, 0]));
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const data = Array.from({ length: clusters }, () =>
      clusterOf(drawn(distribution, random), items, random),
    );
    for (const method of METHODS) held[method] += holds(estimate(data, { method }), p);
    held.wald += holds(wald(estimate(data)), p);
  }
  return [...METHODS, 'wald'].map((name) => (held[name] / REPLICATES).toFixed(3));
}

function print(cells, widths) {
  console.log(cells.map((cell, index) => String(cell).padStart(widths[index] ?? 13)).join(''));
}

console.log(
  `default interval, least and greatest coverage over k and ICC, ${GRID_REPLICATES} replicates each`,
);
print(['G', ...ACCURACIES], [5]);
for (const clusters of CLUSTERS) {
  const ranges = ACCURACIES.map((p) => {
    const rates = ITEMS.flatMap((items) =>
      CORRELATIONS.map((icc) => defaultCoverage(clusters, items, p, icc)),
    );
    return `${Math.min(...rates).toFixed(3)}-${Math.max(...rates).toFixed(3)}`;
  });
  print([clusters, ...ranges], [5]);
}
console.log(`\nall methods, ${REPLICATES} replicates each (wald and passes-t are naive)`);
const widths = [5, 5, 7, 7, 24, 14, 11, 17, 10, 8];
print(['G', 'k', 'p', 'ICC', ...METHODS, 'wald'], widths);
for (const setting of SETTINGS) print([...setting, ...allCoverages(setting)], widths);
