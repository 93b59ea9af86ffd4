/** Files that a command writes because it was told their names. */
import { realpath, stat, writeFile } from 'node:fs/promises';
import { writeAtomic } from '../store/atomic.js';
import { storeError } from '../store/store-error.js';

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

/** One JSON document, in which no text is a command to the runner of GitHub Actions. */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll('##[', '#\\u0023[')}\n`;
}
