/** Files that a command writes because it was told their names. */
import { access, constants, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAtomic } from '../store/atomic.js';
import { StoreError, storeError } from '../store/store-error.js';

/** Replaces a file whole, where a link leads to; a device or a pipe is written to, not replaced. */
export async function writeOutput(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const isSpecial = await stat(target).then(
    (found) => !found.isFile(),
    () => false,
  );
  if (!isSpecial) return await writeAtomic(target, text);
  try {
    await writeFile(target, text);
  } catch (error) {
    throw storeError(target, error);
  }
}

/**
 * Throws a StoreError where `writeOutput` could not write this file: said before the work is done, not after. What an earlier
 * command wrote there is gone, so that it is not taken for this one's, whatever ends it.
 */
export async function clearOutput(path: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const found = await stat(target).catch(() => null);
  if (found?.isDirectory() === true) throw new StoreError('failed', path, 'a folder, not a file');
  const isSpecial = found !== null && !found.isFile();
  try {
    await access(isSpecial ? target : dirname(target), constants.W_OK);
    if (!isSpecial) await rm(target, { force: true });
  } catch (error) {
    throw storeError(path, error);
  }
}

/** One JSON document, in which no text is a command to the runner of GitHub Actions. */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll('##[', '#\\u0023[')}\n`;
}
