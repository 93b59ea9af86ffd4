import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { majorityAtK, passAtK, type Vote } from '../../src/stats/index.js';

describe('pass@k', () => {
  test('is the share of all choices of k samples that hold a right one', () => {
    const sizes = fc
      .integer({ min: 1, max: 10 })
      .chain((valid) =>
        fc.tuple(
          fc.constant(valid),
          fc.integer({ min: 0, max: valid }),
          fc.integer({ min: 1, max: valid }),
        ),
      );
    fc.assert(
      fc.property(sizes, ([valid, correct, k]) => {
        const found = passAtK({ correct, valid }, k);
        expect((found?.correct ?? Number.NaN) / valid).toBeCloseTo(counted(correct, valid, k), 10);
      }),
      { numRuns: 40 },
    );
  });

  // C(185, 10) / C(200, 10) by Python's math.comb.
  test.each([
    [16, 3, 4, 0.607142857142857],
    [200, 15, 10, 0.549988854179974],
    [16, 0, 4, 0],
    [16, 13, 4, 1],
  ])('of %d samples, %d right, k = %d is %d', (valid, correct, k, expected) => {
    expect((passAtK({ correct, valid }, k)?.correct ?? -1) / valid).toBeCloseTo(expected, 9);
  });

  test('needs k samples, and a k from 1', () => {
    expect(passAtK({ correct: 1, valid: 3 }, 4)).toBeNull();
    expect(() => passAtK({ correct: 1, valid: 3 }, 0)).toThrow(
      'k must be a whole number from 1, found 0',
    );
  });
});

describe('majority@k', () => {
  test.each([
    ['777ab', 5, 1, 1],
    ['77aab', 5, 0.5, 1],
    ['7aab7', 5, 0.5, 1],
    ['aaa77', 5, 0, 1],
    ['-----', 5, 0, 1],
    ['7----', 5, 1, 1],
    ['77aaa777', 4, 1.5, 2],
    ['77a77aa', 3, 2, 2],
  ])('of %s at k = %d is %d of %d', (text, k, correct, valid) => {
    expect(majorityAtK(votes(text), k)).toEqual({ correct, valid });
  });

  test('needs k samples', () => {
    expect(majorityAtK(votes('777'), 4)).toBeNull();
  });
});

/** By counting: the share of the k-subsets of n samples that hold one of the c right ones. */
function counted(correct: number, valid: number, k: number): number {
  let [hits, all] = [0, 0];
  for (let chosen = 0; chosen < 2 ** valid; chosen += 1) {
    let size = 0;
    for (let rest = chosen; rest > 0; rest >>= 1) size += rest & 1;
    if (size !== k) continue;
    all += 1;
    if ((chosen & (2 ** correct - 1)) !== 0) hits += 1;
  }
  return hits / all;
}

/** `7` right, other letters wrong, `-` no answer. */
function votes(text: string): Vote[] {
  return Array.from(text, (letter) => ({
    answer: letter === '-' ? null : letter,
    correct: letter === '7',
  }));
}
