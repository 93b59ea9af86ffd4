/** The sandbox's side of the pipes: frames as `worker/pipe.ts` reads and writes them, taken apart as they come in. */

export function frame(body: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Puts chunks together to frames. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;

  /** Bytes that wait for the rest of their frame. */
  get pending(): number {
    return this.#length;
  }

  /** The frames that `chunk` completes. */
  *push(chunk: Buffer): Generator<Buffer> {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    for (let size = this.#size(); size !== null && this.#length >= 4 + size; size = this.#size()) {
      const bytes = Buffer.concat(this.#chunks);
      const rest = bytes.subarray(4 + size);
      this.#chunks = [rest];
      this.#length = rest.length;
      yield bytes.subarray(4, 4 + size);
    }
  }

  /** What the frame that comes in says of its length; null while that is not there yet. */
  #size(): number | null {
    if (this.#length < 4) return null;
    if ((this.#chunks[0]?.length ?? 0) < 4) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]?.readUInt32BE() ?? null;
  }
}
