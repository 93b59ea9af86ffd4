/** A run read back from its directory, with the verdict on every sample: what comparisons start from. */
import { existsSync } from 'node:fs';
import { readItems } from '../eval/items.js';
import { type Group, groupName, union } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { otherItems } from '../eval/rescore.js';
import { Tallies } from '../eval/tally.js';
import { boundsWords, MISSING_WARNED } from '../eval/warnings.js';
import { isTorn } from '../store/journal.js';
import type { Manifest } from '../store/records.js';
import { eachRunOnce, readManifest, runPaths } from '../store/run-directory.js';
import { readScores } from '../store/scores.js';
import { printable } from '../text/printable.js';

export interface ScoredRun {
  readonly directory: string;
  readonly manifest: Manifest;
  /** By `suite/split/answer`. */
  readonly groups: ReadonlyMap<string, Group>;
  readonly tallies: Tallies;
  /** The file of its scores breaks off in the middle of a line: what stands before was read. */
  readonly isCut: boolean;
}

/** The run in `directory`. A RefusedError says what it lacks; a StoreError, which line cannot be read. */
export async function readScoredRun(directory: string): Promise<ScoredRun> {
  const manifest = await readManifest(directory);
  const paths = runPaths(directory);
  const groups = union(await readItems(paths.items), []);
  const other = otherItems(manifest, groups);
  if (other.length > 0) {
    throw new RefusedError(
      printable(
        `${paths.items}: not the items that this run asked (${other.join(', ')}): lines are missing, added or changed. Restore the file`,
      ),
    );
  }
  if (!existsSync(paths.scores)) {
    throw new RefusedError(
      `${printable(directory)}: not scored yet: pbb-eval score makes scores.jsonl`,
    );
  }
  const items = groups.flatMap((group) => group.items);
  const tallies = new Tallies(items, manifest.samples, new Map());
  await readScores(paths.scores, (item, index, score) => tallies.record(item, index, score));
  return {
    directory,
    manifest,
    groups: new Map(groups.map((group) => [groupName(group), group])),
    tallies,
    isCut: await isTorn(paths.scores),
  };
}

/** Two runs as `readScoredRun`. A RefusedError where they are one: nothing differs from itself, which proves nothing. */
export async function readPair(
  a: { readonly directory: string },
  b: { readonly directory: string },
): Promise<readonly [ScoredRun, ScoredRun]> {
  if ((await eachRunOnce([a, b])).length === 2) {
    return [await readScoredRun(a.directory), await readScoredRun(b.directory)];
  }
  throw new RefusedError(
    `${printable(a.directory)} and ${printable(b.directory)} are the same run; a comparison takes two`,
  );
}

/** What a reader must know of a run that lacks more than one sample in a hundred, or whose scores break off, in words. */
export function missingWarnings(run: ScoredRun, groups: readonly Group[]): string[] {
  const cut = run.isCut
    ? [
        `${runPaths(run.directory).scores} breaks off in the middle of a line: read as far as whole lines go; pbb-eval score makes it again`,
      ]
    : [];
  const missing = groups.flatMap((group) => {
    const share = missingShare(run, group);
    if (share <= MISSING_WARNED) return [];
    return [
      `${run.directory}: ${(100 * share).toFixed(1)}% of the samples of ${groupName(group)} are missing: ` +
        boundsWords(run.tallies, group.items),
    ];
  });
  return [...cut, ...missing];
}

/** The share of a group's samples that could not be had, in [0, 1]. */
export function missingShare({ tallies }: ScoredRun, { items }: Group): number {
  const asked = items.length * tallies.samples;
  const valid = items.reduce((sum, item) => sum + tallies.of(item).counts.valid, 0);
  return asked === 0 ? 0 : (asked - valid) / asked;
}
