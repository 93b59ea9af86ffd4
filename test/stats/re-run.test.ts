import { describe, expect, test } from 'vitest';
import { type Cluster, estimate, normalQuantile } from '../../src/stats/index.js';
import { clustersOf } from './golden.js';

/** `+` right, `-` wrong, `.` missing; items by blanks, clusters by bars. */
function passes(text: string): Cluster[] {
  const codes = { '.': 0, '-': 1, '+': 2 } as const;
  return text.split('|').map((cluster) =>
    cluster
      .trim()
      .split(' ')
      .map((item) => {
        const outcomes = Uint8Array.from(item, (sign) =>
          sign === '+' || sign === '-' ? codes[sign] : 0,
        );
        const valid = outcomes.filter((outcome) => outcome > 0).length;
        return { correct: outcomes.filter((outcome) => outcome === 2).length, valid, outcomes };
      }),
  );
}

describe('fixed-benchmark', () => {
  test('has the limits that its formula gives by hand', () => {
    // Clusters 8/16 and 4/16 12/16: 0.5² · 0.25/15 + (0.5/2)² · 2 · 0.1875/15.
    const found = estimate(clustersOf('8/16 | 4/16 12/16'), { method: 'fixed-benchmark' });
    const error = Math.sqrt(0.25 * (0.25 / 15) + 0.0625 * 2 * (0.1875 / 15));
    expect(found?.low).toBeCloseTo(0.5 - 1.959963984540054 * error, 10);
    expect(found?.high).toBeCloseTo(0.5 + 1.959963984540054 * error, 10);
    expect(found?.flags).toContain(
      're-run noise only: says nothing about other programs than these',
    );
  });

  test('says that it cannot be computed where no item varies, or has one sample', () => {
    for (const text of ['16/16 | 0/16', '1/1 | 3/4']) {
      const found = estimate(clustersOf(text), { method: 'fixed-benchmark' });
      expect(found).toMatchObject({ low: 0, high: 1 });
      expect(found?.flags).toContain(
        'fixed-benchmark cannot be computed without spread: limits 0 to 1',
      );
    }
  });
});

describe('passes-t', () => {
  test('is p ± t·s/√m over the accuracies of the passes, and says that it is naive', () => {
    // Passes: 2/2, 1/2, 0/2, 1/2. s² = 1/6, t(3) at 97.5% = 3.182446305.
    const found = estimate(passes('++-- | +--+'), { method: 'passes-t' });
    const reach = 3.182446305284263 * Math.sqrt(1 / 6 / 4);
    expect(found?.low).toBeCloseTo(Math.max(0, 0.5 - reach), 10);
    expect(found?.flags).toContain(
      'naive: spread over sample passes, far too narrow for any claim about programs',
    );
  });

  test('passes over missing samples', () => {
    const found = estimate(passes('++-. | +--+'), { method: 'passes-t' });
    expect(found?.value).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12);
    expect(found?.low).toBeLessThan(found?.value ?? 0);
  });

  test('is refused where nobody said what came of each sample', () => {
    expect(() => estimate(clustersOf('3/4'), { method: 'passes-t' })).toThrow(
      new RangeError('passes-t needs the outcomes of every item'),
    );
  });
});

// Published to 15 digits: NIST Digital Library, and any table of the normal distribution.
test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.95, 1.644853626951473],
  [0.995, 2.575829303548901],
])('the normal quantile at %d is %d', (p, z) => {
  expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-9);
});
