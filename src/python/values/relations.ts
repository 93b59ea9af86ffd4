/** Equality and order of values (Python reference, 6.10.1). Values inside values are compared by bounded recursion. */

import { outsideSubset, pythonError, type Site } from '../machine/machine.js';
import { DictView, PyDict, PySet } from './hashed.js';
import { iterate } from './iteration.js';
import { compareTexts, isText, textLength, toText } from './text.js';
import {
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PyTuple,
  toInteger,
  toReal,
  typeName,
  type Value,
} from './value.js';

export type Relation = (site: Site, left: Value, right: Value) => boolean;

/** `left == right`. */
export function equal(site: Site, left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') {
    if (left.length !== right.length) return false;
    if (left.length > 15) site.machine.work(left.length, site);
    return left === right;
  }
  if (left === right) return !(left instanceof PyFloat) || !Number.isNaN(left.value);
  const a = toReal(left);
  if (a !== undefined) {
    const b = toReal(right);
    // Numbers and bigints compare exactly across the two representations, which `===` does not.
    // biome-ignore lint/suspicious/noDoubleEquals: see above
    return b !== undefined && a == b;
  }
  return equalObjects(site, left, right);
}

export function notEqual(site: Site, left: Value, right: Value): boolean {
  return !equal(site, left, right);
}

function equalObjects(site: Site, left: Value, right: Value): boolean {
  if (left instanceof PyList && right instanceof PyList) {
    return equalItems(site, left.items, right.items);
  }
  if (left instanceof PyTuple && right instanceof PyTuple) {
    return equalItems(site, left.items, right.items);
  }
  if (left instanceof PyDict && right instanceof PyDict) return equalDicts(site, left, right);
  if (left instanceof PySet && right instanceof PySet) {
    return left.elements.size === right.elements.size && isSubset(site, left, right);
  }
  if (left instanceof PyRange && right instanceof PyRange) return equalRanges(left, right);
  if (left instanceof DictView || right instanceof DictView) {
    throw outsideSubset(site, 'comparing views of dicts is not part of the subset');
  }
  const text = toText(left);
  return text !== undefined && text === toText(right);
}

/** Whether two values are the same object or equal: what containers ask of their items. */
export function same(site: Site, left: Value, right: Value): boolean {
  return left === right || equal(site, left, right);
}

function equalItems(site: Site, left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && firstDifference(site, left, right) === left.length;
}

/** The first place where the items differ; the shorter length where there is none. */
function firstDifference(site: Site, left: readonly Value[], right: readonly Value[]): number {
  const { machine } = site;
  machine.nest(site);
  const shared = Math.min(left.length, right.length);
  let index = 0;
  while (index < shared) {
    const a = left[index];
    const b = right[index];
    if (index % 8 === 0) machine.charge(1, site);
    if (a === undefined || b === undefined || !same(site, a, b)) break;
    index += 1;
  }
  machine.leave();
  return index;
}

function equalDicts(site: Site, left: PyDict, right: PyDict): boolean {
  const { machine } = site;
  if (left.entries.size !== right.entries.size) return false;
  machine.nest(site);
  machine.charge(1 + (left.entries.size >> 4), site);
  let equals = true;
  for (const [key, { value }] of left.entries) {
    const other = right.entries.get(key);
    if (other === undefined || !same(site, value, other.value)) {
      equals = false;
      break;
    }
  }
  machine.leave();
  return equals;
}

function equalRanges(left: PyRange, right: PyRange): boolean {
  if (left.length !== right.length) return false;
  if (left.length === 0) return true;
  return left.start === right.start && (left.length === 1 || left.step === right.step);
}

/** Whether every element of `left` is in `right`. */
export function isSubset(site: Site, left: PySet, right: PySet): boolean {
  if (left.elements.size > right.elements.size) return false;
  site.machine.work(left.elements.size, site);
  for (const key of left.elements.keys()) if (!right.elements.has(key)) return false;
  return true;
}

/** Characters below which strings are compared in no time to speak of. */
const SHORT = 16;

export function less(site: Site, left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string' && left.length < SHORT) {
    return left < right;
  }
  return ordered(site, '<', left, right);
}

export function lessOrEqual(site: Site, left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string' && left.length < SHORT) {
    return left <= right;
  }
  return ordered(site, '<=', left, right);
}

export function greater(site: Site, left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string' && left.length < SHORT) {
    return left > right;
  }
  return ordered(site, '>', left, right);
}

export function greaterOrEqual(site: Site, left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string' && left.length < SHORT) {
    return left >= right;
  }
  return ordered(site, '>=', left, right);
}

type OrderOperator = '<' | '<=' | '>' | '>=';

function ordered(site: Site, op: OrderOperator, left: Value, right: Value): boolean {
  if (isText(left) && isText(right)) {
    site.machine.work(Math.min(textLength(left), textLength(right)), site);
    return holds(op, compareTexts(left, right), 0);
  }
  const a = toReal(left);
  const b = toReal(right);
  if (a !== undefined && b !== undefined) return holds(op, a, b);
  if (left instanceof PyList && right instanceof PyList) {
    return orderedItems(site, op, left.items, right.items);
  }
  if (left instanceof PyTuple && right instanceof PyTuple) {
    return orderedItems(site, op, left.items, right.items);
  }
  if (left instanceof PySet && right instanceof PySet) return orderedSets(site, op, left, right);
  if (left instanceof DictView || right instanceof DictView) {
    throw outsideSubset(site, 'comparing views of dicts is not part of the subset');
  }
  const types = `'${typeName(left)}' and '${typeName(right)}'`;
  throw pythonError(site, 'TypeError', `'${op}' not supported between instances of ${types}`);
}

/** Numbers and bigints compare exactly across the two representations; nothing holds of nan. */
function holds(op: OrderOperator, a: number | bigint, b: number | bigint): boolean {
  switch (op) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function orderedItems(
  site: Site,
  op: OrderOperator,
  left: readonly Value[],
  right: readonly Value[],
): boolean {
  const index = firstDifference(site, left, right);
  const a = left[index];
  const b = right[index];
  if (a === undefined || b === undefined) return holds(op, left.length, right.length);
  site.machine.nest(site);
  const result = ordered(site, op, a, b);
  site.machine.leave();
  return result;
}

function orderedSets(site: Site, op: OrderOperator, left: PySet, right: PySet): boolean {
  const [small, large] = op === '<' || op === '<=' ? [left, right] : [right, left];
  const proper = op === '<' || op === '>';
  return isSubset(site, small, large) && !(proper && small.elements.size === large.elements.size);
}

/** `left is right`, where CPython's answer depends on nothing but the program. */
export function identical(site: Site, left: Value, right: Value): boolean {
  if (left === null || right === null || typeof left === 'boolean' || typeof right === 'boolean') {
    return left === right;
  }
  if (typeName(left) !== typeName(right)) return false;
  const depends = ['int', 'float', 'str', 'tuple', 'range', 'method'].includes(typeName(left));
  if (depends) {
    const message = `whether two values of type ${typeName(left)} are the same object is not part of the subset`;
    throw outsideSubset(site, message);
  }
  return left === right;
}

/** `item in container` (Python reference, 6.10.2). */
export function contains(site: Site, item: Value, container: Value): boolean {
  if (typeof item === 'string' && typeof container === 'string') {
    site.machine.search(container.length, item.length, site);
    return container.includes(item);
  }
  const text = toText(container);
  if (text !== undefined) {
    const part = toText(item);
    if (part !== undefined) {
      site.machine.search(text.length, part.length, site);
      return text.includes(part);
    }
    const message = `'in <string>' requires string as left operand, not ${typeName(item)}`;
    throw pythonError(site, 'TypeError', message);
  }
  if (container instanceof PyDict || container instanceof PySet) return container.has(site, item);
  if (container instanceof DictView && container.kind === 'keys')
    return container.dict.has(site, item);
  const whole = container instanceof PyRange ? toInteger(item) : undefined;
  if (container instanceof PyRange && whole !== undefined) return inRange(container, whole);
  return found(site, item, container);
}

export function containsNot(site: Site, item: Value, container: Value): boolean {
  return !contains(site, item, container);
}

export function notIdentical(site: Site, left: Value, right: Value): boolean {
  return !identical(site, left, right);
}

function inRange({ start, stop, step }: PyRange, value: number | bigint): boolean {
  const within = step > 0 ? value >= start && value < stop : value <= start && value > stop;
  return within && (BigInt(value) - BigInt(start)) % BigInt(step) === 0n;
}

function found(site: Site, item: Value, container: Value): boolean {
  const isIterable = container instanceof PyObject && !(container instanceof PyFloat);
  const iterator = isIterable ? iterate(site, container) : undefined;
  if (iterator === undefined) {
    const message = `argument of type '${typeName(container)}' is not iterable`;
    throw pythonError(site, 'TypeError', message);
  }
  for (
    let each = iterator.next(), count = 1;
    each !== undefined;
    each = iterator.next(), count += 1
  ) {
    if (count % 8 === 0) site.machine.charge(1, site);
    if (same(site, each, item)) return true;
  }
  return false;
}
