/** Runs on disk, read for reports. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Manifest } from '../store/records.js';
import { listRuns, runPaths } from '../store/run-directory.js';
import { RefusedError } from './refused.js';
import { readSummary, type Summary } from './summary.js';

export interface StoredRun {
  /** The run's folder, from the folder that was searched; the folder itself is `.`. */
  readonly run: string;
  readonly directory: string;
  readonly manifest: Manifest;
  readonly summary: Summary;
}

export interface StoredRuns {
  readonly runs: readonly StoredRun[];
  /** What was passed over, and why. */
  readonly warnings: readonly string[];
}

/** Every run below `directory` that has a summary. RefusedError when there is no such folder. */
export async function storedRuns(directory: string): Promise<StoredRuns> {
  if (!existsSync(directory)) throw new RefusedError(`${directory}: no such folder`);
  const found = await listRuns(directory);
  const warnings = [...found.warnings];
  const runs: StoredRun[] = [];
  for (const { directory: folder, manifest } of found.runs) {
    const path = runPaths(folder).summary;
    if (!existsSync(path)) {
      warnings.push(
        `${folder}: not summarised yet (state ${manifest.state}); run it again, or pbb-eval score it`,
      );
      continue;
    }
    const summary = readSummary(await readFile(path, 'utf8'), path);
    runs.push({ run: relative(directory, folder) || '.', directory: folder, manifest, summary });
  }
  return { runs, warnings };
}
