import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cuss } from 'cuss';
import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '../../../src/random/random.js';
import { readData } from '../../../src/suites/data-file.js';
import { nameSpace } from '../../../src/suites/grammars/names.js';
import { parseVocabularies, vocabularies } from '../../../src/suites/grammars/vocabularies.js';
import { nameSpace as functionNames } from '../../../src/suites/random-arithmetic/names.js';
import { DiagnosticError } from '../../../src/text/diagnostic.js';

const english = new Set(
  z
    .array(z.string())
    .parse(
      JSON.parse(
        readFileSync(createRequire(import.meta.url).resolve('an-array-of-english-words'), 'utf8'),
      ),
    )
    .map((word) => word.toLowerCase()),
);

/** At least likely to be profane, and long enough to be read inside another word. */
const RUDE = Object.entries(cuss)
  .filter(([word, sureness]) => sureness >= 1 && /^[a-z]{3,}$/.test(word))
  .map(([word]) => word);

/** Pairs of words that one edit turns into each other. */
function close(words: readonly string[]): string[][] {
  return words.flatMap((word, at) =>
    words
      .slice(at + 1)
      .filter((other) => distance(word, other) < 2)
      .map((other) => [word, other]),
  );
}

function messageOf(changed: string): string {
  try {
    parseVocabularies(changed, 'vocabularies.yaml');
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'nothing wrong';
}

const words = vocabularies().flatMap(({ all }) => all);

describe('the vocabularies', () => {
  it('are five, with ten nouns, verbs and adjectives each', () => {
    expect(vocabularies().map(({ name }) => name)).toEqual([
      'Vocab-A',
      'Vocab-B',
      'Vocab-C',
      'Vocab-D',
      'Vocab-E',
    ]);
    for (const vocabulary of vocabularies()) {
      const counts = ['Noun', 'Verb', 'Adjective', 'Determiner', 'Adverb', 'Adposition'].map(
        (category) => vocabulary.wordsFor(category).length,
      );
      expect(counts).toEqual([10, 10, 10, 2, 4, 2]);
      expect(vocabulary.all.length).toBe(45);
    }
  });

  it('have no word in common, and none that is within one edit of another', () => {
    expect(new Set(words).size).toBe(225);
    expect(close(words)).toEqual([]);
  });

  it('hold invented words of three to six letters, none English and none rude', () => {
    expect(english.size).toBeGreaterThan(270_000);
    expect(RUDE.length).toBeGreaterThan(1000);
    expect(words.filter((word) => !/^[a-z]{3,6}$/.test(word))).toEqual([]);
    expect(words.filter((word) => english.has(word))).toEqual([]);
    expect(words.filter((word) => RUDE.some((rude) => word.includes(rude)))).toEqual([]);
  });

  it('give each word of a part of speech equally often', () => {
    const [vocabulary] = vocabularies();
    const random = new Random('each word');
    const drawn = Array.from({ length: 2000 }, () => vocabulary?.sentenceOf(['Noun'], random));
    for (const noun of vocabulary?.wordsFor('Noun') ?? []) {
      expect(Math.abs(drawn.filter((word) => word === noun).length - 200)).toBeLessThan(70);
    }
  });

  it('read the parts of speech of their own words alone', () => {
    const [first, second] = vocabularies();
    const pattern = ['Determiner', 'Adjective', 'Noun', 'Question'];
    const sentence = first?.sentenceOf(pattern, new Random('read')) ?? '';
    expect(first?.patternOf(sentence)).toEqual(pattern);
    expect(second?.patternOf(sentence)).toEqual(['?', '?', '?', '?']);
    expect(first?.patternOf('')).toEqual(['?']);
  });
});

describe('the names of grammars', () => {
  const names = nameSpace();
  const lower = names.map((name) => name.toLowerCase());

  it('are more than there are grammars, and never within one edit of each other', () => {
    expect(names.length).toBeGreaterThan(200);
    expect(close(lower)).toEqual([]);
  });

  it('are capitalised, begin with a consonant and are no English words, rude, or names of functions', () => {
    expect(names.filter((name) => !/^[BDGSTVQ][a-z]+ese$/.test(name))).toEqual([]);
    expect(lower.filter((name) => english.has(name))).toEqual([]);
    expect(lower.filter((name) => RUDE.some((rude) => name.includes(rude)))).toEqual([]);
    const functions = new Set(functionNames());
    expect(names.filter((name) => functions.has(name))).toEqual([]);
  });
});

describe('vocabularies that cannot be used', () => {
  const source = readData('grammars/vocabularies.yaml');

  it('have a word twice', () => {
    const line = source.split('\n').findIndex((text) => text.includes('[varb, pla]')) + 1;
    expect(messageOf(source.replace('[varb, pla]', '[varb, fov]'))).toBe(
      [
        `vocabularies.yaml:${line}:22: B.Determiner.1: the word fov stands twice`,
        `  ${line} |   Determiner: [varb, fov]`,
        `     |                      ^`,
      ].join('\n'),
    );
  });

  it('have other numbers of words', () => {
    expect(messageOf(source.replace('[varb, pla]', '[varb]'))).toContain(
      'B: expected as many words as in A: 10 Noun, 10 Verb, 10 Adjective, 2 Determiner, 4 Adverb, 2 Adposition, 1 Conjunction',
    );
  });

  it('hold what is no word, or lack a vocabulary', () => {
    expect(messageOf(source.replace('[varb, pla]', '[varb, "Pla!"]'))).toContain(
      'B.Determiner.1: expected a word of the letters a to z',
    );
    expect(messageOf(source.replace(/^E:/m, 'F:'))).toContain('vocabularies.yaml:1:1');
  });
});
