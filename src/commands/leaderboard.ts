/** `pbb-eval leaderboard DIR`: every run below a folder, ranked where runs can be compared. */
import { rankingOf } from '../comparison/ranking.js';
import { taggedRuns } from '../comparison/tags.js';
import { RefusedError } from '../eval/refused.js';
import { type StoredRun, storedRuns } from '../eval/stored.js';
import {
  columnNames,
  type LeaderboardRow,
  leaderboardCsv,
  leaderboardDocument,
  leaderboardMarkdown,
  leaderboardRows,
  sortedRows,
} from '../report/leaderboard.js';
import { counted } from '../report/words.js';
import { nearest } from '../text/nearest.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { STANDARD_INPUT } from './input.js';
import { jsonDocument, writeOutput } from './output.js';

export interface LeaderboardArguments {
  directory: string;
  csv?: string | undefined;
  sort?: string | undefined;
  tag: string[];
  json: boolean;
  markdown: boolean;
}

export async function leaderboard(args: LeaderboardArguments): Promise<number> {
  const { runs, warnings } = await storedRuns(args.directory);
  if (runs.length === 0) throw new RefusedError(noRuns(args.directory, warnings));
  const chosen = taggedRuns(runs, args.tag);
  const rows = await rankedRows(chosen, warnings);
  const sorted = args.sort === undefined ? rows : sortedBy(rows, args.sort);
  const isDash = args.csv === STANDARD_INPUT;
  const path = isDash ? undefined : args.csv;
  if (isDash && (args.json || args.markdown)) {
    throw new RefusedError('--csv - prints, so it goes with neither --json nor --markdown');
  }
  if (path !== undefined) {
    await writeOutput(path, leaderboardCsv(sorted));
    process.stderr.write(`${path}: ${counted(chosen.length, 'run')}\n`);
  }
  if (args.json) process.stdout.write(jsonDocument(leaderboardDocument(sorted)));
  else if (args.markdown) process.stdout.write(leaderboardMarkdown(sorted));
  else if (path === undefined) process.stdout.write(leaderboardCsv(sorted));
  return EXIT.done;
}

/** A folder below which nothing can be shown, and what was passed over there. */
function noRuns(directory: string, warnings: readonly string[]): string {
  return [
    `${directory}: no run with a summary in or below this folder`,
    ...warnings.map((warning) => `  ${warning}`),
  ].join('\n');
}

async function rankedRows(
  runs: readonly StoredRun[],
  warnings: readonly string[],
): Promise<LeaderboardRow[]> {
  const ranking = await rankingOf(runs);
  for (const warning of [...warnings, ...ranking.warnings]) {
    process.stderr.write(`warning: ${printable(warning)}\n`);
  }
  return runs.flatMap((run) => leaderboardRows([run], (_, group) => ranking.rankOf(run, group)));
}

/** `accuracy`, or `accuracy:desc`. */
function sortedBy(rows: readonly LeaderboardRow[], sort: string): LeaderboardRow[] {
  const [, name = sort, order] = /^(.*?)(?::(asc|desc))?$/.exec(sort) ?? [];
  const names = columnNames(rows);
  if (names.includes(name)) return sortedRows(rows, name, order === 'desc');
  const guess = nearest(name, names);
  throw new RefusedError(
    [
      `--sort: no column "${name}"${guess === undefined ? '' : `; did you mean "${guess}"?`}`,
      `  columns: ${names.join(', ')}`,
    ]
      .map(printable)
      .join('\n'),
  );
}
