/** Which run is meant: by its folder, by its label, or as the checkpoint before another. */
import { existsSync } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RefusedError } from '../eval/refused.js';
import { differences } from '../eval/settings.js';
import {
  eachRunOnce,
  type ListedRun,
  listRuns,
  type RunList,
  runPaths,
} from '../store/run-directory.js';
import { printable } from '../text/printable.js';
import { trainingOf } from './trainings.js';

/** The word for the checkpoint before the candidate. */
export const PREVIOUS = 'previous';

/** What a candidate is held against. */
export type Baseline =
  | { readonly kind: 'run'; readonly run: ListedRun }
  /** The candidate is the first checkpoint of its training, or a tag is wrong: `others` have a smaller step, and which tags. */
  | { readonly kind: 'first'; readonly why: string; readonly others: readonly string[] };

/** The one run in or below a folder. RefusedError when there is none, or more than one. */
export async function runAt(path: string): Promise<ListedRun> {
  if (!existsSync(path)) throw new RefusedError(`${printable(path)}: no such folder`);
  return onlyOne((await listRuns(path)).runs, path);
}

/**
 * The baseline of a candidate: a label among the runs beside the candidate, a folder, or `previous`: the run beside it with
 * the greatest `stepTag` below its own and otherwise the same tags. A word is a folder where it holds `run.json` or a slash;
 * one that means two runs is refused.
 */
export async function baselineOf(
  candidate: ListedRun,
  baseline: string,
  stepTag: string,
): Promise<Baseline> {
  const { runs: beside, warnings } = await runsBeside(candidate);
  if (baseline === PREVIOUS) {
    requireReadable(warnings);
    return previousOf(candidate, beside, stepTag);
  }
  const labelled = beside.filter(({ manifest }) => manifest.label === baseline);
  // With its slash a folder is named in a way that no label is.
  const folder = baseline.includes('/') ? baseline : `./${baseline}`;
  const isFolder =
    existsSync(runPaths(folder).manifest) || (labelled.length === 0 && folder === baseline);
  const meant = await eachRunOnce([...labelled, ...(isFolder ? [await runAt(folder)] : [])]);
  if (meant.length === 0) return refuseUnknown(baseline, candidate, beside);
  return { kind: 'run', run: onlyOne(meant, baseline) };
}

/** The other runs of the folder that a run lies in, also where a link leads to it. */
async function runsBeside(run: ListedRun): Promise<RunList> {
  const isLink = (await lstat(resolve(run.directory))).isSymbolicLink();
  const directory = isLink ? await realpath(run.directory) : run.directory;
  const { runs, warnings } = await listRuns(join(directory, '..'));
  return { runs: (await eachRunOnce([run, ...runs])).slice(1), warnings };
}

/** What cannot be read may be the checkpoint before: an older one in its place would hide a loss. */
function requireReadable([warning]: readonly string[]): void {
  if (warning === undefined) return;
  throw new RefusedError(
    `${printable(warning)}\nIt may be the previous checkpoint. Restore it or move it away, or name the baseline by folder or label.`,
  );
}

function refuseUnknown(
  baseline: string,
  { directory }: ListedRun,
  beside: readonly ListedRun[],
): never {
  const labels = [...new Set(beside.map(({ manifest }) => manifest.label))];
  const folder = existsSync(baseline) ? `; as a folder it is written ./${baseline}` : '';
  throw new RefusedError(
    [
      `${baseline}: neither a folder nor the label of a run beside ${directory}${folder}`,
      `  labels there: ${labels.length === 0 ? 'none' : labels.join(', ')}`,
    ]
      .map(printable)
      .join('\n'),
  );
}

function onlyOne(runs: readonly ListedRun[], name: string): ListedRun {
  const [run, ...others] = runs;
  if (run === undefined) {
    throw new RefusedError(`no run in ${printable(name)}: a run directory holds run.json`);
  }
  if (others.length === 0) return run;
  throw new RefusedError(
    [
      `${name} is ${runs.length} runs; name one by its folder:`,
      ...runs.map(({ directory }) => `  ${directory}`),
    ]
      .map(printable)
      .join('\n'),
  );
}

interface Checkpoint {
  readonly run: ListedRun;
  readonly step: number;
}

function previousOf(candidate: ListedRun, beside: readonly ListedRun[], stepTag: string): Baseline {
  const step = stepOf(candidate, stepTag);
  if (step === null) {
    throw new RefusedError(
      printable(
        `${candidate.directory}: its tag ${stepTag} is no number, so there is no previous checkpoint; tag checkpoints with ` +
          'their step, or name the baseline by folder or label',
      ),
    );
  }
  const earlier = beside
    .flatMap((run): Checkpoint[] => {
      const found = stepOf(run, stepTag);
      return found !== null && found < step ? [{ run, step: found }] : [];
    })
    .toSorted((a, b) => b.step - a.step);
  const own = earlier.filter(({ run }) => otherTags(run, candidate, stepTag).length === 0);
  if (own.length === 0) return firstOf(candidate, earlier, stepTag);
  const last = own.filter((checkpoint) => checkpoint.step === own[0]?.step);
  const name = `the checkpoint before ${candidate.directory}`;
  return {
    kind: 'run',
    run: onlyOne(
      last.map(({ run }) => run),
      name,
    ),
  };
}

function stepOf({ manifest }: ListedRun, stepTag: string): number | null {
  const step = manifest.tags[stepTag];
  return typeof step === 'number' ? step : null;
}

/** The tags beside the step in which two runs differ, in words: none within a training. */
function otherTags(there: ListedRun, here: ListedRun, stepTag: string): string[] {
  return differences(trainingOf(there.manifest, stepTag), trainingOf(here.manifest, stepTag));
}

/** More runs of other trainings than this are only counted. */
const MOST_NAMED = 5;

/** A tag that is written wrong makes any checkpoint a first one, so the runs that it may belong to are named. */
function firstOf(candidate: ListedRun, earlier: readonly Checkpoint[], stepTag: string): Baseline {
  const none = `no run beside it has a smaller ${printable(stepTag)}`;
  if (earlier.length === 0) return { kind: 'first', why: none, others: [] };
  const named = earlier
    .slice(0, MOST_NAMED)
    .map(({ run }) => `${run.directory}: ${otherTags(run, candidate, stepTag).join(', ')}`);
  const more = earlier.length - named.length;
  return {
    kind: 'first',
    why: `${none} and otherwise the same tags; if it is not the first of its training, a tag is wrong`,
    others: [...named.map(printable), ...(more > 0 ? [`and ${more} more`] : [])],
  };
}
