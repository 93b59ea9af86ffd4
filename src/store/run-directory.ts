/**
 * A run directory: the names of its files, its manifest, and how the runs below a folder are found. A folder is a run
 * when it holds `run.json`.
 */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { printable } from '../text/printable.js';
import { writeAtomic } from './atomic.js';
import { asManifest, type Manifest } from './records.js';
import { StoreError, storeError } from './store-error.js';

const MANIFEST = 'run.json';

/** What the folder of a config's shards ends in. Its runs are parts, which only a search in it finds. */
export const SHARDS = '.shards';

/** The paths of the files of a run. */
export interface RunPaths {
  readonly directory: string;
  /** The manifest; replaced whole. */
  readonly manifest: string;
  /** Every item asked; replaced whole. */
  readonly items: string;
  /** Journals: only ever added to. */
  readonly responses: string;
  readonly failures: string;
  readonly observations: string;
  /** Derived from the above; replaced whole. */
  readonly scores: string;
  readonly summary: string;
}

export function runPaths(directory: string): RunPaths {
  return {
    directory,
    manifest: join(directory, MANIFEST),
    items: join(directory, 'items.jsonl'),
    responses: join(directory, 'responses.jsonl'),
    failures: join(directory, 'failures.jsonl'),
    observations: join(directory, 'observations.jsonl'),
    scores: join(directory, 'scores.jsonl'),
    summary: join(directory, 'summary.json'),
  };
}

/** The manifest of the run in `directory`. A StoreError says that there is none, or what is wrong with it. */
export async function readManifest(directory: string): Promise<Manifest> {
  const path = join(directory, MANIFEST);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw storeError(path, error);
    throw new StoreError('broken', path, `not JSON: ${error.message}`);
  }
  return asManifest(value, path);
}

/** Replaces the manifest of the run in `directory`, which exists. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  await writeAtomic(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

export interface ListedRun {
  readonly directory: string;
  readonly manifest: Manifest;
}

/** The runs that were found, and in words what was passed over. */
export interface RunList {
  readonly runs: readonly ListedRun[];
  readonly warnings: readonly string[];
}

/** Each run once, the first of each: folders may overlap, and links lead to the same one. */
export async function eachRunOnce<Run extends { readonly directory: string }>(
  runs: readonly Run[],
): Promise<Run[]> {
  const once = new Map<string, Run>();
  for (const run of runs) {
    const place = await realpath(run.directory);
    if (!once.has(place)) once.set(place, run);
  }
  return [...once.values()];
}

/** Folders below the one asked for that are looked into: `<config>/<run>` needs two. */
const MAX_DEPTH = 6;

/**
 * Every run in or below `directory`, in the order of their paths (by code unit). A folder that does not exist holds
 * none. Symbolic links are not followed and runs are not searched for other runs; a run whose manifest cannot be read, a
 * folder that cannot be read and one that lies too deep are passed over with a warning.
 */
export async function listRuns(directory: string): Promise<RunList> {
  const runs: ListedRun[] = [];
  const warnings: string[] = [];
  for await (const found of runFolders(directory, 0)) {
    if (typeof found !== 'string') {
      warnings.push(found.warning);
      continue;
    }
    try {
      runs.push({ directory: found, manifest: await readManifest(found) });
    } catch (error) {
      warnings.push(warningOf(error));
    }
  }
  return { runs, warnings };
}

async function* runFolders(
  directory: string,
  depth: number,
): AsyncGenerator<string | { readonly warning: string }> {
  const content = await contentOf(directory);
  if (content instanceof StoreError) {
    if (content.kind !== 'missing') yield { warning: content.message };
    return;
  }
  if (content.hasManifest) {
    yield directory;
    return;
  }
  if (depth === MAX_DEPTH && content.folders.length > 0) {
    const warning = `${directory}: folders below this one are too deep to be searched for runs`;
    yield { warning: printable(warning) };
    return;
  }
  const folders = content.folders.filter((name) => !name.endsWith(SHARDS));
  for (const name of folders) yield* runFolders(join(directory, name), depth + 1);
}

interface FolderContent {
  readonly hasManifest: boolean;
  /** Names, sorted by code unit. */
  readonly folders: readonly string[];
}

async function contentOf(directory: string): Promise<FolderContent | StoreError> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return {
      hasManifest: entries.some(({ name }) => name === MANIFEST),
      folders: folders.toSorted(),
    };
  } catch (error) {
    const typed = storeError(directory, error);
    if (typed instanceof StoreError) return typed;
    throw error;
  }
}

function warningOf(error: unknown): string {
  if (error instanceof StoreError) return error.message;
  throw error;
}
