import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';
import { ANSWERS } from '../../../src/scoring/verdict.js';

const MEGABYTE = 1_000_000;

/** What a loop, or an attack on the scorer, repeats for a megabyte. */
const UNITS = [
  [
    '\\boxed{',
    '\\boxed{}',
    '\\boxed{Khoor}',
    '\\boxed{a} or ',
    '\\text{',
    'Answer:',
    'Answer: a\n',
  ],
  ['Answer: (', 'Answer\n', 'the answer is "', 'the answer is "a". ', 'answer a', 'nswer', 'ox'],
  [
    'Khoor',
    'Khoor\n',
    'Khoor ',
    '"',
    '""',
    '"a" ',
    "'",
    "''",
    "a'",
    '``',
    '`',
    '*',
    '**',
    '_',
    '$',
  ],
  [
    '.',
    '. ',
    '\n',
    ' ',
    '\t',
    '\u200b',
    '\u00a0',
    '\\',
    '\\ ',
    '\\text',
    '{',
    '}',
    '~',
    ': ',
    ' = ',
  ],
  [
    '->',
    '\u2192',
    ' is ',
    '(',
    ' (',
    '<',
    '[',
    '#',
    '> ',
    '\nQ: a\nAnswer: b',
    'the my ',
    'I ',
    "i'",
  ],
  [
    'e\u0301',
    '\ud83d',
    '\u1100\u1161',
    '\ufb01',
    '\u00ab',
    '\u201c',
    '\u2018',
    'So, the ',
    '```\n',
  ],
].flat();
const PREFIXES = ['', 'Answer: "', '\\boxed{', 'Answer: a\n', 'The result is '];
const TARGETS = ['Khoor zruog', `${'Khoor zruog '.repeat(400)}end`];

/** Generous: each output takes some 100 ms where nothing else runs, and one in quadratic time would take hours. */
const LIMIT_MS = 5000;

/** Milliseconds for one output under both answers, with and without a cut. */
function timeOf(text: string, value: string): number {
  const start = performance.now();
  for (const answer of ANSWERS) {
    for (const finishReason of ['stop', 'length']) {
      judge({ text, finishReason }, { kind: 'text', value }, answer);
    }
  }
  return performance.now() - start;
}

describe('a hostile output of a megabyte', () => {
  it.each(UNITS)(
    'of %j is judged within seconds',
    (unit) => {
      for (const [index, prefix] of PREFIXES.entries()) {
        const length = prefix === '' ? MEGABYTE : MEGABYTE / 8;
        const text = prefix + unit.repeat(length / unit.length);
        expect(timeOf(text, TARGETS[index % 2] ?? '')).toBeLessThan(LIMIT_MS);
      }
    },
    PREFIXES.length * LIMIT_MS,
  );
});

describe('a hostile pair of output and target', () => {
  it.each(['"', '*', "a'", 'a. ', '\\text{a} ', '_', '`"'])(
    'of a megabyte of %j each is judged within seconds',
    (unit) => {
      const text = unit.repeat(MEGABYTE / unit.length);
      expect(timeOf(text, `a${text}`)).toBeLessThan(2 * LIMIT_MS);
    },
    4 * LIMIT_MS,
  );
});
