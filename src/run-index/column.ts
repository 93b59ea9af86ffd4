/** A property of every item, each different value kept once. */
import { grown } from './line-index.js';

export type FacetValue = string | number;

const ABSENT = -1;

export class Column {
  /** Each different one, in the order in which they came. */
  readonly values: FacetValue[] = [];
  readonly #codes = new Map<FacetValue, number>();
  #codeOf = new Int32Array(1024).fill(ABSENT);

  set(item: number, value: FacetValue): void {
    while (item >= this.#codeOf.length) {
      const larger = new Int32Array(2 * this.#codeOf.length).fill(ABSENT);
      this.#codeOf = grown(this.#codeOf, larger);
    }
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.#codes.set(value, code);
      this.values.push(value);
    }
    this.#codeOf[item] = code;
  }

  /** The place of an item's value in `values`; -1 where it has none. */
  code(item: number): number {
    return this.#codeOf[item] ?? ABSENT;
  }

  of(item: number): FacetValue | undefined {
    return this.values[this.code(item)];
  }
}
