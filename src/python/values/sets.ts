/** What sets and dicts make of each other. The order of a set never shows in any of it. */

import { ENTRY_BYTES, pythonError, type Site } from '../machine/machine.js';
import { inAnyOrder, PyDict, PySet } from './hashed.js';
import { itemsOf, iterate } from './iteration.js';
import { keyOf } from './keys.js';
import { PyList, PyTuple, type Value } from './value.js';

/** The elements of an iterable as a set of its own. */
export function setOf(site: Site, value: Value): PySet {
  if (value instanceof PySet) return value.copy(site);
  const set = new PySet();
  for (const item of itemsOf(site, value)) set.add(site, item);
  return set;
}

/** The items of an iterable whose order does not show, those of a set included. */
export function unorderedItems(site: Site, value: Value): readonly Value[] {
  return value instanceof PySet ? inAnyOrder(site, value) : itemsOf(site, value);
}

export function union(site: Site, left: PySet, right: PySet): PySet {
  const result = left.copy(site);
  site.machine.spend(right.elements.size * ENTRY_BYTES, site);
  site.machine.work(right.elements.size, site);
  for (const [key, element] of right.elements) {
    if (!result.elements.has(key)) result.elements.set(key, element);
  }
  return result;
}

/** Of equal elements it keeps those of the smaller set, of `right` where both are as large, as CPython does. */
export function intersection(site: Site, left: PySet, right: PySet): PySet {
  const [kept, other] = right.elements.size > left.elements.size ? [left, right] : [right, left];
  return filtered(site, kept, (key) => other.elements.has(key));
}

/** `left.intersection(other)`: of equal elements it keeps those of an iterable that is no set. */
export function intersectionWith(site: Site, left: PySet, other: Value): PySet {
  if (other instanceof PySet) return intersection(site, left, other);
  const result = new PySet();
  const items = iterate(site, other);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    site.machine.charge(1, site);
    if (!left.elements.has(keyOf(site, item))) continue;
    result.add(site, item);
    // CPython looks no further, so that what follows may be anything.
    if (result.elements.size === left.elements.size) break;
  }
  return result;
}

export function difference(site: Site, left: PySet, right: PySet): PySet {
  return filtered(site, left, (key) => !right.elements.has(key));
}

export function symmetricDifference(site: Site, left: PySet, right: PySet): PySet {
  return union(site, difference(site, left, right), difference(site, right, left));
}

type SetKey = Parameters<PySet['elements']['get']>[0];

function filtered(site: Site, set: PySet, keep: (key: SetKey) => boolean): PySet {
  site.machine.make(set.elements.size, ENTRY_BYTES, site);
  const result = new PySet();
  for (const [key, element] of set.elements) if (keep(key)) result.elements.set(key, element);
  return result;
}

/** Makes `set` hold what `result` holds. */
export function updateSet(set: PySet, result: PySet): PySet {
  if (set === result) return set;
  set.elements.clear();
  for (const [key, element] of result.elements) set.elements.set(key, element);
  return set;
}

/** `dict.update(more)`: another dict, or an iterable of pairs. */
export function updateDict(site: Site, dict: PyDict, more: Value): PyDict {
  if (more instanceof PyDict) {
    site.machine.work(more.entries.size, site);
    if (more === dict) return dict;
    for (const { key, value } of more.entries.values()) dict.set(site, key, value);
    return dict;
  }
  for (const [index, item] of itemsOf(site, more).entries()) addPair(site, dict, item, index);
  return dict;
}

function addPair(site: Site, dict: PyDict, item: Value, index: number): void {
  const isIterable = item instanceof PyList || item instanceof PyTuple || typeof item === 'string';
  if (!isIterable && (typeof item !== 'object' || item === null)) {
    const message = `cannot convert dictionary update sequence element #${index} to a sequence`;
    throw pythonError(site, 'TypeError', message);
  }
  const pair = itemsOf(site, item);
  const [key, value] = pair;
  if (pair.length !== 2 || key === undefined || value === undefined) {
    const message = `dictionary update sequence element #${index} has length ${pair.length}; 2 is required`;
    throw pythonError(site, 'ValueError', message);
  }
  dict.set(site, key, value);
}
