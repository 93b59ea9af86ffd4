/** `pbb-eval merge SHARDS…`: joins the shards of runs. */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { byRun, mergeShards } from '../eval/merge.js';
import { RefusedError } from '../eval/refused.js';
import { outOf } from '../eval/shard.js';
import { renderTable } from '../report/table.js';
import { counted } from '../report/words.js';
import { type ListedRun, listRuns } from '../store/run-directory.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';

export interface MergeArguments {
  shards: string[];
  out?: string | undefined;
  json: boolean;
}

export async function merge(args: MergeArguments): Promise<number> {
  const found = await Promise.all(
    args.shards.map(async (folder) => {
      if (!existsSync(folder)) throw new RefusedError(`${folder}: no such folder`);
      return await listRuns(folder);
    }),
  );
  const [warning] = found.flatMap(({ warnings }) => warnings);
  if (warning !== undefined) throw new RefusedError(`${printable(warning)}; nothing was merged`);
  const runs = byRun(found.flatMap((list) => list.runs));
  if (runs.length === 0) throw new RefusedError(`no runs in ${args.shards.join(', ')}`);
  const merged = [];
  // One after the other: each holds its items in memory.
  for (const shards of runs) merged.push(await mergeShards(shards, args.out ?? homeOf(shards)));
  if (args.json) process.stdout.write(`${JSON.stringify({ runs: merged }, null, 2)}\n`);
  else {
    process.stdout.write(`${renderTable(merged.map(({ summary }) => summary))}\n`);
    for (const { directory, shards, missing } of merged) {
      const left = missing === 0 ? '' : `, ${counted(missing, 'sample')} missing`;
      process.stdout.write(`${directory}: ${counted(shards, 'shard')}${left}\n`);
    }
  }
  return merged.some(({ missing }) => missing > 0) ? EXIT.incomplete : EXIT.done;
}

/** Where `run` without `--shard` looks for the run, as far as the places of its shards tell. */
function homeOf(shards: readonly ListedRun[]): string {
  const outs = shards.map(({ directory, manifest }) => outOf(directory, manifest.name));
  const homes = [...new Set(outs.filter((out) => out !== null))];
  const [home, other] = homes;
  if (home === undefined) return 'results';
  if (other === undefined) return relative('', home) || '.';
  throw new RefusedError(
    `the shards of ${shards[0]?.manifest.name} lie below ${homes.join(' and ')}: say with --out where the run is to be; ` +
      'nothing was merged',
  );
}
