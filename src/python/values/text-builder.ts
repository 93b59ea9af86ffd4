/**
 * Texts of many small parts. The host keeps `text += part` as a rope, whose every node takes 32 bytes until the text is read;
 * here the parts are joined by the thousand.
 */

const PARTS = 1024;

/** Builds one text from parts that are added in order. */
export class TextBuilder {
  readonly #joined: string[] = [];
  #parts: string[] = [];
  #length = 0;

  /** The UTF-16 code units that were added. */
  get length(): number {
    return this.#length;
  }

  add(part: string): void {
    this.#length += part.length;
    if (this.#parts.push(part) < PARTS) return;
    this.#joined.push(this.#parts.join(''));
    this.#parts = [];
  }

  /** The parts one after another. */
  text(): string {
    return this.#joined.join('') + this.#parts.join('');
  }
}
