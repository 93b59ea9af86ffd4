/**
 * Which runs belong to one training: by the convention of docs/checkpoints.md its checkpoints share all tags but the one of
 * the step.
 */
import { RefusedError } from '../eval/refused.js';
import type { Manifest } from '../store/records.js';
import type { ListedRun } from '../store/run-directory.js';
import { printable } from '../text/printable.js';

/** The tag that orders the checkpoints of a training, unless another is named. */
export const STEP_TAG = 'step';

/** The tags that all checkpoints of a training share, in the order of their names. */
export function trainingOf({ tags }: Manifest, stepTag: string): Manifest['tags'] {
  const shared = Object.entries(tags).filter(([name]) => name !== stepTag);
  return Object.fromEntries(shared.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * RefusedError where two of the runs are no two trainings: checkpoints of one training at other steps, or one checkpoint
 * sampled again (`--fresh`). Taken for separate trainings they would make an interval too narrow.
 */
export function requireSeparateTrainings(runs: readonly ListedRun[], stepTag: string): void {
  for (const [place, run] of runs.entries()) {
    for (const other of runs.slice(0, place)) {
      const words = kinship(other.manifest, run.manifest, stepTag);
      if (words === null) continue;
      throw new RefusedError(
        [
          `${words}, so they do not count as two training runs:`,
          ...[other, run].map(({ directory }) => `  ${printable(directory)}`),
          `Take one run of each training: narrow --a and --b by its step, such as --a ${printable(stepTag)}=300, or name the folders of the ` +
            'runs that count.',
        ].join('\n'),
      );
    }
  }
}

/** Why two runs are not two trainings; null where they may be. */
function kinship(a: Manifest, b: Manifest, stepTag: string): string | null {
  const [first, second] = [a, b].map((each) => JSON.stringify(trainingOf(each, stepTag)));
  if (first !== second) return null;
  if (a.tags[stepTag] !== b.tags[stepTag]) {
    return `these runs are checkpoints of one training: no tag but ${printable(stepTag)} differs`;
  }
  const isOne = a.label === b.label && a.model === b.model;
  return isOne
    ? 'these runs are one checkpoint sampled twice: label, model and tags are the same'
    : null;
}
