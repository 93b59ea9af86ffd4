/**
 * A file of results as it comes from a server: written line by line, without secrets, and there only when it is whole.
 * Memory holds one line.
 */
import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Redaction } from '../endpoint/redaction.js';
import { parsedJson } from '../endpoint/untrusted.js';
import { removeTemporary, syncFolder, temporaryBeside } from '../store/atomic.js';
import { storeError } from '../store/store-error.js';
import { jsonOf, LineCutter } from './lines.js';

export class ResultFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #redaction: Redaction;
  readonly #lines: LineCutter;
  #file: number | null;
  #fault: { readonly error: unknown } | null = null;

  private constructor(path: string, redaction: Redaction) {
    this.#path = path;
    this.#temporary = temporaryBeside(path);
    this.#redaction = redaction;
    this.#lines = new LineCutter(path);
    this.#file = openSync(this.#temporary, 'wx');
  }

  /** Begins to write what will be the file at `path`. A StoreError when it cannot. */
  static begin(path: string, redaction: Redaction): ResultFile {
    try {
      return new ResultFile(path, redaction);
    } catch (error) {
      throw storeError(path, error);
    }
  }

  /** Takes a piece of the file; throws what `keep` will throw. */
  readonly write = (piece: Buffer): void => {
    try {
      for (const line of this.#lines.cut(piece)) this.#put(`${this.#clean(line)}\n`);
    } catch (error) {
      this.#fault = { error: storeError(this.#path, error) };
      throw error;
    }
  };

  /** A StoreError when something could not be written. */
  get fault(): { readonly error: unknown } | null {
    return this.#fault;
  }

  /** Puts the file in its place; it is on the disk then. */
  async keep(): Promise<void> {
    try {
      this.#put(this.#clean(this.#lines.rest()));
      if (this.#file !== null) fsyncSync(this.#file);
      this.#close();
      await rename(this.#temporary, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (error) {
      await this.discard();
      throw storeError(this.#path, error);
    }
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    this.#close();
    await removeTemporary(this.#temporary);
  }

  #put(text: string): void {
    // All of it: on a disk that fills up, one write takes a part and says nothing.
    if (this.#file !== null) writeFileSync(this.#file, text);
  }

  #close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  /** The line as it came, unless it holds a secret. */
  #clean(line: Buffer): string {
    const text = line.toString('utf8');
    const parsed = parsedJson(text);
    const written = parsed === undefined ? null : jsonOf(parsed);
    if (written === null) return this.#redaction.redactKept(text);
    const clean = [text, written].every((form) => this.#redaction.redactKept(form) === form);
    return clean ? text : JSON.stringify(this.#redaction.redactJson(parsed));
  }
}
