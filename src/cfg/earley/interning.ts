/** Flat tables over 32-bit integers: growing lists, and numbers for pairs and for lists of integers. */

/** What a table answers for a key that it does not hold. */
export const ABSENT = -1;

/** A growing list of integers; `values` is replaced when it grows. */
export class Integers {
  values = new Int32Array(16);
  length = 0;

  get cells(): number {
    return this.values.length;
  }

  push(value: number): void {
    if (this.length === this.values.length) this.values = enlarged(this.values, this.length * 2);
    this.values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.values[index] ?? 0;
  }

  sort(): void {
    if (this.length > 1) this.values.subarray(0, this.length).sort();
  }
}

/** A map from pairs of integers to integers; the first of a pair is at least 0. Open addressing, at most half full. */
export class PairTable {
  /** Three cells a slot: the pair and its value. */
  #slots = new Int32Array(3 * 64).fill(ABSENT);
  #mask = 63;
  #size = 0;

  get cells(): number {
    return this.#slots.length;
  }

  get(first: number, second: number): number {
    return this.#slots[this.#cell(first, second) + 2] ?? ABSENT;
  }

  set(first: number, second: number, value: number): void {
    const cell = this.#cell(first, second);
    if (this.#slots[cell] === ABSENT) this.#size += 1;
    this.#slots[cell] = first;
    this.#slots[cell + 1] = second;
    this.#slots[cell + 2] = value;
    if (this.#size * 2 > this.#mask) this.#grow();
  }

  /** Where the pair stands, or the free slot that it would take. */
  #cell(first: number, second: number): number {
    const slots = this.#slots;
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const cell = slot * 3;
      const found = slots[cell];
      if (found === ABSENT || (found === first && slots[cell + 1] === second)) return cell;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 4 + 3;
    this.#slots = new Int32Array(old.length * 4).fill(ABSENT);
    for (let from = 0; from < old.length; from += 3) {
      const first = old[from] ?? 0;
      if (first === ABSENT) continue;
      const second = old[from + 1] ?? 0;
      const to = this.#cell(first, second);
      this.#slots[to] = first;
      this.#slots[to + 1] = second;
      this.#slots[to + 2] = old[from + 2] ?? 0;
    }
  }
}

/** Lists of integers, numbered from 0 in the order in which they came. */
export class ListTable {
  /** All lists, one behind the other. */
  readonly pool: Integers = new Integers();
  readonly #ends: Integers = new Integers();
  readonly #hashes: Integers = new Integers();
  /** Numbers of interned lists by their hash. */
  #slots = new Int32Array(16).fill(ABSENT);

  get size(): number {
    return this.#ends.length;
  }

  get cells(): number {
    return this.pool.cells + this.#ends.cells + this.#hashes.cells + this.#slots.length;
  }

  /** List `id` is `pool` from `first(id)` up to and without `end(id)`. */
  first(id: number): number {
    return id === 0 ? 0 : this.#ends.at(id - 1);
  }

  end(id: number): number {
    return this.#ends.at(id);
  }

  /** The number of a list, a new one when none is equal. */
  intern(list: Integers): number {
    const hash = hashOf(list);
    const slot = this.#slot(list, hash);
    const found = this.#slots[slot] ?? ABSENT;
    if (found !== ABSENT) return found;
    const id = this.append(list);
    this.#slots[slot] = id;
    this.#hashes.push(hash);
    if (this.size * 2 > this.#slots.length) this.#grow();
    return id;
  }

  /** A new number, also for a list that is there already. A table is for one of the two: `intern` does not see these. */
  append(list: Integers): number {
    for (let index = 0; index < list.length; index += 1) this.pool.push(list.at(index));
    this.#ends.push(this.pool.length);
    return this.size - 1;
  }

  #slot(list: Integers, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot] ?? ABSENT;
      if (id === ABSENT || (this.#hashes.at(id) === hash && this.#equals(id, list))) return slot;
    }
  }

  #equals(id: number, list: Integers): boolean {
    const first = this.first(id);
    if (this.end(id) - first !== list.length) return false;
    for (let index = 0; index < list.length; index += 1) {
      if (this.pool.at(first + index) !== list.at(index)) return false;
    }
    return true;
  }

  #grow(): void {
    const mask = this.#slots.length * 2 - 1;
    this.#slots = new Int32Array(mask + 1).fill(ABSENT);
    for (let id = 0; id < this.size; id += 1) {
      let slot = this.#hashes.at(id) & mask;
      while (this.#slots[slot] !== ABSENT) slot = (slot + 1) & mask;
      this.#slots[slot] = id;
    }
  }
}

/** Indices grouped by a key (a counting sort): those of a key are `indices` from `first(key)` up to and without `end(key)`. */
export class Groups {
  readonly indices: Int32Array;
  readonly #ends: Int32Array;

  /** Groups the indices below `count` by a key below `keys`, each group in rising order. */
  constructor(keys: number, count: number, keyOf: (index: number) => number) {
    const ends = new Int32Array(keys + 1);
    for (let index = 0; index < count; index += 1) increment(ends, keyOf(index) + 1);
    for (let key = 1; key <= keys; key += 1) ends[key] = (ends[key] ?? 0) + (ends[key - 1] ?? 0);
    this.indices = new Int32Array(count);
    // What is a key's first index to begin with moves to its end.
    for (let index = 0; index < count; index += 1) {
      this.indices[increment(ends, keyOf(index)) - 1] = index;
    }
    this.#ends = ends;
  }

  first(key: number): number {
    return key === 0 ? 0 : (this.#ends[key - 1] ?? 0);
  }

  end(key: number): number {
    return this.#ends[key] ?? 0;
  }
}

function increment(counts: Int32Array, index: number): number {
  const count = (counts[index] ?? 0) + 1;
  counts[index] = count;
  return count;
}

/** A copy of some length, at least the old one, zeros behind. */
export function enlarged(values: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(values);
  return larger;
}

function hashOf(list: Integers): number {
  let hash = list.length;
  for (let index = 0; index < list.length; index += 1) {
    hash = Math.imul(hash ^ list.at(index), 0x9e3779b1) ^ (hash >>> 15);
  }
  return hash ^ (hash >>> 16);
}
