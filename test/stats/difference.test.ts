import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Difference,
  difference,
  type PairedCluster,
  smallestDrop,
} from '../../src/stats/index.js';
import { GOLDEN_PAIRS, pairsOf } from './golden-pairs.js';

function found(
  pairs: readonly PairedCluster[],
  level?: number,
  weights?: readonly number[],
): Difference {
  const result = difference(pairs, {
    ...(level === undefined ? {} : { level }),
    ...(weights === undefined ? {} : { weights }),
  });
  if (result === null) throw new Error('no difference');
  return result;
}

function near(value: number | null, expected: number): void {
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThan(1e-10);
}

describe('golden values', () => {
  test.each(GOLDEN_PAIRS)('$name', (set) => {
    const pairs = pairsOf(set.a, set.b);
    const wide = found(pairs, 0.95, set.weights);
    near(wide.value, set.value);
    near(wide.correlation, set.correlation);
    near(wide.low, set.limits[0]);
    near(wide.high, set.limits[1]);
    near(wide.std_error, set.stdError);
    near(wide.test.p_loss, set.p[0]);
    near(wide.test.p_gain, set.p[1]);
    near(wide.test.p_two_sided, set.p[2]);
    expect(wide.test.method).toBe('exact');
    const narrow = found(pairs, 0.9, set.weights);
    near(narrow.low, set.limits90[0]);
    near(narrow.high, set.limits90[1]);
    for (const [index, alpha] of [0.05, 0.005].entries()) {
      const drop = smallestDrop(wide.spread, wide.clusters, alpha);
      if (set.drop === null) expect(drop).toBeNull();
      else near(drop, set.drop[index] ?? Number.NaN);
    }
  });
});

test('nothing in common is no difference', () => {
  expect(difference([])).toBeNull();
  expect(difference(pairsOf('1/2 0/0', '0/0 1/2'))).toBeNull();
});

test('one cluster has a difference with nearly no limits, and no error', () => {
  const one = found(pairsOf('8/16', '4/16'));
  expect(one.value).toBe(-0.25);
  expect([one.std_error, one.spread, one.cluster_t]).toEqual([null, null, null]);
  expect(one.high - one.low).toBeGreaterThan(1);
});

test('sides with other numbers of items are refused', () => {
  expect(() => difference(pairsOf('1/2 1/2', '1/2'))).toThrow(
    new RangeError('a pair needs the same items in both, found 2 and 1'),
  );
});

describe('laws', () => {
  const tally = fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
    .map(([part, valid]) => ({ correct: Math.min(part, valid), valid }));
  const cluster = fc
    .array(fc.tuple(tally, tally), { maxLength: 3 })
    .map((items): PairedCluster => ({ a: items.map(([a]) => a), b: items.map(([, b]) => b) }));
  const pairs = fc.array(cluster, { maxLength: 9 });

  test('the limits hold the difference, and exchanging the runs turns everything round', () => {
    fc.assert(
      fc.property(pairs, (data) => {
        const there = difference(data);
        const back = difference(data.map(({ a, b }) => ({ a: b, b: a })));
        if (there === null || back === null) return;
        expect(there.low).toBeLessThanOrEqual(there.value);
        expect(there.high).toBeGreaterThanOrEqual(there.value);
        expect(back.value).toBeCloseTo(-there.value, 9);
        expect(back.low).toBeCloseTo(-there.high, 9);
        expect(back.test.p_gain).toBeCloseTo(there.test.p_loss, 9);
        expect(back.test.p_two_sided).toBeCloseTo(there.test.p_two_sided, 9);
      }),
    );
  });

  test('the order of clusters and items changes no bit', () => {
    const shuffled = pairs.chain((data) =>
      fc.tuple(
        fc.constant(data),
        fc.shuffledSubarray(data, { minLength: data.length, maxLength: data.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([data, other]) => {
        const turned = other.map(({ a, b }) => ({ a: a.toReversed(), b: b.toReversed() }));
        expect(JSON.stringify(difference(turned))).toBe(JSON.stringify(difference(data)));
      }),
    );
  });
});
