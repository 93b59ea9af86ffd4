import { describe, expect, it } from 'vitest';
import { judge } from '../../src/scoring/judge.js';
import type { Answer, Judgement } from '../../src/scoring/verdict.js';

function judged(
  text: string,
  value: string,
  answer: Answer = 'cot',
  finishReason: string | null = 'stop',
): Judgement {
  return judge({ text, finishReason }, { kind: 'integer', value }, answer);
}

describe('the judgement beside its verdict', () => {
  it('gives the answer in canonical form', () => {
    expect(judged('Answer: **−0001234.**', '-1234')).toEqual({
      verdict: 'correct',
      answer: '-1234',
      reason: 'equals the target',
      lenient: 'correct',
      truncated: false,
    });
  });

  it('gives no answer for what is no integer, and says what was found', () => {
    expect(judged('\\boxed{x+1}', '42')).toMatchObject({
      verdict: 'incorrect',
      answer: null,
      reason: 'not an integer: x+1',
    });
  });

  it('says of a cut output that it was cut', () => {
    expect(judged('First, 6 * 7', '42', 'cot', 'length')).toEqual({
      verdict: 'malformed',
      answer: null,
      reason: 'cut at the token limit before an answer',
      lenient: 'malformed',
      truncated: true,
    });
  });

  it.each([
    ['Answer: 41', 'stop', 'found 41, expected 42'],
    ['Answer: 42 or 43', 'stop', 'not one plain integer: 42 or 43'],
    ['Answer: 41\nThe answer is 42.', 'stop', 'not one plain integer: 41, taken back later'],
    ['\\boxed{}', 'stop', 'the answer is empty'],
    ['\\boxed{42', 'stop', 'the box is not closed'],
    ['\\boxed{42', 'length', 'cut at the token limit within its answer'],
    ['The answer is 42.', 'stop', 'no answer in the requested format'],
    ['', 'stop', 'empty output'],
    ['', 'length', 'cut at the token limit before an answer'],
    ['Answer: 42', 'content_filter', 'refused'],
    ['Answer: 42', 'refusal', 'refused'],
  ])('gives a reason in a few words: %j (%s)', (text, finishReason, reason) => {
    expect(judged(text, '42', 'cot', finishReason).reason).toBe(reason);
  });

  it('keeps the reason short, on one line and printable, whatever the model wrote', () => {
    for (const text of [
      `Answer: ${'7'.repeat(9000)}`,
      `\\boxed{${'x\n'.repeat(3000)}}`,
      `\\boxed{\u001b[31m${'\u{1F600}'.repeat(90)}\u0000}`,
    ]) {
      const { reason } = judged(text, '8'.repeat(9000));
      expect(reason.length).toBeLessThan(140);
      expect(reason).toMatch(/^\P{C}+$/u);
    }
  });

  it('takes an output without a finish reason, or with an unknown one, as complete', () => {
    expect(judged('42', '42', 'direct', null).verdict).toBe('correct');
    expect(judged('42', '42', 'direct', 'tool_calls').verdict).toBe('correct');
  });

  it('reads the target as an integer, however it is written', () => {
    expect(judged('7', '+007', 'direct').verdict).toBe('correct');
    expect(judged('0', '-0', 'direct').verdict).toBe('correct');
  });

  it.each(['', '4.5', 'x', '1,234', ' 1'])('throws on the target %j', (value) => {
    expect(() => judged('42', value)).toThrow(`a target must be a decimal integer: ${value}`);
  });
});

describe('an answer at the bound on digits', () => {
  it('is read with 10000 digits and not with more', () => {
    const digits = '9'.repeat(10_000);
    const grouped = `9${',999'.repeat(3333)}`;
    expect(judged(digits, digits, 'direct').verdict).toBe('correct');
    expect(judged(grouped, digits, 'direct').verdict).toBe('correct');
    expect(judged(`${digits}9`, `${digits}9`, 'direct').verdict).toBe('malformed');
    expect(judged(`\\boxed{${digits}9}`, digits).verdict).toBe('malformed');
  });
});
