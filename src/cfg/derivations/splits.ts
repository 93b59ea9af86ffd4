/** How the symbols of one rule share the words of a span. */
import { rightOf } from '../compile.js';
import { type Forest, lastAtMost } from './forest.js';

/** A symbol of a rule whose ends are tried, the last of them first. */
interface Trial {
  readonly start: number;
  readonly ends: readonly number[];
  /** Index of the end that is being tried; -1 when all have been. */
  current: number;
}

/**
 * Where the symbols of a rule end when they cover a span of one word or more, earlier symbols covering as much as they
 * can; undefined when they do not, or only with a nonterminal that covers the whole span alone. Each symbol is tried once
 * at each place.
 */
export function longestSplit(
  forest: Forest,
  rule: number,
  start: number,
  end: number,
): number[] | undefined {
  const right = rightOf(forest.compiled, rule);
  const dead = new Set<number>();
  const deadKey = (index: number, at: number): number => index * (end + 1) + at;
  const isAlone = (index: number, from: number, to: number): boolean =>
    (right[index] ?? -1) >= 0 && from === start && to === end;
  const trials = right.length === 0 ? [] : [trialOf(forest, right, 0, start, end)];
  for (let trial = trials.at(-1); trial !== undefined; trial = trials.at(-1)) {
    const index = trials.length - 1;
    const to = trial.ends[trial.current];
    if (to === undefined) {
      trials.pop();
      dead.add(deadKey(index, trial.start));
    } else if (isAlone(index, trial.start, to) || dead.has(deadKey(index + 1, to))) {
      trial.current -= 1;
    } else if (index + 1 === right.length) {
      return trials.map(({ ends, current }) => ends[current] ?? end);
    } else {
      trials.push(trialOf(forest, right, index + 1, to, end));
    }
  }
  return undefined;
}

function trialOf(
  forest: Forest,
  right: Int32Array,
  index: number,
  start: number,
  limit: number,
): Trial {
  const ends = endsOf(forest, right[index] ?? 0, start);
  const current = lastAtMost(ends, limit);
  if (index + 1 < right.length) return { start, ends, current };
  return ends[current] === limit
    ? { start, ends: [limit], current: 0 }
    : { start, ends: [], current: -1 };
}

function endsOf(forest: Forest, symbol: number, start: number): readonly number[] {
  if (symbol >= 0) return forest.ends(symbol, start);
  return forest.scans(~symbol, start) ? [start + 1] : [];
}
