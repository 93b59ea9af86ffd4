import { cuss } from 'cuss';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';
import { canonicalText } from '../../../src/scoring/text/canonical.js';
import { ANSWERS } from '../../../src/scoring/verdict.js';
import { ciphers } from '../../../src/suites/ciphers/cipher.js';
import { SHIFTS } from '../../../src/suites/ciphers/inputs.js';
import { parseTexts, texts } from '../../../src/suites/ciphers/texts.js';
import { DiagnosticError } from '../../../src/text/diagnostic.js';

/** At least likely to be profane. */
const RUDE = new Set(
  Object.entries(cuss).flatMap(([word, sureness]) => (sureness >= 1 ? word : [])),
);

function messageOf(source: string): string {
  try {
    parseTexts(source, 'texts.yaml');
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'nothing wrong';
}

describe('the texts', () => {
  it('are 364 words and short phrases: 14 for every shift', () => {
    expect(texts().length).toBe(14 * SHIFTS.length);
    expect(texts().filter((text) => !text.includes(' ')).length).toBeGreaterThan(100);
    expect(texts().filter((text) => text.includes(' ')).length).toBeGreaterThan(200);
  });

  it('are of many lengths, with capitals, digits, apostrophes, hyphens, commas and marks', () => {
    const lengths = new Set(texts().map(({ length }) => length));
    for (let length = 3; length <= 20; length += 1) expect(lengths.has(length)).toBe(true);
    for (const sign of [/^[A-Z]/, /^[A-Z ]+$/, /\d/, /'/, /-/, /,/, /\?$/, /!$/]) {
      expect(texts().filter((text) => sign.test(text)).length).toBeGreaterThanOrEqual(5);
    }
  });

  it('hold no rude word', () => {
    const words = texts().flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []);
    expect(words.filter((word) => RUDE.has(word))).toEqual([]);
  });

  it('and what ciphers make of them are in canonical form', () => {
    for (const text of texts()) {
      expect(canonicalText(text)).toBe(text);
      for (const cipher of ciphers()) {
        const outputs = SHIFTS.map((shift) => cipher.encipher(text, shift));
        expect(outputs.map(canonicalText)).toEqual(outputs);
      }
    }
  });

  it('and what ciphers make of them are answers, if not right, in both formats', () => {
    for (const [at, text] of texts().entries()) {
      const cipher = ciphers()[at % 3];
      for (const output of [text, ...SHIFTS.map((shift) => cipher?.encipher(text, shift) ?? '')]) {
        for (const answer of ANSWERS) {
          const written = answer === 'direct' ? output : `Answer: ${output}`;
          // A target of the same length and no special sign.
          const value = 'q'.repeat(output.length);
          const judged = judge(
            { text: written, finishReason: 'stop' },
            { kind: 'text', value },
            answer,
          );
          expect(judged).toMatchObject({ verdict: 'incorrect', answer: output });
        }
      }
    }
  });
});

describe('a file of texts', () => {
  it.each([
    ['texts: [one, two]', 'nothing wrong'],
    ['texts: [one, One]', 'the text One stands twice'],
    ['texts: [one, "two."]', 'expected letters from a to z'],
    ['texts: [one, "\'two\'"]', 'expected letters from a to z'],
    ['texts: [one, " two"]', 'expected letters from a to z'],
    ['texts: [one, "caf\u00e9"]', 'expected letters from a to z'],
    ['texts: [one, "123"]', 'expected a letter'],
    ['texts: [one]', 'expected array to have >=2 items'],
    ['words: [one, two]', 'Unrecognized key'],
  ])('%j: %s', (source, message) => {
    expect(messageOf(source)).toContain(message);
  });

  it('is told where it is wrong', () => {
    expect(messageOf('texts:\n  - one\n  - two.\n')).toContain('texts.yaml:3:5');
  });
});
