/** `pbb-eval report RUN… --figure NAME`: a figure of runs as SVG, with its data as CSV and its specification as JSON. */
import { resolve } from 'node:path';
import { taggedRuns } from '../comparison/tags.js';
import { RefusedError } from '../eval/refused.js';
import type { StoredRun } from '../eval/stored.js';
import { figures } from '../report/figures/catalogue.js';
import { figureCsv } from '../report/figures/csv.js';
import type { FigureDefinition } from '../report/figures/definition.js';
import { svgOf } from '../report/figures/draw.js';
import { type Figure, figureOf } from '../report/figures/figure.js';
import { needsWords } from '../report/figures/missing.js';
import { specOf } from '../report/figures/spec.js';
import { counted } from '../report/words.js';
import { nearest } from '../text/nearest.js';
import { printable } from '../text/printable.js';
import { jsonDocument, writeOutput } from './output.js';

export interface FigureArguments {
  svg?: string | undefined;
  csv?: string | undefined;
  spec?: string | undefined;
  tag: string[];
  suite?: string[] | undefined;
  split?: string[] | undefined;
  answer?: string[] | undefined;
  ignore: string[];
}

/** The name that stands for all names. */
export const LIST = 'list';

/** Every figure with what it needs, as lines. */
export function listedFigures(): string {
  return figures
    .map(
      (definition) =>
        `${definition.name}: ${definition.title} (${definition.paper})\n  needs ${needsWords(definition)}\n`,
    )
    .join('');
}

/** Draws the figure of this name, and says what it wrote; without a file to write to, prints the data as CSV. */
export async function drawFigure(
  name: string,
  runs: readonly StoredRun[],
  args: FigureArguments,
): Promise<void> {
  const definition = figureNamed(name);
  refuseOneFile(args);
  const chosen = taggedRuns(runs, args.tag).map((run) => withGroups(run, args));
  const figure = figureOf(definition, chosen, args.ignore);
  tellPassedOver(figure, chosen);
  const { svg, csv, spec } = args;
  if (spec !== undefined) await write(spec, jsonDocument(specOf(figure)));
  if (csv !== undefined) await write(csv, figureCsv(figure));
  if (svg !== undefined) await write(svg, await svgOf(specOf(figure)));
  if (svg === undefined && csv === undefined && spec === undefined) {
    process.stdout.write(figureCsv(figure));
  }
}

function refuseOneFile({ svg, csv, spec }: FigureArguments): void {
  const paths = [svg, csv, spec].flatMap((path) => (path === undefined ? [] : [resolve(path)]));
  if (new Set(paths).size === paths.length) return;
  throw new RefusedError('--svg, --csv and --spec each need a file of their own');
}

function figureNamed(name: string): FigureDefinition {
  const found = figures.find((figure) => figure.name === name);
  if (found !== undefined) return found;
  const names = figures.map((figure) => figure.name);
  const guess = nearest(name, names);
  throw new RefusedError(
    `--figure: no figure "${name}"${guess === undefined ? '' : `; did you mean "${guess}"?`}\n  figures: ${names.join(', ')}`,
  );
}

/** The run with the groups alone that were asked for, under the name of its folder: runs of several folders may come together. */
function withGroups(run: StoredRun, { suite, split, answer }: FigureArguments): StoredRun {
  const groups = run.summary.groups.filter(
    (group) =>
      (suite?.includes(group.suite) ?? true) &&
      (split?.includes(group.split) ?? true) &&
      (answer?.includes(group.answer) ?? true),
  );
  return { ...run, run: run.directory, summary: { ...run.summary, groups } };
}

/** Of the runs that are passed over. */
const MOST_NAMED = 5;

function tellPassedOver({ definition, rows }: Figure, runs: readonly StoredRun[]): void {
  const shown = new Set(rows.map(({ point }) => point.run.run));
  const passed = definition.measure === 'accuracy' ? runs.filter(({ run }) => !shown.has(run)) : [];
  if (passed.length === 0) return;
  const names = passed.slice(0, MOST_NAMED).map(({ run }) => printable(run));
  process.stderr.write(
    `${counted(passed.length, 'run')} passed over: ${names.join(', ')}${passed.length > MOST_NAMED ? ', …' : ''}\n` +
      `  ${definition.name} needs ${needsWords(definition)}\n`,
  );
}

async function write(path: string, text: string): Promise<void> {
  await writeOutput(path, text);
  process.stderr.write(`${path}\n`);
}
