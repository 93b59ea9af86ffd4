import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { AskedGrammar } from '../../../src/suites/grammars/asked-grammar.js';
import { chancesOf } from '../../../src/suites/grammars/chance.js';
import { poolOf } from '../../../src/suites/grammars/pool.js';
import { vocabularies } from '../../../src/suites/grammars/vocabularies.js';
import { sentencesUpTo } from './enumerate.js';

const pool = poolOf(1).map((origin) => new AskedGrammar(origin, 1));
const chances = pool.map((asked) => chancesOf(asked, pool));
const [vocabulary] = vocabularies();
if (vocabulary === undefined) throw new Error('there is no vocabulary');

describe('the chance of random words', () => {
  it('is that of all sentences of the length among all texts of the length, found by trial', () => {
    for (const asked of pool.filter(({ index }) => index % 20 === 0)) {
      const shares = asked.origin.language.drawnLengths(asked.depth);
      const sentences = sentencesUpTo(asked.origin.language, 11);
      const probability = (length: number) =>
        sentences
          .filter((pattern) => pattern.length === length)
          .map((pattern) =>
            pattern.reduce(
              (product, category) => product * (vocabulary.wordsFor(category).length / 45),
              1,
            ),
          )
          .reduce((sum, each) => sum + each, 0);
      const found = shares
        .slice(0, 12)
        .reduce((sum, share, length) => sum + share * probability(length), 0);
      const { random_words } = chances[asked.index] ?? { random_words: 0 };
      // Longer sentences add next to nothing.
      expect(found).toBeGreaterThan(0);
      expect(random_words).toBeGreaterThanOrEqual(found * (1 - 1e-9));
      expect(random_words).toBeLessThan(found + 50e-10);
    }
  });
});

describe('the lengths of drawn sentences', () => {
  it('are as often drawn as they are said to be, at any depth', () => {
    for (const [index, depth] of [0, 1, 3, 20].entries()) {
      const language = pool[index]?.origin.language;
      const shares = language?.drawnLengths(depth) ?? [];
      const random = new Random('lengths', depth);
      const drawn = shares.map(() => 0);
      for (let draw = 0; draw < 4000; draw += 1) {
        const length = language?.draw(random, depth).length ?? 0;
        drawn[length] = (drawn[length] ?? 0) + 1;
      }
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const [length, share] of shares.entries()) {
        const error = Math.sqrt((share * (1 - share)) / 4000);
        expect(Math.abs((drawn[length] ?? 0) / 4000 - share)).toBeLessThanOrEqual(5 * error);
      }
    }
  });
});

describe('the chance of a shuffled sentence', () => {
  it('is what shuffling gives', () => {
    const random = new Random('shuffling');
    let hits = 0;
    let expected = 0;
    for (const asked of pool) {
      const { language } = asked.origin;
      for (const reference of asked.references) {
        for (let draw = 0; draw < 60; draw += 1) {
          hits += Number(language.accepts(random.shuffle(reference)));
        }
      }
      expected += (chances[asked.index]?.shuffled ?? 0) * 60 * asked.references.length;
    }
    // Hits are rare and nearly independent: their variance is their mean.
    expect(expected).toBeGreaterThan(100);
    expect(Math.abs(hits - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });
});

describe('the chance of a sentence of another grammar', () => {
  it('is what new sentences of other grammars give', () => {
    const random = new Random('others');
    let hits = 0;
    let draws = 0;
    for (const asked of pool) {
      for (const other of pool) {
        if (other === asked) continue;
        draws += 1;
        hits += Number(asked.origin.language.accepts(other.origin.language.draw(random, 1)));
      }
    }
    const stated = chances.reduce((sum, { other_grammar }) => sum + other_grammar, 0) / 200;
    expect(stated).toBeGreaterThan(0.005);
    expect(Math.abs(hits / draws - stated)).toBeLessThan(0.002);
  });

  it('is a number of the 199 others', () => {
    for (const { other_grammar } of chances) {
      expect(Math.round(other_grammar * 199)).toBeCloseTo(other_grammar * 199, 9);
    }
  });
});

describe('the chances', () => {
  it('of all controls differ between grammars and are probabilities', () => {
    for (const control of ['random_words', 'shuffled', 'other_grammar'] as const) {
      const values = chances.map((each) => each[control]);
      expect(new Set(values).size).toBeGreaterThan(5);
      expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });

  it('are the same each time', () => {
    const again = poolOf(1).map((origin) => new AskedGrammar(origin, 1));
    for (const index of [0, 77, 199]) {
      const asked = again[index];
      expect(asked && chancesOf(asked, again)).toEqual(chances[index]);
    }
  });
});
