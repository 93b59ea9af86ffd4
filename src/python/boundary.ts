/** Values between a program and its caller: taken in, made from the host's and turned back. */

import { nowhere } from './machine/machine.js';
import { PyDict, PySet } from './values/hashed.js';
import { equal } from './values/relations.js';
import { hasLoneSurrogate, textOf, WideText } from './values/text.js';
import {
  integer,
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PyTuple,
  type Value,
} from './values/value.js';

/** Values inside values beyond which the caller's are refused. */
export const MAX_NESTING = 200;

/**
 * A value that came from outside, brought into its one representation, with copies of all that can change. Throws a
 * TypeError of JavaScript, a fault of the caller, for what is no value: fractions (a float is a `PyFloat`), NaN, numbers
 * beyond the safe integers, text with lone surrogates, objects of the host, functions and iterators.
 */
export function toValue(input: unknown): Value {
  if (typeof input === 'number' && Number.isSafeInteger(input)) return input + 0;
  if (typeof input === 'bigint') return integer(input);
  if (typeof input === 'boolean' || input === null) return input;
  if (typeof input === 'string' && !hasLoneSurrogate(input)) return textOf(input);
  if (input instanceof PyObject) return new Copier().copy(input, 0);
  const shown = typeof input === 'number' ? `the number ${input}` : `of type ${typeof input}`;
  throw new TypeError(`not a value of the subset: ${shown}`);
}

/** Copies values; what is shared among them stays shared. */
class Copier {
  readonly #site = nowhere();
  readonly #copies = new Map<PyObject, PyObject>();

  copy(value: Value, depth: number): Value {
    if (!(value instanceof PyObject)) return toValue(value);
    if (depth > MAX_NESTING)
      throw new TypeError(`more than ${MAX_NESTING} values inside each other`);
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    if (value instanceof PyFloat || value instanceof WideText || value instanceof PyRange)
      return value;
    return this.#container(value, depth + 1);
  }

  #container(value: PyObject, depth: number): PyObject {
    const site = this.#site;
    const inner = (item: Value): Value => this.copy(item, depth);
    if (value instanceof PyTuple) return this.#kept(value, new PyTuple(value.items.map(inner)));
    if (value instanceof PyList) {
      const list = this.#kept(value, new PyList([]));
      list.items = value.items.map(inner);
      return list;
    }
    if (value instanceof PyDict) {
      const dict = this.#kept(value, new PyDict());
      for (const entry of value.entries.values())
        dict.set(site, inner(entry.key), inner(entry.value));
      return dict;
    }
    if (!(value instanceof PySet)) {
      throw new TypeError(`not a value that can be given to a program: a ${value.type}`);
    }
    const set = this.#kept(value, new PySet());
    for (const element of value.elements.values()) set.add(site, inner(element));
    return set;
  }

  #kept<Kind extends PyObject>(value: PyObject, copy: Kind): Kind {
    this.#copies.set(value, copy);
    return copy;
  }
}

/** What `fromHost` takes and `toHost` gives. */
export type HostValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly HostValue[]
  | ReadonlyMap<HostValue, HostValue>
  | ReadonlySet<HostValue>;

/**
 * The value of a host's: an array is a list, a Map a dict, a Set a set, a number that is no safe integer a float. Throws a
 * TypeError for text with lone surrogates and for anything else.
 */
export function fromHost(input: HostValue): Value {
  if (typeof input === 'number' && !Number.isSafeInteger(input)) return new PyFloat(input);
  if (Array.isArray(input)) return new PyList(input.map((item: HostValue) => fromHost(item)));
  const site = nowhere();
  if (input instanceof Map) {
    const dict = new PyDict();
    for (const [key, value] of input) dict.set(site, fromHost(key), fromHost(value));
    return dict;
  }
  if (input instanceof Set) {
    const set = new PySet();
    for (const element of input) set.add(site, fromHost(element));
    return set;
  }
  return toValue(input);
}

/**
 * The host's form of a value: a tuple is an array too, a float a number. Throws a TypeError for functions, iterators,
 * ranges and values more than 200 deep, those that contain themselves included.
 */
export function toHost(value: Value, depth = 0): HostValue {
  if (!(value instanceof PyObject)) return value;
  if (depth > MAX_NESTING) throw new TypeError(`more than ${MAX_NESTING} values inside each other`);
  const inner = (item: Value): HostValue => toHost(item, depth + 1);
  if (value instanceof PyFloat) return value.value;
  if (value instanceof WideText) return value.text;
  if (value instanceof PyList || value instanceof PyTuple) return value.items.map(inner);
  if (value instanceof PyDict) {
    return new Map(
      [...value.entries.values()].map((entry) => [inner(entry.key), inner(entry.value)]),
    );
  }
  if (value instanceof PySet) return new Set([...value.elements.values()].map(inner));
  throw new TypeError(`no value of the host: a ${value.type}`);
}

/**
 * Whether `left == right`, of values that no program holds. Throws a `LimitError` for values that are too deep or too large, and an
 * `OutsideSubsetError` for views of dicts.
 */
export function equals(left: Value, right: Value): boolean {
  return equal(nowhere(), left, right);
}
