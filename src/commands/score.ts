/** `pbb-eval score RUN…`: scores.jsonl and summary.json made again from the responses. */
import { existsSync } from 'node:fs';
import { RefusedError } from '../eval/refused.js';
import { type Rescored, rescore } from '../eval/rescore.js';
import { counted } from '../report/words.js';
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
      process.stderr.write(`${directory}: ${wordsOf(await rescore(directory))}\n`);
    }
  }
  await reportTable(args);
  return EXIT.done;
}

function wordsOf({ unjudged, warning }: Rescored): string {
  const left = `${counted(unjudged, 'sample')} whose code was not run, without a verdict: pbb-eval run with its config runs it`;
  return [
    'scored again',
    ...(unjudged > 0 ? [left] : []),
    ...(warning === undefined ? [] : [warning]),
  ].join('; ');
}
