/** The files of a user that a suite reads. They are read again when a run is taken up, so each is a plain file. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Diagnostic, DiagnosticError } from '../text/diagnostic.js';

const MIB = 1024 * 1024;

/** What to do where a path of a config leads nowhere. */
export function placeHelp(path: string): string {
  return (
    `paths in a config are from where you stand, so this is ${resolve(path)}: stand in the folder that they are from, or change ` +
    'them by --set suites.0.file=PATH (of programs suites.0.folder=PATH)'
  );
}

/**
 * The text of a file, without a byte order mark; a file that ends in `.gz` is unpacked.
 * @param help what to do when there is no such file
 * @throws DiagnosticError for a file that cannot be read, is larger than `mostMiB`, packed or not, or holds no UTF-8
 */
export function readUserFile(file: string, mostMiB: number, help?: string): string {
  const fault = (message: string, more: Partial<Diagnostic> = {}): DiagnosticError =>
    new DiagnosticError([{ file, message, ...more }]);
  try {
    const found = statSync(file);
    if (!found.isFile()) throw fault('is no file that can be read more than once');
    if (found.size > mostMiB * MIB) throw fault(`larger than ${mostMiB} MiB`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(file, mostMiB));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ERR_BUFFER_TOO_LARGE') throw fault(`larger than ${mostMiB} MiB unpacked`);
    if (error.code === 'Z_BUF_ERROR') throw fault('ends in the middle of what gzip packed');
    if (String(error.code).startsWith('Z_')) throw fault('is not packed by gzip as its name says');
    if (error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw fault('the text is not UTF-8');
    if (error.code !== 'ENOENT') throw fault(`cannot be read (${String(error.code)})`);
    throw fault('no such file', help === undefined ? {} : { help });
  }
}

function bytesOf(file: string, mostMiB: number): Buffer {
  const bytes = readFileSync(file);
  return file.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: mostMiB * MIB }) : bytes;
}
