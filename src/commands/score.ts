/** `pbb-eval score RUN…`: scores.jsonl and summary.json made again from the responses. */
import { existsSync } from 'node:fs';
import { RefusedError } from '../eval/refused.js';
import { rescore } from '../eval/rescore.js';
import { listRuns } from '../store/run-directory.js';
import { inert, printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { type RunsArguments, reportTable } from './report.js';

export async function score(args: RunsArguments): Promise<number> {
  for (const folder of args.runs) {
    if (!existsSync(folder)) throw new RefusedError(`${folder}: no such folder`);
    const { runs, warnings } = await listRuns(folder);
    for (const warning of warnings) process.stderr.write(`warning: ${inert(printable(warning))}\n`);
    for (const { directory } of runs) {
      const { warning } = await rescore(directory);
      process.stderr.write(
        `${directory}: scored again${warning === undefined ? '' : `; ${warning}`}\n`,
      );
    }
  }
  await reportTable(args);
  return EXIT.done;
}
