import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import type { Count } from '../../../src/cfg/derivations/derivation-counts.js';
import { wordsOf } from '../../../src/cfg/derivations/derivations.js';
import { LengthCounts } from '../../../src/cfg/derivations/lengths.js';
import type { Grammar } from '../../../src/cfg/grammar.js';
import { Random } from '../../../src/random/random.js';
import { grammarOf } from '../build.js';
import { allSentences, BruteForce, smallGrammars } from './enumerate.js';

function countsOf(grammar: Grammar, maxLength: number): Count[] {
  const counts = new LengthCounts(compileGrammar(grammar), maxLength);
  return Array.from({ length: maxLength + 1 }, (_, length) => counts.derivations(length));
}

/** The derivations of all sentences of a length, added up. */
function bruteForce(grammar: Grammar, length: number): Count {
  let sum = 0n;
  for (const words of allSentences(length)) {
    const count = new BruteForce(grammar, words).count();
    if (count === 'infinite') return 'infinite';
    sum += count;
  }
  return sum;
}

/** Alternatives `n0, n1, …`. */
function tenWords(letter: string): string {
  return Array.from({ length: 10 }, (_, index) => `${letter}${index}`).join(', ');
}

describe('derivations by length', () => {
  it('are as many as brute force finds over all sentences of the length', () => {
    const seen = { finite: 0, infinite: 0 };
    fc.assert(
      fc.property(smallGrammars(), (grammar) => {
        const lengths = [0, 1, 2, 3];
        const expected = lengths.map((length) => bruteForce(grammar, length));
        expect(countsOf(grammar, 3)).toEqual(expected);
        const counts = new LengthCounts(compileGrammar(grammar), 3);
        expect(counts.lengths).toEqual(lengths.filter((length) => expected[length] !== 0n));
        // Asked for in another order, they are the same.
        expect(lengths.toReversed().map((length) => counts.derivations(length))).toEqual(
          expected.toReversed(),
        );
        for (const count of expected) {
          if (count === 'infinite') seen.infinite += 1;
          else if (count > 0n) seen.finite += 1;
        }
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(seen.finite, seen.infinite)).toBeGreaterThan(1000);
  });

  it('are those that can be worked out by hand', () => {
    const grammar = grammarOf(
      'S: N V, N V N, A S',
      `N: ${tenWords('n')}`,
      `V: ${tenWords('v')}`,
      `A: ${tenWords('j')}, `,
    );
    expect(countsOf(grammar, 1)).toEqual([0n, 0n]);
    expect(
      countsOf(grammarOf('S: N V, N V N', `N: ${tenWords('n')}`, `V: ${tenWords('v')}`), 4),
    ).toEqual([0n, 0n, 100n, 1000n, 0n]);
    expect(countsOf(grammar, 2)).toEqual([0n, 0n, 'infinite']);
    expect(countsOf(grammarOf('S: S S, a'), 6)).toEqual([0n, 1n, 1n, 2n, 5n, 14n, 42n]);
  });

  it('are infinite at just those lengths that a cycle reaches', () => {
    expect(countsOf(grammarOf('S: a, b C, b b b', 'C: C, c'), 4)).toEqual([
      0n,
      1n,
      'infinite',
      1n,
      0n,
    ]);
  });

  it('are counted up to lengths of a thousand', () => {
    const counts = new LengthCounts(compileGrammar(grammarOf('S: a S b, a S, ')), 1000);
    // Sequences of i pairs and 1000 - 2i single words, in any order.
    expect(counts.lengths).toHaveLength(1001);
    expect(counts.derivations(10)).toBe(89n);
    let [fibonacci, next] = [1n, 1n];
    for (let length = 0; length < 1000; length += 1) [fibonacci, next] = [next, fibonacci + next];
    expect(counts.derivations(1000)).toBe(fibonacci);
  });
});

describe('sampling by length', () => {
  it('gives each derivation of the length equally often', () => {
    const grammar = grammarOf('S: S S, A, b', 'A: a, a a, A E', 'E: e');
    const compiled = compileGrammar(grammar);
    const counts = new LengthCounts(compiled, 3);
    // Words are drawn from a, b and e; brute force knows the first two and is given the third.
    const sentences = allSentences(3).flatMap((words) =>
      allSentences(3).map((mask) => words.map((word, at) => (mask[at] === 'a' ? word : 'e'))),
    );
    const distinct = [...new Set(sentences.map((words) => words.join(' ')))];
    const all = distinct.flatMap((sentence) => [
      ...new BruteForce(grammar, sentence.split(' ')).leftmost(),
    ]);
    expect(counts.derivations(3)).toBe(BigInt(all.length));
    const random = new Random('uniform');
    const drawn = new Map<string, number>();
    for (let draw = 0; draw < 500 * all.length; draw += 1) {
      const key = counts.sample(3, random).join(' ');
      drawn.set(key, (drawn.get(key) ?? 0) + 1);
    }
    // Here the rules are numbered as they are written.
    expect([...drawn.keys()].toSorted()).toEqual(all.map((steps) => steps.join(' ')).toSorted());
    const chiSquare = [...drawn.values()].reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    // Mean and standard deviation of chi-square with that many degrees of freedom.
    const freedom = all.length - 1;
    expect(Math.abs(chiSquare - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
  });

  it('gives sentences of the length that the grammar accepts', () => {
    let sampled = 0;
    fc.assert(
      fc.property(smallGrammars(), fc.integer({ min: 0, max: 5 }), (grammar, length) => {
        const compiled = compileGrammar(grammar);
        const counts = new LengthCounts(compiled, 5);
        const count = counts.derivations(length);
        if (count === 0n || count === 'infinite') return;
        const words = wordsOf(compiled, counts.sample(length, new Random('accepted', length)));
        expect(words).toHaveLength(length);
        expect(new BruteForce(grammar, words).isAccepted).toBe(true);
        sampled += 1;
      }),
      { numRuns: 5000 },
    );
    expect(sampled).toBeGreaterThan(700);
  });

  it('draws beside what has infinitely many derivations but no part in the sentence', () => {
    const compiled = compileGrammar(grammarOf('S: C D', 'C: X, c c', 'X: X, x', 'D: d'));
    const counts = new LengthCounts(compiled, 3);
    expect(counts.derivations(2)).toBe('infinite');
    expect(wordsOf(compiled, counts.sample(3, new Random('beside')))).toEqual(['c', 'c', 'd']);
  });

  it('reaches lengths of thousands, and chains of ten thousand nonterminals', () => {
    const list = compileGrammar(grammarOf('S: S a, S b, '));
    const words = wordsOf(list, new LengthCounts(list, 2000).sample(2000, new Random('long')));
    expect(words).toHaveLength(2000);
    expect(Math.abs(words.filter((word) => word === 'a').length - 1000)).toBeLessThan(100);
    const lines = Array.from({ length: 10_000 }, (_, index) => `N${index}: N${index + 1}`);
    const chain = new LengthCounts(compileGrammar(grammarOf(...lines, 'N10000: a')), 30);
    expect(chain.sample(1, new Random('chain'))).toHaveLength(10_001);
  });

  it('refuses what it cannot do', () => {
    const compiled = compileGrammar(grammarOf('S: a, C b', 'C: C, c', 'U: U'));
    const counts = new LengthCounts(compiled, 5);
    const random = new Random('refused');
    expect(() => counts.sample(3, random)).toThrow(
      new RangeError('the grammar has no sentence of length 3'),
    );
    expect(() => counts.sample(2, random)).toThrow(
      new RangeError(
        'sentences of length 2 have infinitely many derivations: none can be drawn uniformly',
      ),
    );
    expect(() => counts.sample(6, random)).toThrow(
      new RangeError('length must be a whole number from 0 to 5, found 6'),
    );
    expect(() => new LengthCounts(compiled, -1)).toThrow(
      new RangeError('maxLength must be a whole number from 0, found -1'),
    );
    expect(new LengthCounts(compileGrammar(grammarOf('S: S')), 5).lengths).toEqual([]);
  });
});
