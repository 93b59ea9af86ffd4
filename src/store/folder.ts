/** Folders that a command makes for itself, and takes away again when nothing came of it. */
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { storeError, systemCode } from './store-error.js';

/** Makes a folder and those above it that are missing; the result is the highest one that was made. */
export async function makeFolder(directory: string): Promise<string | undefined> {
  try {
    let highest: string | undefined;
    // From the top. Node's own `recursive` tries for ever below a folder that takes no other, such as /proc.
    for (const path of (await missingFolders(directory)).toReversed()) {
      if (await make(path)) highest ??= path;
    }
    return highest;
  } catch (error) {
    throw storeError(directory, error);
  }
}

/** `directory` and those above it that are no folders, the lowest first. */
async function missingFolders(directory: string): Promise<string[]> {
  const missing: string[] = [];
  let path = resolve(directory);
  while (!(await isFolder(path))) {
    missing.push(path);
    path = dirname(path);
  }
  return missing;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** False when another process was faster. */
async function make(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && (await isFolder(path))) return false;
    throw error;
  }
}

/** Removes a run's folder, and those above it up to `highest` as far as they are empty. */
export async function removeFolder(directory: string, highest: string): Promise<void> {
  await rm(directory, { recursive: true });
  for (
    let above = dirname(resolve(directory));
    above.length >= resolve(highest).length;
    above = dirname(above)
  ) {
    try {
      await rmdir(above);
    } catch {
      return;
    }
  }
}

/** What `writeAtomic` leaves behind when its process is killed: nobody reads it. */
const LEFTOVER = /^\..+\.[0-9a-f]{12}\.tmp$/;

/** Removes half-written files of a process that died. Only for the holder of the folder's lock. */
export async function removeLeftovers(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (LEFTOVER.test(name)) await rm(join(directory, name), { force: true });
  }
}
