/** `pbb-eval report RUN…`: the table of runs, from their summaries. */
import { RefusedError } from '../eval/refused.js';
import { type StoredRun, storedRuns } from '../eval/stored.js';
import { auditLine } from '../report/audit.js';
import { renderDetails, renderDetailsMarkdown } from '../report/details.js';
import { renderModelIndex } from '../report/model-index.js';
import { renderMarkdown, renderTable } from '../report/table.js';
import { eachRunOnce } from '../store/run-directory.js';
import { inert, printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { drawFigure, type FigureArguments, LIST, listedFigures } from './figure.js';

export interface RunsArguments {
  runs: string[];
  json: boolean;
  markdown: boolean;
  details?: boolean | undefined;
}

export interface ReportArguments extends RunsArguments, FigureArguments {
  figure?: string | undefined;
}

export async function report(args: ReportArguments): Promise<number> {
  if (args.figure === LIST) process.stdout.write(listedFigures());
  else if (args.figure === undefined) {
    refuseWithoutFigure(args);
    await reportTable(args);
  } else await drawFigure(args.figure, await runsIn(args.runs), args);
  return EXIT.done;
}

const OF_FIGURES = ['svg', 'csv', 'spec', 'tag', 'suite', 'split', 'answer', 'ignore'] as const;

/** What only a figure heeds would change nothing without a word. */
function refuseWithoutFigure(args: ReportArguments): void {
  const idle = OF_FIGURES.find((name) => (args[name]?.length ?? 0) > 0);
  if (idle === undefined) return;
  throw new RefusedError(`--${idle} is for figures: name one with --figure, or see --figure list`);
}

/** Prints the table of runs. */
export async function reportTable(args: RunsArguments): Promise<void> {
  printRuns(await runsIn(args.runs), args);
}

/** The runs of all folders; warnings go to standard error. RefusedError when there is none. */
export async function runsIn(folders: readonly string[]): Promise<StoredRun[]> {
  if (folders.length === 0)
    throw new RefusedError('name a run directory, or a folder that holds some');
  const all: StoredRun[] = [];
  for (const folder of folders) {
    const { runs, warnings } = await storedRuns(folder);
    for (const warning of warnings) process.stderr.write(`warning: ${inert(printable(warning))}\n`);
    all.push(...runs);
  }
  if (all.length > 0) return await eachRunOnce(all);
  throw new RefusedError(
    `no run in ${folders.join(', ')}: a run directory holds run.json and summary.json, as pbb-eval run leaves them`,
  );
}

function printRuns(runs: readonly StoredRun[], args: RunsArguments): void {
  const summaries = runs.map(({ summary }) => summary);
  const audits = runs.flatMap(({ manifest }) => auditLine(manifest));
  if (args.json) {
    const document = runs.map(({ directory, manifest, summary }) => ({
      directory,
      ...(manifest.audit === undefined ? {} : { audit: manifest.audit }),
      summary,
    }));
    process.stdout.write(`${JSON.stringify({ runs: document }, null, 2)}\n`);
  } else if (args.markdown) {
    process.stdout.write(`${renderMarkdown(summaries)}\n`);
    if (args.details === true) process.stdout.write(`\n${renderDetailsMarkdown(summaries)}\n`);
    process.stdout.write(`\n${renderModelIndex(summaries)}\n`);
    for (const line of audits) process.stdout.write(`\n${line}\n`);
  } else {
    const width = process.stdout.isTTY ? process.stdout.columns : undefined;
    process.stdout.write(`${renderTable(summaries, width)}\n`);
    for (const line of audits) process.stdout.write(`${line}\n`);
    if (args.details === true) process.stdout.write(`\n${renderDetails(summaries)}\n`);
  }
}
