import { describe, expect, test } from 'vitest';
import {
  clustersToHold,
  difference,
  gate,
  plannedDrop,
  worstVerdict,
} from '../../src/stats/index.js';
import { pairsOf } from './golden-pairs.js';

/** So many clusters of `correct` of 16, each. */
function uniform(clusters: number, a: number, b: number) {
  const side = (correct: number) =>
    Array.from({ length: clusters }, () => `${correct}/16`).join(' | ');
  return pairsOf(side(a), side(b));
}

function verdicts(splits: Parameters<typeof gate>[0], rules?: Parameters<typeof gate>[1]) {
  return gate(splits, rules).map(({ verdict }) => verdict);
}

describe('the verdict', () => {
  test('is regressed for a loss that is certain and greater than the tolerance', () => {
    expect(verdicts([uniform(20, 10, 7)])).toEqual(['regressed']);
  });

  test('is not regressed for a loss within the tolerance, however certain', () => {
    expect(verdicts([uniform(200, 10, 9)], { tolerance: 0.1, margin: 0.2 })).toEqual(['held']);
  });

  test('is regressed for a loss of the very tolerance, whatever rounding does to it', () => {
    const tenth = pairsOf(
      Array.from({ length: 20 }, () => '7/10').join(' | '),
      Array.from({ length: 20 }, () => '6/10').join(' | '),
    );
    expect(0.6 - 0.7).toBeGreaterThan(-0.1);
    expect(verdicts([tenth], { tolerance: 0.1, margin: 0.2 })).toEqual(['regressed']);
  });

  test('is held where a loss of the margin is excluded, improved where a gain is certain too', () => {
    expect(verdicts([uniform(100, 8, 8)])).toEqual(['held']);
    expect(verdicts([uniform(100, 8, 10)])).toEqual(['improved']);
  });

  test('says what an interval without a width leaves open', () => {
    const alike = [...uniform(10, 16, 16), ...uniform(10, 0, 0)];
    const [split] = gate([alike]);
    expect(split).toMatchObject({ verdict: 'held', difference: { low: 0, high: 0, changed: 0 } });
    expect(split?.notes).toEqual([
      'none of 20 clusters changed, which leaves open that up to 13.9% of such clusters would (95% limit); the interval does not show it',
    ]);
  });

  test('is inconclusive, never held, where nothing was proved', () => {
    const [split] = gate([uniform(20, 0, 0)]);
    expect(split).toMatchObject({
      verdict: 'inconclusive',
      smallest_drop: null,
      clusters_to_hold: 59,
    });
    expect(split?.notes).toEqual([
      'all wrong: the upper limit rests on the number of clusters alone',
      'the differences have no spread that would tell the smallest drop: half the width of the 95% interval is 16.8 points',
    ]);
  });

  test('is neither held nor improved below five clusters, whatever the interval says', () => {
    const wide = { tolerance: 0.02, margin: 0.9 };
    expect(verdicts([uniform(5, 8, 8)], wide)).toEqual(['held']);
    expect(verdicts([uniform(5, 2, 14)], wide)).toEqual(['improved']);
    const [same, gained] = gate([uniform(4, 8, 8), uniform(4, 2, 14)], wide);
    expect(same).toMatchObject({ verdict: 'inconclusive', clusters_to_hold: 5 });
    expect(gained?.verdict).toBe('inconclusive');
    expect(same?.notes).toContain(
      'too few clusters for a verdict of held or improved: 4, where 5 are the fewest',
    );
  });

  test('of two runs that are all wrong is held from 59 clusters on', () => {
    expect(verdicts([uniform(58, 0, 0), uniform(59, 0, 0)])).toEqual(['inconclusive', 'held']);
  });

  test('takes the correction of Holm over what is declared', () => {
    // Five losses of one unit: p = 1/32, enough alone and not among two.
    const five = pairsOf('2/4 | 2/4 | 2/4 | 2/4 | 2/4', '1/4 | 1/4 | 1/4 | 1/4 | 1/4');
    expect(verdicts([five])).toEqual(['regressed']);
    const [first] = gate([five, uniform(5, 8, 8)]);
    expect(first?.verdict).toBe('inconclusive');
    expect(first?.notes).toContain(
      'only 5 of the clusters changed: no p below 0.03125 is possible, so one of 2 splits cannot be called regressed, ' +
        'however great the loss',
    );
  });

  test('of nothing in common is inconclusive and says so', () => {
    expect(gate([pairsOf('0/0', '3/4')])).toEqual([
      {
        verdict: 'inconclusive',
        difference: null,
        low_90: null,
        p_loss: 1,
        p_gain: 1,
        smallest_drop: null,
        clusters_to_hold: null,
        notes: ['no item has a valid sample in both runs'],
      },
    ]);
  });

  test('of a whole is the worst of its splits', () => {
    expect(worstVerdict(['held', 'improved'])).toBe('held');
    expect(worstVerdict(['improved', 'improved'])).toBe('improved');
    expect(worstVerdict(['held', 'inconclusive', 'regressed'])).toBe('regressed');
    expect(worstVerdict(['held', 'inconclusive'])).toBe('inconclusive');
    expect(worstVerdict([])).toBe('inconclusive');
  });
});

test('no number of clusters proves that a loss beyond the margin was none', () => {
  const lost = difference(uniform(20, 10, 7), { level: 0.9 });
  if (lost === null) throw new Error('no difference');
  expect(clustersToHold(lost, 0.05)).toBeNull();
});

// From the design's table: accuracy 0.37, ICC 0.5, five items of 16, churn 10%, in points.
test.each([
  [50, 0.005, 0.081],
  [100, 0.005, 0.056],
  [50, 0.05, 0.058],
  [100, 0.05, 0.04],
  [200, 0.05, 0.028],
  [200, 0.005, 0.039],
])(
  'over %d clusters at alpha %d the planned smallest drop is about %d',
  (clusters, alpha, drop) => {
    const plan = {
      clusters,
      itemsPerCluster: 5,
      samples: 16,
      accuracy: 0.37,
      icc: 0.5,
      correlation: 0.9,
      alpha,
    };
    expect(Math.abs((plannedDrop(plan) ?? 0) / drop - 1)).toBeLessThan(0.05);
  },
);
