import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/scoring/judge.js';
import type { Answer, Judgement } from '../../src/scoring/verdict.js';

function judged(text: string, value: string, answer: Answer, finishReason = 'stop'): Judgement {
  return judge({ text, finishReason }, { kind: 'integer', value }, answer);
}

/** Groups of three from the right. */
function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, () => separator);
}

/** Ways to write the sign and the digits of an integer. */
const SPELLINGS: readonly ((sign: string, digits: string) => string)[] = [
  (sign, digits) => sign + digits,
  (sign, digits) => (sign === '' ? '+' : sign) + digits,
  (sign, digits) => `${sign === '' ? '' : '\u2212'}${digits}`,
  (sign, digits) => `${sign === '' ? '' : '\u2013'}${digits}`,
  (sign, digits) => `${sign}00${digits}`,
  (sign, digits) => `${sign === '' ? '' : '-\\,'}${digits}`,
  (sign, digits) => `${sign}${digits}.0`,
  (sign, digits) => sign + grouped(digits, ','),
  (sign, digits) => sign + grouped(digits, '_'),
  (sign, digits) => sign + grouped(digits, '\u202f'),
  (sign, digits) => sign + grouped(digits, '\u00a0'),
  (sign, digits) => sign + grouped(digits, '{,}'),
  (sign, digits) => sign + grouped(digits, '\\,'),
  (sign, digits) =>
    sign + digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
];

/** Formatting around a number. */
const DRESSES: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => `**${number}**`,
  (number) => `*${number}*`,
  (number) => `__${number}__`,
  (number) => `\`${number}\``,
  (number) => `$${number}$`,
  (number) => `\\(${number}\\)`,
  (number) => `(${number})`,
  (number) => `"${number}"`,
  (number) => `  ${number}\t`,
  (number) => `${number}.`,
  (number) => `**${number}.**`,
  (number) => `\\text{${number}}`,
  (number) => `\\,${number}\\;`,
];

/** The requested formats. */
const FRAMES: readonly (readonly [Answer, (value: string) => string])[] = [
  ['direct', (value) => value],
  ['direct', (value) => `\n${value}\n\nThis is 7.`],
  ['direct', (value) => `\`\`\`python\n${value}\n\`\`\``],
  ['cot', (value) => `So 1 + 2 = 3.\nAnswer: ${value}`],
  ['cot', (value) => `**Final answer:** ${value}\n\nDone, 99.`],
  ['cot', (value) => `### Answer\n\n${value}`],
  ['cot', (value) => `Answer: f(3) = ${value}`],
  ['cot', (value) => `The answer is $\\boxed{${value}}$. It took 5 steps.`],
  ['cot', (value) => `\\boxed {x = ${value}}`],
  ['cot', (value) => `Answer: \\fbox{${value}}\n`],
];

const integer = fc.oneof(
  fc.bigInt(-(10n ** 4n), 10n ** 4n),
  fc.bigInt(-(10n ** 12n), 10n ** 12n),
  fc.bigInt(-(10n ** 300n), 10n ** 300n),
);

describe('a formatted integer', () => {
  it('is read back as itself, never as another', () => {
    fc.assert(
      fc.property(
        integer,
        fc.constantFrom(...SPELLINGS),
        fc.constantFrom(...DRESSES),
        fc.constantFrom(...FRAMES),
        (n, spell, dress, [answer, frame]) => {
          const digits = (n < 0n ? -n : n).toString();
          const text = frame(dress(spell(n < 0n ? '-' : '', digits)));
          expect(judged(text, n.toString(), answer)).toMatchObject({
            verdict: 'correct',
            answer: n.toString(),
            lenient: 'correct',
          });
          expect(judged(text, (n + 1n).toString(), answer).verdict).toBe('incorrect');
          if (n !== 0n) expect(judged(text, (-n).toString(), answer).verdict).toBe('incorrect');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('cut anywhere at the token limit is read as itself or not at all', () => {
    fc.assert(
      fc.property(
        integer,
        fc.constantFrom(...SPELLINGS),
        fc.constantFrom(...DRESSES),
        fc.constantFrom(...FRAMES),
        fc.nat(400),
        (n, spell, dress, [answer, frame], length) => {
          const digits = (n < 0n ? -n : n).toString();
          const text = frame(dress(spell(n < 0n ? '-' : '', digits))).slice(0, length);
          const { answer: read, verdict } = judged(text, n.toString(), answer, 'length');
          expect([null, n.toString()]).toContain(read);
          expect(verdict).not.toBe('incorrect');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** Pieces of outputs, to make texts that come near to answers. */
const PIECES = [
  ['\\boxed{', '}', '\\fbox{', 'Answer: ', 'answer is ', '\n', ' ', '  ', '42', '4', '-', '.', ','],
  ['**', '`', '```', '$', '(', ')', '\\', '\\,', '_', '^', '/', '=', 'x', 'or', '%', '~', '"', '#'],
  [
    '\u2212',
    '\u00a0',
    '\uff14',
    '\ud83d',
    '{,}',
    'nswer',
    'ox',
    '<|im_end|>',
    '\nQ:',
    '1. ',
    '\u200b',
  ],
].flat();

const nearAnswer = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 24 })
  .map((all) => all.join(''));
const anyText = fc.oneof(nearAnswer, fc.string({ unit: 'binary', maxLength: 80 }), fc.string());
const answer = fc.constantFrom<Answer>('direct', 'cot');
const finish = fc.constantFrom('stop', 'length', 'refusal', 'other');

/** The digits, points and line ends of a text. */
function numerals(text: string): string {
  return text.replace(/[^0-9\uff10-\uff19.\n]/g, '').replaceAll('\uff14', '4');
}

describe('any text', () => {
  it('is judged without an error, and alike twice', () => {
    fc.assert(
      fc.property(anyText, answer, finish, (text, kind, finishReason) => {
        const first = judged(text, '42', kind, finishReason);
        expect(judged(text, '42', kind, finishReason)).toEqual(first);
        if (first.verdict !== 'malformed') expect(first.lenient).toBe(first.verdict);
        expect(first.answer === '42').toBe(first.verdict === 'correct');
        if (first.truncated) expect([finishReason, first.verdict]).toEqual(['length', 'malformed']);
      }),
      { numRuns: 20_000 },
    );
  });

  it('never gives an answer with other digits than stand together in it', () => {
    fc.assert(
      fc.property(nearAnswer, answer, finish, (text, kind, finishReason) => {
        const { answer: read } = judged(text, '42', kind, finishReason);
        if (read !== null) expect(numerals(text)).toContain(read.replace('-', ''));
      }),
      { numRuns: 20_000 },
    );
  });

  it('under direct gives the whole of a leading line or nothing', () => {
    const piece = fc.constantFrom(...Array.from('0123456789,._-+*`$ ()/^%=x~\\'));
    const line = fc.array(piece, { minLength: 1, maxLength: 10 }).map((all) => all.join(''));
    fc.assert(
      fc.property(line, (text) => {
        const { answer: read } = judged(text, '42', 'direct');
        if (read === null) return;
        const [whole = '', zeros = ''] = text.replace(/[^\d.]/g, '').split('.');
        expect(BigInt(read.replace('-', ''))).toBe(BigInt(whole));
        expect(zeros).toMatch(/^0*$/);
        expect(text).not.toMatch(/[\^/%=x~]|\d[ *`$()+-]+\d/);
      }),
      { numRuns: 50_000 },
    );
  });

  it('after a closed box changes no verdict, unless it holds an answer', () => {
    const holdsAnswer = /ox|nswer|correction|wait|actually|sorry|oops|\bno\b/i;
    const without = anyText.filter((text) => !holdsAnswer.test(text));
    fc.assert(
      fc.property(without, finish, (text, finishReason) => {
        const box = 'So it is $\\boxed{42}';
        expect(judged(box + text, '42', 'cot', finishReason)).toEqual(
          judged(box, '42', 'cot', finishReason),
        );
      }),
      { numRuns: 5000 },
    );
  });
});
