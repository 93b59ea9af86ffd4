/** A run read back from its directory, with the verdict on every sample: what comparisons start from. */
import { existsSync } from 'node:fs';
import { readItems } from '../eval/items.js';
import { type Group, groupName, union } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { otherItems } from '../eval/rescore.js';
import { Tallies } from '../eval/tally.js';
import { boundsWords, MISSING_WARNED } from '../eval/warnings.js';
import { type Manifest, readScores } from '../store/records.js';
import { readManifest, runPaths } from '../store/run-directory.js';

export interface ScoredRun {
  readonly directory: string;
  readonly manifest: Manifest;
  /** By `suite/split/answer`. */
  readonly groups: ReadonlyMap<string, Group>;
  readonly tallies: Tallies;
}

/** The run in `directory`. A RefusedError says what it lacks; a StoreError, which line cannot be read. */
export async function readScoredRun(directory: string): Promise<ScoredRun> {
  const manifest = await readManifest(directory);
  const paths = runPaths(directory);
  const groups = union(await readItems(paths.items), []);
  const other = otherItems(manifest, groups);
  if (other.length > 0) {
    throw new RefusedError(
      `${paths.items}: not the items that this run asked (${other.join(', ')}): lines are missing, added or changed`,
    );
  }
  if (!existsSync(paths.scores)) {
    throw new RefusedError(`${directory}: not scored yet; pbb-eval score makes scores.jsonl`);
  }
  const items = groups.flatMap((group) => group.items);
  const tallies = new Tallies(items, manifest.samples, new Map());
  for await (const score of readScores(paths.scores)) tallies.record(score);
  return {
    directory,
    manifest,
    groups: new Map(groups.map((group) => [groupName(group), group])),
    tallies,
  };
}

/** The groups of which a run lacks more than one sample in a hundred, and what accuracy that leaves possible, in words. */
export function missingWarnings(run: ScoredRun, groups: readonly Group[]): string[] {
  return groups.flatMap((group) => {
    const share = missingShare(run, group);
    if (share <= MISSING_WARNED) return [];
    return [
      `${run.directory}: ${(100 * share).toFixed(1)}% of the samples of ${groupName(group)} are missing: ` +
        boundsWords(run.tallies, group.items),
    ];
  });
}

/** The share of a group's samples that could not be had, in [0, 1]. */
export function missingShare({ tallies }: ScoredRun, { items }: Group): number {
  const asked = items.length * tallies.samples;
  const valid = items.reduce((sum, item) => sum + tallies.of(item).counts.valid, 0);
  return asked === 0 ? 0 : (asked - valid) / asked;
}
