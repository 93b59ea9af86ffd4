/**
 * A training file as passages, read once from front to back in bounded memory. A line of JSONL is a passage whose fields are the texts and
 * numbers in it, whatever keys they stand under; any other text is cut at line breaks into passages that overlap. Invariant: every
 * character of a file that is UTF-8 is in some passage, and every passage knows the line on which it begins.
 */
import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RefusedError } from '../eval/refused.js';
import {
  breaksIn,
  fieldsOf,
  MOST_FIELD,
  OVERLAP,
  type Passage,
  plainPassages,
  recordPassages,
} from './passages.js';

/** A line that was not what its file promises; it was read all the same. */
export interface Fault {
  readonly line: number;
  readonly message: string;
}

/** What was read of a file. */
export interface Reading {
  lines: number;
  /** Those of the text, which may have been compressed. */
  bytes: number;
  /** SHA-256 of these bytes. */
  readonly hash: Hash;
  /** How many faults there are, and the first of them. */
  faults: number;
  readonly firstFaults: Fault[];
}

/** Nothing read yet. */
export function newReading(): Reading {
  return { lines: 0, bytes: 0, faults: 0, firstFaults: [], hash: createHash('sha256') };
}

const MIB = 1 << 20;
/** Bytes that are read at a time. */
const CHUNK = MIB;
/** Bytes of plain text that are looked at together, but at the ends of a file. */
const LEAST_BLOCK = MIB / 4;
/** A longer line is read as plain text. */
const MOST_LINE = 256 * MIB;
const MOST_FAULTS = 5;
const BREAK = 0x0a;

/** The first bytes of files that hold no text, with what they are. */
const BINARY: readonly (readonly [string, string])[] = [
  ['PAR1', 'Parquet'],
  ['ARROW1', 'Arrow'],
  ['PK\u0003\u0004', 'a ZIP archive'],
  ['(\u00b5/\u00fd', 'compressed by Zstandard'],
  ['BZh', 'compressed by bzip2'],
  ['\u00fd7zXZ', 'compressed by xz'],
  ['\u00ff\u00fe', 'UTF-16'],
  ['\u00fe\u00ff', 'UTF-16'],
];

/**
 * The passages of the file at `path`; `reading` is kept up to date.
 * @throws RefusedError when it cannot be read, or holds no text
 */
export async function* passagesIn(
  path: string,
  reading: Reading,
  chunkBytes: number = CHUNK,
): AsyncGenerator<Passage, void> {
  try {
    if (!(await stat(path)).isFile()) throw new RefusedError(`${path}: not a file`);
    const blocks = new Blocks(path, reading);
    for await (const chunk of bytesOf(path, chunkBytes)) {
      reading.bytes += chunk.length;
      reading.hash.update(chunk);
      yield* blocks.take(chunk);
    }
    yield* blocks.end();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const why = error.code === 'ENOENT' ? 'no such file' : `cannot be read (${String(error.code)})`;
    throw new RefusedError(`${path}: ${why}`);
  }
}

async function* bytesOf(path: string, chunkBytes: number): AsyncGenerator<Buffer, void> {
  const raw = createReadStream(path, { highWaterMark: chunkBytes });
  let head: Buffer = Buffer.alloc(0);
  for await (const bytes of createReadStream(path, { end: 7 })) {
    head = Buffer.concat([head, Buffer.from(bytes)]);
  }
  const binary = BINARY.find(([magic]) => head.toString('latin1').startsWith(magic));
  if (binary !== undefined) {
    raw.destroy();
    throw new RefusedError(
      `${path}: is ${binary[1]}, which is not read: expected text or JSONL in UTF-8, which may be compressed by gzip`,
    );
  }
  const isZipped = head[0] === 0x1f && head[1] === 0x8b;
  const stream: Readable = isZipped ? unzipped(raw, chunkBytes) : raw;
  for await (const bytes of stream) yield Buffer.from(bytes);
}

function unzipped(raw: Readable, chunkBytes: number): Readable {
  const gunzip = createGunzip({ chunkSize: Math.max(64, chunkBytes) });
  raw.on('error', (error) => gunzip.destroy(error));
  return raw.pipe(gunzip);
}

/** Joins chunks to whole lines. */
class Blocks {
  readonly #path: string;
  readonly #reading: Reading;
  #pending: Buffer[] = [];
  #size = 0;
  /** Undefined before the first line. */
  #isJson: boolean | undefined;
  /** The end of the plain text before. */
  #overlap = '';

  constructor(path: string, reading: Reading) {
    this.#path = path;
    this.#reading = reading;
  }

  *take(chunk: Buffer): Generator<Passage, void> {
    const last = chunk.lastIndexOf(BREAK);
    if (last !== -1 && (this.#isJson !== false || this.#size + chunk.length >= LEAST_BLOCK)) {
      yield* this.#block(chunk.subarray(0, last + 1));
      this.#keep(chunk.subarray(last + 1));
      return;
    }
    this.#keep(chunk);
    if (this.#size < (this.#isJson === false ? 4 * MOST_FIELD : MOST_LINE)) return;
    if (this.#isJson !== false)
      this.#fault(this.#reading.lines + 1, 'a line of over 256 MiB, read as text');
    this.#isJson = false;
    yield* this.#cut();
  }

  *end(): Generator<Passage, void> {
    if (this.#size === 0) return;
    yield* this.#block(Buffer.alloc(0));
    // The last line, which no line break ends.
    if (this.#isJson === false) this.#reading.lines += 1;
  }

  #keep(bytes: Buffer): void {
    if (bytes.length > 0) this.#pending.push(bytes);
    this.#size += bytes.length;
  }

  /** A line too long to be kept, up to its last space. */
  *#cut(): Generator<Passage, void> {
    const bytes = Buffer.concat(this.#pending);
    const space = bytes.lastIndexOf(0x20);
    const end = space === -1 ? bytes.length : space;
    this.#pending = [];
    this.#size = 0;
    yield* this.#block(bytes.subarray(0, end));
    this.#keep(bytes.subarray(end));
  }

  /** Lines that are whole, what was kept before them included. */
  *#block(bytes: Buffer): Generator<Passage, void> {
    const whole = this.#pending.length === 0 ? bytes : Buffer.concat([...this.#pending, bytes]);
    this.#pending = [];
    this.#size = 0;
    const isWhole = isUtf8(whole);
    let text = whole.toString('utf8');
    if (this.#isJson === undefined && text.startsWith('\ufeff')) text = text.slice(1);
    this.#isJson ??= isJsonFile(this.#path, text);
    if (!isWhole) this.#findInvalid(whole);
    yield* this.#isJson ? this.#jsonLines(text) : this.#plain(text);
  }

  *#jsonLines(text: string): Generator<Passage, void> {
    for (let start = 0; start < text.length; ) {
      const found = text.indexOf('\n', start);
      const end = found === -1 ? text.length : found;
      this.#reading.lines += 1;
      yield* this.#jsonLine(text.slice(start, end), this.#reading.lines);
      start = end + 1;
    }
  }

  *#jsonLine(text: string, line: number): Generator<Passage, void> {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (text.trim() === '') return;
      this.#fault(line, 'not JSON, read as text');
      // Most likely a part of a JSON document: line breaks are written out.
      const loose = text.replaceAll(/\\[nrt]/g, ' ').replaceAll('\\"', '"');
      yield* recordPassages([{ key: '', text: loose }], line);
      return;
    }
    yield* recordPassages(fieldsOf(value), line);
  }

  *#plain(text: string): Generator<Passage, void> {
    const first = this.#reading.lines + 1;
    const whole = this.#overlap + text;
    const line = first - breaksIn(this.#overlap);
    this.#reading.lines += breaksIn(text);
    this.#overlap = whole.slice(-OVERLAP);
    yield* plainPassages(whole, line);
  }

  #findInvalid(bytes: Buffer): void {
    let line = this.#reading.lines;
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(BREAK, start);
      const end = found === -1 ? bytes.length : found;
      line += 1;
      if (!isUtf8(bytes.subarray(start, end))) this.#fault(line, 'not UTF-8, read with gaps');
      start = end + 1;
    }
  }

  #fault(line: number, message: string): void {
    this.#reading.faults += 1;
    if (this.#reading.firstFaults.length < MOST_FAULTS) {
      this.#reading.firstFaults.push({ line, message });
    }
  }
}

/** By its name, or by a first line that is a JSON object. */
function isJsonFile(path: string, text: string): boolean {
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(path)) return true;
  try {
    const [first = ''] = text.split('\n', 1);
    return first.trimStart().startsWith('{') && typeof JSON.parse(first) === 'object';
  } catch {
    return false;
  }
}
