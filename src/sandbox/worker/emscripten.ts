/**
 * Emscripten's file for Pyodide, over a megabyte of JavaScript, compiled with what V8 learned of it when the snapshot was made: reading
 * it anew would take a good part of a worker's start.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

export interface Emscripten {
  /** Makes an interpreter from a module's settings. */
  readonly create: (settings: object) => Promise<unknown>;
  readonly source: Buffer;
  /** What V8 has compiled so far, for workers to come. */
  codeCache(): Buffer;
}

const IMPORT = 'await import("node:module")';
const EXPORT = /export default (\w+);\s*$/;

/**
 * The source of a function, in ASCII, that is made from the file: this is a module that makes one import before it runs and has one
 * export, and V8 keeps what it learned of scripts alone.
 */
export function readEmscripten(path: string): Buffer {
  const text = readFileSync(path, 'latin1');
  if (!EXPORT.test(text) || !text.includes(IMPORT)) {
    throw new Error(`not the file of Emscripten's that was expected: ${path}`);
  }
  const body = text
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
    .replace(IMPORT, 'nodeModule')
    .replace(EXPORT, 'return $1;');
  return Buffer.from(`(nodeModule) => {${body}}`, 'latin1');
}

/** What V8 does not take for its own of `code` is compiled again. */
export function loadEmscripten(source: Buffer, code?: Buffer): Emscripten {
  const script = new Script(source.toString('latin1'), {
    filename: 'pyodide.asm.mjs',
    ...(code !== undefined && { cachedData: code }),
  });
  const load: (nodeModule: object) => Emscripten['create'] = script.runInThisContext();
  return { create: load({ createRequire }), source, codeCache: () => script.createCachedData() };
}
