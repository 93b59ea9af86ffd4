/** `pbb-eval compare A B`: two runs, two groups of training runs by their tags, or runs with examples against an instruction. */
import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { compareRuns, groupsOf } from '../comparison/comparison.js';
import { compareExchange } from '../comparison/exchange.js';
import { baselineOf, runAt } from '../comparison/find.js';
import { readScoredRun, type ScoredRun } from '../comparison/scored-run.js';
import { taggedRuns } from '../comparison/tags.js';
import { compareTrainingRuns } from '../comparison/training-runs.js';
import { groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { quieted } from '../report/annotations.js';
import { renderComparison, renderComparisonMarkdown } from '../report/comparison.js';
import { renderExchange, renderExchangeMarkdown } from '../report/exchange.js';
import { renderTrainingRuns, renderTrainingRunsMarkdown } from '../report/training-runs.js';
import { type ListedRun, listRuns } from '../store/run-directory.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { jsonDocument } from './output.js';

export interface CompareArguments {
  runs: string[];
  a: string[];
  b: string[];
  exchange?: string | undefined;
  'examples-tag': string;
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
  const other = await baselineOf(listed, second, 'step');
  if (other === null) throw new RefusedError(`there is no run before ${listed.directory}`);
  const [a, b] = [await readScoredRun(listed.directory), await readScoredRun(other.directory)];
  const shared = groupsOf(a, b, args.split).filter(
    (group) => a.groups.has(groupName(group)) && b.groups.has(groupName(group)),
  );
  if (shared.length === 0) {
    throw new RefusedError('these runs have no suite, split and answer in common');
  }
  const found = await compareRuns(a, b, shared);
  print(args, found, renderComparison, renderComparisonMarkdown);
  return EXIT.done;
}

async function compareTagged(args: CompareArguments): Promise<number> {
  const runs = await listedIn(args.runs.length === 0 ? ['results'] : args.runs);
  const [sideA, sideB] = [taggedRuns(runs, args.a), taggedRuns(runs, args.b)];
  const both = sideA.find(({ directory }) => sideB.some((run) => run.directory === directory));
  if (both !== undefined) {
    throw new RefusedError(`${both.directory} has the tags of both sides; narrow --a and --b`);
  }
  const found = compareTrainingRuns(await readAll(sideA), await readAll(sideB), {
    a: args.a,
    b: args.b,
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
  const distilled = runs.filter(({ manifest }) =>
    Object.hasOwn(manifest.tags, args['examples-tag']),
  );
  if (distilled.length === 0) {
    const tags = [...new Set(runs.flatMap(({ manifest }) => Object.keys(manifest.tags)))];
    throw new RefusedError(
      `no run has the tag ${args['examples-tag']}; tags there: ${tags.length === 0 ? 'none' : tags.join(', ')}`,
    );
  }
  const found = compareExchange(
    await readScoredRun(read.directory),
    await readAll(distilled),
    args['examples-tag'],
    args.split,
  );
  print(args, found, renderExchange, renderExchangeMarkdown);
  return EXIT.done;
}

async function listedIn(folders: readonly string[]): Promise<ListedRun[]> {
  // Folders may overlap: a run that counted twice would narrow every interval over runs.
  const all = new Map<string, ListedRun>();
  for (const folder of folders) {
    const { runs, warnings } = await listRuns(folder);
    for (const warning of warnings) process.stderr.write(`warning: ${printable(warning)}\n`);
    for (const run of runs) all.set(await realpath(run.directory), run);
  }
  if (all.size === 0) throw new RefusedError(`no run in ${folders.join(', ')}`);
  return [...all.values()];
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
