import { describe, expect, it } from 'vitest';
import { SentenceLanguage } from '../../../src/scoring/sentence/language.js';

const GRAMMAR = `
S -> "ein" NP "sieht" | "ein" NP "that" S "sieht"
NP -> "Polish" | "polish" | "dog"
`;

describe('the words of a text', () => {
  const language = SentenceLanguage.of(GRAMMAR);

  it('are the same in upper and lower case, known or not', () => {
    expect(language.read('Ein Blick SIEHT').words).toEqual(['ein', 'blick', 'sieht']);
    expect(language.read('Ein Blick SIEHT').known).toBe(2);
  });

  it('are read again as they are', () => {
    for (const text of ['Ein POLISH sieht', 'ein Polish sieht', 'ein polish sieht']) {
      const { words } = language.read(text);
      expect(language.read(words.join(' ')).words).toEqual(words);
    }
    expect(language.read('ein POLISH sieht')).toMatchObject({ known: 2, foreign: 1 });
  });
});

describe('memory', () => {
  it('is not kept for what a long sentence has taught', () => {
    const language = SentenceLanguage.of(GRAMMAR);
    const words = [
      ...Array.from({ length: 3000 }, () => ['ein', 'dog', 'that']).flat(),
      'ein',
      'dog',
      ...Array.from({ length: 3001 }, () => 'sieht'),
    ];
    expect(language.accepts(words.slice(0, 9000))).toBe(false);
    expect(language.accepts(['ein', 'dog', 'sieht'])).toBe(true);
    expect(language.accepts(words.slice(0, -1))).toBe(false);
    expect(language.accepts(words)).toBe(true);
    expect(language.kept).toBeLessThanOrEqual(2 ** 14);
  });
});
