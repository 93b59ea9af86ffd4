/** `repr` and `str` of values, as CPython prints them. */

import {
  CHARACTER_BYTES,
  nowhere,
  outsideSubset,
  overLimit,
  pythonError,
  type Site,
} from '../machine/machine.js';
import { floatText } from './float-text.js';
import { DictView, inOrder, PyDict, PySet } from './hashed.js';
import { isText, quoteText, type Text, textOf, toText } from './text.js';
import {
  MAX_INTEGER_DIGITS,
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PyTuple,
  type Value,
} from './value.js';

/**
 * `repr(value)` of a value that a run gave. Throws as `reprText` does; a text may be as long as the default limit on size.
 */
export function repr(value: Value): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return scalarText(value);
  }
  return new Writer(nowhere()).write(value);
}

/**
 * `repr(value)` inside a run. Throws a `PythonError` for an integer of more than `MAX_INTEGER_DIGITS` digits, which CPython
 * refuses to print too, an `OutsideSubsetError` for what has no fixed `repr` in CPython (a set of two or more elements, a
 * function), and a `LimitError` for a text that is too long.
 */
export function reprText(site: Site, value: Value): string {
  if (typeof value === 'number') return String(value);
  const text = new Writer(site).write(value);
  site.machine.make(text.length, CHARACTER_BYTES, site);
  return text;
}

/** `str(value)` inside a run. */
export function strOf(site: Site, value: Value): Text {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return isText(value) ? value : textOf(reprText(site, value));
}

function scalarText(value: number | boolean | null): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

/** Writes one value; `[...]` stands for a container inside itself. */
class Writer {
  readonly #site: Site;
  readonly #open = new Set<PyObject>();
  #length = 0;

  constructor(site: Site) {
    this.#site = site;
  }

  write(value: Value): string {
    const text = value instanceof PyObject ? this.#object(value) : this.#plain(value);
    return text;
  }

  #plain(value: Exclude<Value, PyObject>): string {
    if (typeof value === 'string') return this.#counted(quoteText(value));
    if (typeof value !== 'bigint') return this.#counted(scalarText(value));
    // Turning digits into text takes time that grows faster than their number: refused before it is done.
    if (value >= 10n ** BigInt(MAX_INTEGER_DIGITS) || -value >= 10n ** BigInt(MAX_INTEGER_DIGITS)) {
      const message = `Exceeds the limit (${MAX_INTEGER_DIGITS} digits) for integer string conversion`;
      throw pythonError(this.#site, 'ValueError', message);
    }
    return this.#counted(String(value));
  }

  #counted(text: string): string {
    const { machine } = this.#site;
    this.#length += text.length + 2;
    if (this.#length > machine.limits.size) throw overLimit(this.#site, 'size');
    machine.charge(1 + (text.length >> 4), this.#site);
    return text;
  }

  #object(value: PyObject): string {
    const text = toText(value);
    if (text !== undefined) return this.#counted(quoteText(text));
    if (value instanceof PyFloat) return this.#counted(floatText(value.value));
    if (value instanceof PyList)
      return this.#inside(value, '[...]', () => `[${this.#items(value.items)}]`);
    if (value instanceof PyTuple) return this.#inside(value, '(...)', () => this.#tuple(value));
    if (value instanceof PyDict)
      return this.#inside(value, '{...}', () => `{${this.#entries(value)}}`);
    if (value instanceof PySet) return this.#inside(value, 'set(...)', () => this.#set(value));
    if (value instanceof PyRange) return this.#counted(rangeText(value));
    if (value instanceof DictView) return this.#inside(value, '...', () => this.#view(value));
    const fixed = fixedRepr(value);
    if (fixed !== undefined) return this.#counted(fixed);
    throw outsideSubset(this.#site, `the repr of a ${value.type} is not part of the subset`);
  }

  #inside(value: PyObject, again: string, write: () => string): string {
    if (this.#open.has(value)) return this.#counted(again);
    this.#site.machine.nest(this.#site);
    this.#open.add(value);
    this.#counted('[]');
    const text = write();
    this.#open.delete(value);
    this.#site.machine.leave();
    return text;
  }

  #items(items: readonly Value[]): string {
    return items.map((item) => this.write(item)).join(', ');
  }

  #tuple({ items }: PyTuple): string {
    return items.length === 1 ? `(${this.#items(items)},)` : `(${this.#items(items)})`;
  }

  #entries({ entries }: PyDict): string {
    return [...entries.values()]
      .map(({ key, value }) => `${this.write(key)}: ${this.write(value)}`)
      .join(', ');
  }

  #set(set: PySet): string {
    const elements = inOrder(this.#site, set);
    return elements.length === 0 ? 'set()' : `{${this.#items(elements)}}`;
  }

  #view({ dict, kind }: DictView): string {
    const entries = [...dict.entries.values()];
    if (kind === 'keys') return `dict_keys([${this.#items(entries.map(({ key }) => key))}])`;
    if (kind === 'values')
      return `dict_values([${this.#items(entries.map(({ value }) => value))}])`;
    const pairs = entries.map(({ key, value }) => `(${this.write(key)}, ${this.write(value)})`);
    return `dict_items([${pairs.join(', ')}])`;
  }
}

function rangeText({ start, stop, step }: PyRange): string {
  return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
}

/** The `repr` that a value of a type has which is the same in every run of CPython, such as `<class 'int'>`. */
function fixedRepr(value: PyObject): string | undefined {
  return 'fixedRepr' in value && typeof value.fixedRepr === 'string' ? value.fixedRepr : undefined;
}
