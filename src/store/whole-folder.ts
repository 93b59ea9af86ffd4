/**
 * Folders that come to be whole or not at all: filled beside their place under a name that nothing reads, then renamed. A process that
 * is killed leaves such a folder behind, which is harmless and may be deleted.
 */
import { mkdir, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncFolder, temporaryBeside } from './atomic.js';
import { makeFolder } from './folder.js';
import { storeError, systemCode } from './store-error.js';

/** The names in a folder; none where there is no such folder. A StoreError where it cannot be read. */
export async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw storeError(directory, error);
  }
}

/**
 * Makes `directory`, which does not exist or is empty, with what `fill` writes into the folder that it is given. When it rejects (a
 * StoreError, or whatever `fill` threw) everything is as it was, but for folders above.
 */
export async function writeWholeFolder<T>(
  directory: string,
  fill: (temporary: string) => Promise<T>,
): Promise<T> {
  // A link to an empty folder stays a link.
  const place = await realpath(directory).catch(() => resolve(directory));
  await makeFolder(dirname(place));
  const temporary = temporaryBeside(place);
  try {
    await mkdir(temporary);
    const result = await fill(temporary);
    await syncFolder(temporary);
    await removeEmpty(place);
    await rename(temporary, place);
    await syncFolder(dirname(place));
    return result;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw storeError(directory, error);
  }
}

async function removeEmpty(directory: string): Promise<void> {
  try {
    await rmdir(directory);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
