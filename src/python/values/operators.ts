/**
 * The binary and unary operators on all values. The compiled code has its own short cuts for small integers and comes
 * here for everything else. A site whose symbol ends in `=` is an augmented assignment, which changes a list, dict or set
 * in place.
 */

import { formatPercent } from '../builtins/percent.js';
import {
  CHARACTER_BYTES,
  ITEM_BYTES,
  outsideSubset,
  pythonError,
  type Site,
} from '../machine/machine.js';
import { floatDivide, floatDivmod, floatPower, makeFloat, toFloat, trueDivide } from './floats.js';
import { PyBuiltin } from './functions.js';
import { DictView, PyDict, PySet } from './hashed.js';
import {
  absoluteInteger,
  addIntegers,
  bitwiseIntegers,
  floorDivideIntegers,
  moduloIntegers,
  multiplyIntegers,
  negateInteger,
  powerIntegers,
  powerModulo,
  shiftLeft,
  shiftRight,
  subtractIntegers,
} from './integers.js';
import { itemsOf } from './iteration.js';
import {
  difference,
  intersection,
  symmetricDifference,
  union,
  updateDict,
  updateSet,
} from './sets.js';
import { isText, type Text, textOf, toText } from './text.js';
import {
  type Integer,
  PyFloat,
  PyList,
  PyTuple,
  toInteger,
  typeName,
  type Value,
} from './value.js';

export function add(site: Site, left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') return joinTexts(site, left, right);
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) return addIntegers(site, a, b);
  const floats = toFloats(site, left, right);
  if (floats !== undefined) return makeFloat(site, floats[0] + floats[1]);
  if (isText(left) && isText(right)) return joinTexts(site, left, right);
  if (left instanceof PyList && isInPlace(site)) return extend(site, left, right);
  if (left instanceof PyList && right instanceof PyList) {
    return new PyList(joined(site, left.items, right.items));
  }
  if (left instanceof PyTuple && right instanceof PyTuple) {
    return new PyTuple(joined(site, left.items, right.items));
  }
  return unsupported(site, left, right);
}

function isInPlace({ symbol }: Site): boolean {
  return symbol.endsWith('=');
}

export function joinTexts(site: Site, left: Text, right: Text): Text {
  if (typeof left === 'string' && typeof right === 'string') {
    site.machine.make(left.length + right.length, CHARACTER_BYTES, site);
    return left + right;
  }
  const [first = '', second = ''] = [toText(left), toText(right)];
  // Where a character is asked for by its place, the code points are kept beside the text.
  site.machine.make(first.length + second.length, 2 * CHARACTER_BYTES, site);
  return textOf(first + second);
}

function joined(site: Site, left: readonly Value[], right: readonly Value[]): Value[] {
  site.machine.make(left.length + right.length, ITEM_BYTES, site);
  return left.concat(right);
}

/** `list += iterable`. */
export function extend(site: Site, list: PyList, more: Value): PyList {
  // A list that is added to itself must not grow while it is read.
  const items = more === list ? list.items.slice() : itemsOf(site, more);
  site.machine.make(list.items.length + items.length, 0, site);
  site.machine.spend(items.length * ITEM_BYTES, site);
  for (const item of items) list.items.push(item);
  return list;
}

export function subtract(site: Site, left: Value, right: Value): Value {
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) return subtractIntegers(site, a, b);
  const floats = toFloats(site, left, right);
  if (floats !== undefined) return makeFloat(site, floats[0] - floats[1]);
  return setOperation(site, left, right, difference) ?? unsupported(site, left, right);
}

export function multiply(site: Site, left: Value, right: Value): Value {
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) return multiplyIntegers(site, a, b);
  const floats = toFloats(site, left, right);
  if (floats !== undefined) return makeFloat(site, floats[0] * floats[1]);
  if (b !== undefined && isSequence(left)) return repeat(site, left, b);
  if (a !== undefined && isSequence(right)) return repeat(site, right, a);
  if (isSequence(left) || isSequence(right)) {
    const other = isSequence(left) ? right : left;
    const message = `can't multiply sequence by non-int of type '${typeName(other)}'`;
    throw pythonError(site, 'TypeError', message);
  }
  return unsupported(site, left, right);
}

type Sequence = Text | PyList | PyTuple;

function isSequence(value: Value): value is Sequence {
  return isText(value) || value instanceof PyList || value instanceof PyTuple;
}

function repeat(site: Site, value: Sequence, count: Integer): Value {
  const { machine } = site;
  if (count >= 2n ** 63n || count < -(2n ** 63n)) {
    const message = "cannot fit 'int' into an index-sized integer";
    throw pythonError(site, 'OverflowError', message);
  }
  const times = count < 0 ? 0 : Number(count);
  if (isText(value)) {
    const text = toText(value) ?? '';
    machine.make(times * text.length, CHARACTER_BYTES, site);
    return textOf(text.repeat(times));
  }
  const { items } = value;
  machine.make(times * items.length, ITEM_BYTES, site);
  const repeated: Value[] = [];
  for (let turn = 0; turn < times && items.length > 0; turn += 1) {
    for (const item of items) repeated.push(item);
  }
  if (value instanceof PyTuple) return new PyTuple(repeated);
  if (!isInPlace(site)) return new PyList(repeated);
  value.items.splice(0);
  for (const item of repeated) value.items.push(item);
  return value;
}

export function divide(site: Site, left: Value, right: Value): Value {
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) return makeFloat(site, trueDivide(site, a, b));
  const [x, y] = toFloats(site, left, right) ?? unsupported(site, left, right);
  return makeFloat(site, floatDivide(site, x, y));
}

export function floorDivide(site: Site, left: Value, right: Value): Value {
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) return floorDivideIntegers(site, a, b);
  const [x, y] = toFloats(site, left, right) ?? unsupported(site, left, right);
  return makeFloat(site, floatDivmod(site, x, y)[0]);
}

export function modulo(site: Site, left: Value, right: Value): Value {
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) return moduloIntegers(site, a, b);
  if (isText(left)) return formatPercent(site, left, right);
  const [x, y] = toFloats(site, left, right) ?? unsupported(site, left, right);
  return makeFloat(site, floatDivmod(site, x, y)[1]);
}

export function power(site: Site, left: Value, right: Value): Value {
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) {
    if (b >= 0) return powerIntegers(site, a, b);
    return makeFloat(site, floatPower(site, toFloat(site, a), toFloat(site, b)));
  }
  const [x, y] = toFloats(site, left, right) ?? unsupported(site, left, right);
  return makeFloat(site, floatPower(site, x, y));
}

/** `pow(base, exponent, modulus)`; the modulus may be None. */
export function powerOf(site: Site, base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return power(site, base, exponent);
  const [a, b, c] = [toInteger(base), toInteger(exponent), toInteger(modulus)];
  if (a === undefined || b === undefined || c === undefined) {
    const types = [base, exponent, modulus].map((value) => `'${typeName(value)}'`).join(', ');
    throw pythonError(site, 'TypeError', `unsupported operand type(s) for ** or pow(): ${types}`);
  }
  return powerModulo(site, a, b, c);
}

export function bitwise(site: Site, op: '&' | '|' | '^', left: Value, right: Value): Value {
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) {
    const bits = bitwiseIntegers(site, op, a, b);
    return typeof left === 'boolean' && typeof right === 'boolean' ? bits !== 0 : bits;
  }
  if (op === '|' && left instanceof PyDict) {
    if (isInPlace(site)) return updateDict(site, left, right);
    if (right instanceof PyDict) return updateDict(site, left.copy(site), right);
  }
  if (op === '|' && (isType(left) || isType(right))) {
    throw outsideSubset(site, 'unions of types are not part of the subset');
  }
  const operation = { '&': intersection, '|': union, '^': symmetricDifference }[op];
  return setOperation(site, left, right, operation) ?? unsupported(site, left, right);
}

function isType(value: Value): boolean {
  return value instanceof PyBuiltin && value.isType;
}

function setOperation(
  site: Site,
  left: Value,
  right: Value,
  operation: (site: Site, left: PySet, right: PySet) => PySet,
): Value | undefined {
  if (left instanceof DictView || right instanceof DictView) {
    throw outsideSubset(site, 'views of dicts as sets are not part of the subset');
  }
  if (!(left instanceof PySet && right instanceof PySet)) return undefined;
  const result = operation(site, left, right);
  return isInPlace(site) ? updateSet(left, result) : result;
}

export function shift(site: Site, op: '<<' | '>>', left: Value, right: Value): Value {
  const a = toInteger(left) ?? unsupported(site, left, right);
  const b = toInteger(right) ?? unsupported(site, left, right);
  return op === '<<' ? shiftLeft(site, a, b) : shiftRight(site, a, b);
}

/** Both operands as floats, when they are numbers and one of them is a float. */
function toFloats(site: Site, left: Value, right: Value): [number, number] | undefined {
  const a = left instanceof PyFloat ? left.value : toInteger(left);
  const b = right instanceof PyFloat ? right.value : toInteger(right);
  if (a === undefined || b === undefined) return undefined;
  return [floatFrom(site, left, a), floatFrom(site, right, b)];
}

function floatFrom(site: Site, value: Value, number: Integer): number {
  return value instanceof PyFloat ? value.value : toFloat(site, number);
}

export function negate(site: Site, operand: Value): Value {
  if (operand instanceof PyFloat) return makeFloat(site, -operand.value);
  const value = toInteger(operand) ?? badOperand(site, `unary ${site.symbol}`, operand);
  return negateInteger(site, value);
}

export function positive(site: Site, operand: Value): Value {
  if (operand instanceof PyFloat) return operand;
  return toInteger(operand) ?? badOperand(site, `unary ${site.symbol}`, operand);
}

export function invert(site: Site, operand: Value): Value {
  const value = toInteger(operand) ?? badOperand(site, `unary ${site.symbol}`, operand);
  return subtractIntegers(site, -1, value);
}

export function absolute(site: Site, operand: Value): Value {
  if (operand instanceof PyFloat) return makeFloat(site, Math.abs(operand.value));
  return absoluteInteger(site, toInteger(operand) ?? badOperand(site, 'abs()', operand));
}

function badOperand(site: Site, what: string, operand: Value): never {
  throw pythonError(site, 'TypeError', `bad operand type for ${what}: '${typeName(operand)}'`);
}

function unsupported(site: Site, left: Value, right: Value): never {
  const symbol = site.symbol === '**' ? '** or pow()' : site.symbol;
  const types = `'${typeName(left)}' and '${typeName(right)}'`;
  throw pythonError(site, 'TypeError', `unsupported operand type(s) for ${symbol}: ${types}`);
}
