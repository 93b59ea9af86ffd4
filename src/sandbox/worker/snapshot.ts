/**
 * The memory of an interpreter that is ready to run, as bytes: its size in four bytes, then runs of pages that are not zero (place and
 * length, four bytes each, and the bytes). It is valid for the same release of the interpreter alone, started in the same way.
 */
import type { Interpreter } from './interpreter.js';

const PAGE = 4096;

export function takeSnapshot(python: Interpreter): Buffer {
  const memory = python.memory();
  const parts: Buffer[] = [number(memory.length)];
  for (let start = 0; start < memory.length; ) {
    const end = endOfRun(memory, start);
    if (end > start) parts.push(number(start), number(end - start), memory.subarray(start, end));
    start = end + PAGE;
  }
  return Buffer.concat(parts);
}

export function restoreSnapshot(python: Interpreter, snapshot: Buffer): void {
  const size = snapshot.readUInt32LE(0);
  if (size > python.memory().length) python.grow(size);
  const memory = python.memory();
  // A new interpreter has written to its heap nothing that the one of the snapshot had not.
  const heap = python.c.emscripten_stack_get_base();
  let restored = 0;
  for (let at = 4; at < snapshot.length; ) {
    const start = snapshot.readUInt32LE(at);
    const length = snapshot.readUInt32LE(at + 4);
    if (restored < heap) memory.fill(0, restored, start);
    memory.set(snapshot.subarray(at + 8, at + 8 + length), start);
    restored = start + length;
    at += 8 + length;
  }
}

/** Where the pages from `start` on are first zero: `start` itself when the first is. */
function endOfRun(memory: Buffer, start: number): number {
  let end = start;
  while (end < memory.length && !ZERO.equals(memory.subarray(end, end + PAGE))) end += PAGE;
  return end;
}

const ZERO = Buffer.alloc(PAGE);

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
