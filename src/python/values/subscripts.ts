/** `object[index]` and slices: read, assigned and deleted (Python reference, 6.3.2 and 3.3.7). */

import {
  CHARACTER_BYTES,
  ITEM_BYTES,
  outsideSubset,
  pythonError,
  type Site,
} from '../machine/machine.js';
import { PyDict } from './hashed.js';
import { copiedItems } from './iteration.js';
import { reprText } from './repr.js';
import { characterAt, isText, type Text, textLength, textOf } from './text.js';
import { TextBuilder } from './text-builder.js';
import {
  type Integer,
  integer,
  PyList,
  PyRange,
  PyTuple,
  toInteger,
  typeName,
  type Value,
} from './value.js';

/** The bounds of a slice, None where there is none. */
export interface Bounds {
  readonly lower: Value;
  readonly upper: Value;
  readonly step: Value;
}

export function getItem(site: Site, object: Value, index: Value): Value {
  if (object instanceof PyList) return itemAt(site, object.items, index, 'list');
  if (isText(object)) {
    return characterAt(site, object, position(site, index, textLength(object), 'string'));
  }
  if (object instanceof PyDict) return valueAt(site, object, index);
  if (object instanceof PyTuple) return itemAt(site, object.items, index, 'tuple');
  if (object instanceof PyRange) return rangeItem(site, object, index);
  throw pythonError(site, 'TypeError', `'${typeName(object)}' object is not subscriptable`);
}

function valueAt(site: Site, dict: PyDict, key: Value): Value {
  const value = dict.get(site, key);
  if (value === undefined) throw keyError(site, key);
  return value;
}

export function keyError(site: Site, key: Value): Error {
  return pythonError(site, 'KeyError', reprText(site, key));
}

function itemAt(site: Site, items: readonly Value[], index: Value, what: string): Value {
  const item = items[position(site, index, items.length, what)];
  if (item === undefined) throw new RangeError('an index beyond its list');
  return item;
}

function rangeItem(site: Site, range: PyRange, index: Value): Integer {
  const { start, step, length } = range;
  const at = asIndex(site, index, 'range indices must be integers or slices');
  const from = at < 0 ? BigInt(at) + BigInt(length) : BigInt(at);
  if (from < 0n || from >= BigInt(length)) {
    throw pythonError(site, 'IndexError', 'range object index out of range');
  }
  return integer(BigInt(start) + from * BigInt(step));
}

/** The place from the start that `index` means in a sequence of `length`. */
function position(site: Site, index: Value, length: number, what: string): number {
  if (typeof index === 'number') {
    const at = index < 0 ? index + length : index;
    if (at >= 0 && at < length) return at;
  } else {
    const at = asIndex(site, index, `${what} indices must be integers or slices`);
    if (typeof at === 'number') return position(site, at, length, what);
  }
  throw pythonError(site, 'IndexError', `${what} index out of range`);
}

/** The integer that stands for a place or a count. */
function asIndex(site: Site, value: Value, wanted: string): Integer {
  const index = toInteger(value);
  if (index === undefined) {
    throw pythonError(site, 'TypeError', `${wanted}, not ${typeName(value)}`);
  }
  return index;
}

export function setItem(site: Site, object: Value, index: Value, value: Value): void {
  if (object instanceof PyList) {
    object.items[position(site, index, object.items.length, 'list assignment')] = value;
  } else if (object instanceof PyDict) object.set(site, index, value);
  else {
    const message = `'${typeName(object)}' object does not support item assignment`;
    throw pythonError(site, 'TypeError', message);
  }
}

export function deleteItem(site: Site, object: Value, index: Value): void {
  if (object instanceof PyList) {
    const at = position(site, index, object.items.length, 'list assignment');
    site.machine.work(object.items.length - at, site);
    object.items.splice(at, 1);
  } else if (object instanceof PyDict) {
    if (object.delete(site, index) === undefined) throw keyError(site, index);
  } else {
    const message = `'${typeName(object)}' object doesn't support item deletion`;
    throw pythonError(site, 'TypeError', message);
  }
}

/** The places of a slice: `count` of them from `start` on, `step` apart. */
interface Places {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly count: number;
}

/** `slice.indices` of CPython. */
function placesOf(site: Site, { lower, upper, step }: Bounds, length: number): Places {
  const by = step === null ? 1 : sliceIndex(site, step);
  if (by === 0) throw pythonError(site, 'ValueError', 'slice step cannot be zero');
  const least = by > 0 ? 0 : -1;
  const most = by > 0 ? length : length - 1;
  const bound = (value: Value, absent: number): number => {
    if (value === null) return absent;
    const index = sliceIndex(site, value);
    return Math.min(Math.max(index < 0 ? index + length : index, least), most);
  };
  const start = bound(lower, by > 0 ? least : most);
  const stop = bound(upper, by > 0 ? most : least);
  const count = by > 0 ? Math.ceil((stop - start) / by) : Math.ceil((start - stop) / -by);
  return { start, stop, step: by, count: Math.max(0, count) };
}

/** Beyond the safe integers every index means the same: before the start or past the end. */
function sliceIndex(site: Site, value: Value): number {
  const index = toInteger(value);
  if (index !== undefined) return Number(index);
  const message = 'slice indices must be integers or None or have an __index__ method';
  throw pythonError(site, 'TypeError', message);
}

export function getSlice(site: Site, object: Value, bounds: Bounds): Value {
  if (isText(object)) return textSlice(site, object, bounds);
  if (object instanceof PyList) return new PyList(sliceItems(site, object.items, bounds));
  if (object instanceof PyTuple) return new PyTuple(sliceItems(site, object.items, bounds));
  if (object instanceof PyRange) {
    throw outsideSubset(site, 'slices of a range are not part of the subset');
  }
  if (object instanceof PyDict) {
    throw outsideSubset(site, 'slices as keys are not part of the subset');
  }
  throw pythonError(site, 'TypeError', `'${typeName(object)}' object is not subscriptable`);
}

function textSlice(site: Site, text: Text, bounds: Bounds): Text {
  const { start, step, count } = placesOf(site, bounds, textLength(text));
  site.machine.make(count, CHARACTER_BYTES, site);
  if (typeof text !== 'string') {
    return textOf(pickedCodes(text.codes, start, step, count));
  }
  if (step === 1) return text.slice(start, start + count);
  return count <= SHORT
    ? pickedShort(text, start, step, count)
    : pickedLong(text, start, step, count);
}

/** Characters up to which a rope is small, and faster than a builder. */
const SHORT = 256;

function pickedShort(text: string, start: number, step: number, count: number): string {
  let result = '';
  for (let turn = 0, at = start; turn < count; turn += 1, at += step) result += text.charAt(at);
  return result;
}

function pickedLong(text: string, start: number, step: number, count: number): string {
  const result = new TextBuilder();
  for (let turn = 0, at = start; turn < count; turn += 1, at += step) result.add(text.charAt(at));
  return result.text();
}

function sliceItems(site: Site, items: readonly Value[], bounds: Bounds): Value[] {
  const { start, step, count } = placesOf(site, bounds, items.length);
  site.machine.make(count, ITEM_BYTES, site);
  return step === 1 ? items.slice(start, start + count) : picked(items, start, step, count);
}

/** Code points that are made text at once: so many arguments the host takes. */
const CODES = 1024;

function pickedCodes(codes: Uint32Array, start: number, step: number, count: number): string {
  const result = new TextBuilder();
  for (let done = 0; done < count; done += CODES) {
    const length = Math.min(CODES, count - done);
    const from = start + done * step;
    const piece = Array.from({ length }, (_, turn) => codes[from + turn * step] ?? 0);
    result.add(String.fromCodePoint(...piece));
  }
  return result.text();
}

function picked<Item>(items: readonly Item[], start: number, step: number, count: number): Item[] {
  const result: Item[] = [];
  for (let turn = 0, at = start; turn < count; turn += 1, at += step) {
    const item = items[at];
    if (item !== undefined) result.push(item);
  }
  return result;
}

export function setSlice(site: Site, object: Value, bounds: Bounds, value: Value): void {
  if (!(object instanceof PyList)) {
    const message = `'${typeName(object)}' object does not support item assignment`;
    throw pythonError(site, 'TypeError', message);
  }
  const { length } = object.items;
  const { start, stop, step, count } = placesOf(site, bounds, length);
  const items = copiedItems(site, value);
  if (object.items.length !== length) {
    throw outsideSubset(site, 'a slice of a list that changes meanwhile is not part of the subset');
  }
  const { machine } = site;
  machine.make(object.items.length + items.length, 8, site);
  if (step === 1) {
    const after = object.items.splice(start).slice(Math.max(stop, start) - start);
    for (const item of items) object.items.push(item);
    for (const item of after) object.items.push(item);
    return;
  }
  if (items.length !== count) {
    const message = `attempt to assign sequence of size ${items.length} to extended slice of size ${count}`;
    throw pythonError(site, 'ValueError', message);
  }
  for (const [turn, item] of items.entries()) object.items[start + turn * step] = item;
}

export function deleteSlice(site: Site, object: Value, bounds: Bounds): void {
  if (!(object instanceof PyList)) {
    const message = `'${typeName(object)}' object does not support item deletion`;
    throw pythonError(site, 'TypeError', message);
  }
  const { start, step, count } = placesOf(site, bounds, object.items.length);
  site.machine.work(object.items.length, site);
  if (step === 1) {
    object.items.splice(start, count);
    return;
  }
  const gone = new Set(Array.from({ length: count }, (_, turn) => start + turn * step));
  const kept = object.items.filter((_, index) => !gone.has(index));
  object.items.splice(0);
  for (const item of kept) object.items.push(item);
}
