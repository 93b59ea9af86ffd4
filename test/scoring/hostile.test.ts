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
  ],
  [' ', '\n', '**', '{', '}', '$', '`', '```\n', '\\', '\\,', '(', '.', '-', '_', '"', '\u200b'],
  ['<|im_end|>', '<', '[', '\nQ: 1?\nAnswer: 1', '\nQuestion', '\ud83d', '\u00e9', '\n#'],
].flat();
const PREFIXES = ['', 'Answer: 42 (', '\\boxed{', 'Answer: 42\n'];

/** Milliseconds for one output under both answers, with and without a cut: the best of `tries`. */
function timeOf(text: string, tries: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < tries; round += 1) {
    const start = performance.now();
    for (const answer of ANSWERS) {
      for (const finishReason of ['stop', 'length']) {
        judge({ text, finishReason }, { kind: 'integer', value: '42' }, answer);
      }
    }
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe('a hostile output of a megabyte', () => {
  it.each(UNITS)('of %j is judged in time that grows with its length and no faster', (unit) => {
    for (const prefix of PREFIXES) {
      const length = prefix === '' ? MEGABYTE : MEGABYTE / 8;
      const whole = prefix + unit.repeat(length / unit.length);
      const time = timeOf(whole, 1);
      // Four judgements; each takes some 20 ms where nothing else runs.
      expect(time).toBeLessThan(4000);
      // A sixteenth of the text takes a sixteenth of the time; quadratic work would take a 256th.
      const part = prefix + unit.repeat(length / 16 / unit.length);
      expect(time).toBeLessThan(80 * timeOf(part, 2) + 200);
    }
  });
});
