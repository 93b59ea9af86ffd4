/**
 * Naive methods fail where the default holds: the same populations as in `coverage.test.ts`, sample by sample, since naive methods
 * look at samples, items and passes. Every sample of a cluster comes out right with the accuracy that its cluster drew.
 */
import { expect, test } from 'vitest';
import { Random } from '../../src/random/random.js';
import { estimate, mean } from '../../src/stats/index.js';
import { varianceOf } from '../../src/stats/mean.js';
import { SINGLE_CELLS } from './check-cells.js';
import { drawnAccuracy } from './population.js';

const PASSES = 16;
const REPLICATES = 400;
/** Of a coverage near one half, three standard errors. */
const SCATTER = 3 * Math.sqrt(0.25 / REPLICATES);

interface Cell {
  readonly G: number;
  readonly k: number;
  readonly p: number;
  readonly icc: number;
}

/** What naive methods go by: nothing of clusters. */
interface Counts {
  /** Right samples of each item, of 16. */
  readonly items: readonly number[];
  /** Right samples of each pass, of all items. */
  readonly passes: readonly number[];
}

type Limits = readonly [low: number, high: number];

const NAIVE = { wald, wilson, passes: acrossPasses, item: perItem } as const;
type Method = keyof typeof NAIVE | 'ours';

// What the design publishes for 100 clusters, of 4,000 replicates each.
test.each([
  { G: 100, k: 1, p: 0.37, icc: 0.05, wald: 0.865, wilson: 0.861, passes: 0.864, item: 0.948 },
  { G: 100, k: 1, p: 0.37, icc: 0.2, wald: 0.671, wilson: 0.666, passes: 0.642, item: 0.944 },
  { G: 100, k: 5, p: 0.37, icc: 0.2, wald: 0.376, wilson: 0.373, passes: 0.36, item: 0.662 },
  { G: 100, k: 10, p: 0.37, icc: 0.5, wald: 0.161, wilson: 0.161, passes: 0.12, item: 0.476 },
  { G: 100, k: 10, p: 0.37, icc: 0.9, wald: 0.13, wilson: 0.129, passes: 0.049, item: 0.465 },
  { G: 100, k: 10, p: 0.99, icc: 0.5, wald: 0.16, wilson: 0.162, passes: 0.117, item: 0.406 },
])('naive methods cover as little as published at k=$k p=$p ICC=$icc', (cell) => {
  const found = coverages(cell);
  for (const method of ['wald', 'wilson', 'passes', 'item'] as const) {
    expect(Math.abs(found[method] - cell[method]), method).toBeLessThan(SCATTER);
  }
});

test.each(SINGLE_CELLS)('every naive method fails at G=$G k=$k p=$p ICC=$icc', (cell) => {
  const found = coverages(cell);
  expect(found.ours).toBeGreaterThan(0.92);
  for (const method of ['wald', 'wilson', 'passes'] as const) {
    expect(found[method], method).toBeLessThan(0.9);
  }
  // With one item in each cluster, items are clusters.
  if (cell.k > 1) expect(found.item, 'item').toBeLessThan(0.9);
});

function coverages(cell: Cell): Record<Method, number> {
  const { G, k, p, icc } = cell;
  const random = new Random('naive', G, k, String(p), String(icc));
  const held = { wald: 0, wilson: 0, passes: 0, item: 0, ours: 0 };
  const holds = ([low, high]: Limits): number => Number(low <= p && p <= high);
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const counts = drawnCounts(random, cell);
    for (const method of ['wald', 'wilson', 'passes', 'item'] as const) {
      held[method] += holds(NAIVE[method](counts));
    }
    held.ours += holds(ours(counts, k));
  }
  return {
    wald: held.wald / REPLICATES,
    wilson: held.wilson / REPLICATES,
    passes: held.passes / REPLICATES,
    item: held.item / REPLICATES,
    ours: held.ours / REPLICATES,
  };
}

function drawnCounts(random: Random, { G, k, p, icc }: Cell): Counts {
  const items: number[] = [];
  const passes = Array.from({ length: PASSES }, () => 0);
  for (let cluster = 0; cluster < G; cluster += 1) {
    const most = drawnAccuracy(random, p, icc) * 2 ** 30;
    for (let item = 0; item < k; item += 1) {
      let right = 0;
      for (let pass = 0; pass < PASSES; pass += 1) {
        if (random.integer(0, 2 ** 30 - 1) >= most) continue;
        right += 1;
        passes[pass] = (passes[pass] ?? 0) + 1;
      }
      items.push(right);
    }
  }
  return { items, passes };
}

function ours({ items }: Counts, k: number): Limits {
  const clusters = Array.from({ length: items.length / k }, (_, cluster) =>
    items.slice(cluster * k, (cluster + 1) * k).map((correct) => ({ correct, valid: PASSES })),
  );
  const { low, high } = estimate(clusters) ?? { low: 1, high: 0 };
  return [low, high];
}

/** Every sample taken for independent: p ± 1.96 √(p (1 - p) / N). */
function wald({ items }: Counts): Limits {
  const samples = items.length * PASSES;
  const p = mean(items) / PASSES;
  return around(p, 1.96 * Math.sqrt((p * (1 - p)) / samples));
}

/** The same by Wilson's interval. */
function wilson({ items }: Counts): Limits {
  const samples = items.length * PASSES;
  const p = mean(items) / PASSES;
  const z = 1.96 ** 2 / samples;
  const reach = 1.96 * Math.sqrt((p * (1 - p)) / samples + z / (4 * samples));
  return around((p + z / 2) / (1 + z), reach / (1 + z));
}

/** The spread over passes, each an accuracy over all items, with 15 degrees of freedom. */
function acrossPasses({ items, passes }: Counts): Limits {
  const accuracies = passes.map((right) => right / items.length);
  return around(mean(accuracies), 2.1314 * Math.sqrt(varianceOf(accuracies) / PASSES));
}

/** Every item taken for independent. */
function perItem({ items }: Counts): Limits {
  const accuracies = items.map((right) => right / PASSES);
  return around(mean(accuracies), 1.96 * Math.sqrt(varianceOf(accuracies) / items.length));
}

function around(centre: number, reach: number): Limits {
  return [centre - reach, centre + reach];
}
