import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';
import type { Answer, Judgement } from '../../../src/scoring/verdict.js';

function judged(text: string, value: string, answer: Answer, finishReason = 'stop'): Judgement {
  return judge({ text, finishReason }, { kind: 'python-literal', value }, answer);
}

describe('a Python literal', () => {
  it.each<[string, string, Answer]>([
    ["'abc'", '"abc"', 'direct'],
    ["`'abc'`", "'abc'", 'direct'],
    ['[1, 2.0, True]', '[1.0, 2, 1]', 'direct'],
    ['{2, 1, 3}', '{1, 2, 3}', 'direct'],
    ["{'b': 1, 'a': [2]}", "{'a': [2], 'b': 1}", 'direct'],
    ['```python\n(1,)\n```', '(1,)', 'direct'],
    ['None.', 'None', 'direct'],
    ['-0.5', '-.5', 'direct'],
    ['123456789012345678901234567890', '123456789012345678901234567890', 'direct'],
    ['\\boxed{[1, 2]}', '[1, 2]', 'cot'],
    ['\\boxed{\\{1, 2\\}}', '{1, 2}', 'cot'],
    ["\\boxed{\\text{'a\\_b'}}", "'a_b'", 'cot'],
    ['Answer: \u201cabc\u201d', "'abc'", 'cot'],
    ["**Answer: ['x']**", "['x']", 'cot'],
    ["'Answer: 1'", "'Answer: 1'", 'direct'],
    ['set()', 'set()', 'direct'],
    ['"it\u2019s"', '"it\'s"', 'direct'],
    ["Answer: 'it\u2019s'", '"it\'s"', 'cot'],
    ['\u201cit\u2019s\u201d', '"it\'s"', 'direct'],
    ["'it\\'s'", "'it\u2019s'", 'direct'],
    ['\u22121', '-1', 'direct'],
    ['"\\\u201d"', '"\\\u201d"', 'direct'],
    ['[\u22121, 2]', '[-1, 2]', 'direct'],
    ["'\u22121'", "'\u22121'", 'direct'],
    ['1, 2', '(1, 2)', 'direct'],
    ["Answer: 'a', [1]", "('a', [1])", 'cot'],
    ['\\boxed{1,\\ 2}', '(1, 2)', 'cot'],
    ["\\boxed{'}'}", "'}'", 'cot'],
    ["\\boxed{{'{': 1}}", "{'{': 1}", 'cot'],
    ["\\boxed{[\\text{'a'}, 1]}", "['a', 1]", 'cot'],
    ['Answer: result = [1]', '[1]', 'cot'],
  ])('is compared by its value: %j is %s', (text, value, answer) => {
    expect(judged(text, value, answer)).toMatchObject({ verdict: 'correct', lenient: 'correct' });
  });

  it.each<[string, string, Answer]>([
    ['[1]', '(1,)', 'direct'],
    ["'1'", '1', 'direct'],
    ["' abc'", "'abc'", 'direct'],
    ['1, 2', '[1, 2]', 'direct'],
    ["'-1'", "'\u22121'", 'direct'],
    ['{}', 'set()', 'direct'],
    ['Answer: [1, 2, 3]', '[1, 2]', 'cot'],
  ])('of another value is wrong: %j is not %s', (text, value, answer) => {
    expect(judged(text, value, answer)).toMatchObject({
      verdict: 'incorrect',
      lenient: 'incorrect',
    });
  });

  it.each<[string, string, Answer, string]>([
    ['abc', "'abc'", 'direct', 'malformed'],
    ['the result is [1, 2]', '[1, 2]', 'direct', 'correct'],
    ['f(1)', '1', 'direct', 'malformed'],
    ['1 + 1', '2', 'direct', 'malformed'],
    ["__import__('os')", '1', 'direct', 'malformed'],
    ['{[1]}', '1', 'direct', 'incorrect'],
    ['[1, 2', '[1, 2]', 'direct', 'malformed'],
    ['1,', '(1,)', 'direct', 'malformed'],
    ["\\boxed{it's}", '1', 'cot', 'malformed'],
    ['```json\n{\n "a": [1, 2.5]\n}\n```', "{'a': [1, 2.5]}", 'direct', 'correct'],
    ['```json\n{\n "a": [1, 2.5]\n}\n```\nIt is [3].', "{'a': [1, 2.5]}", 'direct', 'correct'],
    ['```json\n{\n "a": [1, 2.5]\n}\n```', '[1, 2.5]', 'direct', 'incorrect'],
    ['Answer:\n```\n[\n "1", "2",\n "3"\n]\n```', "['1', '2', '3']", 'cot', 'correct'],
    ['```\n[\n 1\n]\n```\nNo, \\boxed{[2]}', '[2]', 'direct', 'correct'],
    ['```\n[1]\n```\nSo the result is [2]', '[2]', 'cot', 'correct'],
    ['['.repeat(5000), '1', 'direct', 'malformed'],
    [`${'['.repeat(190)}${']'.repeat(190)}`, '1', 'cot', 'incorrect'],
    ['1'.repeat(20_000), '1', 'direct', 'malformed'],
    ['Answer: [1]\n\nSorry, the answer is [2].', '[1]', 'cot', 'correct'],
  ])('is not read from %j', (text, value, answer, lenient) => {
    expect(judged(text, value, answer)).toMatchObject({ verdict: 'malformed', lenient });
  });

  it('that was cut is not read', () => {
    expect(judged('[1, 2', '[1, 2]', 'direct', 'length')).toMatchObject({
      verdict: 'malformed',
      reason: 'cut at the token limit within its answer',
      truncated: true,
    });
  });

  it('is compared as its target states', () => {
    const comparison = { tolerance: 1e-5, sequences: 'as-leetcode' } as const;
    const target = {
      kind: 'python-literal',
      value: '[1, 0.3333333333333333]',
      comparison,
    } as const;
    const verdictOn = (text: string) =>
      judge({ text, finishReason: 'stop' }, target, 'direct').verdict;
    for (const text of ['[1, 0.33333]', '(1, 0.333333)', '1, 0.33333']) {
      expect(verdictOn(text)).toBe('correct');
      expect(judged(text, target.value, 'direct').verdict).toBe('incorrect');
    }
    expect(verdictOn('[1, 0.3333]')).toBe('incorrect');
  });

  it('has one form in scores, as far as there is one', () => {
    expect(judged('["a",1.50]', '[]', 'direct').answer).toBe("['a', 1.5]");
    expect(judged('{2, 1}', '{1}', 'direct').answer).toBe('{2, 1}');
    expect(judged('[2]', '[1]', 'direct').reason).toBe('found [2], expected [1]');
  });

  it('is refused as a target when it is none', () => {
    expect(() => judged('1', 'f(1)', 'direct')).toThrow(
      new TypeError('not a Python literal: f(1)'),
    );
  });
});
