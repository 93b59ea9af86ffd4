/**
 * Which folder a run lives in: `<out>/<config name>/<label>-<8 hex of its settings>`. One label is one checkpoint, so a
 * label that is taken by a run with other settings is refused with the difference; `--fresh` begins beside it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../store/records.js';
import { type ListedRun, listRuns, runPaths } from '../store/run-directory.js';
import { RefusedError } from './refused.js';
import { differences, type Settings, settingsHash } from './settings.js';

export interface FolderRequest {
  /** The folder of the config's runs, or of one of its shards. */
  readonly parent: string;
  readonly label: string;
  readonly settings: Settings;
  readonly fresh: boolean;
}

/** The folder to use; it may not exist yet. Throws RefusedError when the label stands for other settings. */
export async function folderOf(request: FolderRequest): Promise<string> {
  const { parent } = request;
  const stem = `${request.label}-${settingsHash(request.settings).slice(0, 8)}`;
  const { runs, warnings } = await listRuns(parent);
  const ofLabel = runs.filter(({ manifest }) => manifest.label === request.label);
  const same = ofLabel.filter(
    ({ manifest }) => manifest.settings_hash === settingsHash(request.settings),
  );
  if (request.fresh) return unused(join(parent, stem));
  const unreadable = warnings.find((warning) =>
    warning.includes(join(parent, `${request.label}-`)),
  );
  if (unreadable !== undefined) {
    throw new RefusedError(
      `${unreadable}\nIt may be the run that is asked for, so nothing was started. Restore it or move it away, or begin a ` +
        'new run with --fresh.',
    );
  }
  const other = newest(ofLabel);
  if (same.length === 0 && other !== undefined) refuse(request, other.directory, other.manifest);
  return newest(same)?.directory ?? unused(join(parent, stem));
}

function newest(runs: readonly ListedRun[]): ListedRun | undefined {
  return runs.toSorted((a, b) => (a.manifest.started_at < b.manifest.started_at ? -1 : 1)).at(-1);
}

/** `stem`, or `stem-2`, `stem-3`, …: the first that holds no run. */
function unused(stem: string): string {
  let path = stem;
  for (let number = 2; existsSync(runPaths(path).manifest); number += 1) path = `${stem}-${number}`;
  return path;
}

function refuse(request: FolderRequest, directory: string, manifest: Manifest): never {
  const lines = differences(manifest.settings, request.settings).map((line) => `  ${line}`);
  throw new RefusedError(
    [
      `label "${request.label}" already names another run, ${directory}. Its settings differ:`,
      ...lines,
      'Nothing was started. Give this checkpoint a label of its own, restore the settings, or pass --fresh to begin a',
      'new run under this label beside the old one.',
    ].join('\n'),
  );
}
