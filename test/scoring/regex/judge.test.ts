import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';
import { Pattern } from '../../../src/scoring/regex/pattern.js';
import type { Answer, Judgement } from '../../../src/scoring/verdict.js';

function judged(text: string, value: string, example: string, answer: Answer): Judgement {
  return judge({ text, finishReason: 'stop' }, { kind: 'regex', value, example }, answer);
}

describe('a pattern', () => {
  it.each<[string, string, Answer]>([
    ['yes', '(?i)yes|no', 'direct'],
    ['**No**.', '(?i)yes|no', 'direct'],
    ['"yes"', 'yes', 'direct'],
    ['The result is yes', '.*\\byes', 'direct'],
    ['Answer: 2024-02-29', '\\d{4}-\\d\\d-\\d\\d', 'cot'],
    ['\\boxed{\\text{yes}}', 'yes', 'cot'],
    ['\u00e9t\u00e9', '\\p{L}+', 'direct'],
  ])('must match the whole answer: %j matches %s', (text, pattern, answer) => {
    expect(judged(text, pattern, 'yes', answer)).toMatchObject({
      verdict: 'correct',
      reason: 'matches the pattern',
    });
  });

  it('that matches a part of an answer does not match it', () => {
    expect(judged('yesterday', 'yes', 'yes', 'direct')).toEqual({
      verdict: 'incorrect',
      answer: 'yesterday',
      reason: 'found "yesterday", expected a match of yes',
      lenient: 'incorrect',
      truncated: false,
    });
  });

  it.each<[string, Answer, string]>([
    ['I think yes: it is possible', 'direct', 'incorrect'],
    ['The result is yes', 'cot', 'correct'],
    ['Sure, here is what I found: "yes"', 'direct', 'correct'],
  ])('does not match prose: %j', (text, answer, lenient) => {
    expect(judged(text, 'yes', 'yes', answer)).toMatchObject({ verdict: 'malformed', lenient });
  });

  it.each([
    ['(?=a)b', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(a)\\1', 'invalid escape sequence: `\\1`'],
    ['(a', 'missing closing ): `(a`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['(.{100}){100}', 'invalid repeat count: `{100}`'],
    ['a'.repeat(1001), 'more than 1000 characters'],
    ['.{1000}.{1000}', 'too large: 2002 instructions of at most 2000'],
  ])('that RE2 does not take is refused: %s', (source, message) => {
    expect(() => Pattern.of(source)).toThrow(new SyntaxError(message));
  });

  it.each(['(a*)*b', '(a|aa)+$', '(x+x+)+y', '(a?){300}a{300}', '(.*)(.*)(.*)(.*)z'])(
    'is matched in linear time, however it would backtrack: %s',
    (source) => {
      const pattern = Pattern.of(source);
      const began = performance.now();
      for (let run = 0; run < 5; run += 1) pattern.matches(`${'a'.repeat(1990)}!`);
      expect(performance.now() - began).toBeLessThan(20_000);
    },
  );

  it('matches no text of more than 2,000 characters', () => {
    expect(Pattern.of('a+').matches('a'.repeat(2000))).toBe(true);
    expect(Pattern.of('a+').matches('a'.repeat(2001))).toBe(false);
  });
});
