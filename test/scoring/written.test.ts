/** Numbers, literals and patterns, whatever the output: the rules that they share with texts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/scoring/judge.js';
import { ANSWERS, type Answer, type Target } from '../../src/scoring/verdict.js';

const TARGETS = [
  [{ kind: 'number', value: '42', tolerance: '0' }, '42', '43'],
  [{ kind: 'python-literal', value: '[4, 2]' }, '[4, 2]', '[4, 3]'],
  [{ kind: 'regex', value: '[a-d]{4}', example: 'abcd' }, 'dcba', 'dcbx'],
] as const satisfies readonly (readonly [Target, string, string])[];

function verdictsOf(text: string, target: Target, answer: Answer, finishReason = 'stop') {
  const { verdict, lenient } = judge({ text, finishReason }, target, answer);
  return `${verdict} ${lenient}`;
}

describe.each(TARGETS)('an answer to %j', (target, right, wrong) => {
  it.each([
    right,
    `${right}.`,
    `**${right}**`,
    `\`${right}\``,
    `\`\`\`\n${right}\n\`\`\``,
    `\n\n ${right}\n\nThat is all.`,
  ])('is read where it stands alone: %j', (text) => {
    expect(verdictsOf(text, target, 'direct')).toBe('correct correct');
    expect(verdictsOf(text.replace(right, wrong), target, 'direct')).toBe('incorrect incorrect');
  });

  it.each([
    `\\boxed{${right}}`,
    `So it is $\\boxed{${right}}$.`,
    `\\[\\boxed{\\text{${right}}}\\]`,
    `Answer: ${right}`,
    `**Answer:** ${right}.`,
    `**Final answer: ${right}**`,
    `Answer:\n${right}`,
    `Answer: ${wrong}\n\nWait.\n\nAnswer: ${right}`,
    `\\boxed{${wrong}} no, \\boxed{${right}}`,
    `Answer: ${right}\n\nSo the answer is "${right}".`,
  ])('is read where cot asks for it: %j', (text) => {
    expect(verdictsOf(text, target, 'cot')).toBe('correct correct');
  });

  it.each<[Answer, string]>([
    ['direct', `Answer: ${wrong}`],
    ['direct', `\\boxed{${wrong}}`],
    ['cot', wrong],
    ['cot', `\\boxed{${wrong}`],
  ])('in another format is malformed, and leniently what it is: %s, %j', (answer, text) => {
    expect(verdictsOf(text, target, answer)).toBe('malformed incorrect');
    const other = text.replace(wrong, right);
    expect(verdictsOf(other, target, answer)).toBe('malformed correct');
  });

  it.each<[Answer, string]>([
    ['direct', "I'm sorry, but I can't help with that."],
    ['cot', "I'm sorry, but I can't help with that."],
    ['cot', 'Answer:'],
    ['cot', '\\boxed{}'],
    ['direct', '```\n```'],
    ['cot', 'Answer: your answer'],
  ])('is not read from nothing: %s, %j', (answer, text) => {
    expect(verdictsOf(text, target, answer)).toBe('malformed malformed');
  });

  it('that is taken back is malformed', () => {
    const text = `Answer: ${right}\n\nNo, the answer is "${wrong}".`;
    expect(verdictsOf(text, target, 'cot')).toMatch(/^malformed /);
  });

  it('that was cut does not count, unless its line or box had ended', () => {
    expect(verdictsOf(right, target, 'direct', 'length')).toBe('malformed malformed');
    expect(verdictsOf(`${right}\nThis`, target, 'direct', 'length')).toBe('correct correct');
    expect(verdictsOf(`Answer: ${right}`, target, 'cot', 'length')).toBe('malformed malformed');
    expect(verdictsOf(`\\boxed{${right}}`, target, 'cot', 'length')).toBe('correct correct');
  });
});

const PIECES = [
  'Answer: ',
  '\\boxed{',
  '}',
  '\n',
  '42',
  '[4, 2]',
  'dcba',
  '"',
  "'",
  '`',
  '**',
  '$',
  '{',
  '(',
  'the answer is ',
  '\\text{',
  '\\{',
  '-',
  ',',
  '.',
  'e',
  '\u201c',
  '=',
  ':',
  ' ',
  'x',
  '```\n',
];
const nearAnswer = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 12 })
  .map((pieces) => pieces.join(''));

describe.each(TARGETS)('any output for %j', (target) => {
  it('is judged without an error, and alike twice', () => {
    const output = fc.oneof(nearAnswer, fc.string({ unit: 'binary', maxLength: 80 }));
    fc.assert(
      fc.property(output, fc.constantFrom(...ANSWERS), (text, answer) => {
        const judged = judge({ text, finishReason: 'stop' }, target, answer);
        expect(judge({ text, finishReason: 'stop' }, target, answer)).toEqual(judged);
        expect(judged.answer === null).toBe(judged.verdict === 'malformed');
        if (judged.verdict !== 'malformed') expect(judged.lenient).toBe(judged.verdict);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    'Answer: ',
    '\\boxed{',
    '[',
    "['a',",
    '(',
    '-',
    '1',
    '1,',
    '9e9',
    '.',
    '`',
    '**',
    'the answer is ',
    'the answer is "a" ',
    '\\text{',
    '{',
    '"',
    "'",
    '= ',
    '\\{',
    '\n1',
    'a\n',
  ])('is judged within seconds, however often it repeats %j', (piece) => {
    const text = piece.repeat(Math.ceil(500_000 / piece.length));
    for (const answer of ANSWERS) {
      const began = performance.now();
      judge({ text, finishReason: 'stop' }, target, answer);
      expect(performance.now() - began).toBeLessThan(20_000);
    }
  });
});
