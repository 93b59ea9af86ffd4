/** Folders that a command makes for itself, and takes away again when nothing came of it. */
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { storeError } from './store-error.js';

/** Makes a folder and those above it that are missing; the result is the highest one that was made. */
export async function makeFolder(directory: string): Promise<string | undefined> {
  try {
    return await mkdir(directory, { recursive: true });
  } catch (error) {
    throw storeError(directory, error);
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
