/** The formats of other tools, and what each makes of a run in a folder. */
import { hash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSynced } from '../store/atomic.js';
import { itemsOf } from './exported-items.js';
import type { ExportedGroup, ExportedRun } from './exported-run.js';
import { inspectFileName, inspectLog } from './inspect-log.js';
import { lmEvalDate, lmEvalFolder, lmEvalResults } from './lm-eval-results.js';
import { lmEvalLine } from './lm-eval-sample.js';

export type Format = 'inspect' | 'lm-eval' | 'parquet';

/** Writes the run into an empty folder; the result is the files' paths from it. */
type Write = (run: ExportedRun, folder: string) => Promise<string[]>;

export const FORMATS: Readonly<Record<Format, Write>> = {
  inspect: async (run, folder) => {
    const names: string[] = [];
    for (const group of run.groups) {
      const name = inspectFileName(run, group);
      await writeSynced(join(folder, name), inspectLog(run, group));
      names.push(name);
    }
    return names;
  },
  'lm-eval': async (run, folder) => {
    const model = lmEvalFolder(run);
    await mkdir(join(folder, model));
    const date = lmEvalDate(run);
    const names: string[] = [];
    const hashes: Record<string, string> = {};
    for (const group of run.groups) {
      const name = join(model, `samples_${group.task}_${date}.jsonl`);
      hashes[group.task] = await writeSamples(run, group, join(folder, name));
      names.push(name);
    }
    const results = join(model, `results_${date}.json`);
    await writeSynced(join(folder, results), lmEvalResults(run, hashes));
    return [results, ...names];
  },
  parquet: async (run, folder) => {
    const { writeParquet } = await import('./parquet-file.js');
    await writeParquet(run, join(folder, PARQUET));
    return [PARQUET];
  },
};

const PARQUET = 'samples.parquet';

/** The result is the hash over the hashes of all lines, as lm_eval makes it. */
async function writeSamples(run: ExportedRun, group: ExportedGroup, path: string): Promise<string> {
  const hashes: string[] = [];
  await writeSynced(path, sampleLines(run, group, hashes));
  return hash('sha256', hashes.join(''));
}

/** `hashes` gets those of each line. */
async function* sampleLines(
  run: ExportedRun,
  group: ExportedGroup,
  hashes: string[],
): AsyncGenerator<string> {
  for await (const item of itemsOf(run, group)) {
    const line = lmEvalLine(item, group.sent);
    hashes.push(line.hashes);
    yield `${line.text}\n`;
  }
}
