/**
 * All derivations at once: which nonterminal may cover which span. A parse forest is not built; what walks it asks here.
 * Invariant: a nonterminal that covers a span derives it.
 */

import type { CompiledGrammar } from '../compile.js';
import type { Chart } from '../earley/chart.js';

export interface Forest {
  readonly compiled: CompiledGrammar;
  /** Where the nonterminal may end that begins at `start`, in rising order. */
  ends(nonterminal: number, start: number): readonly number[];
  /** Where the nonterminal may begin that ends at `end`, in rising order. */
  starts(nonterminal: number, end: number): readonly number[];
  covers(nonterminal: number, start: number, end: number): boolean;
  /** Whether the terminal stands at `start`, which may lie outside the sentence. */
  scans(terminal: number, start: number): boolean;
  /** Equal for spans that are derived alike, other for all others. */
  spanKey(start: number, end: number): number;
}

/** The forest of a sentence. */
export function forestOf(compiled: CompiledGrammar, chart: Chart): Forest {
  const inverted = new Map<number, ReadonlyMap<number, readonly number[]>>();
  return {
    compiled,
    ends: (nonterminal, start) => chart.completions(nonterminal, start),
    starts(nonterminal, end) {
      const startsByEnd = inverted.get(nonterminal) ?? startsOf(chart, nonterminal);
      inverted.set(nonterminal, startsByEnd);
      return startsByEnd.get(end) ?? [];
    },
    covers(nonterminal, start, end) {
      const ends = chart.completions(nonterminal, start);
      return ends[lastAtMost(ends, end)] === end;
    },
    scans: (terminal, start) => chart.words[start] === terminal,
    spanKey: (start, end) => start * (chart.length + 1) + end,
  };
}

/** The completions of a nonterminal by their ends. */
function startsOf(chart: Chart, nonterminal: number): Map<number, number[]> {
  const startsByEnd = new Map<number, number[]>();
  for (let start = 0; start <= chart.length; start += 1) {
    for (const end of chart.completions(nonterminal, start)) {
      const starts = startsByEnd.get(end);
      if (starts === undefined) startsByEnd.set(end, [start]);
      else starts.push(start);
    }
  }
  return startsByEnd;
}

/** Index of the last number that is no greater than `limit`, or -1; the numbers rise. */
export function lastAtMost(numbers: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
