/** Which groups of several runs are compared. */
import { type Group, groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { printable } from '../text/printable.js';
import type { ScoredRun } from './scored-run.js';

/** The groups of these splits that either run asked, in the order of A's plan. RefusedError for a split that neither asked. */
export function groupsOf(a: ScoredRun, b: ScoredRun, splits: readonly string[]): Group[] {
  const all = [...new Map([...a.groups, ...b.groups]).values()];
  requireSplits(all, splits, 'was asked in neither run');
  return all.filter(({ split }) => splits.includes(split));
}

/** The groups that every run asked, of these splits or of all. RefusedError where there is none, or none of one of the splits. */
export function commonGroups(runs: readonly ScoredRun[], splits?: readonly string[]): Group[] {
  const common = [...(runs[0]?.groups.values() ?? [])].filter((group) =>
    runs.every((run) => run.groups.has(groupName(group))),
  );
  if (common.length === 0) {
    throw new RefusedError(
      [
        'these runs have no suite, split and answer in common, and only what both asked is compared:',
        ...runs.map(
          ({ directory, groups }) => `  ${directory} asked ${[...groups.keys()].join('; ')}`,
        ),
      ]
        .map(printable)
        .join('\n'),
    );
  }
  if (splits === undefined) return common;
  requireSplits(common, splits, 'was not asked in every run');
  return common.filter(({ split }) => splits.includes(split));
}

function requireSplits(groups: readonly Group[], splits: readonly string[], words: string): void {
  const asked = new Set(groups.map(({ split }) => split));
  const unknown = splits.find((split) => !asked.has(split));
  if (unknown === undefined) return;
  throw new RefusedError(
    printable(`the split ${unknown} ${words}; there are: ${[...asked].join(', ')}`),
  );
}
