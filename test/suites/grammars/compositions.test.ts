import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { LengthCounts } from '../../../src/cfg/derivations/lengths.js';
import { parseGrammar } from '../../../src/cfg/notation/notation.js';
import { AskedGrammar } from '../../../src/suites/grammars/asked-grammar.js';
import { Compositions } from '../../../src/suites/grammars/compositions.js';
import { MOST_WORDS, type Pattern } from '../../../src/suites/grammars/language.js';
import { poolOf } from '../../../src/suites/grammars/pool.js';
import { vocabularies } from '../../../src/suites/grammars/vocabularies.js';
import { grammarOf } from '../../cfg/build.js';
import { sentencesUpTo } from './enumerate.js';

const [vocabulary] = vocabularies();
if (vocabulary === undefined) throw new Error('there is no vocabulary');
const wordsFor = (category: string) => vocabulary.wordsFor(category).length;

function sorted(pattern: Pattern): string {
  return pattern.toSorted().join(' ');
}

describe('the arrangements of a composition', () => {
  it('are as many as sentences of these parts of speech are found by trial', () => {
    for (const { language } of poolOf(1)) {
      const found = new Map<string, number>();
      const sentences = sentencesUpTo(language, 10);
      for (const pattern of sentences) {
        found.set(sorted(pattern), (found.get(sorted(pattern)) ?? 0) + 1);
      }
      const compositions = new Compositions(language.compiled);
      for (const pattern of sentences) {
        expect(compositions.arrangements(pattern)).toBe(found.get(sorted(pattern)));
      }
    }
  });

  it('are none where the grammar has no sentence or no such part of speech', () => {
    const compositions = new Compositions(compileGrammar(grammarOf('S: a S b, a b')));
    expect(compositions.arrangements(['a', 'a', 'b', 'b'])).toBe(1);
    expect(compositions.arrangements(['a', 'b', 'b'])).toBe(0);
    expect(compositions.arrangements(['a', 'c'])).toBe(0);
  });

  it('are counted up to 18 words and for ten parts of speech, and no further', () => {
    const compositions = new Compositions(compileGrammar(grammarOf('S: a S, a')));
    expect(compositions.arrangements(Array.from({ length: MOST_WORDS }, () => 'a'))).toBe(1);
    expect(() => compositions.arrangements(Array.from({ length: 19 }, () => 'a'))).toThrow(
      'at most 18 words, found 19',
    );
    expect(() => new Compositions(compileGrammar(grammarOf('S: a b c d e f g h i j k')))).toThrow(
      'at most 10 parts of speech, found 11',
    );
  });
});

describe('the sentences of a length', () => {
  it('are as many as the whole grammar has derivations, words included', () => {
    for (const origin of poolOf(2).filter(({ index }) => index % 8 === 0)) {
      const compositions = new Compositions(origin.language.compiled);
      const notation = new AskedGrammar(origin, 1).notationIn(vocabulary);
      const counts = new LengthCounts(compileGrammar(parseGrammar(notation)), MOST_WORDS);
      for (let length = 0; length <= MOST_WORDS; length += 1) {
        const sentences = compositions.sentences(length, wordsFor);
        const derivations = Number(counts.derivations(length));
        expect(Math.abs(sentences - derivations)).toBeLessThanOrEqual(1e-12 * derivations);
      }
    }
  });
});
