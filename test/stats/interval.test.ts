import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Cluster,
  type EstimateNumbers,
  type EstimateOptions,
  estimate,
  INTERVAL_METHODS,
} from '../../src/stats/index.js';
import { clustersOf, GOLDEN_SETS, type GoldenSet, passAtK } from './golden.js';

function numbers(clusters: readonly Cluster[], options?: EstimateOptions): EstimateNumbers {
  const found = estimate(clusters, options);
  if (found === null) throw new Error('no estimate');
  return found;
}

function of(text: string, options?: EstimateOptions): EstimateNumbers {
  return numbers(clustersOf(text), options);
}

function near(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThan(1e-10 * Math.max(1, expected));
}

function input(set: GoldenSet): readonly [Cluster[], EstimateOptions] {
  const { passAt, weights } = set;
  const clusters = clustersOf(set.clusters).map((cluster) =>
    cluster.map(({ correct, valid }) => ({
      valid,
      correct: passAt === undefined ? correct : valid * passAtK(correct, valid, passAt),
    })),
  );
  return [clusters, weights === undefined ? {} : { weights }];
}

describe('golden values', () => {
  test.each(GOLDEN_SETS)('$name', (set) => {
    const [clusters, options] = input(set);
    const found = numbers(clusters, options);
    near(found.value, set.value);
    near(found.n_eff, set.nEff);
    near(found.low, set.limits[0]);
    near(found.high, set.limits[1]);
    near(found.design_effect, set.counts[2] / set.nEff);
    expect([found.clusters, found.items, found.samples]).toEqual(set.counts);
    const at90 = numbers(clusters, { ...options, level: 0.9 });
    near(at90.low, set.limits90[0]);
    near(at90.high, set.limits90[1]);
  });

  test.each(GOLDEN_SETS)('standard error and cluster-t limits of $name', (set) => {
    const found = numbers(...input(set));
    if (set.stdError === null) expect(found.std_error).toBeNull();
    else near(found.std_error ?? Number.NaN, set.stdError);
    if (set.clusterT === null) expect(found.cluster_t).toBeNull();
    else {
      near(found.cluster_t?.low ?? Number.NaN, set.clusterT[0]);
      near(found.cluster_t?.high ?? Number.NaN, set.clusterT[1]);
    }
  });
});

describe('edge cases', () => {
  test('without a valid sample there is no estimate', () => {
    expect(estimate([])).toBeNull();
    expect(estimate([[], [{ correct: 0, valid: 0 }]])).toBeNull();
  });

  test('items without a valid sample and clusters without such an item are dropped with their weight', () => {
    const whole = of('8/16 0/0 | 0/0 | 4/16', { weights: [1, 5, 2] });
    expect(whole).toEqual(of('8/16 | 4/16', { weights: [1, 2] }));
  });

  test.each([
    ['8/16', ['one cluster: says nothing about others']],
    [
      '16/16',
      [
        'one cluster: says nothing about others',
        'all right: the lower limit rests on the number of clusters alone',
      ],
    ],
    ['8/16 | 4/16 | 0/16 | 2/16', ['very few clusters (4)']],
    ['8/16 | 4/16 | 0/16 | 2/16 | 5/16', []],
    [
      '0/16 | 0/16 | 0/16 | 0/16 | 0/16',
      ['all wrong: the upper limit rests on the number of clusters alone'],
    ],
    ['8/16 | 8/16 | 8/16 | 8/16 | 8/16', ['no spread between clusters']],
  ])('%s is flagged %j', (text, flags) => {
    expect(of(text).flags).toEqual(flags);
  });

  test('uneven weights are flagged when they leave few clusters', () => {
    const flags = of('8/16 | 4/16 | 0/16 | 2/16 | 5/16', { weights: [9, 1, 1, 1, 1] }).flags;
    expect(flags).toEqual(['uneven weights: as good as 2.0 clusters']);
  });

  test('all right never gives an interval of one point', () => {
    const found = of('16/16 | 16/16 | 16/16 | 16/16 | 16/16');
    expect(found).toMatchObject({ value: 1, high: 1, std_error: 0, cluster_t: null });
    expect(found.low).toBeCloseTo(0.025 ** (1 / 5), 12);
  });

  test('rounding does not hide that everything is right', () => {
    const weights = [0.1, 0.7, 0.3];
    expect(of('3/3 | 7/7 | 9/9', { weights })).toMatchObject({ value: 1, high: 1 });
  });

  test.each([
    ['17/16', /0 <= correct <= valid, found 17 of 16/],
    ['-1/16', /found -1 of 16/],
    ['1/1.5', /found 1 of 1.5/],
  ])('counts of %s are refused', (text, message) => {
    expect(() => of(text)).toThrow(message);
  });

  test('levels and weights out of range are refused', () => {
    expect(() => of('1/2', { level: 1 })).toThrow('level must lie between 0 and 1');
    expect(() => of('1/2', { weights: [] })).toThrow('1 clusters need as many weights, found 0');
    expect(() => of('1/2', { weights: [0] })).toThrow(
      'a weight must be a positive number, found 0',
    );
  });
});

describe('methods', () => {
  const mixed = '16/16 12/16 | 3/16 0/16 | 9/16 11/16 | 0/16 0/16 | 6/16 10/16 | 2/16';

  test('the default is korn-graubard-shrunken at 0.95', () => {
    expect(of(mixed)).toEqual(of(mixed, { method: 'korn-graubard-shrunken', level: 0.95 }));
    expect(of(mixed)).toMatchObject({ method: 'korn-graubard-shrunken', level: 0.95 });
  });

  test('conservative takes each cluster for one sample', () => {
    const found = of('8/16 | 8/16 | 8/16 | 8/16 | 8/16 | 8/16 | 8/16 | 8/16 | 8/16 | 8/16', {
      method: 'conservative',
    });
    expect(found.n_eff).toBe(10);
    // Clopper and Pearson's limits for 5 of 10, as published.
    expect(found.low).toBeCloseTo(0.1871, 4);
    expect(found.high).toBeCloseTo(0.8129, 4);
  });

  test('cluster-t gives the limits that stand beside the default', () => {
    const found = of(mixed, { method: 'cluster-t' });
    expect({ low: found.low, high: found.high }).toEqual(of(mixed).cluster_t);
    expect(found.flags).toEqual(['cluster-t is too narrow below 30 clusters']);
  });

  test('cluster-t without spread says nothing and says so', () => {
    expect(of('16/16 | 16/16', { method: 'cluster-t' })).toMatchObject({ low: 0, high: 1 });
    expect(of('8/16', { method: 'cluster-t' }).flags).toContain(
      'cluster-t cannot be computed without spread: limits 0 to 1',
    );
  });

  test('cluster-t near 1 is flagged', () => {
    const text = Array.from({ length: 40 }, (_, index) => `${index % 2 === 0 ? 16 : 15}/16`);
    const { flags } = of(text.join(' | '), { method: 'cluster-t' });
    expect(flags).toEqual(['cluster-t is too narrow near 0 and 1']);
  });
});

function mirrored(data: readonly Cluster[]): Cluster[] {
  return data.map((cluster) =>
    cluster.map(({ correct, valid, outcomes = new Uint8Array() }) => ({
      correct: valid - correct,
      valid,
      outcomes: outcomes.map((outcome) => (outcome === 0 ? 0 : 3 - outcome)),
    })),
  );
}

/** An item whose first valid samples are the right ones. */
function withOutcomes(correct: number, valid: number): Cluster[number] {
  const outcomes = Uint8Array.from({ length: 16 }, (_, index) => {
    if (index >= valid) return 0;
    return index < correct ? 2 : 1;
  });
  return { correct, valid, outcomes };
}

describe('laws', () => {
  const item = fc
    .record({ valid: fc.integer({ min: 0, max: 16 }), part: fc.integer({ min: 0, max: 16 }) })
    .map(({ valid, part }) => withOutcomes(Math.min(valid, part), valid));
  const clusters = fc.array(fc.array(item, { maxLength: 4 }), { maxLength: 12 });
  const method = fc.constantFrom(...INTERVAL_METHODS);
  const level = fc.constantFrom(0.9, 0.95, 0.99);

  test('limits lie in [0, 1] and hold the estimate, and every number is finite', () => {
    fc.assert(
      fc.property(clusters, method, level, (data, how, at) => {
        const found = estimate(data, { method: how, level: at });
        if (found === null) return;
        const { low, value, high } = found;
        expect([0, low, value, high, 1]).toEqual(
          [0, low, value, high, 1].toSorted((a, b) => a - b),
        );
        expect(high - low).toBeGreaterThan(0);
        expect(Number.isFinite(found.n_eff + found.design_effect)).toBe(true);
      }),
    );
  });

  test('exchanging right and wrong mirrors the interval', () => {
    fc.assert(
      fc.property(clusters, method, (data, how) => {
        const found = estimate(data, { method: how });
        const other = estimate(mirrored(data), { method: how });
        if (found === null || other === null) return;
        expect(found.low).toBeCloseTo(1 - other.high, 9);
        expect(found.value).toBeCloseTo(1 - other.value, 9);
        expect(found.high).toBeCloseTo(1 - other.low, 9);
      }),
    );
  });

  test('the order of clusters and items changes no bit', () => {
    const shuffled = clusters.chain((data) =>
      fc.tuple(
        fc.constant(data),
        fc.shuffledSubarray(data, { minLength: data.length, maxLength: data.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, method, ([data, other], how) => {
        const reversed = other.map((cluster) => cluster.toReversed());
        expect(JSON.stringify(estimate(reversed, { method: how }))).toBe(
          JSON.stringify(estimate(data, { method: how })),
        );
      }),
    );
  });

  test('the scale of weights is of no matter, and equal weights are none', () => {
    fc.assert(
      fc.property(clusters, fc.constantFrom(1, 3, 0.1), (data, scale) => {
        const found = estimate(data);
        const weighted = estimate(data, { weights: data.map(() => scale) });
        expect(weighted?.low).toEqual(
          found?.low === undefined ? undefined : expect.closeTo(found.low, 9),
        );
        expect(weighted?.n_eff).toEqual(
          found?.n_eff === undefined ? undefined : expect.closeTo(found.n_eff, 6),
        );
      }),
    );
  });

  test('conservative is at least as wide as the default', () => {
    fc.assert(
      fc.property(clusters, (data) => {
        const found = estimate(data);
        const wide = estimate(data, { method: 'conservative' });
        if (found === null || wide === null) return;
        expect(wide.low).toBeLessThanOrEqual(found.low + 1e-12);
        expect(wide.high).toBeGreaterThanOrEqual(found.high - 1e-12);
      }),
    );
  });
});
