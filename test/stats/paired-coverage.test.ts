/** How often the interval of a difference holds the truth, and how often the test finds a loss, by seeded simulation. */
import { expect, test } from 'vitest';
import { Random } from '../../src/random/random.js';
import { difference, type PairedCluster } from '../../src/stats/index.js';
import { PAIRED_CELLS, type PairedCell } from './check-cells.js';
import { drawnAccuracy, sampledCluster } from './population.js';

const REPLICATES = 2000;
/** Of a rate near one half, from as many replicates here and 10,000 there. */
const THREE_ERRORS = 3 * Math.sqrt(0.25 / REPLICATES + 0.25 / 10_000);

test.each(PAIRED_CELLS)(
  '$scenario, G=$G k=$k p=$p: coverage $coverage, a loss found in $flip05 at 0.05, naively in $naive',
  (cell) => {
    const found = simulated(cell);
    for (const name of ['coverage', 'pairedT'] as const) {
      expect(Math.abs(found[name] - cell[name]), name).toBeLessThan(0.02);
    }
    for (const name of ['flip05', 'flip005', 'naive'] as const) {
      expect(Math.abs(found[name] - cell[name]), name).toBeLessThan(THREE_ERRORS);
    }
    expect(Math.abs(found.width / cell.width - 1), 'width').toBeLessThan(0.03);
  },
);

function simulated(
  cell: PairedCell,
): Record<'coverage' | 'width' | 'pairedT' | 'flip05' | 'flip005' | 'naive', number> {
  const { scenario, churn, G, k, p } = cell;
  const random = new Random('paired', scenario, String(churn), G, k, String(p));
  const sums = { coverage: 0, width: 0, pairedT: 0, flip05: 0, flip005: 0, naive: 0 };
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const pairs = Array.from({ length: G }, () => drawnPair(random, cell));
    const found = difference(pairs);
    if (found === null) throw new Error('no difference');
    const { low, high, test: flip, cluster_t: t, value, a, b } = found;
    const holds = (limits: { low: number; high: number }): number =>
      Number(limits.low <= cell.difference && cell.difference <= limits.high);
    sums.coverage += holds(found);
    sums.width += high - low;
    sums.pairedT += holds(t ?? { low: value, high: value });
    sums.flip05 += Number(flip.p_loss <= 0.05);
    sums.flip005 += Number(flip.p_loss <= 0.005);
    const error = Math.sqrt(
      (a.value * (1 - a.value)) / a.samples + (b.value * (1 - b.value)) / b.samples,
    );
    sums.naive += Number(value / error < -1.6448536);
  }
  return {
    coverage: sums.coverage / REPLICATES,
    width: sums.width / REPLICATES,
    pairedT: sums.pairedT / REPLICATES,
    flip05: sums.flip05 / REPLICATES,
    flip005: sums.flip005 / REPLICATES,
    naive: sums.naive / REPLICATES,
  };
}

function drawnPair(random: Random, cell: PairedCell): PairedCluster {
  const { k, p, icc } = cell;
  const before = drawnAccuracy(random, p, icc);
  const after = changed(random, cell, before);
  return { a: sampledCluster(random, before, k), b: sampledCluster(random, after, k) };
}

function changed(random: Random, cell: PairedCell, before: number): number {
  const { scenario, churn, p, icc, difference: loss } = cell;
  switch (scenario) {
    case 'same':
      return before;
    case 'sparse':
      return random.real() < -loss / p ? 0 : before;
    case 'churn':
    case 'diffuse': {
      const kept = random.real() < churn ? drawnAccuracy(random, p, icc) : before;
      return kept * (1 + loss / p);
    }
  }
}
