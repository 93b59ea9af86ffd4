/** The instructions whose accuracy changed most between two runs, with samples of both side by side. */

import type { ItemScores } from '../eval/item-scores.js';
import type { Group } from '../eval/plan.js';
import { groupedBy, mean } from '../stats/index.js';
import { readResponses } from '../store/records.js';
import { runPaths } from '../store/run-directory.js';
import type { Item } from '../suites/suite.js';
import type { ScoredRun } from './scored-run.js';

export interface InstructionChange {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
  readonly instruction: string;
  /** Accuracies over the items that both runs have a sample of. */
  readonly a: number;
  readonly b: number;
  /** The item of this instruction that changed most. */
  readonly item: string;
  readonly input: string;
  /** Samples of that item with the same index, those whose verdicts differ first. */
  readonly samples: readonly SamplePair[];
}

export interface SamplePair {
  readonly index: number;
  readonly a: Sample;
  readonly b: Sample;
}

export interface Sample {
  readonly correct: boolean;
  /** What the model wrote, as it came; null when it wrote nothing. */
  readonly text: string | null;
}

const MOST_CHANGES = 10;
const SAMPLES_SHOWN = 2;

/** At most ten, those that changed most first. Reads the responses of both runs once. */
export async function greatestChanges(
  a: ScoredRun,
  b: ScoredRun,
  groups: readonly Group[],
): Promise<InstructionChange[]> {
  const changes = groups
    .flatMap((group) => changesIn(a, b, group))
    .toSorted(
      (first, second) => second.size - first.size || compareText(first.item.id, second.item.id),
    )
    .slice(0, MOST_CHANGES);
  const items = new Set(changes.map(({ item }) => item.id));
  const [textsA, textsB] = [await textsOf(a, items), await textsOf(b, items)];
  return changes.map(({ item, meanA, meanB }) => ({
    suite: item.suite,
    split: item.split,
    answer: item.answer,
    instruction: item.instruction,
    a: meanA,
    b: meanB,
    item: item.id,
    input: item.input,
    samples: samplesOf(a.tallies.of(item), b.tallies.of(item)).map(
      (index): SamplePair => ({
        index,
        a: sampleAt(a.tallies.of(item), index, textsA),
        b: sampleAt(b.tallies.of(item), index, textsB),
      }),
    ),
  }));
}

interface Change {
  readonly size: number;
  readonly meanA: number;
  readonly meanB: number;
  /** The one that changed most. */
  readonly item: Item;
}

function changesIn(a: ScoredRun, b: ScoredRun, { items }: Group): Change[] {
  const byInstruction = groupedBy(items, ({ instruction }) => instruction);
  return [...byInstruction.values()].flatMap((of) => {
    const shares = of.flatMap((item) => {
      const [from, to] = [shareOf(a, item), shareOf(b, item)];
      return from === null || to === null ? [] : [{ item, from, to, size: Math.abs(to - from) }];
    });
    const [most] = shares.toSorted((first, second) => second.size - first.size);
    if (most === undefined) return [];
    const meanA = mean(shares.map(({ from }) => from));
    const meanB = mean(shares.map(({ to }) => to));
    const size = Math.abs(meanB - meanA);
    return size < 1e-12 ? [] : [{ size, meanA, meanB, item: most.item }];
  });
}

function shareOf({ tallies }: ScoredRun, item: Item): number | null {
  const { correct, valid } = tallies.of(item).counts;
  return valid === 0 ? null : correct / valid;
}

/** Indices that both runs have, those whose verdicts differ first. */
function samplesOf(a: ItemScores, b: ItemScores): number[] {
  const both = Array.from(
    { length: Math.min(a.outcomes.length, b.outcomes.length) },
    (_, index) => index,
  ).filter((index) => !a.lacks(index) && !b.lacks(index));
  const differ = (index: number): number => Number(a.outcomes[index] !== b.outcomes[index]);
  return both.toSorted((first, second) => differ(second) - differ(first)).slice(0, SAMPLES_SHOWN);
}

/** The texts of some items' samples: `item index` to text; the first line that holds a sample wins, as in scoring. */
async function textsOf(
  { directory }: ScoredRun,
  items: ReadonlySet<string>,
): Promise<Map<string, string | null>> {
  const texts = new Map<string, string | null>();
  if (items.size === 0) return texts;
  for await (const { item, choices } of readResponses(runPaths(directory).responses)) {
    if (!items.has(item)) continue;
    for (const { index, content } of choices) {
      const name = `${item} ${index}`;
      if (!texts.has(name)) texts.set(name, content);
    }
  }
  return texts;
}

function sampleAt(
  { item, outcomes }: ItemScores,
  index: number,
  texts: ReadonlyMap<string, string | null>,
): Sample {
  return { correct: outcomes[index] === 2, text: texts.get(`${item.id} ${index}`) ?? null };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
