import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { type Count, countDerivations } from '../../../src/cfg/derivations/derivation-counts.js';
import { chartOf } from '../../../src/cfg/earley/chart.js';
import type { Grammar } from '../../../src/cfg/grammar.js';
import { grammarOf } from '../build.js';
import { BruteForce, plainChart, smallGrammars, smallSentences } from './enumerate.js';

function countIn(grammar: Grammar, ...words: readonly string[]): Count {
  const compiled = compileGrammar(grammar);
  const chart = chartOf(compiled, words);
  return chart === null ? 0n : countDerivations(compiled, chart);
}

/** The count from a chart that has every span of the sentence, not just those of Earley's algorithm. */
function countInAllSpans(grammar: Grammar, words: readonly string[]): Count {
  const compiled = compileGrammar(grammar);
  const chart = plainChart(compiled, words);
  return chart === null ? 0n : countDerivations(compiled, chart);
}

function repeated(word: string, times: number): string[] {
  return Array<string>(times).fill(word);
}

/** `binomial(2n, n) / (n + 1)`. */
function catalan(n: number): bigint {
  let binomial = 1n;
  for (let k = 1n; k <= BigInt(n); k += 1n) binomial = (binomial * (BigInt(n) + k)) / k;
  return binomial / BigInt(n + 1);
}

describe('the number of derivations', () => {
  it('is that of brute force, for small grammars of every kind', () => {
    const seen = { none: 0, one: 0, many: 0, infinite: 0 };
    fc.assert(
      fc.property(
        smallGrammars(),
        fc.array(smallSentences(), { minLength: 3, maxLength: 3 }),
        (grammar, sentences) => {
          for (const words of sentences) {
            const all = new BruteForce(grammar, words);
            const expected = all.count();
            expect(countIn(grammar, ...words)).toBe(expected);
            expect(countInAllSpans(grammar, words)).toBe(expected);
            if (expected === 'infinite') seen.infinite += 1;
            else seen[expected === 0n ? 'none' : expected === 1n ? 'one' : 'many'] += 1;
            if (expected === 'infinite' || expected > 200n) continue;
            const derivations = [...all.leftmost()].map((steps) => steps.join(' '));
            expect(new Set(derivations).size).toBe(Number(expected));
          }
        },
      ),
      { numRuns: 20_000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(1000);
  });

  it('grows as the Catalan numbers under full ambiguity, exactly', () => {
    for (const length of [1, 2, 3, 10, 300]) {
      expect(countIn(grammarOf('S: S S, a'), ...repeated('a', length))).toBe(catalan(length - 1));
    }
  });

  it('counts a rule that stands twice as two', () => {
    expect(countIn(grammarOf('S: a, a'), 'a')).toBe(2n);
    expect(countIn(grammarOf('S: A A', 'A: a, a, a'), 'a', 'a')).toBe(9n);
  });

  it('is finite where symbols are empty in finitely many ways', () => {
    // The example of Aycock and Horspool, Practical Earley Parsing (2002).
    const nullable = grammarOf('S: A A A A', 'A: a, E', 'E: ');
    expect([0, 1, 2, 3, 4, 5].map((length) => countIn(nullable, ...repeated('a', length)))).toEqual(
      [1n, 4n, 6n, 4n, 1n, 0n],
    );
    expect(countIn(grammarOf('S: B S a, a', 'B: '), 'a', 'a', 'a')).toBe(1n);
  });

  it('is infinite when a nonterminal of the parse derives itself', () => {
    expect(countIn(grammarOf('S: S, a'), 'a')).toBe('infinite');
    expect(countIn(grammarOf('S: S, '))).toBe('infinite');
    expect(countIn(grammarOf('S: S S S, S S, a, '), ...repeated('a', 5))).toBe('infinite');
    expect(countIn(grammarOf('S: A b', 'A: B', 'B: C A C, a', 'C: '), 'a', 'b')).toBe('infinite');
    expect(countIn(grammarOf('S: a B', 'B: B B, '), 'a')).toBe('infinite');
  });

  it('is finite when what derives itself is no part of the parse', () => {
    expect(countIn(grammarOf('S: a, B', 'B: B'), 'a')).toBe(1n);
    expect(countIn(grammarOf('S: a b, A c', 'A: A, a'), 'a', 'b')).toBe(1n);
    expect(countIn(grammarOf('S: a b, A c', 'A: A, a'), 'a', 'c')).toBe('infinite');
    expect(countIn(grammarOf('S: S U, a'), 'a')).toBe(1n);
    expect(countIn(grammarOf('S: A, a', 'A: A A b, A U'), 'a')).toBe(1n);
  });

  it('is found at once for long sentences that are not ambiguous', () => {
    expect(countIn(grammarOf('S: S a, a'), ...repeated('a', 50_000))).toBe(1n);
    expect(countIn(grammarOf('S: a S, a'), ...repeated('a', 5000))).toBe(1n);
    const sums = grammarOf('E: E + T, T', 'T: T * F, F', 'F: ( E ), n');
    expect(countIn(sums, ...repeated('n + n *', 10_000).join(' ').split(' '), 'n')).toBe(1n);
  });

  it('takes a rule of any length', () => {
    const long = repeated('A', 3000).join(' ');
    expect(countIn(grammarOf(`S: ${long}`, 'A: a, a'), ...repeated('a', 3000))).toBe(2n ** 3000n);
  });
});
