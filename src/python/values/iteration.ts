/** Iterators: one item at a time, as lazily as CPython's. */

import { ITEM_BYTES, outsideSubset, pythonError, type Site } from '../machine/machine.js';
import { DictView, inOrder, PyDict, PySet } from './hashed.js';
import { characterAt, isText, type Text, textLength } from './text.js';
import { type Integer, PyList, PyObject, PyRange, PyTuple, typeName, type Value } from './value.js';

/** What `iter(…)` gives. */
export abstract class PyIterator extends PyObject {
  /** The next item; undefined when there is none, and from then on. */
  abstract next(): Value | undefined;
}

/** An iterator over `value`. Raises a TypeError for what cannot be iterated. */
export function iterate(site: Site, value: Value): PyIterator {
  if (value instanceof PyIterator) return value;
  if (value instanceof PyList) return new ListIterator(value);
  if (value instanceof PyTuple) return new ItemsIterator(value.items, 'tuple_iterator');
  if (isText(value)) return new TextIterator(site, value);
  if (value instanceof PyRange) return new RangeIterator(value);
  if (value instanceof PyDict) return new DictIterator(site, value, 'keys');
  if (value instanceof DictView) return new DictIterator(site, value.dict, value.kind);
  if (value instanceof PySet) return new ItemsIterator(inOrder(site, value), 'set_iterator');
  throw pythonError(site, 'TypeError', `'${typeName(value)}' object is not iterable`);
}

/** All items of `value`; the array may be the value's own and is not to be changed or kept. */
export function itemsOf(site: Site, value: Value): readonly Value[] {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  const { machine } = site;
  const iterator = iterate(site, value);
  const items: Value[] = [];
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    machine.charge(1, site);
    machine.grow(items.length, ITEM_BYTES, site);
    items.push(item);
  }
  return items;
}

/** A new array of all items of `value`. */
export function copiedItems(site: Site, value: Value): Value[] {
  const items = itemsOf(site, value);
  if (!(value instanceof PyList || value instanceof PyTuple)) return [...items];
  site.machine.make(items.length, ITEM_BYTES, site);
  return items.slice();
}

class ListIterator extends PyIterator {
  #list: PyList | undefined;
  #index = 0;

  constructor(list: PyList) {
    super();
    this.#list = list;
  }

  get type(): 'list_iterator' {
    return 'list_iterator';
  }

  next(): Value | undefined {
    const item = this.#list?.items[this.#index];
    this.#index += 1;
    // An iterator that has ended stays so, also when the list grows.
    if (item === undefined) this.#list = undefined;
    return item;
  }
}

export class ItemsIterator extends PyIterator {
  readonly #items: readonly Value[];
  readonly #type: string;
  #index = 0;

  constructor(items: readonly Value[], type: string) {
    super();
    this.#items = items;
    this.#type = type;
  }

  get type(): string {
    return this.#type;
  }

  next(): Value | undefined {
    const item = this.#items[this.#index];
    this.#index += 1;
    return item;
  }
}

class TextIterator extends PyIterator {
  readonly #site: Site;
  readonly #text: Text;
  #index = 0;

  constructor(site: Site, text: Text) {
    super();
    this.#site = site;
    this.#text = text;
  }

  get type(): 'str_iterator' {
    return 'str_iterator';
  }

  next(): Value | undefined {
    if (this.#index >= textLength(this.#text)) return undefined;
    this.#index += 1;
    return characterAt(this.#site, this.#text, this.#index - 1);
  }
}

class RangeIterator extends PyIterator {
  readonly #range: PyRange;
  #index = 0;

  constructor(range: PyRange) {
    super();
    this.#range = range;
  }

  get type(): 'range_iterator' {
    return 'range_iterator';
  }

  next(): Value | undefined {
    if (this.#index >= this.#range.length) return undefined;
    this.#index += 1;
    return this.#range.at(this.#index - 1);
  }
}

class DictIterator extends PyIterator {
  readonly #site: Site;
  readonly #dict: PyDict;
  readonly #entries: MapIterator<{ readonly key: Value; readonly value: Value }>;
  readonly #kind: DictView['kind'];
  readonly #size: number;
  readonly #changes: number;
  #ended = false;

  constructor(site: Site, dict: PyDict, kind: DictView['kind']) {
    super();
    site.machine.work(Math.min(dict.removed, 4 * dict.entries.size), site);
    this.#site = site;
    this.#dict = dict;
    this.#entries = dict.entries.values();
    this.#kind = kind;
    this.#size = dict.entries.size;
    this.#changes = dict.changes;
  }

  get type(): string {
    return `dict_${this.#kind.slice(0, -1)}iterator`;
  }

  next(): Value | undefined {
    if (this.#ended) return undefined;
    if (this.#dict.changes !== this.#changes) throw this.#changed();
    const { done, value } = this.#entries.next();
    if (done === true || value === undefined) {
      this.#ended = true;
      return undefined;
    }
    if (this.#kind === 'keys') return value.key;
    if (this.#kind === 'values') return value.value;
    this.#site.machine.make(2, 8, this.#site);
    return new PyTuple([value.key, value.value]);
  }

  /** CPython notices a change of size; what it does with others is an accident of its table. */
  #changed(): Error {
    if (this.#dict.entries.size !== this.#size) {
      return pythonError(this.#site, 'RuntimeError', 'dictionary changed size during iteration');
    }
    return outsideSubset(
      this.#site,
      'changing the keys of a dict during iteration is not part of the subset',
    );
  }
}

/** The number of items of `value`, for `len`; undefined for what has none. */
export function lengthOf(value: Value): Integer | undefined {
  if (isText(value)) return textLength(value);
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length;
  if (value instanceof PyDict) return value.entries.size;
  if (value instanceof PySet) return value.elements.size;
  if (value instanceof PyRange) return value.length;
  return value instanceof DictView ? value.dict.entries.size : undefined;
}
