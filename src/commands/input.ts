/** Texts that a command is given by a path; `-` is standard input. */
import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import { storeError } from '../store/store-error.js';

/** The text of a file as UTF-8. A StoreError when it cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await readStream(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw storeError(path, error);
  }
}
