import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { type Derivation, wordsOf } from '../../../src/cfg/derivations/derivations.js';
import {
  type Bounds,
  DerivationTooLarge,
  SentenceSampler,
} from '../../../src/cfg/derivations/sentences.js';
import { type Tree, treeOf } from '../../../src/cfg/derivations/tree.js';
import type { Grammar } from '../../../src/cfg/grammar.js';
import { Random } from '../../../src/random/random.js';
import { grammarOf } from '../build.js';
import { BruteForce, smallGrammars } from './enumerate.js';

const compiledOf = (...lines: readonly string[]) => compileGrammar(grammarOf(...lines));

function withWeights(grammar: Grammar, ...weights: readonly number[]): Grammar {
  const rules = grammar.rules.map((rule, index) => ({ ...rule, weight: weights[index] ?? 1 }));
  return { ...grammar, rules };
}

/** Rules on the longest path. */
function heightOf(tree: Tree): number {
  const below = tree.children.map((child) => (typeof child === 'string' ? 0 : heightOf(child)));
  return 1 + Math.max(0, ...below);
}

interface Least {
  readonly height: number;
  readonly rules: number;
}

/** Least height and least number of rules of the start symbol's trees, by as many rounds as there are nonterminals. */
function leastOf({ start, rules }: Grammar): Least {
  const least = new Map<string, Least>();
  for (let round = 0; round <= rules.length; round += 1) {
    for (const { left, right } of rules) {
      const below = right
        .filter(({ kind }) => kind === 'nonterminal')
        .map(({ name }) => least.get(name) ?? { height: Infinity, rules: Infinity });
      const old = least.get(left);
      const height = 1 + Math.max(0, ...below.map((costs) => costs.height));
      const size = below.reduce((sum, costs) => sum + costs.rules, 1);
      least.set(left, {
        height: Math.min(height, old?.height ?? Infinity),
        rules: Math.min(size, old?.rules ?? Infinity),
      });
    }
  }
  return least.get(start) ?? { height: Infinity, rules: Infinity };
}

/** How often each of the sentences came in `draws` samples. */
function tally(draws: number, sample: () => readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const sentence = sample().join(' ');
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  return counts;
}

/** Rules by which `N0` derives two to the power of `size` of the last nonterminal. */
function doubling(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `N${index}: N${index + 1} N${index + 1}`);
}

const NO_SENTENCE = 'the grammar has no sentence: nothing is derived from S';

describe('sampling by expansion', () => {
  it('gives derivations within the bounds, for every grammar that has a sentence', () => {
    let sampled = 0;
    fc.assert(
      fc.property(
        smallGrammars(),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 30 }),
        (grammar, depth, maxWords, maxRules) => {
          const compiled = compileGrammar(grammar);
          const least = leastOf(grammar);
          if (least.height === Infinity) {
            expect(() => new SentenceSampler(compiled)).toThrow(new RangeError(NO_SENTENCE));
            return;
          }
          const sampler = new SentenceSampler(compiled);
          const smallest = sampler.byWeight(new Random('smallest'), { maxRules: 0, maxWords: 0 });
          expect(smallest).toHaveLength(least.rules);
          const wordsLimit = Math.max(maxWords, wordsOf(compiled, smallest).length);
          const check = (derivation: Derivation, heightLimit: number): void => {
            const words = wordsOf(compiled, derivation);
            expect(words.length).toBeLessThanOrEqual(wordsLimit);
            expect(derivation.length).toBeLessThanOrEqual(Math.max(maxRules, least.rules));
            expect(heightOf(treeOf(compiled, derivation))).toBeLessThanOrEqual(heightLimit);
            if (words.length <= 4) expect(new BruteForce(grammar, words).isAccepted).toBe(true);
          };
          const random = new Random('sentences', depth, maxWords, maxRules);
          const height = Math.max(depth, least.height);
          const bounds: Bounds = { maxWords, maxRules };
          check(
            sampler.byDepth(random, { depth, ...bounds }),
            height + compiled.nonterminals.length,
          );
          check(sampler.byWeight(random, bounds), Infinity);
          const free = sampler.byDepth(random, { depth, maxRules: 100_000 });
          expect(heightOf(treeOf(compiled, free))).toBeLessThanOrEqual(height);
          sampled += 1;
        },
      ),
      { numRuns: 5000 },
    );
    expect(sampled).toBeGreaterThan(2000);
  });

  it('is fixed by its key', () => {
    const compiled = compiledOf(
      'S: NP VP',
      'NP: the N, the Adj N',
      'Adj: old, red',
      'N: dog, cat',
      'VP: sees NP, barks',
    );
    const sampler = new SentenceSampler(compiled);
    const random = new Random('golden');
    const sentences = [
      sampler.byDepth(random, { depth: 4 }),
      sampler.byDepth(random, { depth: 3 }),
      sampler.byWeight(random),
    ].map((derivation) => wordsOf(compiled, derivation).join(' '));
    expect(sentences).toEqual(['the dog sees the old cat', 'the cat barks', 'the old dog barks']);
  });

  it('draws uniformly from the rules that keep to the depth', () => {
    const compiled = compiledOf('S: a, b, c, A', 'A: d, B', 'B: e');
    const sampler = new SentenceSampler(compiled);
    const random = new Random('uniform');
    const sample = (depth: number) => () => wordsOf(compiled, sampler.byDepth(random, { depth }));
    expect([...tally(4000, sample(1)).keys()].toSorted()).toEqual(['a', 'b', 'c']);
    expect([...tally(4000, sample(2)).keys()].toSorted()).toEqual(['a', 'b', 'c', 'd']);
    const counts = tally(8000, sample(3));
    for (const [sentence, share] of [
      ['a', 1 / 4],
      ['b', 1 / 4],
      ['d', 1 / 8],
      ['e', 1 / 8],
    ] as const) {
      const deviation = Math.abs((counts.get(sentence) ?? 0) - 8000 * share);
      expect(deviation).toBeLessThan(4 * Math.sqrt(8000 * share * (1 - share)));
    }
  });

  it('takes lowest trees where the depth allows none at all', () => {
    const compiled = compiledOf('S: A, B', 'A: C', 'C: D', 'D: x', 'B: E', 'E: y, z, D');
    const sampler = new SentenceSampler(compiled);
    const random = new Random('low');
    const counts = tally(500, () => wordsOf(compiled, sampler.byDepth(random, { depth: 1 })));
    expect([...counts.keys()].toSorted()).toEqual(['y', 'z']);
  });

  it('takes smallest derivations where the bounds leave none that keeps to the depth', () => {
    const compiled = compiledOf('S: A A A A A A, L', 'A: a', 'L: L, M', 'M: b');
    const sampler = new SentenceSampler(compiled);
    const random = new Random('small');
    const bounded = { depth: 2, maxRules: 4 };
    for (let draw = 0; draw < 50; draw += 1) {
      expect(sampler.byDepth(random, bounded)).toHaveLength(3);
    }
    expect(wordsOf(compiled, sampler.byDepth(random, { depth: 2 }))).toHaveLength(6);
  });

  it('follows the weights, however far they lie apart', () => {
    const grammar = withWeights(grammarOf('S: a, b, c'), 1e308, 1e308, 5e307);
    const compiled = compileGrammar(grammar);
    const sampler = new SentenceSampler(compiled);
    const random = new Random('weights');
    const counts = tally(10_000, () => wordsOf(compiled, sampler.byWeight(random)));
    const expected = { a: 4000, b: 4000, c: 2000 };
    const chiSquare = Object.entries(expected).reduce(
      (sum, [word, count]) => sum + ((counts.get(word) ?? 0) - count) ** 2 / count,
      0,
    );
    // The 0.9999 quantile of chi-square with 2 degrees of freedom.
    expect(chiSquare).toBeLessThan(18.5);
  });

  it('ends where weights would go on for ever', () => {
    const unit = compileGrammar(withWeights(grammarOf('A: A, a'), 1e12, 1));
    const derivation = new SentenceSampler(unit).byWeight(new Random('unit'));
    expect(derivation).toHaveLength(10_000);
    expect(wordsOf(unit, derivation)).toEqual(['a']);
    const mutual = compiledOf('A: B B, B', 'B: C A, A', 'C: A B, ', 'U: U');
    const bounds = { maxRules: 500, maxWords: 7 };
    expect(() => new SentenceSampler(mutual).byWeight(new Random('m'), bounds)).toThrow(
      'the grammar has no sentence: nothing is derived from A',
    );
    const growing = compileGrammar(withWeights(grammarOf('S: S S S, S b S, a, '), 50, 50, 1, 1));
    for (const key of ['a', 'b', 'c']) {
      const grown = new SentenceSampler(growing).byWeight(new Random(key), bounds);
      expect(grown.length).toBeLessThanOrEqual(500);
      expect(wordsOf(growing, grown).length).toBeLessThanOrEqual(7);
    }
  });

  it('ends at a depth that would allow more rules than can be counted', () => {
    const compiled = compiledOf('S: S S S, S S, ');
    const derivation = new SentenceSampler(compiled).byDepth(new Random('deep'), { depth: 1000 });
    expect(derivation.length).toBeLessThanOrEqual(10_000);
    expect(wordsOf(compiled, derivation)).toEqual([]);
  });

  it('runs along a chain of ten thousand nonterminals', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `N${index}: N${index + 1}`);
    const sampler = new SentenceSampler(compiledOf(...lines, 'N10000: a'));
    expect(sampler.byDepth(new Random('chain'), { depth: 3 })).toHaveLength(10_001);
    expect(sampler.byWeight(new Random('chain'))).toHaveLength(10_001);
  });

  it('refuses a grammar whose smallest derivation is too large to be written down', () => {
    const fault = 'the smallest derivation of N0 has more than 10000000 rules';
    for (const size of [30, 3000]) {
      const compiled = compiledOf(...doubling(size), `N${size}: a`);
      expect(() => new SentenceSampler(compiled)).toThrow(new DerivationTooLarge(fault));
    }
    const short = compiledOf(
      'S: N0, Long',
      'Long: A',
      'A: B',
      'B: a',
      ...doubling(2000),
      'N2000: a',
    );
    expect(new SentenceSampler(short).byDepth(new Random('e'), { depth: 9 })).toHaveLength(4);
  });

  it('never takes an undefined nonterminal or a rule that derives nothing', () => {
    const compiled = compileGrammar(withWeights(grammarOf('S: U, V S, a', 'V: V a'), 1e9, 1e9, 1));
    const sampler = new SentenceSampler(compiled);
    expect(sampler.byWeight(new Random('u'), { maxRules: Infinity })).toEqual([2]);
    expect(sampler.byDepth(new Random('u'), { depth: 50 })).toEqual([2]);
  });
});
