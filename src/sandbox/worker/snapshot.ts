/**
 * The memory of an interpreter that is ready to run, as what differs from one that was just instantiated: its size in four bytes, then
 * runs of pages (place and length, four bytes each, and the bytes), all numbers as `pipe.ts` has them. Instantiating gives the same memory every time, so that this holds
 * for whatever instantiates the same release in the same way.
 */
import type { Interpreter } from './interpreter.js';
import { readBytes, readNumber } from './pipe.js';

const PAGE = 4096;
const ZERO = Buffer.alloc(PAGE);

/** `fresh` is a copy of the memory as it was instantiated. */
export function takeSnapshot(python: Interpreter, fresh: Buffer): Buffer {
  const memory = python.memory();
  const parts: Buffer[] = [number(memory.length)];
  for (let start = 0; start < memory.length; ) {
    const end = endOfRun(memory, fresh, start);
    if (end > start) parts.push(number(start), number(end - start), memory.subarray(start, end));
    start = end + PAGE;
  }
  return Buffer.concat(parts);
}

/** Reads the next frame, a snapshot, straight to its place: there is much of it. */
export function restoreSnapshot(python: Interpreter): void {
  let left = readNumber() - 4;
  const size = readNumber();
  if (size > python.memory().length) python.grow(size);
  const memory = python.memory();
  while (left > 0) {
    const start = readNumber();
    const length = readNumber();
    readBytes(memory.subarray(start, start + length));
    left -= 8 + length;
  }
}

/** Where the pages from `start` on are first as they were: `start` itself when the first is. */
function endOfRun(memory: Buffer, fresh: Buffer, start: number): number {
  let end = start;
  while (end < memory.length && !wasSo(memory, fresh, end)) end += PAGE;
  return end;
}

/** What lies beyond the fresh memory is zero there. */
function wasSo(memory: Buffer, fresh: Buffer, start: number): boolean {
  const before = start < fresh.length ? fresh.subarray(start, start + PAGE) : ZERO;
  return before.equals(memory.subarray(start, start + PAGE));
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
