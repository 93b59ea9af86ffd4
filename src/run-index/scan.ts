/**
 * The lines of a file of JSON lines with their places, from any line on: what is added to a journal while a run goes on is scanned
 * alone. Memory is bounded by the longest line.
 */
import { open } from 'node:fs/promises';
import { wholeLines } from '../store/journal.js';
import { storeError } from '../store/store-error.js';
import type { LinePlace } from './line-index.js';

/** A block of whole lines, a character for each byte, and where it begins. */
export interface Block {
  readonly text: string;
  readonly offset: number;
}

/** What is done with a line: it stands in `block` from `start` to `end`, its line break excluded. */
export type TakeLine = (block: Block, start: number, end: number) => void;

/** Gives `take` each whole line from the byte `from` on. */
export async function scanLines(path: string, from: number, take: TakeLine): Promise<void> {
  let offset = from;
  for await (const bytes of wholeLines(path, from)) {
    // Latin-1 keeps places in text and file the same, and is copied, not decoded.
    const block = { text: bytes.toString('latin1'), offset };
    let start = 0;
    for (let end = block.text.indexOf('\n'); end !== -1; end = block.text.indexOf('\n', start)) {
      take(block, start, end);
      start = end + 1;
    }
    offset += bytes.length;
  }
}

/** Text of a block as what it is, UTF-8. */
export function decoded(text: string): string {
  // Most lines are ASCII, which is the same in both.
  return /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
}

/** Neighbouring lines are read at once, up to so many bytes. */
const MOST_AT_ONCE = 4 * 1024 * 1024;

/** The values of some lines of a file. Undefined for one that is not JSON any more. A StoreError where they cannot be read. */
export async function readLines(path: string, places: Iterable<LinePlace>): Promise<unknown[]> {
  const values: unknown[] = [];
  try {
    const file = await open(path, 'r');
    try {
      for (const span of spansOf(places)) {
        const text = Buffer.alloc(span.bytes);
        await file.read(text, 0, span.bytes, span.offset);
        for (const { offset, bytes } of span.lines) {
          const from = offset - span.offset;
          values.push(jsonOf(text.toString('utf8', from, from + bytes)));
        }
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw storeError(path, error);
  }
  return values;
}

interface Span extends LinePlace {
  readonly lines: readonly LinePlace[];
}

/** Lines that stand side by side, together. */
function* spansOf(places: Iterable<LinePlace>): Generator<Span> {
  let lines: LinePlace[] = [];
  let [offset, bytes] = [0, 0];
  for (const line of places) {
    const isNext = line.offset === offset + bytes + 1 && bytes + line.bytes < MOST_AT_ONCE;
    if (lines.length > 0 && isNext) {
      lines.push(line);
      bytes += 1 + line.bytes;
      continue;
    }
    if (lines.length > 0) yield { offset, bytes, lines };
    lines = [line];
    ({ offset, bytes } = line);
  }
  if (lines.length > 0) yield { offset, bytes, lines };
}

/** Undefined where the text is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
