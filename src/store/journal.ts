/**
 * An append-only file of JSON lines, which survives the death of its writer at any moment.
 *
 * Invariant: every line that ends in a line break is whole. Only what follows the last line break can be torn, and it
 * is dropped when the journal is opened again; a reader ignores it. Any other line that is not JSON is an error.
 *
 * Durability: when `append` resolves, the line has been handed to the operating system and survives the end of this
 * process, `kill -9` included. It is forced to the disk within about a second, and by `close`: a power cut can cost
 * the lines of the last second, and no other.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { syncFolder } from './atomic.js';
import { StoreError, storeError, systemCode } from './store-error.js';

const LINE_BREAK = 0x0a;
const SYNC_EVERY_MS = 1000;
/** A write takes at most about this many characters, unless one line is longer. */
const MAX_WRITE = 4 * 1024 * 1024;
const TAIL_CHUNK = 64 * 1024;
const READ_CHUNK = 256 * 1024;
/** Longer lines are no response of a model, and would not fit in a string. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** Lines that go out in one write. */
class Batch {
  text = '';
  readonly written: Promise<void>;
  #resolve!: () => void;
  #reject!: (error: unknown) => void;

  constructor() {
    this.written = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  succeed(): void {
    this.#resolve();
  }

  fail(error: unknown): void {
    this.#reject(error);
  }
}

/** The writing end. One process at a time may have it open: the run's lock sees to that. */
export class Journal {
  readonly path: string;
  readonly #file: FileHandle;
  #waiting: Batch[] = [];
  #writing: Promise<void> | undefined;
  #syncTimer: NodeJS.Timeout | undefined;
  #syncing: Promise<void> = Promise.resolve();
  /** The first one. `told`: an append has rejected with it. */
  #failure: { readonly error: unknown; told: boolean } | undefined;
  #closing: Promise<void> | undefined;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** Opens or creates the journal at `path`, whose folder exists. A torn last line is cut off. */
  static async open(path: string): Promise<Journal> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'a+');
      const { size } = await file.stat();
      const kept = await endOfLastLine(file, size);
      if (kept < size) await file.truncate(kept);
      if (size === 0) await syncFolder(dirname(path));
      return new Journal(path, file);
    } catch (error) {
      await file?.close();
      throw storeError(path, error);
    }
  }

  /**
   * Adds one line. Lines are written in the order of the calls; those that come while a write is under way go out
   * together in the next one. After a write has failed, this and every later call rejects with its StoreError: the
   * journal must be opened again. Lines of the failed write may or may not be in the file.
   */
  async append(record: object): Promise<void> {
    if (this.#closing !== undefined) throw new Error(`${this.path}: append after close`);
    if (this.#failure !== undefined) {
      this.#failure.told = true;
      throw this.#failure.error;
    }
    const line = `${JSON.stringify(record)}\n`;
    const batch = this.#batchFor(line);
    batch.text += line;
    this.#writing ??= this.#writeAll();
    await batch.written;
  }

  /**
   * Waits for every append, forces the file to the disk and closes it, after a failure too: it never hangs on one and
   * never leaves the file open. Rejects with a StoreError when a line may not be on the disk and no append has rejected
   * for it, so that in a `finally` it hides no error that an append threw. Calling it again gives the same promise.
   */
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    await this.#writing;
    clearTimeout(this.#syncTimer);
    await this.#syncing;
    await this.#sync();
    try {
      await this.#file.close();
    } catch (error) {
      this.#fail(error, []);
    }
    if (this.#failure?.told === false) throw this.#failure.error;
  }

  #batchFor(line: string): Batch {
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.text.length + line.length <= MAX_WRITE) return last;
    const batch = new Batch();
    this.#waiting.push(batch);
    return batch;
  }

  async #writeAll(): Promise<void> {
    // Lets the appends of the current turn of the event loop join the first write.
    await nextTurn();
    for (let batch = this.#waiting.shift(); batch; batch = this.#waiting.shift()) {
      try {
        // One write at a time keeps the lines in order.
        // oxlint-disable-next-line no-await-in-loop
        await this.#file.appendFile(batch.text);
        batch.succeed();
        this.#syncSoon();
      } catch (error) {
        this.#fail(error, [batch, ...this.#waiting.splice(0)]);
      }
    }
    this.#writing = undefined;
  }

  #fail(error: unknown, batches: readonly Batch[]): void {
    this.#failure ??= { error: storeError(this.path, error), told: false };
    for (const batch of batches) {
      this.#failure.told = true;
      batch.fail(this.#failure.error);
    }
  }

  #syncSoon(): void {
    this.#syncTimer ??= setTimeout(() => {
      this.#syncTimer = undefined;
      this.#syncing = this.#sync();
    }, SYNC_EVERY_MS).unref();
  }

  async #sync(): Promise<void> {
    try {
      await this.#file.datasync();
    } catch (error) {
      this.#fail(error, []);
    }
  }
}

/** The offset after the last line break, looked for from the end. */
async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.allocUnsafe(Math.min(TAIL_CHUNK, size));
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - TAIL_CHUNK);
    // Each step depends on the one before.
    // oxlint-disable-next-line no-await-in-loop
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const found = chunk.subarray(0, bytesRead).lastIndexOf(LINE_BREAK);
    if (found !== -1) return start + found + 1;
    end = start;
  }
  return 0;
}

/** A line of a journal: what it says, and its number from 1. */
export interface JournalLine {
  readonly record: unknown;
  readonly line: number;
}

/**
 * The lines of the journal at `path`, in order, also while it is being written. A file that does not exist has none: a
 * journal begins with its first line. Memory is bounded by the longest line, not by the file. A StoreError for a line
 * that is not JSON, a torn last one excepted.
 */
export async function* readJournal(path: string): AsyncGenerator<JournalLine> {
  let line = 0;
  for await (const block of wholeLines(path)) {
    const text = textOf(block, path, line);
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      line += 1;
      yield { record: parsed(path, line, text.slice(start, end)), line };
      start = end + 1;
    }
  }
}

/** Whether bytes stand after the last line break of the file: it was cut off in the middle of a line, or is being written. */
export async function isTorn(path: string): Promise<boolean> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    return (await endOfLastLine(file, size)) < size;
  } catch (error) {
    throw storeError(path, error);
  } finally {
    await file?.close();
  }
}

/**
 * Blocks of whole lines, each block ending in a line break; what follows the last one is left out. A block is overwritten by the
 * next one: read into ever new memory, a large file costs more in collecting it than in reading. `from`: the byte to begin at,
 * where a line begins.
 */
export async function* wholeLines(path: string, from = 0): AsyncGenerator<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    let buffer = Buffer.allocUnsafe(READ_CHUNK);
    let kept = 0;
    let at = from;
    for (;;) {
      // Each read goes on where the last one ended.
      // oxlint-disable-next-line no-await-in-loop
      const { bytesRead } = await file.read(buffer, kept, buffer.length - kept, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      const filled = kept + bytesRead;
      const last = buffer.subarray(kept, filled).lastIndexOf(LINE_BREAK);
      const end = last === -1 ? 0 : kept + last + 1;
      if (end > 0) yield buffer.subarray(0, end);
      buffer.copyWithin(0, end, filled);
      kept = filled - end;
      if (kept > MAX_LINE_BYTES) throw lineTooLong(path);
      if (kept === buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length);
    }
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw storeError(path, error);
  } finally {
    await file?.close();
  }
}

/** A block as text. `before`: lines before it. A StoreError names the line that is not UTF-8. */
export function textOf(block: Buffer, path: string, before: number): string {
  // The same, several times as fast.
  if (isAscii(block)) return block.toString('latin1');
  if (isUtf8(block)) return block.toString('utf8');
  throw brokenLine(path, before + firstNotUtf8(block), 'not UTF-8');
}

/** The value of one line. A StoreError where it is not JSON. */
export function parsed(path: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw brokenLine(path, line, `not JSON: ${what}`);
  }
}

/** The number, from 1, of the first line in the block that is not UTF-8. */
function firstNotUtf8(block: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = block.indexOf(LINE_BREAK); end !== -1; end = block.indexOf(LINE_BREAK, start)) {
    if (!isUtf8(block.subarray(start, end))) return line;
    line += 1;
    start = end + 1;
  }
  return line;
}

function brokenLine(path: string, line: number, what: string): StoreError {
  const help = 'Only a torn last line comes of a crash: restore this file from a copy';
  return new StoreError('broken', path, `${what}. ${help}, or remove this line`, { line });
}

function lineTooLong(path: string): StoreError {
  const what = `a line is longer than ${MAX_LINE_BYTES} bytes, which none is that pbb-eval writes`;
  return new StoreError('broken', path, `${what}. Restore this file from a copy`);
}
