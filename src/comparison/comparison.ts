/** Two runs compared, paired by item: for every group its difference with interval and test. */
import { type Group, groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { type Difference, difference, holm } from '../stats/index.js';
import type { Manifest } from '../store/records.js';
import { clusterNounOf } from '../suites/registry.js';
import type { ClusterNoun } from '../suites/suite.js';
import { greatestChanges, type InstructionChange } from './changes.js';
import { differencesToKnow, requireComparable } from './comparable.js';
import { type NamedPair, pairsOf, pooled } from './pairing.js';
import { missingShare, missingWarnings, type ScoredRun } from './scored-run.js';

/** How a run is named in what is shown. */
export interface RunName {
  readonly directory: string;
  readonly label: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly tags: Manifest['tags'];
  readonly started_at: string;
}

/** One group of a comparison. */
export interface ComparedGroup {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
  /** What was sampled, over which intervals are taken. */
  readonly cluster_noun: ClusterNoun;
  /** B - A at 95%; null when no item is valid in both. */
  readonly difference: Difference | null;
  /** Two-sided, by Holm over all groups shown. */
  readonly p_adjusted: number;
  /** Shares of the samples that each run lacks. */
  readonly missing: { readonly a: number; readonly b: number };
}

export interface Comparison {
  readonly format: 1;
  readonly a: RunName;
  readonly b: RunName;
  /** At least one of the runs is of a simulated model. */
  readonly simulated: boolean;
  readonly groups: readonly ComparedGroup[];
  /** Over all groups, clusters of the same name together; null where there is one group. */
  readonly pooled: Difference | null;
  readonly changes: readonly InstructionChange[];
  readonly warnings: readonly string[];
}

/** Above this share of missing samples, no verdict is given. */
export const MISSING_REFUSED = 0.05;

/** The groups of this split that either run asked, or all; in the order of A's plan. */
export function groupsOf(a: ScoredRun, b: ScoredRun, splits?: readonly string[]): Group[] {
  const all = new Map([...a.groups, ...b.groups]);
  const groups = [...all.values()].filter(
    ({ split }) => splits === undefined || splits.includes(split),
  );
  const asked = new Set([...all.values()].map(({ split }) => split));
  const unknown = splits?.find((split) => !asked.has(split));
  if (unknown === undefined) return groups;
  throw new RefusedError(
    `the split ${unknown} was asked in neither run; there are: ${[...asked].join(', ')}`,
  );
}

/** The pairs of each group. A RefusedError names what forbids the comparison. */
export function pairedGroups(a: ScoredRun, b: ScoredRun, groups: readonly Group[]): NamedPair[][] {
  requireComparable(a, b, groups.map(groupName));
  return groups.map((group) => pairsOf(a, b, group));
}

/** Compares the groups, which both runs asked. RefusedError as `pairedGroups`. */
export async function compareRuns(
  a: ScoredRun,
  b: ScoredRun,
  groups: readonly Group[],
): Promise<Comparison> {
  const pairs = pairedGroups(a, b, groups);
  const differences = pairs.map((of) => difference(of));
  const adjusted = holm(differences.map((found) => found?.test.p_two_sided ?? 1));
  const compared = groups.map(
    (group, index): ComparedGroup => ({
      suite: group.suite,
      split: group.split,
      answer: group.answer,
      cluster_noun: clusterNounOf(group.suite),
      difference: differences[index] ?? null,
      p_adjusted: adjusted[index] ?? 1,
      missing: { a: missingShare(a, group), b: missingShare(b, group) },
    }),
  );
  return {
    format: 1,
    a: nameOf(a),
    b: nameOf(b),
    simulated: a.manifest.simulated || b.manifest.simulated,
    groups: compared,
    pooled: groups.length > 1 ? difference(pooled(pairs)) : null,
    changes: await greatestChanges(a, b, groups),
    warnings: [
      ...differencesToKnow(a, b),
      ...missingWarnings(a, groups),
      ...missingWarnings(b, groups),
    ],
  };
}

export function nameOf({
  directory,
  manifest,
}: Pick<ScoredRun, 'directory' | 'manifest'>): RunName {
  const { label, model, simulated, tags, started_at } = manifest;
  return { directory, label, model, simulated, tags, started_at };
}
