import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';
import { canonicalText } from '../../../src/scoring/text/canonical.js';
import type { Answer, Judgement } from '../../../src/scoring/verdict.js';

function judged(text: string, value: string, answer: Answer, finishReason = 'stop'): Judgement {
  return judge({ text, finishReason }, { kind: 'text', value }, answer);
}

/** Formatting around a text. */
const DRESSES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `**${text}**`,
  (text) => `*${text}*`,
  (text) => `_${text}_`,
  (text) => `\`${text}\``,
  (text) => `"${text}"`,
  (text) => `'${text}'`,
  (text) => `\u201c${text}\u201d`,
  (text) => `\u2018${text}\u2019`,
  (text) => `"${text}."`,
  (text) => `**"${text}".**`,
  (text) => `  ${text}\t`,
  (text) => `${text}.`,
  (text) => `\\text{${text}}`,
  (text) => text.replaceAll("'", '\u2019').replaceAll('-', '\u2011').replaceAll(' ', '\u00a0'),
];

/** The requested formats. */
const FRAMES: readonly (readonly [Answer, (text: string) => string])[] = [
  ['direct', (text) => text],
  ['direct', (text) => `\n${text}\n\nThe letters moved by 7.`],
  ['direct', (text) => `\`\`\`\n${text}\n\`\`\``],
  ['cot', (text) => `So a becomes b.\nAnswer: ${text}`],
  ['cot', (text) => `**Final answer:** ${text}\n\nDone.`],
  ['cot', (text) => `### Answer\n\n${text}`],
  ['cot', (text) => `The letters give \\boxed{${text}}. It took 5 steps.`],
  ['cot', (text) => `\\boxed {${text}}\n`],
];

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** What may stand between letters. */
const INNER = [...LETTERS, ...LETTERS, ' ', "'", '-', ',', '!', '?', '7'];

const word = fc
  .tuple(
    fc.constantFrom(...LETTERS),
    fc.array(fc.constantFrom(...INNER), { maxLength: 24 }),
    fc.constantFrom(...LETTERS),
  )
  .map(([first, inner, last]) => first + inner.join('') + last)
  // Two texts in single quotes, which a pair of quotes around them would make.
  .filter((text) => !/(?<![a-z])'|'(?![a-z])/i.test(text) && canonicalText(text) === text);

describe('a formatted text', () => {
  it('is read back as itself, never as another', () => {
    fc.assert(
      fc.property(
        word,
        fc.constantFrom(...DRESSES),
        fc.constantFrom(...FRAMES),
        (value, dress, [answer, frame]) => {
          const text = frame(dress(value));
          expect(judged(text, value, answer)).toMatchObject({
            verdict: 'correct',
            answer: value,
            lenient: 'correct',
          });
          expect(judged(text, `${value}x`, answer).verdict).not.toBe('correct');
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('in another case is another text', () => {
    fc.assert(
      fc.property(word, fc.constantFrom(...FRAMES), (value, [answer, frame]) => {
        const flipped = value.replace(/[a-z]/i, (letter) =>
          letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
        );
        expect(judged(frame(flipped), value, answer).verdict).not.toBe('correct');
      }),
    );
  });

  it('cut anywhere at the token limit is read as itself or not at all', () => {
    fc.assert(
      fc.property(
        word,
        fc.constantFrom(...DRESSES),
        fc.constantFrom(...FRAMES),
        fc.nat(80),
        (value, dress, [answer, frame], length) => {
          const text = frame(dress(value)).slice(0, length);
          const { answer: read, verdict } = judged(text, value, answer, 'length');
          expect([null, value]).toContain(read);
          expect(verdict).not.toBe('incorrect');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** Pieces of outputs, to make texts that come near to answers. */
const PIECES = [
  ['\\boxed{', '}', '\\fbox{', '\\text{', 'Answer: ', 'answer is "', '\n', ' ', 'Khoor', 'zruog'],
  [
    '**',
    '`',
    '```',
    '$',
    '(',
    ')',
    '\\',
    '\\ ',
    '_',
    '"',
    "'",
    '/',
    '=',
    'is',
    'or',
    '~',
    '#',
    '.',
  ],
  ['\u201c', '\u201d', '\u2019', '\u00a0', '\ud83d', 'nswer', 'ox', '<|im_end|>', '\nQ:', '\u200b'],
].flat();

const nearAnswer = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 24 })
  .map((all) => all.join(''));
const anyText = fc.oneof(nearAnswer, fc.string({ unit: 'binary', maxLength: 80 }), fc.string());
const answer = fc.constantFrom<Answer>('direct', 'cot');
const finish = fc.constantFrom('stop', 'length', 'refusal', 'other');

/** The letters of a text without those of LaTeX's commands for text. */
function lettersOf(text: string): string {
  return text.replace(/\\text/g, '').replace(/[^A-Za-z]+/g, '');
}

describe('any text', () => {
  it('is judged without an error, and alike twice', () => {
    fc.assert(
      fc.property(anyText, answer, finish, (text, kind, finishReason) => {
        const first = judged(text, 'Khoor zruog', kind, finishReason);
        expect(judged(text, 'Khoor zruog', kind, finishReason)).toEqual(first);
        if (first.verdict !== 'malformed') expect(first.lenient).toBe(first.verdict);
        expect(first.answer === 'Khoor zruog').toBe(first.verdict === 'correct');
        expect(first.answer === null).toBe(first.verdict === 'malformed');
        if (first.truncated) expect([finishReason, first.verdict]).toEqual(['length', 'malformed']);
      }),
      { numRuns: 20_000 },
    );
  });

  it('as its own target is right when it is written alone on a line', () => {
    const line = anyText.filter(
      (text) => /^[A-Za-z][^<]*[A-Za-z]$/.test(text) && !text.includes('\n'),
    );
    fc.assert(
      fc.property(line, (text) => {
        expect(judged(text, text, 'direct').verdict).toBe('correct');
      }),
    );
  });

  it('never gives an answer with other letters than stand in it', () => {
    fc.assert(
      fc.property(nearAnswer, answer, finish, (text, kind, finishReason) => {
        const { answer: read } = judged(text, 'Khoor zruog', kind, finishReason);
        if (read === null) return;
        expect(lettersOf(text)).toContain(lettersOf(read));
      }),
      { numRuns: 20_000 },
    );
  });

  it('has one canonical form: that of the form is the form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const canonical = canonicalText(text);
        expect(canonicalText(canonical)).toBe(canonical);
      }),
      { numRuns: 20_000 },
    );
  });

  it('after a closed box changes no verdict, unless it holds an answer', () => {
    const without = anyText.filter((text) => !/ox|nswer/i.test(text));
    fc.assert(
      fc.property(without, finish, (text, finishReason) => {
        const box = 'So it is $\\boxed{Khoor}';
        expect(judged(box + text, 'Khoor', 'cot', finishReason)).toEqual(
          judged(box, 'Khoor', 'cot', finishReason),
        );
      }),
      { numRuns: 5000 },
    );
  });
});
