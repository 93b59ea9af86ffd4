/** Which run is meant: by its folder, by its label, or as the checkpoint before another. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RefusedError } from '../eval/refused.js';
import { type ListedRun, listRuns } from '../store/run-directory.js';

/** The word for the checkpoint before the candidate. */
export const PREVIOUS = 'previous';

/** The one run in or below a folder. RefusedError when there is none, or more than one. */
export async function runAt(path: string): Promise<ListedRun> {
  if (!existsSync(path)) throw new RefusedError(`${path}: no such folder`);
  return onlyOne((await listRuns(path)).runs, path);
}

/**
 * The baseline of a candidate: a folder, a label among the runs beside the candidate, or `previous`: the run beside it
 * with the greatest `stepTag` below its own and otherwise the same tags. Null when there is no previous one.
 */
export async function baselineOf(
  candidate: ListedRun,
  baseline: string,
  stepTag: string,
): Promise<ListedRun | null> {
  const { runs } = await listRuns(join(candidate.directory, '..'));
  const beside = runs.filter(
    ({ directory }) => resolve(directory) !== resolve(candidate.directory),
  );
  if (baseline === PREVIOUS) return previousOf(candidate, beside, stepTag);
  if (existsSync(baseline)) return await runAt(baseline);
  const labelled = beside.filter(({ manifest }) => manifest.label === baseline);
  if (labelled.length > 0) return onlyOne(labelled, `label ${baseline}`);
  const labels = [...new Set(beside.map(({ manifest }) => manifest.label))];
  throw new RefusedError(
    `${baseline}: neither a folder nor the label of a run beside ${candidate.directory}\n  ` +
      `labels there: ${labels.length === 0 ? 'none' : labels.join(', ')}`,
  );
}

function onlyOne(runs: readonly ListedRun[], name: string): ListedRun {
  const [run, ...others] = runs;
  if (run === undefined) {
    throw new RefusedError(`no run in ${name}: a run directory holds run.json`);
  }
  if (others.length === 0) return run;
  throw new RefusedError(
    [
      `${name} is ${runs.length} runs; name one by its folder:`,
      ...runs.map(({ directory }) => `  ${directory}`),
    ].join('\n'),
  );
}

function previousOf(
  candidate: ListedRun,
  beside: readonly ListedRun[],
  stepTag: string,
): ListedRun | null {
  const step = stepOf(candidate, stepTag);
  if (step === null) {
    throw new RefusedError(
      `${candidate.directory}: its tag ${stepTag} is no number, so there is no previous checkpoint; tag checkpoints with ` +
        'their step, or name the baseline by folder or label',
    );
  }
  const others = otherTags(candidate, stepTag);
  const earlier = beside
    .flatMap((run) => {
      const found = stepOf(run, stepTag);
      return found !== null && found < step && otherTags(run, stepTag) === others
        ? [{ run, found }]
        : [];
    })
    .toSorted((a, b) => b.found - a.found);
  const last = earlier.filter(({ found }) => found === earlier[0]?.found).map(({ run }) => run);
  return last.length === 0 ? null : onlyOne(last, `the checkpoint before ${candidate.directory}`);
}

function stepOf({ manifest }: ListedRun, stepTag: string): number | null {
  const step = manifest.tags[stepTag];
  return typeof step === 'number' ? step : null;
}

/** The other tags as one text, whatever their order. */
function otherTags({ manifest }: ListedRun, stepTag: string): string {
  const tags = Object.entries(manifest.tags).filter(([name]) => name !== stepTag);
  return JSON.stringify(tags.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
