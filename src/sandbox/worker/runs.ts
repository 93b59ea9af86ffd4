/** Parts of a larger piece of bytes that are to be put in its place: of each where it begins and its length, four bytes each, and the bytes. */

export interface Run {
  readonly at: number;
  readonly bytes: Buffer;
}

export function writeRuns(runs: readonly Run[]): Buffer {
  return Buffer.concat(
    runs.flatMap(({ at, bytes }) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(at);
      head.writeUInt32LE(bytes.length, 4);
      return [head, bytes];
    }),
  );
}

/** Puts every run in its place in `target`, which is long enough. */
export function copyRuns(runs: Buffer, target: Buffer): void {
  for (let next = 0; next < runs.length; ) {
    const start = next + 8;
    const end = start + runs.readUInt32LE(next + 4);
    runs.copy(target, runs.readUInt32LE(next), start, end);
    next = end;
  }
}
