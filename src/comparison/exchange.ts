/** How many execution examples one instruction is worth: runs tagged with numbers of examples against one run that read it. */
import { byCluster } from '../eval/estimate.js';
import { type Group, groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { clusterMean, type Distilled, type Exchange, exchange } from '../stats/index.js';
import { clusterNounOf } from '../suites/registry.js';
import type { ClusterNoun, Item } from '../suites/suite.js';
import { printable } from '../text/printable.js';
import { differencesToKnow, requireComparable } from './comparable.js';
import { nameOf, type RunName } from './comparison.js';
import { commonGroups } from './groups.js';
import { missingWarnings, type ScoredRun } from './scored-run.js';
import { requireSeparateTrainings, STEP_TAG } from './trainings.js';

export interface ExchangeGroup {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
  /** What was sampled, and is drawn again for the interval. */
  readonly cluster_noun: ClusterNoun;
  readonly exchange: Exchange;
}

export interface ExchangeComparison {
  readonly format: 1;
  readonly instruction: RunName;
  /** The runs of algorithm distillation, the fewest examples first. */
  readonly distilled: readonly { readonly examples: number; readonly run: RunName }[];
  readonly simulated: boolean;
  readonly groups: readonly ExchangeGroup[];
  readonly warnings: readonly string[];
}

/**
 * `distilled`: runs whose `tag` is a number of examples above 0, at least two different ones; several of one number count
 * together. RefusedError when a run has none, when the run of the instruction has one, when two are of one training
 * by `stepTag`, or when they were not asked and sampled alike.
 */
export function compareExchange(
  instruction: ScoredRun,
  distilled: readonly ScoredRun[],
  tag: string,
  splits?: readonly string[],
  stepTag: string = STEP_TAG,
): ExchangeComparison {
  if (Object.hasOwn(instruction.manifest.tags, tag)) {
    throw new RefusedError(
      `${instruction.directory}: has the tag ${tag} itself; the run that read the instruction is one without it`,
    );
  }
  const numbered = distilled
    .map((run) => ({ run, examples: examplesOf(run, tag) }))
    .toSorted((a, b) => a.examples - b.examples);
  const numbers = new Set(numbered.map(({ examples }) => examples));
  if (numbers.size < 2) {
    throw new RefusedError(
      `an exchange needs runs with two or more different numbers in the tag ${printable(tag)}, found ${[...numbers].join(', ') || 'none'}`,
    );
  }
  requireSeparateTrainings(distilled, stepTag);
  const all = [instruction, ...distilled];
  const groups = commonGroups(all, splits);
  for (const { run } of numbered) requireComparable(instruction, run, groups.map(groupName));
  const exchanges = groups.map((group) => groupExchange(instruction, numbered, group));
  return {
    format: 1,
    instruction: nameOf(instruction),
    distilled: numbered.map(({ run, examples }) => ({ examples, run: nameOf(run) })),
    simulated: all.some(({ manifest }) => manifest.simulated),
    groups: exchanges,
    warnings: [
      ...new Set(distilled.flatMap((run) => differencesToKnow(instruction, run))),
      ...all.flatMap((run) => missingWarnings(run, groups)),
      ...mixedWarnings(distilled, tag),
      ...exchanges.flatMap(groupWarnings),
    ],
  };
}

/** Runs of other models or methods would be joined to one curve unnoticed. */
function mixedWarnings(runs: readonly ScoredRun[], tag: string): string[] {
  const tags = runs.map(({ manifest }) => new Map(Object.entries(manifest.tags)));
  const names = new Set(tags.flatMap((of) => [...of.keys()]).filter((name) => name !== tag));
  const varying = [...names].filter((name) => new Set(tags.map((of) => of.get(name))).size > 1);
  if (varying.length === 0) return [];
  return [
    `the runs with ${tag} differ in other tags, too (${varying.join(', ')}), and are taken as one curve: name the runs that belong together`,
  ];
}

/** Fewer than these say little of others, as for any interval over clusters. */
const FEW_CLUSTERS = 5;

function groupWarnings({ suite, split, answer, exchange: found }: ExchangeGroup): string[] {
  const name = groupName({ suite, split, answer });
  const { clusters, instruction } = found;
  return [
    ...(clusters < FEW_CLUSTERS
      ? [`${name}: clusters: ${clusters}, too few for an interval that says anything of others`]
      : []),
    ...(instruction === 0 || instruction === 1
      ? [
          `${name}: the instruction gives ${instruction === 0 ? 'no right answer' : 'right answers alone'}, where accuracy tells no numbers of examples apart`,
        ]
      : []),
  ];
}

function examplesOf({ directory, manifest: { tags } }: ScoredRun, tag: string): number {
  const examples = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  if (typeof examples === 'number' && examples > 0) return examples;
  throw new RefusedError(
    printable(
      `${directory}: expected the tag ${tag} to be the number of examples that it was trained on, above 0; found ${JSON.stringify(examples) ?? 'no such tag'}`,
    ),
  );
}

/** Over the items that every run has a sample of, so that all are measured by the same. */
function groupExchange(
  instruction: ScoredRun,
  numbered: readonly { readonly run: ScoredRun; readonly examples: number }[],
  group: Group,
): ExchangeGroup {
  const all = [instruction, ...numbered.map(({ run }) => run)];
  const items = group.items.filter((item) =>
    all.every(({ tallies }) => tallies.of(item).counts.valid > 0),
  );
  if (items.length === 0) {
    throw new RefusedError(
      printable(
        `no item of ${groupName(group)} has a sample in every run: run those again that miss samples`,
      ),
    );
  }
  const byExamples = new Map<number, number[][]>();
  for (const { run, examples } of numbered) {
    byExamples.set(examples, [...(byExamples.get(examples) ?? []), accuracies(run, items)]);
  }
  const sides = [...byExamples].map(
    ([examples, lists]): Distilled => ({ examples, accuracies: meanOf(lists) }),
  );
  const { suite, split, answer } = group;
  return {
    suite,
    split,
    answer,
    cluster_noun: clusterNounOf(suite, split),
    exchange: exchange(sides, accuracies(instruction, items)),
  };
}

/** The accuracy of each cluster, in the order of the items. */
function accuracies({ tallies }: ScoredRun, items: readonly Item[]): number[] {
  return byCluster(items.map((item) => tallies.of(item))).map(
    (cluster) => clusterMean(cluster) ?? 0,
  );
}

/** Place by place. */
function meanOf(lists: readonly (readonly number[])[]): number[] {
  return (lists[0] ?? []).map(
    (_, place) => lists.reduce((sum, list) => sum + (list[place] ?? 0), 0) / lists.length,
  );
}
