import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { LengthCounts } from '../../../src/cfg/derivations/lengths.js';
import { Recogniser } from '../../../src/cfg/earley/recognise.js';
import { parseGrammar } from '../../../src/cfg/notation/notation.js';
import { printGrammar } from '../../../src/cfg/notation/print.js';
import { Random } from '../../../src/random/random.js';
import { AskedGrammar } from '../../../src/suites/grammars/asked-grammar.js';
import { MOST_WORDS } from '../../../src/suites/grammars/language.js';
import {
  difference,
  makePool,
  type PoolGrammar,
  poolOf,
} from '../../../src/suites/grammars/pool.js';
import { vocabularies } from '../../../src/suites/grammars/vocabularies.js';
import { sentencesUpTo } from './enumerate.js';

function texts(pool: readonly PoolGrammar[]): string[] {
  return pool.map(({ name, specification }) => `${name}\n${printGrammar(specification)}`);
}

/** Over one drawn sentence of each grammar. */
function meanLength(depth: number): number {
  const lengths = poolOf(1).map(
    ({ language, index }) => language.draw(new Random('depth', index), depth).length,
  );
  return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
}

/** Sentences of up to so many words are all looked at. */
const SHORT = 10;

describe.each([1, 2, 3])('the pool of seed %i', (seed) => {
  const pool = poolOf(seed);

  it('holds 200 grammars of different names and different rules', () => {
    expect(pool.map(({ index }) => index)).toEqual(Array.from({ length: 200 }, (_, at) => at));
    expect(new Set(pool.map(({ name }) => name)).size).toBe(200);
    expect(new Set(pool.map(({ specification }) => printGrammar(specification))).size).toBe(200);
  });

  it('has for each two grammars a sentence that exactly one of them accepts', () => {
    // Read anew from their texts, words included.
    const [vocabulary] = vocabularies();
    if (vocabulary === undefined) throw new Error('there is no vocabulary');
    const read = pool.map((origin) => {
      const notation = new AskedGrammar(origin, 1).notationIn(vocabulary);
      return new Recogniser(compileGrammar(parseGrammar(notation)));
    });
    let pairs = 0;
    for (const [at, { language }] of pool.entries()) {
      for (const [before, other] of pool.slice(0, at).entries()) {
        const pattern = difference(language, other.language);
        const sentence = vocabulary.sentenceOf(pattern ?? [], new Random('pair')).split(' ');
        const accepting = [read[at], read[before]].filter(
          (recogniser) => recogniser?.recognise(sentence).accepted,
        );
        expect(accepting.length).toBe(1);
        pairs += 1;
      }
    }
    expect(pairs).toBe(19_900);
  });

  it('holds the six word orders once in each six grammars', () => {
    for (let at = 0; at < 198; at += 6) {
      const orders = pool.slice(at, at + 6).map(({ values }) => values['word_order']);
      expect(orders.toSorted()).toEqual(['OSV', 'OVS', 'SOV', 'SVO', 'VOS', 'VSO']);
    }
  });

  it('holds unambiguous grammars only: of each length as many derivations as sentences', () => {
    for (const { language } of pool) {
      const counts = new LengthCounts(language.compiled, SHORT);
      const lengths = sentencesUpTo(language, SHORT).map((pattern) => pattern.length);
      for (let length = 0; length <= SHORT; length += 1) {
        const sentences = lengths.filter((each) => each === length).length;
        expect(counts.derivations(length)).toBe(BigInt(sentences));
      }
    }
  });

  it('has no sentence of fewer than six words', () => {
    for (const { language } of pool) expect(sentencesUpTo(language, 5)).toEqual([]);
  });

  it('is varied: every value of every parameter stands often', () => {
    const counts = new Map<string, number>();
    for (const { values } of pool) {
      for (const [parameter, value] of Object.entries(values)) {
        const key = `${parameter} ${value}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(6 + 4 * 3 + 3 * 2 + 3 * 2);
    for (const count of counts.values()) expect(count).toBeGreaterThan(15);
  });
});

describe('the pool', () => {
  it('is the same each time it is made, and another for another seed', () => {
    const first = texts(makePool(1));
    expect(first).toEqual(texts(poolOf(1)));
    expect(texts(makePool(2)).filter((text) => first.includes(text))).toEqual([]);
  });

  it('would refuse a grammar whose language it holds', () => {
    const [first, second] = poolOf(1);
    if (first === undefined || second === undefined) throw new Error('the pool is empty');
    expect(difference(first.language, first.language)).toBeNull();
    expect(difference(first.language, second.language)).not.toBeNull();
  });
});

describe('a drawn sentence', () => {
  it('is accepted, has at most 18 words, and one derivation', () => {
    for (const { language, index } of poolOf(1)) {
      const random = new Random('drawn sentence', index);
      const counts = new LengthCounts(language.compiled, MOST_WORDS);
      for (const depth of [0, 1, 3, 20]) {
        const pattern = language.draw(random, depth);
        expect(language.accepts(pattern)).toBe(true);
        expect(language.viablePrefix(pattern)).toBe(pattern.length);
        expect(pattern.length).toBeLessThanOrEqual(MOST_WORDS);
        expect(counts.derivations(pattern.length)).not.toBe(0n);
      }
    }
  });

  it('is longer with a greater depth', () => {
    expect(meanLength(1)).toBeGreaterThan(meanLength(0) + 1);
    expect(meanLength(3)).toBeGreaterThan(meanLength(1));
  });
});
