import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameValue } from '../../src/sandbox/index.js';

const EXACT = { tolerance: 0, sequences: 'exact' } as const;
const LEETCODE = { tolerance: 1e-5, sequences: 'as-leetcode' } as const;

describe('two values are the same', () => {
  it.each([
    ['1', '1.0'],
    ['1', 'True'],
    ['0.5', '5e-1'],
    ["'a'", '"a"'],
    ['{1, 2, 3}', '{3, 1, 2}'],
    ["{'a': 1, 'b': [2]}", "{'b': [2], 'a': 1}"],
    ['set()', 'set()'],
    ['[nan, inf, -inf]', '[nan, inf, -inf]'],
    ['inf', '1e400'],
    ["['inf', 'nan']", "['inf','nan']"],
    ['<object C>', '<object C>'],
    ['deque([1, 2])', ' deque([1, 2]) '],
  ])('%s and %s', (left, right) => {
    expect(sameValue(left, right)).toBe(true);
    expect(sameValue(right, left)).toBe(true);
  });

  it.each([
    ['1', '2'],
    ['1', "'1'"],
    ['[1, 2]', '(1, 2)'],
    ['[1, 2]', '[2, 1]'],
    ['[1]', '[1, 1]'],
    ['(1,)', '1'],
    ['{1}', '[1]'],
    ['{}', 'set()'],
    ["{'a': 1}", "{'a': 2}"],
    ["{'a': 1}", "{'b': 1}"],
    ['nan', 'inf'],
    ['inf', '-inf'],
    ["'nan'", 'nan'],
    ['0.1', '0.10000001'],
    ['None', 'False'],
    ['deque([1])', '[1]'],
    ['', 'None'],
    ['9007199254740993', '9007199254740992.0'],
  ])('but not %s and %s', (left, right) => {
    expect(sameValue(left, right, EXACT)).toBe(false);
    expect(sameValue(right, left, EXACT)).toBe(false);
  });

  it('with a tolerance for floats alone, at any depth', () => {
    expect(sameValue("{'a': [0.333333]}", "{'a': [0.3333333333]}", LEETCODE)).toBe(true);
    expect(sameValue('1000000.0', '1000001', LEETCODE)).toBe(true);
    expect(sameValue('1000000', '1000001', LEETCODE)).toBe(false);
    expect(sameValue('0.0', '0.001', LEETCODE)).toBe(false);
    expect(sameValue('inf', '1e308', LEETCODE)).toBe(false);
    expect(sameValue('nan', '0.0', LEETCODE)).toBe(false);
  });

  it('with tuples as lists where that is meant', () => {
    expect(sameValue('[(1, 2), [3]]', '[[1, 2], (3,)]', LEETCODE)).toBe(true);
    expect(sameValue('[1, 2]', '(2, 1)', LEETCODE)).toBe(false);
    expect(sameValue('[1]', '{1}', LEETCODE)).toBe(false);
  });

  it('or are not, in no time, where a hostile value is all quotes that never close', () => {
    const start = performance.now();
    for (const text of ["'\\".repeat(50_000), `"${'\\"'.repeat(50_000)}`]) {
      expect(sameValue(text, '1')).toBe(false);
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('or are not, whatever the texts, without an error', () => {
    const deep = '['.repeat(10_000);
    expect(sameValue(deep, `${deep}]`)).toBe(false);
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(sameValue(left, right)).toBe(sameValue(right, left));
        expect(sameValue(left, left)).toBe(true);
      }),
    );
  });
});
