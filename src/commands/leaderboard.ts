/** `pbb-eval leaderboard DIR --csv FILE`. */
import { realpath, stat, writeFile } from 'node:fs/promises';
import { storedRuns } from '../eval/stored.js';
import { leaderboardCsv } from '../report/leaderboard.js';
import { counted } from '../report/words.js';
import { writeAtomic } from '../store/atomic.js';
import { storeError } from '../store/store-error.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';

export interface LeaderboardArguments {
  directory: string;
  csv?: string | undefined;
}

export async function leaderboard(args: LeaderboardArguments): Promise<number> {
  const { runs, warnings } = await storedRuns(args.directory);
  for (const warning of warnings) process.stderr.write(`warning: ${printable(warning)}\n`);
  const csv = leaderboardCsv(runs);
  if (args.csv === undefined) process.stdout.write(csv);
  else {
    await writeOutput(args.csv, csv);
    process.stderr.write(`${args.csv}: ${counted(runs.length, 'run')}\n`);
  }
  return EXIT.done;
}

/** Replaces a file whole, where a link leads to; a device or a pipe is written to, not replaced. */
async function writeOutput(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const isSpecial = await stat(target).then(
    (found) => !found.isFile(),
    () => false,
  );
  if (!isSpecial) return await writeAtomic(target, text);
  try {
    await writeFile(target, text);
  } catch (error) {
    throw storeError(target, error);
  }
}
