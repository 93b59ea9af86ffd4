/**
 * The two by two of a summary: what a model knows of its instructions (the split recall) and what it does with them, evaluation
 * instructions by name alone, train instructions on inputs that training never showed.
 */
import { groupedBy, type RecallTable, recallTable } from '../stats/index.js';
import { RECALL } from '../suites/recall/recalled.js';
import type { ItemScores } from './item-scores.js';
import type { Group } from './plan.js';
import type { Tallies } from './tally.js';

export interface RecallSummary extends RecallTable {
  readonly suite: string;
  /** Where executions are counted. */
  readonly split: string;
  readonly answer: string;
  /** What follows, in words. */
  readonly words: string;
}

/** The splits that ask instructions to be executed which training has not shown so. */
const EXECUTED: ReadonlySet<string> = new Set(['wo-io', 'w-io-test']);

/** Under the key `recall`; nothing for runs that do not ask for instructions. */
export function recallOf(
  groups: readonly Group[],
  tallies: Tallies,
): { readonly recall?: readonly RecallSummary[] } {
  const found = groups
    .filter(({ split }) => EXECUTED.has(split))
    .flatMap((executed) => {
      const asked = groups.find(({ suite, split }) => suite === executed.suite && split === RECALL);
      return asked === undefined ? [] : summaryOf(asked, executed, tallies);
    });
  return found.length === 0 ? {} : { recall: found };
}

function summaryOf(asked: Group, executed: Group, tallies: Tallies): RecallSummary[] {
  const executions = groupedBy(
    executed.items.map((item) => tallies.of(item)),
    ({ item }) => item.instruction,
  );
  const recalls = asked.items.map((item) => tallies.of(item));
  const clusters = recalls.map((recall) => ({
    recall,
    execution: executions.get(recall.item.instruction) ?? [],
  }));
  const table = recallTable(clusters.filter(hasBoth));
  if (table === null) return [];
  const { suite, split, answer } = executed;
  return [{ suite, split, answer, ...table, words: wordsOf(table) }];
}

function hasBoth({ execution }: { readonly execution: readonly ItemScores[] }): boolean {
  return execution.length > 0;
}

const HALF = 0.5;

/** Only what the intervals bear out is said. */
function wordsOf(table: RecallTable): string {
  const { knows, does_if_known: known, does_if_unknown: unknown } = table;
  if (known === null) return 'It recalls none of its instructions.';
  const said = [
    ...(known.high < HALF
      ? ['Most of what it recalls it does not execute: the words were stored without the skill.']
      : []),
    ...(known.low > HALF ? ['It executes most of what it recalls.'] : []),
    ...(unknown === null ? [] : comparisonOf(known, unknown)),
    ...(knows.high < HALF ? ['Most instructions it does not recall.'] : []),
  ];
  if (said.length > 0) return said.join(' ');
  return 'These instructions are too few to tell whether it executes most of what it recalls.';
}

function comparisonOf(
  known: NonNullable<RecallTable['does_if_known']>,
  unknown: NonNullable<RecallTable['does_if_unknown']>,
): string[] {
  if (known.low > unknown.high)
    return ['It executes what it recalls better than what it does not.'];
  if (unknown.low > known.high) return ['It executes what it recalls worse than what it does not.'];
  return [];
}
