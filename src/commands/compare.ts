/** `pbb-eval compare A B`: two runs, two groups of training runs by their tags, or runs with examples against an instruction. */
import { randomUUID } from 'node:crypto';
import { compareRuns } from '../comparison/comparison.js';
import { compareExchange } from '../comparison/exchange.js';
import { baselineOf, runAt } from '../comparison/find.js';
import { commonGroups } from '../comparison/groups.js';
import { readPair, readScoredRun, type ScoredRun } from '../comparison/scored-run.js';
import { taggedRuns, tagsThere } from '../comparison/tags.js';
import { compareTrainingRuns } from '../comparison/training-runs.js';
import { RefusedError } from '../eval/refused.js';
import { quieted } from '../report/annotations.js';
import { renderComparison, renderComparisonMarkdown } from '../report/comparison.js';
import { renderExchange, renderExchangeMarkdown } from '../report/exchange.js';
import { renderTrainingRuns, renderTrainingRunsMarkdown } from '../report/training-runs.js';
import { eachRunOnce, type ListedRun, listRuns } from '../store/run-directory.js';
import { inert, printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { jsonDocument } from './output.js';

export interface CompareArguments {
  runs: string[];
  a: string[];
  b: string[];
  exchange?: string | undefined;
  'examples-tag': string;
  'step-tag': string;
  split?: string[] | undefined;
  json: boolean;
  markdown: boolean;
}

export async function compare(args: CompareArguments): Promise<number> {
  if (args.exchange !== undefined) return await compareExamples(args, args.exchange);
  if (args.a.length === 0 && args.b.length === 0) return await comparePair(args);
  if (args.a.length === 0 || args.b.length === 0) {
    throw new RefusedError('--a and --b belong together: the tags of one side and of the other');
  }
  return await compareTagged(args);
}

async function comparePair(args: CompareArguments): Promise<number> {
  const [first, second] = args.runs;
  if (first === undefined || second === undefined || args.runs.length > 2) {
    throw new RefusedError(
      'compare takes two runs, A and B, or --a tag=value and --b tag=value for groups of training runs',
    );
  }
  const listed = await runAt(first);
  const other = await baselineOf(listed, second, args['step-tag']);
  if (other.kind === 'first') {
    throw new RefusedError(
      [`${printable(listed.directory)}: ${other.why}`, ...other.others].join('\n  '),
    );
  }
  const [a, b] = await readPair(listed, other.run);
  const found = await compareRuns(a, b, commonGroups([a, b], args.split));
  print(args, found, renderComparison, renderComparisonMarkdown);
  return EXIT.done;
}

async function compareTagged(args: CompareArguments): Promise<number> {
  const runs = await listedIn(args.runs.length === 0 ? ['results'] : args.runs);
  const [sideA, sideB] = [taggedRuns(runs, args.a), taggedRuns(runs, args.b)];
  const both = sideA.find(({ directory }) => sideB.some((run) => run.directory === directory));
  if (both !== undefined) {
    throw new RefusedError(
      `${printable(both.directory)} has the tags of both sides; narrow --a and --b`,
    );
  }
  const found = compareTrainingRuns(await readAll(sideA), await readAll(sideB), {
    a: args.a,
    b: args.b,
    splits: args.split,
    step_tag: args['step-tag'],
  });
  print(args, found, renderTrainingRuns, renderTrainingRunsMarkdown);
  return EXIT.done;
}

/** The runs that have the tag of examples, against the run in `instruction`. */
async function compareExamples(args: CompareArguments, instruction: string): Promise<number> {
  if (args.a.length > 0 || args.b.length > 0)
    throw new RefusedError('--exchange takes neither --a nor --b');
  const read = await runAt(instruction);
  const runs = await listedIn(args.runs.length === 0 ? ['results'] : args.runs);
  const others = (await eachRunOnce([read, ...runs])).slice(1);
  const distilled = others.filter(({ manifest }) =>
    Object.hasOwn(manifest.tags, args['examples-tag']),
  );
  if (distilled.length === 0) {
    throw new RefusedError(
      `no run has the tag ${printable(args['examples-tag'])}; tags there: ${tagsThere(runs)}`,
    );
  }
  const found = compareExchange(
    await readScoredRun(read.directory),
    await readAll(distilled),
    args['examples-tag'],
    args.split,
    args['step-tag'],
  );
  print(args, found, renderExchange, renderExchangeMarkdown);
  return EXIT.done;
}

/** The runs of all folders, each once: folders may overlap. */
async function listedIn(folders: readonly string[]): Promise<ListedRun[]> {
  const all: ListedRun[] = [];
  for (const folder of folders) {
    const { runs, warnings } = await listRuns(folder);
    for (const warning of warnings) process.stderr.write(`warning: ${inert(printable(warning))}\n`);
    all.push(...runs);
  }
  if (all.length === 0) throw new RefusedError(printable(`no run in ${folders.join(', ')}`));
  return await eachRunOnce(all);
}

async function readAll(runs: readonly ListedRun[]): Promise<ScoredRun[]> {
  const read: ScoredRun[] = [];
  for (const { directory } of runs) read.push(await readScoredRun(directory));
  return read;
}

function print<T>(
  args: CompareArguments,
  found: T,
  text: (found: T) => string,
  markdown: (found: T) => string,
): void {
  if (args.json) process.stdout.write(jsonDocument(found));
  else if (args.markdown) process.stdout.write(`${markdown(found)}\n`);
  else {
    const inActions = process.env['GITHUB_ACTIONS'] === 'true';
    process.stdout.write(inActions ? quieted(text(found), randomUUID()) : `${text(found)}\n`);
  }
}
