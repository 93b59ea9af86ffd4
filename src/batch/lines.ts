/** The lines of a file that may be larger than memory, with their places, and what they say. */
import { createReadStream } from 'node:fs';
import { parsedJson } from '../endpoint/untrusted.js';
import { StoreError, storeError } from '../store/store-error.js';
import { type BatchKey, keyOf } from './custom-id.js';

/** A longer line is no answer of a model, and would not fit into a string. */
export const MAX_LINE_BYTES: number = 256 * 1024 * 1024;

const READ_CHUNK = 1024 * 1024;
const LINE_BREAK = 0x0a;

/** Cuts bytes that come in pieces into lines; a piece may end anywhere. */
export class LineCutter {
  readonly #path: string;
  #begun: Buffer[] = [];
  #begunBytes = 0;

  /** `path` is named in errors. */
  constructor(path: string) {
    this.#path = path;
  }

  /** The lines that end in `piece`, without their line breaks. A StoreError when one is too long. */
  *cut(piece: Buffer): Generator<Buffer> {
    let from = 0;
    for (let end = piece.indexOf(LINE_BREAK); end !== -1; end = piece.indexOf(LINE_BREAK, from)) {
      this.#add(piece.subarray(from, end));
      yield this.rest();
      from = end + 1;
    }
    this.#add(piece.subarray(from));
  }

  /** What has begun since the last line break; it is given once. */
  rest(): Buffer {
    const rest = Buffer.concat(this.#begun);
    this.#begun = [];
    this.#begunBytes = 0;
    return rest;
  }

  #add(bytes: Buffer): void {
    this.#begunBytes += bytes.length;
    if (this.#begunBytes > MAX_LINE_BYTES) {
      throw new StoreError('broken', this.#path, `a line is longer than ${MAX_LINE_BYTES} bytes`);
    }
    this.#begun.push(bytes);
  }
}

/** A line and where it stands, in bytes. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly length: number;
}

/** The lines of a file that are not empty. A StoreError when it cannot be read. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  const cutter = new LineCutter(path);
  let start = 0;
  try {
    for await (const read of createReadStream(path, { highWaterMark: READ_CHUNK })) {
      const piece: Buffer = read;
      for (const bytes of cutter.cut(piece)) {
        yield { text: bytes.toString('utf8'), start, length: bytes.length };
        start += bytes.length + 1;
      }
    }
  } catch (error) {
    throw storeError(path, error);
  }
  const last = cutter.rest();
  if (last.length > 0) yield { text: last.toString('utf8'), start, length: last.length };
}

/** What a line of requests or answers says at its top, whatever the types. */
export interface LineFields {
  readonly custom_id?: unknown;
  /** Of a request: the path of the API. */
  readonly url?: unknown;
  readonly response?: unknown;
  readonly error?: unknown;
  readonly status_code?: unknown;
  readonly body?: unknown;
}

export function fieldsIn(value: unknown): LineFields {
  return typeof value === 'object' && value !== null ? value : {};
}

/** The first line of a file of requests; null when it is none of ours. */
export async function firstRequest(path: string): Promise<{ key: BatchKey; url: string } | null> {
  for await (const { text } of linesOf(path)) {
    const { custom_id, url } = fieldsIn(parsedJson(text));
    const key = typeof custom_id === 'string' ? keyOf(custom_id) : null;
    return key !== null && typeof url === 'string' ? { key, url } : null;
  }
  return null;
}

/** The value as JSON; null for one that is too deep to be written. */
export function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}
