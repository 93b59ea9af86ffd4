import { describe, expect, it } from 'vitest';
import { judge } from '../../src/scoring/judge.js';
import { ANSWERS } from '../../src/scoring/verdict.js';

const MEGABYTE = 1_000_000;

/** What a loop, or an attack on the scorer, repeats for a megabyte. */
const UNITS = [
  ['\\boxed{', '\\boxed{}', '\\boxed{1}', '\\boxed{42} or ', '\\text{', 'Answer:', 'Answer: 1\n'],
  [
    'Answer: (',
    'Answer\n',
    'the answer is ',
    'the answer is 4. ',
    'answer 1',
    'nswer',
    'ox',
    '= 1',
  ],
  [
    '9',
    '1,234,',
    '1.',
    '1 ',
    '1-',
    '\u00a0000',
    '4\n',
    '42\n\n',
    'No, 43\n',
    '\n1. ',
    'x = ',
    'f(',
    '- ',
    '42 or ',
    '43, ',
  ],
  [' ', '\n', '**', '{', '}', '$', '`', '```\n', '\\', '\\,', '(', '.', '-', '_', '"', '\u200b'],
  ['<|im_end|>', '<', '[', '\nQ: 1?\nAnswer: 1', '\nQuestion', '\ud83d', '\u00e9', '\n#'],
].flat();
const PREFIXES = ['', 'Answer: 42 (', '\\boxed{', 'Answer: 42\n'];

/** Generous: each output takes some 100 ms where nothing else runs, and one in quadratic time would take hours. */
const LIMIT_MS = 5000;

/** Milliseconds for one output under both answers, with and without a cut. */
function timeOf(text: string): number {
  const start = performance.now();
  for (const answer of ANSWERS) {
    for (const finishReason of ['stop', 'length']) {
      judge({ text, finishReason }, { kind: 'integer', value: '42' }, answer);
    }
  }
  return performance.now() - start;
}

describe('a hostile output of a megabyte', () => {
  it.each(UNITS)(
    'of %j is judged within seconds',
    (unit) => {
      for (const prefix of PREFIXES) {
        const length = prefix === '' ? MEGABYTE : MEGABYTE / 8;
        expect(timeOf(prefix + unit.repeat(length / unit.length))).toBeLessThan(LIMIT_MS);
      }
    },
    PREFIXES.length * LIMIT_MS,
  );
});
