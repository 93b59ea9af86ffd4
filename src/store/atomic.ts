/**
 * Files that are replaced whole: a reader sees the old content or the new, never a part, whenever the writer dies.
 * Until the new content is on the disk it lies beside the target under a name that nothing reads; a crash can leave
 * such a file, which is harmless and may be deleted.
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { storeError, systemCode } from './store-error.js';

/** A whole text, or its pieces in order. */
export type Contents = string | Iterable<string> | AsyncIterable<string>;

/** Pieces are gathered to about so many characters before they are written. */
const WRITE_SIZE = 256 * 1024;

/**
 * Writes the file at `path`, whose folder exists, whole or not at all. When this resolves the content is on the disk.
 * When it rejects (a StoreError, or whatever the pieces threw) the old file is as it was.
 */
export async function writeAtomic(path: string, contents: Contents): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await writeSynced(temporary, contents);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await removeTemporary(temporary);
    throw storeError(path, error);
  }
}

/** A name in the folder of `path` that nobody else uses: hidden, and ending in `.tmp`. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Removes what `temporaryBeside` named, if it was made. A leftover is harmless, so a failure is no matter. */
export async function removeTemporary(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/** Makes a new file with these contents and forces it to the disk. Faults are those of the file system, as they are. */
export async function writeSynced(path: string, contents: Contents): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writePieces(file, typeof contents === 'string' ? [contents] : contents);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Forces the names in a folder to the disk. Does nothing where folders cannot be opened or synced. */
export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, 'r');
    await folder.sync();
  } catch (error) {
    // Windows, and some network file systems.
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP'].includes(systemCode(error) ?? '')) throw error;
  } finally {
    await folder?.close();
  }
}

async function writePieces(
  file: FileHandle,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  let gathered: string[] = [];
  let size = 0;
  for await (const piece of pieces) {
    gathered.push(piece);
    size += piece.length;
    if (size < WRITE_SIZE) continue;
    await file.appendFile(gathered.join(''));
    gathered = [];
    size = 0;
  }
  await file.appendFile(gathered.join(''));
}
