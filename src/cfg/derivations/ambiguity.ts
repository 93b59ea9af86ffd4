/**
 * Whether a sentence has more than one derivation, without counting them. Where each nonterminal is derived in one way,
 * there is one tree, so the walk follows it to its end or to the first nonterminal with a second way.
 */
import { type CompiledGrammar, rulesOf } from '../compile.js';
import type { Chart } from '../earley/chart.js';
import { forestOf, lastAtMost } from './forest.js';
import { RestStarts } from './rest-starts.js';

interface Goal {
  readonly nonterminal: number;
  readonly start: number;
  readonly end: number;
}

/** Whether there are two derivations or more, infinitely many included; equal rules that stand twice make two. */
export function isAmbiguous(compiled: CompiledGrammar, chart: Chart): boolean {
  const rests = new RestStarts(forestOf(compiled, chart));
  const pending: Goal[] = [{ nonterminal: compiled.start, start: 0, end: chart.length }];
  for (let goal = pending.pop(); goal !== undefined; goal = pending.pop()) {
    const [rule, another] = rulesFor(compiled, rests, goal);
    if (another !== undefined) return true;
    const children = rule === undefined ? [] : onlyChildren(compiled, rests, rule, goal);
    if (children === null) return true;
    for (const child of children) pending.push(child);
  }
  return false;
}

/** The rules with which a derivation of the goal can begin. */
function rulesFor(compiled: CompiledGrammar, rests: RestStarts, goal: Goal): number[] {
  const { rightStart } = compiled;
  return rulesOf(compiled, goal.nonterminal).filter((rule) => {
    const starts = rests.of(rightStart[rule] ?? 0, rightStart[rule + 1] ?? 0, goal.end);
    return starts[lastAtMost(starts, goal.start)] === goal.start;
  });
}

/** The goals of a rule's nonterminals; null when its symbols can share the words in more than one way. */
function onlyChildren(
  { rightStart, symbols }: CompiledGrammar,
  rests: RestStarts,
  rule: number,
  { start, end }: Goal,
): Goal[] | null {
  const children: Goal[] = [];
  const stop = rightStart[rule + 1] ?? 0;
  let from = start;
  for (let position = rightStart[rule] ?? 0; position < stop; position += 1) {
    const nonterminal = symbols[position] ?? 0;
    const [to = from + 1, another] =
      nonterminal < 0 ? [] : rests.middles(position, stop, from, end);
    if (another !== undefined) return null;
    if (nonterminal >= 0) children.push({ nonterminal, start: from, end: to });
    from = to;
  }
  return children;
}
