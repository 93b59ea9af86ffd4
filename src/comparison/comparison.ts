/** Two runs compared, paired by item: for every group its difference with interval and test. */
import { type Group, groupName } from '../eval/plan.js';
import { type Difference, difference, holm } from '../stats/index.js';
import type { Manifest } from '../store/records.js';
import { clusterNounOf } from '../suites/registry.js';
import type { ClusterNoun } from '../suites/suite.js';
import { greatestChanges, type InstructionChange } from './changes.js';
import { differencesToKnow, requireComparable } from './comparable.js';
import { answeredAlike } from './identical.js';
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

/** A group and what both runs say of its clusters. */
export interface PairedGroup {
  readonly group: Group;
  readonly pairs: readonly NamedPair[];
}

/** The pairs of each group. A RefusedError names what forbids the comparison. */
export function pairedGroups(a: ScoredRun, b: ScoredRun, groups: readonly Group[]): PairedGroup[] {
  requireComparable(a, b, groups.map(groupName));
  return groups.map((group) => ({ group, pairs: pairsOf(a, b, group) }));
}

/** Compares the groups, which both runs asked. RefusedError as `pairedGroups`. */
export async function compareRuns(
  a: ScoredRun,
  b: ScoredRun,
  groups: readonly Group[],
): Promise<Comparison> {
  const paired = pairedGroups(a, b, groups);
  const differences = paired.map(({ pairs }) => difference(pairs));
  return await comparisonOf(a, b, paired, differences);
}

/** The comparison of groups whose differences are known, in their order. */
export async function comparisonOf(
  a: ScoredRun,
  b: ScoredRun,
  paired: readonly PairedGroup[],
  differences: readonly (Difference | null)[],
): Promise<Comparison> {
  const groups = paired.map(({ group }) => group);
  const adjusted = holm(differences.map((found) => found?.test.p_two_sided ?? 1));
  const compared = groups.map(
    (group, index): ComparedGroup => ({
      suite: group.suite,
      split: group.split,
      answer: group.answer,
      cluster_noun: clusterNounOf(group.suite, group.split),
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
    pooled: groups.length > 1 ? difference(pooled(paired.map(({ pairs }) => pairs))) : null,
    changes: await greatestChanges(a, b, groups),
    warnings: [
      ...differencesToKnow(a, b),
      ...((await answeredAlike(a, b, groups)) ? [ALIKE] : []),
      ...missingWarnings(a, groups),
      ...missingWarnings(b, groups),
    ],
  };
}

const ALIKE =
  'every sample of A says the same as that of B: was the other checkpoint loaded when it was asked?';

export function nameOf({
  directory,
  manifest,
}: Pick<ScoredRun, 'directory' | 'manifest'>): RunName {
  const { label, model, simulated, tags, started_at } = manifest;
  return { directory, label, model, simulated, tags, started_at };
}
