/** The methods of lists, tuples, dicts and sets (Python library reference, "Built-in Types"). */

import { ITEM_BYTES, pythonError, type Site, VIEW_BYTES } from '../machine/machine.js';
import type { Keywords } from '../values/functions.js';
import { DictView, inOrder, PyDict, PySet, type ViewKind } from '../values/hashed.js';
import { itemsOf, iterate } from '../values/iteration.js';
import { keyOf } from '../values/keys.js';
import { extend } from '../values/operators.js';
import { isSubset, same } from '../values/relations.js';
import {
  difference,
  intersection,
  intersectionWith,
  setOf,
  symmetricDifference,
  union,
  updateDict,
  updateSet,
} from '../values/sets.js';
import { sortItems } from '../values/sorting.js';
import { keyError } from '../values/subscripts.js';
import { PyList, PyTuple, toInteger, type Value } from '../values/value.js';
import { bindArguments, bindPositional, countArgument, integerArgument } from './arguments.js';

type Method<Self> = (
  site: Site,
  self: Self,
  args: readonly Value[],
  keywords: Keywords | undefined,
) => Value;

/** A method of positional arguments alone. */
function method<Self>(
  name: string,
  least: number,
  most: number,
  code: (site: Site, self: Self, ...args: (Value | undefined)[]) => Value,
): [string, Method<Self>] {
  return [
    name,
    (site, self, args, keywords) =>
      code(site, self, ...bindPositional(site, name, least, most, args, keywords)),
  ];
}

export const LIST_METHODS: ReadonlyMap<string, Method<PyList>> = new Map([
  method<PyList>('append', 1, 1, (site, { items }, item = null) => {
    site.machine.grow(items.length, ITEM_BYTES, site);
    items.push(item);
    return null;
  }),
  method<PyList>('extend', 1, 1, (site, self, more = null) => {
    extend(site, self, more);
    return null;
  }),
  method<PyList>('insert', 2, 2, (site, { items }, index, item = null) => {
    const at = countArgument(site, index, 0);
    site.machine.grow(items.length, ITEM_BYTES, site);
    site.machine.work(items.length, site);
    items.splice(at < 0 ? Math.max(0, at + items.length) : at, 0, item);
    return null;
  }),
  method<PyList>('remove', 1, 1, (site, { items }, item = null) => {
    const at = indexIn(site, items, item, 0, items.length);
    if (at === -1) throw pythonError(site, 'ValueError', 'list.remove(x): x not in list');
    site.machine.work(items.length, site);
    items.splice(at, 1);
    return null;
  }),
  method<PyList>('pop', 0, 1, pop),
  method<PyList>('clear', 0, 0, (_, { items }) => {
    items.splice(0);
    return null;
  }),
  method<PyList>('index', 1, 3, (site, { items }, ...args) => indexOf(site, items, args, 'list')),
  method<PyList>('count', 1, 1, (site, { items }, item = null) => countOf(site, items, item)),
  method<PyList>('reverse', 0, 0, (site, { items }) => {
    site.machine.work(items.length, site);
    items.reverse();
    return null;
  }),
  method<PyList>('copy', 0, 0, (site, { items }) => {
    site.machine.make(items.length, ITEM_BYTES, site);
    return new PyList(items.slice());
  }),
  [
    'sort',
    (site, self, args, keywords) => {
      if (args.length > 0)
        throw pythonError(site, 'TypeError', 'sort() takes no positional arguments');
      const [key, reverse] = bindArguments(site, 'sort', ['key', 'reverse'], 0, [], keywords);
      sortList(site, self, key, reverse);
      return null;
    },
  ],
]);

function pop(site: Site, { items }: PyList, index: Value | undefined): Value {
  const at = countArgument(site, index, -1);
  const place = at < 0 ? at + items.length : at;
  const item = items[place];
  if (items.length === 0) throw pythonError(site, 'IndexError', 'pop from empty list');
  if (item === undefined) throw pythonError(site, 'IndexError', 'pop index out of range');
  if (place === items.length - 1) items.pop();
  else {
    site.machine.work(items.length - place, site);
    items.splice(place, 1);
  }
  return item;
}

/** While a list is sorted it is empty, so that keys and comparisons cannot reach into it. */
function sortList(
  site: Site,
  list: PyList,
  key: Value | undefined,
  reverse: Value | undefined,
): void {
  const { items } = list;
  list.items = [];
  const sorted = sortItems(site, items, key, reverse);
  if (list.items.length > 0) throw pythonError(site, 'ValueError', 'list modified during sort');
  list.items = sorted;
}

/** The first place in `[from, to)` that holds a value equal to `item`; -1 where none does. */
export function indexIn(
  site: Site,
  items: readonly Value[],
  item: Value,
  from: number,
  to: number,
): number {
  for (let index = from; index < to && index < items.length; index += 1) {
    const each = items[index];
    if ((index & 15) === 15) site.machine.charge(1, site);
    if (each !== undefined && same(site, each, item)) return index;
  }
  return -1;
}

function indexOf(
  site: Site,
  items: readonly Value[],
  [item = null, start, end]: readonly (Value | undefined)[],
  name: string,
): number {
  const bound = (value: Value | undefined, absent: number): number => {
    const at = value === undefined ? absent : Number(integerArgument(site, value));
    return at < 0 ? Math.max(0, at + items.length) : at;
  };
  const at = indexIn(site, items, item, bound(start, 0), bound(end, items.length));
  if (at === -1) throw pythonError(site, 'ValueError', `${name}.index(x): x not in ${name}`);
  return at;
}

function countOf(site: Site, items: readonly Value[], item: Value): number {
  let count = 0;
  site.machine.work(items.length, site);
  for (const each of items) if (same(site, each, item)) count += 1;
  return count;
}

export const TUPLE_METHODS: ReadonlyMap<string, Method<PyTuple>> = new Map([
  method<PyTuple>('index', 1, 3, (site, { items }, ...args) => indexOf(site, items, args, 'tuple')),
  method<PyTuple>('count', 1, 1, (site, { items }, item = null) => countOf(site, items, item)),
]);

export const DICT_METHODS: ReadonlyMap<string, Method<PyDict>> = new Map([
  method<PyDict>('get', 1, 2, (site, self, key = null, absent = null) => {
    const value = self.get(site, key);
    return value === undefined ? absent : value;
  }),
  method<PyDict>('keys', 0, 0, (site, self) => view(site, self, 'keys')),
  method<PyDict>('values', 0, 0, (site, self) => view(site, self, 'values')),
  method<PyDict>('items', 0, 0, (site, self) => view(site, self, 'items')),
  method<PyDict>('pop', 1, 2, (site, self, key = null, absent) => {
    // An empty dict does not look at the key, which may be one that cannot be hashed.
    const value = self.entries.size === 0 ? undefined : self.delete(site, key);
    if (value !== undefined) return value;
    if (absent === undefined) throw keyError(site, key);
    return absent;
  }),
  method<PyDict>('popitem', 0, 0, popItem),
  method<PyDict>('setdefault', 1, 2, (site, self, key = null, absent = null) => {
    const value = self.get(site, key);
    if (value !== undefined) return value;
    self.set(site, key, absent);
    return absent;
  }),
  method<PyDict>('clear', 0, 0, (_, self) => {
    self.clear();
    return null;
  }),
  method<PyDict>('copy', 0, 0, (site, self) => self.copy(site)),
  [
    'update',
    (site, self, args, keywords) => {
      const [more] = bindPositional(site, 'update', 0, 1, args, undefined);
      if (more !== undefined) updateDict(site, self, more);
      for (const [name, value] of keywords ?? []) self.set(site, name, value);
      return null;
    },
  ],
]);

function view(site: Site, dict: PyDict, kind: ViewKind): DictView {
  site.machine.spend(VIEW_BYTES, site);
  return new DictView(dict, kind);
}

function popItem(site: Site, self: PyDict): PyTuple {
  let last: readonly [Value, Value] | undefined;
  site.machine.work(self.entries.size, site);
  for (const { key, value } of self.entries.values()) last = [key, value];
  if (last === undefined) {
    throw pythonError(site, 'KeyError', "'popitem(): dictionary is empty'");
  }
  self.delete(site, last[0]);
  site.machine.make(2, 8, site);
  return new PyTuple(last);
}

/** `dict.fromkeys(keys, value)`. */
export function fromKeys(
  site: Site,
  args: readonly Value[],
  keywords: Keywords | undefined,
): PyDict {
  const [keys = null, value = null] = bindPositional(site, 'fromkeys', 1, 2, args, keywords);
  const dict = new PyDict();
  for (const key of itemsOf(site, keys)) dict.set(site, key, value);
  return dict;
}

export const SET_METHODS: ReadonlyMap<string, Method<PySet>> = new Map<string, Method<PySet>>([
  method<PySet>('add', 1, 1, (site, self, element = null) => {
    self.add(site, element);
    return null;
  }),
  method<PySet>('discard', 1, 1, (site, self, element = null) => {
    self.delete(site, element);
    return null;
  }),
  method<PySet>('remove', 1, 1, (site, self, element = null) => {
    if (!self.delete(site, element)) throw keyError(site, element);
    return null;
  }),
  method<PySet>('pop', 0, 0, (site, self) => {
    const [element] = inOrder(site, self);
    if (element === undefined) throw pythonError(site, 'KeyError', "'pop from an empty set'");
    self.elements.clear();
    return element;
  }),
  method<PySet>('clear', 0, 0, (_, self) => {
    self.elements.clear();
    return null;
  }),
  method<PySet>('copy', 0, 0, (site, self) => self.copy(site)),
  combination('union', ofSets(union), false),
  combination('update', ofSets(union), true),
  combination('intersection', intersectionWith, false),
  combination('intersection_update', intersectionWith, true),
  combination('difference', ofSets(difference), false),
  combination('difference_update', ofSets(difference), true),
  method<PySet>('symmetric_difference', 1, 1, (site, self, other = null) =>
    symmetricDifference(site, self, setOf(site, other)),
  ),
  method<PySet>('symmetric_difference_update', 1, 1, (site, self, other = null) => {
    updateSet(self, symmetricDifference(site, self, setOf(site, other)));
    return null;
  }),
  method<PySet>('issubset', 1, 1, (site, self, other = null) =>
    isSubset(site, self, setOf(site, other)),
  ),
  method<PySet>('issuperset', 1, 1, (site, self, other = null) =>
    other instanceof PySet ? isSubset(site, other, self) : all(site, self, other, true),
  ),
  method<PySet>('isdisjoint', 1, 1, (site, self, other = null) =>
    other instanceof PySet
      ? intersection(site, self, other).elements.size === 0
      : all(site, self, other, false),
  ),
]);

/** Whether all items of `other`, up to the first that is not so, are in `self` (`wanted`), or none is. */
function all(site: Site, self: PySet, other: Value, wanted: boolean): boolean {
  const items = iterate(site, other);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    site.machine.charge(1, site);
    if (self.elements.has(keyOf(site, item)) !== wanted) return false;
  }
  return true;
}

function ofSets(operation: (site: Site, left: PySet, right: PySet) => PySet) {
  return (site: Site, left: PySet, other: Value): PySet =>
    operation(site, left, setOf(site, other));
}

/** A method that takes in any number of iterables, into the set itself or into a new one. */
function combination(
  name: string,
  operation: (site: Site, left: PySet, other: Value) => PySet,
  inPlace: boolean,
): [string, Method<PySet>] {
  return [
    name,
    (site, self, args, keywords) => {
      const others = bindPositional(site, name, 0, args.length, args, keywords);
      let result = self.copy(site);
      for (const other of others) result = operation(site, result, other ?? null);
      if (!inPlace) return result;
      updateSet(self, result);
      return null;
    },
  ];
}

/** The methods of ints that are worth having. */
export const INTEGER_METHODS: ReadonlyMap<string, Method<Value>> = new Map([
  method<Value>('bit_length', 0, 0, (site, self) => {
    const size = BigInt(toInteger(self) ?? integerArgument(site, self));
    return size === 0n ? 0 : (size < 0n ? -size : size).toString(2).length;
  }),
]);
