/**
 * The memory of an interpreter that is ready to run, as what differs from one that was just instantiated: its size in four bytes, then
 * runs of pages. Instantiating gives the same memory every time, so that this holds
 * for whatever instantiates the same release in the same way.
 */
import type { Interpreter } from './interpreter.js';
import { copyRuns, type Run, writeRuns } from './runs.js';

const PAGE = 4096;
const ZERO = Buffer.alloc(PAGE);

/** `fresh` is a copy of the memory as it was instantiated. */
export function takeSnapshot(python: Interpreter, fresh: Buffer): Buffer {
  const memory = python.memory();
  const size = Buffer.alloc(4);
  size.writeUInt32LE(memory.length);
  const runs: Run[] = [];
  for (let start = 0; start < memory.length; ) {
    const end = endOfRun(memory, fresh, start);
    if (end > start) runs.push({ at: start, bytes: memory.subarray(start, end) });
    start = end + PAGE;
  }
  return Buffer.concat([size, writeRuns(runs)]);
}

export function restoreSnapshot(python: Interpreter, snapshot: Buffer): void {
  const size = snapshot.readUInt32LE(0);
  if (size > python.memory().length) python.grow(size);
  copyRuns(snapshot.subarray(4), python.memory());
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
