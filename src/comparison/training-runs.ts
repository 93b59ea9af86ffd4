/** Groups of training runs compared: is curriculum A better than B, where each was trained several times? */
import { byCluster } from '../eval/estimate.js';
import { type Group, groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { estimate, holm, type RunsDifference, runsDifference } from '../stats/index.js';
import { printable } from '../text/printable.js';
import { differencesToKnow, requireComparable } from './comparable.js';
import { nameOf, type RunName } from './comparison.js';
import { commonGroups } from './groups.js';
import { missingWarnings, type ScoredRun } from './scored-run.js';
import type { TagFilter } from './tags.js';
import { requireSeparateTrainings, STEP_TAG } from './trainings.js';

export interface RunsGroup {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
  /** The accuracy of each run, over the items that all runs have a sample of. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly difference: RunsDifference;
  /** By Holm over all groups shown. */
  readonly p_adjusted: number;
}

export interface RunsComparison {
  readonly format: 1;
  readonly a: { readonly tags: TagFilter; readonly runs: readonly RunName[] };
  readonly b: { readonly tags: TagFilter; readonly runs: readonly RunName[] };
  readonly simulated: boolean;
  readonly groups: readonly RunsGroup[];
  readonly warnings: readonly string[];
}

/** How the sides were chosen, and what of them is compared. */
export interface RunsRequest {
  readonly a: TagFilter;
  readonly b: TagFilter;
  /** All when absent. */
  readonly splits?: readonly string[] | undefined;
  /** The tag that orders the checkpoints of a training. */
  readonly step_tag?: string;
}

/**
 * Compares two lists of runs over the groups that all of them asked. RefusedError: they were not asked and sampled alike, or
 * a side holds several runs of one training.
 */
export function compareTrainingRuns(
  sideA: readonly ScoredRun[],
  sideB: readonly ScoredRun[],
  request: RunsRequest,
): RunsComparison {
  const runs = [...sideA, ...sideB];
  const [first, ...others] = runs;
  if (first === undefined) throw new RefusedError('there are no runs to compare');
  for (const side of [sideA, sideB]) {
    requireSeparateTrainings(side, request.step_tag ?? STEP_TAG);
  }
  const groups = commonGroups(runs, request.splits);
  for (const other of others) requireComparable(first, other, groups.map(groupName));
  const compared = groups.map((group) => {
    const a = accuracies(sideA, runs, group);
    const b = accuracies(sideB, runs, group);
    return { group, a, b, difference: runsDifference(a, b) };
  });
  const adjusted = holm(compared.map(({ difference }) => difference.p_two_sided));
  return {
    format: 1,
    a: { tags: request.a, runs: sideA.map(nameOf) },
    b: { tags: request.b, runs: sideB.map(nameOf) },
    simulated: runs.some(({ manifest }) => manifest.simulated),
    groups: compared.map(
      ({ group: { suite, split, answer }, ...rest }, index): RunsGroup => ({
        suite,
        split,
        answer,
        ...rest,
        p_adjusted: adjusted[index] ?? 1,
      }),
    ),
    warnings: [
      ...new Set(others.flatMap((other) => differencesToKnow(first, other))),
      ...runs.flatMap((run) => missingWarnings(run, groups)),
    ],
  };
}

/** Over the items that every run has a sample of, so that all runs are measured by the same. */
function accuracies(side: readonly ScoredRun[], all: readonly ScoredRun[], group: Group): number[] {
  const items = group.items.filter((item) =>
    all.every(({ tallies }) => tallies.of(item).counts.valid > 0),
  );
  return side.map(({ tallies, directory }) => {
    const clusters = byCluster(items.map((item) => tallies.of(item)));
    const found = estimate(clusters);
    if (found !== null) return found.value;
    throw new RefusedError(
      printable(
        `${directory}: no item of ${groupName(group)} has a sample in every run: run those again that miss samples`,
      ),
    );
  });
}
