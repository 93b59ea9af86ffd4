/** `pbb-eval leaderboard DIR --csv FILE`. */
import { storedRuns } from '../eval/stored.js';
import { leaderboardCsv } from '../report/leaderboard.js';
import { counted } from '../report/words.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { writeOutput } from './output.js';

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
