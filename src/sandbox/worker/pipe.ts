/**
 * Frames over the pipes of the process: four bytes that say how long the rest is, big-endian, and the rest. The worker reads and
 * writes them without an event loop, with functions that it took before `disarm` broke those of the module.
 */
import { readSync, writeSync } from 'node:fs';

const read = readSync;
const write = writeSync;

/** The next frame, or null at the end of the input. */
export function readFrame(): Buffer | null {
  const head = Buffer.alloc(4);
  return fill(head) ? readBytes(Buffer.allocUnsafe(head.readUInt32BE())) : null;
}

/** Four bytes of a frame that is read in parts; the first four are its length. Throws at the end of the input. */
export function readNumber(): number {
  return readBytes(Buffer.alloc(4)).readUInt32BE();
}

/** Fills `bytes` with what comes next of a frame. Throws at the end of the input. */
export function readBytes(bytes: Buffer): Buffer {
  if (!fill(bytes)) throw new Error('a frame that breaks off');
  return bytes;
}

export function writeFrame(body: Uint8Array): void {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  writeWhole(head);
  writeWhole(body);
}

/** On the standard error stream, which `pbb-eval` reads when a worker does not start. */
export function writeComplaint(text: string): void {
  write(2, `${text}\n`);
}

function fill(bytes: Buffer): boolean {
  let filled = 0;
  while (filled < bytes.length) {
    const count = read(0, bytes, filled, bytes.length - filled, null);
    if (count === 0) return false;
    filled += count;
  }
  return true;
}

function writeWhole(bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += write(1, bytes, written);
}
