/** The sandbox's side of the pipes: frames as `worker/pipe.ts` reads and writes them, taken apart as they come in. */

/** A frame in its two parts: a copy of a large body would cost more than a write. */
export function frame(body: Uint8Array): [head: Uint8Array, body: Uint8Array] {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return [head, body];
}

/** Puts chunks together to frames. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;

  /** The frames that `chunk` completes. */
  *push(chunk: Buffer): Generator<Buffer> {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    for (let size = this.#size(); size !== null && this.#length >= 4 + size; size = this.#size()) {
      const bytes = this.#joined();
      const rest = bytes.subarray(4 + size);
      this.#chunks = [rest];
      this.#length = rest.length;
      yield bytes.subarray(4, 4 + size);
    }
  }

  /** What the frame that comes in says of its length; null while that is not there yet. */
  #size(): number | null {
    if (this.#length < 4) return null;
    const first = this.#chunks[0];
    return (first !== undefined && first.length >= 4 ? first : this.#joined()).readUInt32BE();
  }

  /** All that is there in one piece. It is copied only where it came in several: a chunk may hold thousands of frames. */
  #joined(): Buffer {
    const [first, ...more] = this.#chunks;
    if (first !== undefined && more.length === 0) return first;
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }
}
