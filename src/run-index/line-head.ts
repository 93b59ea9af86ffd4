/** Which item a line is about, without parsing the line where it is written as ours are: `{"item":"…",…`. */
import { type Block, decoded, jsonOf } from './scan.js';

const HEADS = {
  item: /^\{"item":("(?:[^"\\]|\\.)*"),/,
  id: /^\{"id":("(?:[^"\\]|\\.)*"),/,
} as const;

/** A longer id is parsed with its line. */
const MOST_CHARACTERS = 1024;

export class LineHeads {
  /** How the lines of the item at hand begin. */
  #head = '';
  #item: number | undefined;
  readonly #placeOf: (id: string) => number | undefined;
  readonly #key: 'item' | 'id';

  /** `placeOf`: the number of the item with an id. `key`: under which it stands, the first of its line. */
  constructor(placeOf: (id: string) => number | undefined, key: 'item' | 'id' = 'item') {
    this.#placeOf = placeOf;
    this.#key = key;
  }

  /** Characters that the line at hand begins with, up to what follows its item; 0 where it is written in another way. */
  get length(): number {
    return this.#head.length;
  }

  /** The number of the item that a line is about; undefined where it is none of the run, or cannot be told. */
  itemOf({ text }: Block, start: number, end: number): number | undefined {
    // The lines of an item often stand together.
    if (this.#head !== '' && text.startsWith(this.#head, start)) return this.#item;
    const line = text.slice(start, Math.min(end, start + MOST_CHARACTERS));
    const [head = '', written = ''] = HEADS[this.#key].exec(line) ?? [];
    const id = head === '' ? this.#idIn(text.slice(start, end)) : jsonOf(decoded(written));
    const item = typeof id === 'string' ? this.#placeOf(id) : undefined;
    this.#head = head;
    this.#item = item;
    return item;
  }

  #idIn(line: string): unknown {
    return Object(jsonOf(decoded(line)))[this.#key];
  }
}
