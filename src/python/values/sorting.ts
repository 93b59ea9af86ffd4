/** Sorting and extremes, by value or by key: stable, and comparing with `<` alone, as CPython does. */
import { countArgument } from '../builtins/arguments.js';
import { ITEM_BYTES, outsideSubset, type Site } from '../machine/machine.js';
import { callValue } from './functions.js';
import { PySet } from './hashed.js';
import { less } from './relations.js';
import { PyFloat, PyList, PyTuple, type Value } from './value.js';

interface Keyed {
  readonly key: Value;
  readonly item: Value;
}

/** The items in order, as a new array. */
export function sortItems(
  site: Site,
  items: readonly Value[],
  key: Value | undefined,
  reverse: Value | undefined,
): Value[] {
  const backwards = countArgument(site, reverse, 0, 32) !== 0;
  site.machine.make(items.length, ITEM_BYTES, site);
  if (key === undefined || key === null) {
    const simple = sortSimple(site, items, backwards);
    if (simple !== undefined) return simple;
  }
  const keyed = items.map((item) => ({ key: keyFor(site, key, item), item }));
  site.machine.make(items.length, 3 * ITEM_BYTES, site);
  for (const each of keyed) refuseUnordered(site, each.key);
  // Equal items keep their order also in a reversed sort.
  const sorted = mergeSort(site, keyed, (a, b) =>
    backwards ? less(site, a.key, b.key) : less(site, b.key, a.key),
  );
  return sorted.map(({ item }) => item);
}

/** Where some values are neither less nor greater, the order is an accident of the algorithm. */
function refuseUnordered(site: Site, key: Value): void {
  const isNan = key instanceof PyFloat && Number.isNaN(key.value);
  if (isNan || key instanceof PySet) {
    throw outsideSubset(site, `sorting by ${isNan ? 'nan' : 'sets'} is not part of the subset`);
  }
  if (key instanceof PyTuple || key instanceof PyList) {
    site.machine.nest(site);
    site.machine.charge(1, site);
    for (const item of key.items) refuseUnordered(site, item);
    site.machine.leave();
  }
}

/** Small integers alone, or short strings alone, which the host sorts to the same end; undefined for others. */
function sortSimple(site: Site, items: readonly Value[], backwards: boolean): Value[] | undefined {
  const { length } = items;
  const integers = items.filter((item) => typeof item === 'number');
  const texts = integers.length > 0 ? [] : items.filter((item) => typeof item === 'string');
  if (integers.length < length && texts.length < length) return undefined;
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  const rounds = Math.ceil(Math.log2(length + 2));
  site.machine.charge(Math.ceil((length * rounds * (1 + longest / 16)) / 16), site);
  const sorted = integers.length > 0 ? integers.toSorted((a, b) => a - b) : texts.toSorted();
  return backwards ? sorted.toReversed() : sorted;
}

export function keyFor(site: Site, key: Value | undefined, item: Value): Value {
  return key === undefined || key === null ? item : callValue(site, key, [item]);
}

/** Sorts by merging runs of doubling length; `after(a, b)` says that a must come after b. */
function mergeSort(
  site: Site,
  items: readonly Keyed[],
  after: (a: Keyed, b: Keyed) => boolean,
): readonly Keyed[] {
  let source = items;
  for (let width = 1; width < items.length; width *= 2) {
    const merged: Keyed[] = [];
    site.machine.charge(1 + (items.length >> 2), site);
    for (let start = 0; start < items.length; start += 2 * width) {
      merge(source, start, width, after, merged);
    }
    source = merged;
  }
  return source;
}

/** Appends the merger of the two runs of `width` that begin at `start`. */
function merge(
  source: readonly Keyed[],
  start: number,
  width: number,
  after: (a: Keyed, b: Keyed) => boolean,
  merged: Keyed[],
): void {
  const middle = Math.min(start + width, source.length);
  const end = Math.min(middle + width, source.length);
  let i = start;
  let j = middle;
  while (i < middle || j < end) {
    const a = i < middle ? source[i] : undefined;
    const b = j < end ? source[j] : undefined;
    if (a !== undefined && (b === undefined || !after(a, b))) {
      merged.push(a);
      i += 1;
    } else if (b !== undefined) {
      merged.push(b);
      j += 1;
    }
  }
}
