/** Texts that a command is given by a path; `-` is standard input. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { RefusedError } from '../eval/refused.js';
import { storeError } from '../store/store-error.js';

/** What a bare `-` on the command line becomes: standard input as a path, in messages too. */
export const STANDARD_INPUT = '<stdin>';

/** Command-line arguments in which standard input has this name: yargs takes a bare `-` for no value at all. */
export function withStandardInput(args: readonly string[]): string[] {
  return args.map((arg) => arg.replace(/^(--[\w-]+=)?-$/, `$1${STANDARD_INPUT}`));
}

/** The text of a file, which must be UTF-8; a byte order mark is left out. A StoreError when it cannot be read. */
export async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof TypeError ? new RefusedError(`${path}: the text is not UTF-8`) : error;
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return path === STANDARD_INPUT ? await buffer(process.stdin) : await readFile(path);
  } catch (error) {
    throw storeError(path, error);
  }
}
