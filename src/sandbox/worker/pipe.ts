/**
 * Frames over the pipes of the process: four bytes that say how long the rest is, big-endian, and the rest. The worker reads and
 * writes them without an event loop, with functions that it took before `disarm` broke those of the module.
 */
import { readSync, writeSync } from 'node:fs';

const read = readSync;
const write = writeSync;

/** The next frame, or null at the end of the input. */
export function readFrame(): Buffer | null {
  const head = exactly(4);
  return head === null ? null : exactly(head.readUInt32BE());
}

export function writeFrame(body: Uint8Array): void {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  writeWhole(head);
  writeWhole(body);
}

function exactly(length: number): Buffer | null {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = read(0, bytes, filled, length - filled, null);
    if (count === 0) return null;
    filled += count;
  }
  return bytes;
}

function writeWhole(bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += write(1, bytes, written);
}
