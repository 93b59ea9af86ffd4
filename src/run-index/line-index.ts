/**
 * Where the lines of a journal stand, by the item that they are about: 16 bytes a line, and none of its text. Offsets are in bytes
 * of the file; the lines of an item come back in the order of the file.
 */

/** A line without its line break. */
export interface LinePlace {
  readonly offset: number;
  readonly bytes: number;
}

const NONE = -1;
const FIRST_CAPACITY = 1024;

export class LineIndex {
  #offsets = new Float64Array(FIRST_CAPACITY);
  #bytes = new Uint32Array(FIRST_CAPACITY);
  /** The next line about the same item. */
  #next = new Int32Array(FIRST_CAPACITY);
  #firstOf = new Int32Array(FIRST_CAPACITY).fill(NONE);
  #lastOf = new Int32Array(FIRST_CAPACITY).fill(NONE);
  #lines = 0;

  /** How many there are. */
  get lines(): number {
    return this.#lines;
  }

  /** Takes down the next line of the file, about item number `item`. */
  add(item: number, offset: number, bytes: number): void {
    const line = this.#lines;
    if (line === this.#offsets.length) this.#growLines();
    while (item >= this.#firstOf.length) this.#growItems();
    this.#offsets[line] = offset;
    this.#bytes[line] = bytes;
    this.#next[line] = NONE;
    const last = this.#lastOf[item] ?? NONE;
    if (last === NONE) this.#firstOf[item] = line;
    else this.#next[last] = line;
    this.#lastOf[item] = line;
    this.#lines += 1;
  }

  /** The lines about an item. */
  *of(item: number): Generator<LinePlace> {
    let line = this.#firstOf[item] ?? NONE;
    while (line !== NONE) {
      yield { offset: this.#offsets[line] ?? 0, bytes: this.#bytes[line] ?? 0 };
      line = this.#next[line] ?? NONE;
    }
  }

  /** At most `count` lines of the file from the one with this number on. */
  from(line: number, count: number): LinePlace[] {
    const end = Math.min(this.#lines, line + count);
    return Array.from({ length: Math.max(0, end - line) }, (_, place) => ({
      offset: this.#offsets[line + place] ?? 0,
      bytes: this.#bytes[line + place] ?? 0,
    }));
  }

  #growLines(): void {
    this.#offsets = grown(this.#offsets, new Float64Array(2 * this.#offsets.length));
    this.#bytes = grown(this.#bytes, new Uint32Array(2 * this.#bytes.length));
    this.#next = grown(this.#next, new Int32Array(2 * this.#next.length));
  }

  #growItems(): void {
    const { length } = this.#firstOf;
    this.#firstOf = grown(this.#firstOf, new Int32Array(2 * length).fill(NONE));
    this.#lastOf = grown(this.#lastOf, new Int32Array(2 * length).fill(NONE));
  }
}

/** `larger`, which begins with what `array` holds. */
export function grown<T extends { readonly length: number; set(from: ArrayLike<number>): void }>(
  array: ArrayLike<number>,
  larger: T,
): T {
  larger.set(array);
  return larger;
}
