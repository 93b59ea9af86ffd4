/** The built-in functions over iterables. What iterates is as lazy as in CPython. */

import {
  ITEM_BYTES,
  outsideSubset,
  pythonError,
  type Site,
  TABLE_BYTES,
} from '../machine/machine.js';
import { toFloat } from '../values/floats.js';
import { callValue, type Keywords } from '../values/functions.js';
import { PyDict, PySet } from '../values/hashed.js';
import { ItemsIterator, iterate, lengthOf as lengthIn, PyIterator } from '../values/iteration.js';
import { add } from '../values/operators.js';
import { equal, type Relation } from '../values/relations.js';
import { unorderedItems } from '../values/sets.js';
import { keyFor, sortItems } from '../values/sorting.js';
import { characterAt, isText, textLength } from '../values/text.js';
import {
  type Integer,
  integer,
  PyFloat,
  PyList,
  PyRange,
  PyTuple,
  toInteger,
  truthy,
  typeName,
  type Value,
} from '../values/value.js';
import { bindArguments, bindPositional, integerArgument } from './arguments.js';

type Args = readonly Value[];

export function lengthOf(site: Site, value: Value): Integer {
  const length = lengthIn(value);
  if (length === undefined) {
    throw pythonError(site, 'TypeError', `object of type '${typeName(value)}' has no len()`);
  }
  if (length >= 2n ** 63n) {
    throw pythonError(site, 'OverflowError', 'Python int too large to convert to C ssize_t');
  }
  return length;
}

export function rangeOf(site: Site, args: Args, keywords: Keywords | undefined): PyRange {
  const given = bindPositional(site, 'range', 1, 3, args, keywords);
  const [first = 0, second, step = 1] = given.map((value) => integerArgument(site, value));
  if (step === 0) throw pythonError(site, 'ValueError', 'range() arg 3 must not be zero');
  site.machine.spend(TABLE_BYTES, site);
  return second === undefined ? new PyRange(0, first, 1) : new PyRange(first, second, step);
}

/** An iterator that is a function of ours. */
class Native extends PyIterator {
  readonly #type: string;
  readonly #next: () => Value | undefined;

  constructor(site: Site, type: string, next: () => Value | undefined) {
    super();
    site.machine.make(4, ITEM_BYTES, site);
    this.#type = type;
    this.#next = next;
  }

  get type(): string {
    return this.#type;
  }

  next(): Value | undefined {
    return this.#next();
  }
}

export function iteratorOf(site: Site, args: Args, keywords: Keywords | undefined): PyIterator {
  const [value = null] = bindPositional(site, 'iter', 1, 2, args, keywords);
  if (args.length > 1) throw outsideSubset(site, '`iter` of a function is not part of the subset');
  site.machine.spend(TABLE_BYTES, site);
  return iterate(site, value);
}

export function nextOf(site: Site, args: Args, keywords: Keywords | undefined): Value {
  const [iterator = null, absent] = bindPositional(site, 'next', 1, 2, args, keywords);
  if (!(iterator instanceof PyIterator)) {
    throw pythonError(site, 'TypeError', `'${typeName(iterator)}' object is not an iterator`);
  }
  const item = iterator.next();
  if (item !== undefined) return item;
  if (absent !== undefined) return absent;
  if (site.machine.iterating > 0) {
    const message =
      'the end of an iterator inside a function that an iterator calls is not part of the subset';
    throw outsideSubset(site, message);
  }
  throw pythonError(site, 'StopIteration', '');
}

/** Calls `func` for an iterator: a StopIteration inside would end that iterator, or be another exception. */
function callInside(site: Site, func: Value, args: Args): Value {
  site.machine.iterating += 1;
  const value = callValue(site, func, args);
  site.machine.iterating -= 1;
  return value;
}

function pair(site: Site, items: readonly Value[]): PyTuple {
  site.machine.make(items.length + 2, ITEM_BYTES, site);
  return new PyTuple(items);
}

export function enumerateItems(site: Site, args: Args, keywords: Keywords | undefined): PyIterator {
  const names = ['iterable', 'start'];
  const [iterable = null, start = 0] = bindArguments(site, 'enumerate', names, 1, args, keywords);
  const items = iterate(site, iterable);
  let index = integerArgument(site, start);
  return new Native(site, 'enumerate', () => {
    const item = items.next();
    if (item === undefined) return undefined;
    const at = index;
    index = typeof at === 'number' && at < 1e15 ? at + 1 : integer(BigInt(at) + 1n);
    return pair(site, [at, item]);
  });
}

export function zipItems(site: Site, args: Args, keywords: Keywords | undefined): PyIterator {
  if (keywords !== undefined) {
    throw outsideSubset(site, 'keyword arguments of `zip` are not part of the subset');
  }
  const iterators = args.map((arg) => iterate(site, arg));
  return new Native(site, 'zip', () => {
    if (iterators.length === 0) return undefined;
    const row: Value[] = [];
    for (const iterator of iterators) {
      const item = iterator.next();
      if (item === undefined) return undefined;
      row.push(item);
    }
    // An array that grew has room for more.
    return pair(site, row.slice());
  });
}

export function mapItems(site: Site, args: Args, keywords: Keywords | undefined): PyIterator {
  const [func = null] = bindPositional(site, 'map', 2, args.length + 2, args, keywords);
  const iterators = args.slice(1).map((arg) => iterate(site, arg));
  return new Native(site, 'map', () => {
    const row: Value[] = [];
    for (const iterator of iterators) {
      const item = iterator.next();
      if (item === undefined) return undefined;
      row.push(item);
    }
    return callInside(site, func, row);
  });
}

export function filterItems(site: Site, args: Args, keywords: Keywords | undefined): PyIterator {
  const [func = null, iterable = null] = bindPositional(site, 'filter', 2, 2, args, keywords);
  const items = iterate(site, iterable);
  return new Native(site, 'filter', () => {
    for (;;) {
      const item = items.next();
      if (item === undefined) return undefined;
      site.machine.charge(1, site);
      if (truthy(func === null ? item : callInside(site, func, [item]))) return item;
    }
  });
}

export function reversedItems(site: Site, args: Args, keywords: Keywords | undefined): PyIterator {
  const [value = null] = bindPositional(site, 'reversed', 1, 1, args, keywords);
  if (value instanceof PyList) {
    let index = value.items.length - 1;
    return new Native(site, 'list_reverseiterator', () => {
      const item = value.items[index];
      index = item === undefined ? -1 : index - 1;
      return item;
    });
  }
  if (value instanceof PyTuple) return backwards(site, value.items.length, (at) => value.items[at]);
  if (isText(value))
    return backwards(site, textLength(value), (at) => characterAt(site, value, at));
  if (value instanceof PyRange) {
    if (value.length > Number.MAX_SAFE_INTEGER) {
      throw outsideSubset(site, '`reversed` of so large a range is not part of the subset');
    }
    return backwards(site, Number(value.length), (at) => value.at(at));
  }
  if (value instanceof PyDict) {
    site.machine.make(value.entries.size, ITEM_BYTES, site);
    const keys = [...value.entries.values()].map(({ key }) => key);
    const { changes } = value;
    return backwards(site, keys.length, (at) => {
      if (value.changes === changes) return keys[at];
      throw outsideSubset(site, 'changing a dict while it is reversed is not part of the subset');
    });
  }
  if (value instanceof PySet || value instanceof PyIterator || toInteger(value) !== undefined) {
    throw pythonError(site, 'TypeError', `'${typeName(value)}' object is not reversible`);
  }
  if (typeof value !== 'object' || value === null || value instanceof PyFloat) {
    throw pythonError(site, 'TypeError', `'${typeName(value)}' object is not reversible`);
  }
  throw outsideSubset(site, `\`reversed\` of a ${typeName(value)} is not part of the subset`);
}

function backwards(
  site: Site,
  length: number,
  at: (index: number) => Value | undefined,
): PyIterator {
  let index = length;
  return new Native(site, 'reversed', () => {
    if (index <= 0) return undefined;
    index -= 1;
    return at(index);
  });
}

export function sortedItems(site: Site, args: Args, keywords: Keywords | undefined): PyList {
  const [iterable = null] = args;
  if (args.length !== 1) {
    throw pythonError(site, 'TypeError', `sorted expected 1 argument, got ${args.length}`);
  }
  const [key, reverse] = bindArguments(site, 'sorted', ['key', 'reverse'], 0, [], keywords);
  const sorted = sortItems(site, unorderedItems(site, iterable), key, reverse);
  if (iterable instanceof PySet && key !== undefined && key !== null) {
    refuseTies(
      site,
      sorted.map((item) => keyFor(site, key, item)),
    );
  }
  return new PyList(sorted);
}

/** Elements of a set whose keys are equal come in the order of the set. */
function refuseTies(site: Site, keys: readonly Value[]): void {
  for (const [index, key] of keys.entries()) {
    const next = keys[index + 1];
    if (next !== undefined && equal(site, key, next)) {
      throw outsideSubset(
        site,
        'the order of a set is not part of the subset: two elements have the same key',
      );
    }
  }
}

export function extreme(
  site: Site,
  name: 'min' | 'max',
  args: Args,
  keywords: Keywords | undefined,
  beyond: Relation,
): Value {
  const [first, second] = args;
  if (first !== undefined && second !== undefined && keywords === undefined) {
    let best = first;
    for (let index = 1; index < args.length; index += 1) {
      const item = args[index];
      if (item !== undefined && beyond(site, item, best)) best = item;
    }
    return best;
  }
  if (first === undefined) {
    throw pythonError(site, 'TypeError', `${name} expected at least 1 argument, got 0`);
  }
  const [key, absent] = bindArguments(site, name, ['key', 'default'], 0, [], keywords);
  if (second !== undefined && absent !== undefined) {
    const message = `Cannot specify a default for ${name}() with multiple positional arguments`;
    throw pythonError(site, 'TypeError', message);
  }
  const items = second === undefined ? iterateAnyOrder(site, first) : new ItemsIterator(args, '');
  const best = bestOf(site, items, key, beyond, second === undefined && first instanceof PySet);
  if (best !== undefined) return best;
  if (absent !== undefined) return absent;
  throw pythonError(site, 'ValueError', `${name}() arg is an empty sequence`);
}

function iterateAnyOrder(site: Site, value: Value): PyIterator {
  return value instanceof PySet
    ? new ItemsIterator(unorderedItems(site, value), 'set_iterator')
    : iterate(site, value);
}

/** The first item whose key no other is beyond. */
function bestOf(
  site: Site,
  items: PyIterator,
  key: Value | undefined,
  beyond: Relation,
  ofSet: boolean,
): Value | undefined {
  let best: Value | undefined;
  let bestKey: Value = null;
  let tied = false;
  for (let item = items.next(); item !== undefined; item = items.next()) {
    site.machine.charge(1, site);
    const itemKey = keyFor(site, key, item);
    if (best === undefined || beyond(site, itemKey, bestKey)) {
      best = item;
      bestKey = itemKey;
      tied = false;
    } else if (ofSet) tied ||= !beyond(site, bestKey, itemKey);
  }
  if (tied)
    throw outsideSubset(
      site,
      'the order of a set is not part of the subset: two elements are as good',
    );
  return best;
}

/** A sum of floats is refused where CPython 3.12, which makes up for lost digits, and those before it differ. */
export function sumOf(site: Site, args: Args, keywords: Keywords | undefined): Value {
  const [iterable = null, start = 0] = bindArguments(site, 'sum', ['', 'start'], 1, args, keywords);
  if (isText(start)) {
    throw pythonError(site, 'TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  }
  const ofSet = iterable instanceof PySet && iterable.elements.size > 1;
  const items = iterateAnyOrder(site, iterable);
  let total: Value = start;
  let lost = 0;
  for (let item = items.next(); item !== undefined; item = items.next()) {
    site.machine.charge(1, site);
    if (ofSet && typeof item !== 'number' && typeof item !== 'bigint') {
      throw outsideSubset(
        site,
        'the sum of a set of other values than ints is not part of the subset',
      );
    }
    const before = total;
    total = add(site, before, item);
    if (total instanceof PyFloat && item instanceof PyFloat) {
      lost += lostDigits(realOf(site, before), item.value, total.value);
    }
  }
  if (
    total instanceof PyFloat &&
    lost !== 0 &&
    Number.isFinite(lost) &&
    total.value + lost !== total.value
  ) {
    throw outsideSubset(
      site,
      'a sum of floats that depends on the version of CPython is not part of the subset',
    );
  }
  return total;
}

/** What a sum of two floats lost (Neumaier). */
function lostDigits(a: number, b: number, sum: number): number {
  return Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a;
}

function realOf(site: Site, value: Value): number {
  if (value instanceof PyFloat) return value.value;
  return toFloat(site, toInteger(value) ?? 0);
}

export function allOf(site: Site, iterable: Value): boolean {
  const items = iterateAnyOrder(site, iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    site.machine.charge(1, site);
    if (!truthy(item)) return false;
  }
  return true;
}

export function anyOf(site: Site, iterable: Value): boolean {
  const items = iterateAnyOrder(site, iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    site.machine.charge(1, site);
    if (truthy(item)) return true;
  }
  return false;
}
