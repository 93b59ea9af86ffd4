import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { isAmbiguous } from '../../../src/cfg/derivations/ambiguity.js';
import { countDerivations } from '../../../src/cfg/derivations/derivation-counts.js';
import { type Chart, chartOf } from '../../../src/cfg/earley/chart.js';
import type { Grammar } from '../../../src/cfg/grammar.js';
import { grammarOf } from '../build.js';
import { plainChart, smallGrammars, smallSentences } from './enumerate.js';

function ambiguousIn(grammar: Grammar, words: readonly string[]): boolean | null {
  const compiled = compileGrammar(grammar);
  const chart = chartOf(compiled, words);
  return chart === null ? null : isAmbiguous(compiled, chart);
}

describe('ambiguity', () => {
  it('is having more than one derivation, in small grammars of every kind', () => {
    const seen = { unambiguous: 0, ambiguous: 0 };
    fc.assert(
      fc.property(smallGrammars(), smallSentences(), (grammar, words) => {
        const compiled = compileGrammar(grammar);
        const charts = [chartOf(compiled, words), plainChart(compiled, words)];
        for (const chart of charts.filter((each): each is Chart => each !== null)) {
          const ambiguous = isAmbiguous(compiled, chart);
          expect(ambiguous).toBe(countDerivations(compiled, chart) !== 1n);
          seen[ambiguous ? 'ambiguous' : 'unambiguous'] += 1;
        }
      }),
      { numRuns: 20_000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(1000);
  });

  it('is found without counting what has thousands of digits', () => {
    const begin = performance.now();
    expect(ambiguousIn(grammarOf('S: S S, a'), Array<string>(500).fill('a'))).toBe(true);
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  it('is denied of long sentences with one derivation', () => {
    const words = Array<string>(2000).fill('a');
    expect(ambiguousIn(grammarOf('S: a S, a'), words)).toBe(false);
    expect(ambiguousIn(grammarOf('S: S a, a'), words)).toBe(false);
  });
});
