/**
 * Dicts and sets. A dict keeps the order in which its keys came, and the first of equal keys, as CPython does. The order
 * of a set is CPython's own affair, so nothing here gives the elements of a set of two or more to a program in order.
 */

import { ENTRY_BYTES, outsideSubset, type Site } from '../machine/machine.js';
import { type Key, keyOf } from './keys.js';
import { PyObject, type Value } from './value.js';

interface Entry {
  readonly key: Value;
  value: Value;
}

export class PyDict extends PyObject {
  readonly entries = new Map<Key, Entry>();
  /** How often a key was added or taken out. */
  changes = 0;
  /** How often one was taken out: the host's table goes over the holes. */
  removed = 0;

  override get isTrue(): boolean {
    return this.entries.size > 0;
  }

  get type(): 'dict' {
    return 'dict';
  }

  get(site: Site, key: Value): Value | undefined {
    return this.entries.get(keyOf(site, key))?.value;
  }

  has(site: Site, key: Value): boolean {
    return this.entries.has(keyOf(site, key));
  }

  set(site: Site, key: Value, value: Value): void {
    const at = keyOf(site, key);
    const entry = this.entries.get(at);
    if (entry !== undefined) {
      entry.value = value;
      return;
    }
    site.machine.grow(this.entries.size, ENTRY_BYTES, site);
    this.entries.set(at, { key, value });
    this.changes += 1;
  }

  /** Takes `key` out; its value, or undefined when it is not there. */
  delete(site: Site, key: Value): Value | undefined {
    const at = keyOf(site, key);
    const entry = this.entries.get(at);
    if (entry === undefined) return undefined;
    this.entries.delete(at);
    this.changes += 1;
    this.removed += 1;
    return entry.value;
  }

  clear(): void {
    if (this.entries.size > 0) this.changes += 1;
    this.entries.clear();
    this.removed = 0;
  }

  copy(site: Site): PyDict {
    site.machine.make(this.entries.size, ENTRY_BYTES, site);
    const copy = new PyDict();
    for (const [at, { key, value }] of this.entries) copy.entries.set(at, { key, value });
    return copy;
  }
}

export class PySet extends PyObject {
  readonly elements = new Map<Key, Value>();

  override get isTrue(): boolean {
    return this.elements.size > 0;
  }

  get type(): 'set' {
    return 'set';
  }

  /** A set can be asked for, though it cannot be an element. */
  has(site: Site, element: Value): boolean {
    return !(element instanceof PySet) && this.elements.has(keyOf(site, element));
  }

  add(site: Site, element: Value): void {
    const at = keyOf(site, element);
    if (this.elements.has(at)) return;
    site.machine.grow(this.elements.size, ENTRY_BYTES, site);
    this.elements.set(at, element);
  }

  /** Whether it was there. */
  delete(site: Site, element: Value): boolean {
    return !(element instanceof PySet) && this.elements.delete(keyOf(site, element));
  }

  copy(site: Site): PySet {
    site.machine.make(this.elements.size, ENTRY_BYTES, site);
    const copy = new PySet();
    for (const [at, element] of this.elements) copy.elements.set(at, element);
    return copy;
  }
}

/** The elements of a set where their order shows: refused unless there is at most one. */
export function inOrder(site: Site, set: PySet): readonly Value[] {
  if (set.elements.size > 1) {
    throw outsideSubset(
      site,
      'the order of a set is not part of the subset: `sorted(…)` gives one',
    );
  }
  return [...set.elements.values()];
}

/** The elements of a set where their order cannot show. */
export function inAnyOrder(site: Site, set: PySet): Value[] {
  site.machine.make(set.elements.size, 8, site);
  return [...set.elements.values()];
}

export type ViewKind = 'keys' | 'values' | 'items';

/** What `dict.keys()`, `dict.values()` and `dict.items()` give: it shows the dict as it is when it is looked at. */
export class DictView extends PyObject {
  readonly dict: PyDict;
  readonly kind: ViewKind;

  constructor(dict: PyDict, kind: ViewKind) {
    super();
    this.dict = dict;
    this.kind = kind;
  }

  override get isTrue(): boolean {
    return this.dict.entries.size > 0;
  }

  get type(): string {
    return `dict_${this.kind}`;
  }
}
