/** Charts against brute force, and their bounds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { type Chart, ChartTooLarge, chartOf } from '../../../src/cfg/earley/chart.js';
import type { Grammar } from '../../../src/cfg/grammar.js';
import { grammarOf } from '../build.js';
import { BruteForce, smallGrammars, smallSentences } from './oracle.js';

/** `name start end` of all completions of a chart. */
function spansOf(chart: Chart, nonterminals: readonly string[]): string[] {
  return nonterminals.flatMap((name, nonterminal) =>
    Array.from({ length: chart.length + 1 }, (_, start) =>
      chart.completions(nonterminal, start).map((end) => `${name} ${start} ${end}`),
    ).flat(),
  );
}

function chartFor(grammar: Grammar, sentence: string): Chart | null {
  return chartOf(compileGrammar(grammar), sentence.split(' ').filter(Boolean));
}

describe('a chart', () => {
  it('has every span of every derivation, and no span that is not derived', () => {
    let charts = 0;
    fc.assert(
      fc.property(smallGrammars(), smallSentences(), (grammar, words) => {
        const compiled = compileGrammar(grammar);
        const chart = chartOf(compiled, words);
        const bruteForce = new BruteForce(grammar, words);
        expect(chart !== null).toBe(bruteForce.isSentence());
        if (chart === null) return;
        charts += 1;
        const spans = new Set(spansOf(chart, compiled.nonterminals));
        expect([...bruteForce.usedSpans()].filter((span) => !spans.has(span))).toEqual([]);
        const derived = [...spans].filter((span) => {
          const [name = '', start, end] = span.split(' ');
          return bruteForce.derives(name, Number(start), Number(end));
        });
        expect(derived).toEqual([...spans]);
      }),
      { numRuns: 10_000 },
    );
    expect(charts).toBeGreaterThan(500);
  });

  it('lists ends in rising order and once, the empty span first', () => {
    const compiled = compileGrammar(grammarOf('S: S S, A, ', 'A: a, a a'));
    const chart = chartOf(compiled, ['a', 'a', 'a']);
    expect(chart?.completions(0, 0)).toEqual([0, 1, 2, 3]);
    expect(chart?.completions(1, 1)).toEqual([2, 3]);
    expect(chart?.completions(0, 3)).toEqual([3]);
    expect(chart?.completions(1, 3)).toEqual([]);
  });

  it('knows the words by their terminals', () => {
    const compiled = compileGrammar(grammarOf('S: N V', 'N: dog, cat', 'V: sings'));
    const chart = chartOf(compiled, ['cat', 'sings']);
    expect(chart?.length).toBe(2);
    expect(chart?.words.map((word) => compiled.terminals[word])).toEqual(['cat', 'sings']);
  });

  it('is made for sentences alone', () => {
    const grammar = grammarOf('S: a S b, a b');
    expect(chartFor(grammar, 'a a b b')).not.toBeNull();
    expect(chartFor(grammar, 'a a b')).toBeNull();
    expect(chartFor(grammar, 'a a b b b')).toBeNull();
    expect(chartFor(grammar, 'a x')).toBeNull();
    expect(chartFor(grammar, '')).toBeNull();
    expect(chartFor(grammarOf('S: S a'), '')).toBeNull();
  });

  it('holds all spans of 300 words of Catalan ambiguity', () => {
    const chart = chartOf(compileGrammar(grammarOf('S: S S, a')), Array<string>(300).fill('a'));
    expect(chart?.completions(0, 0)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
    expect(chart?.completions(0, 299)).toEqual([300]);
  });

  it('holds the quadratic spans of 2,000 words of right recursion', () => {
    const chart = chartOf(compileGrammar(grammarOf('A: a A, a')), Array<string>(2000).fill('a'));
    expect(chart?.completions(0, 0)).toHaveLength(2000);
    expect(chart?.completions(0, 1990)).toHaveLength(10);
  });

  it('ends at 20 million spans', () => {
    const compiled = compileGrammar(grammarOf('A: a A, a'));
    const words = Array<string>(10_000).fill('a');
    expect(() => chartOf(compiled, words)).toThrow(new ChartTooLarge(6325));
    expect(new ChartTooLarge(6325).message).toBe(
      'the chart is full after 6325 words: the sentence is too long or too ambiguous',
    );
  });
});
