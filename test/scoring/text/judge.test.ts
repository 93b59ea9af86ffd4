import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';
import type { Answer, Judgement } from '../../../src/scoring/verdict.js';

function judged(
  text: string,
  value: string,
  answer: Answer = 'cot',
  finishReason: string | null = 'stop',
): Judgement {
  return judge({ text, finishReason }, { kind: 'text', value }, answer);
}

describe('the judgement beside its verdict', () => {
  it('gives the answer in canonical form', () => {
    expect(judged('**Answer:** \u201cVwrq\u2019w plvv.\u201d', "Vwrq'w plvv")).toEqual({
      verdict: 'correct',
      answer: "Vwrq'w plvv",
      reason: 'equals the target',
      lenient: 'correct',
      truncated: false,
    });
  });

  it('gives a wrong answer too', () => {
    expect(judged('\\boxed{\\text{Vwrq plvv}}', "Vwrq'w plvv")).toEqual({
      verdict: 'incorrect',
      answer: 'Vwrq plvv',
      reason: 'found "Vwrq plvv", expected "Vwrq\'w plvv"',
      lenient: 'incorrect',
      truncated: false,
    });
  });

  it('says of a cut output that it was cut', () => {
    expect(judged('First, H becomes K', 'Khoor', 'cot', 'length')).toEqual({
      verdict: 'malformed',
      answer: null,
      reason: 'cut at the token limit before an answer',
      lenient: 'malformed',
      truncated: true,
    });
  });

  it.each([
    ['Khoor', 'cot', 'stop', 'no answer in the requested format'],
    ['Answer: Khoor', 'direct', 'stop', 'no answer in the requested format'],
    ['\\boxed{Khoor}', 'direct', 'stop', 'no answer in the requested format'],
    ['***', 'direct', 'stop', 'no text'],
    ['Khoor', 'direct', 'length', 'cut at the token limit within its answer'],
    ['Answer: Khoor', 'cot', 'length', 'cut at the token limit within its answer'],
    ['\\boxed{Khoor', 'cot', 'length', 'cut at the token limit within its answer'],
    ['\\boxed{Khoor', 'cot', 'stop', 'the box is not closed'],
    ['\\boxed{ }', 'cot', 'stop', 'the answer is empty'],
    ['Answer:', 'cot', 'stop', 'the answer is empty'],
    ['Answer: text', 'cot', 'stop', 'a placeholder for the answer: text'],
    ['The result is Khoor.', 'direct', 'stop', 'not the text alone: The result is Khoor'],
    ['Khoor (by three)', 'direct', 'stop', 'not the text alone: Khoor (by three)'],
    ['\\boxed{A} or \\boxed{B}', 'cot', 'stop', 'more than one box: A or B'],
    ['Answer: A\nThe answer is "B".', 'cot', 'stop', 'taken back later: A'],
    ['Answer: Khoor', 'cot', 'content_filter', 'refused'],
    ['', 'cot', 'stop', 'empty output'],
  ] as const)(
    'gives a reason in a few words: %j (%s, %s)',
    (text, answer, finishReason, reason) => {
      expect(judged(text, 'Khoor', answer, finishReason).reason).toBe(reason);
    },
  );

  it('keeps the reason short, on one line and printable, whatever the model wrote', () => {
    for (const text of [
      `Answer: ${'k'.repeat(9000)}`,
      `\\boxed{${'x\n'.repeat(3000)}}`,
      `\\boxed{\u001b[31m${'\u{1F600}'.repeat(90)}\u0000}`,
    ]) {
      const { reason } = judged(text, 'h'.repeat(9000));
      expect(reason.length).toBeLessThan(200);
      expect(reason).toMatch(/^\P{C}+$/u);
    }
  });

  it.each(['', ' ', '\u200b'])('throws on the empty target %j', (value) => {
    expect(() => judged('Khoor', value)).toThrow('a target must not be empty');
  });

  it('reads a box of 10000 characters and none with more', () => {
    const long = 'k'.repeat(9999);
    expect(judged(`\\boxed{${long}}`, long).verdict).toBe('correct');
    expect(judged(`\\boxed{${long}kk}`, `${long}kk`).verdict).toBe('malformed');
  });
});
