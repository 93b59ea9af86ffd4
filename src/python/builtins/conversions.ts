/** Types as functions: `int`, `float`, `str`, `bool`, `list`, `tuple`, `dict`, `set`; and what tells types apart. */

import { outsideSubset, pythonError, type Site, TABLE_BYTES } from '../machine/machine.js';
import { isAscii, isSpace } from '../values/characters.js';
import { makeFloat, toFloat } from '../values/floats.js';
import { type Keywords, PyBuiltin } from '../values/functions.js';
import { PyDict, PySet } from '../values/hashed.js';
import { copiedItems } from '../values/iteration.js';
import { reprText, strOf } from '../values/repr.js';
import { setOf, updateDict } from '../values/sets.js';
import { toText } from '../values/text.js';
import {
  type Integer,
  MAX_INTEGER_DIGITS,
  PyFloat,
  PyList,
  PyTuple,
  toInteger,
  truthy,
  typeName,
  type Value,
} from '../values/value.js';
import { bindArguments, bindPositional, integerArgument } from './arguments.js';

type Args = readonly Value[];

export function toBool(site: Site, args: Args, keywords: Keywords | undefined): boolean {
  const [value = false] = bindPositional(site, 'bool', 0, 1, args, keywords);
  return truthy(value);
}

export function toInt(site: Site, args: Args, keywords: Keywords | undefined): Integer {
  const [value, base] = bindArguments(site, 'int', ['', 'base'], 0, args, keywords);
  if (base !== undefined) return intOfBase(site, value, base);
  if (value === undefined) return 0;
  const whole = toInteger(value);
  if (whole !== undefined) return whole;
  if (value instanceof PyFloat) return truncate(site, value.value);
  const text = toText(value);
  if (text !== undefined) return parseInteger(site, text, 10);
  const wanted = 'a string, a bytes-like object or a real number';
  const message = `int() argument must be ${wanted}, not '${typeName(value)}'`;
  throw pythonError(site, 'TypeError', message);
}

function intOfBase(site: Site, value: Value | undefined, base: Value): Integer {
  const radix = Number(integerArgument(site, base));
  if (value === undefined) throw pythonError(site, 'TypeError', 'int() missing string argument');
  const text = toText(value);
  // CPython looks at the base before it looks at what is to be read.
  if (radix !== 0 && (radix < 2 || radix > 36)) {
    throw pythonError(site, 'ValueError', 'int() base must be >= 2 and <= 36, or 0');
  }
  if (text === undefined) {
    throw pythonError(site, 'TypeError', "int() can't convert non-string with explicit base");
  }
  return parseInteger(site, text, radix);
}

/** The whole part of a float. */
export function truncate(site: Site, value: number): Integer {
  if (Number.isNaN(value)) {
    throw pythonError(site, 'ValueError', 'cannot convert float NaN to integer');
  }
  if (!Number.isFinite(value)) {
    throw pythonError(site, 'OverflowError', 'cannot convert float infinity to integer');
  }
  return site.machine.keep(BigInt(Math.trunc(value)), site);
}

const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['0b', 2],
  ['0o', 8],
  ['0x', 16],
]);

function parseInteger(site: Site, text: string, base: number): Integer {
  site.machine.work(text.length, site);
  const trimmed = trim(text);
  if (!isAscii(trimmed) && /\p{Nd}/u.test(trimmed)) {
    throw outsideSubset(site, 'digits beyond ASCII are not part of the subset');
  }
  const [, sign = '', body = ''] = /^([+-]?)([\s\S]*)$/.exec(trimmed.toLowerCase()) ?? [];
  const prefix = PREFIXES.get(body.slice(0, 2));
  const hasPrefix = prefix !== undefined && (base === 0 || base === prefix);
  const radix = base === 0 ? (prefix ?? 10) : base;
  const digits = hasPrefix ? body.slice(2).replace(/^_/, '') : body;
  const plain = digits.replaceAll('_', '');
  const wellFormed = /^[0-9a-z]+(?:_[0-9a-z]+)*$/.test(digits);
  const leadingZero = base === 0 && !hasPrefix && plain.startsWith('0') && /[1-9]/.test(plain);
  if (!wellFormed || leadingZero || !allDigits(plain, radix)) {
    const shown = reprText(site, text);
    throw pythonError(site, 'ValueError', `invalid literal for int() with base ${base}: ${shown}`);
  }
  if (plain.length > MAX_INTEGER_DIGITS && (radix & (radix - 1)) !== 0) {
    const message = `Exceeds the limit (${MAX_INTEGER_DIGITS} digits) for integer string conversion`;
    throw pythonError(site, 'ValueError', message);
  }
  const size = digitsValue(site, plain, radix);
  return site.machine.keep(sign === '-' ? -size : size, site);
}

function allDigits(text: string, radix: number): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (!(Number.parseInt(text.charAt(at), 36) < radix)) return false;
  }
  return text !== '';
}

function digitsValue(site: Site, digits: string, radix: number): bigint {
  if (radix === 10) return BigInt(digits);
  site.machine.charge(digits.length * (1 + (digits.length >> 6)), site);
  let value = 0n;
  for (const digit of digits) value = value * BigInt(radix) + BigInt(Number.parseInt(digit, 36));
  return value;
}

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charAt(start))) start += 1;
  while (end > start && isSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const FLOAT =
  /^[+-]?(?:(?:\d+(?:_\d+)*)(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['nan', Number.NaN],
]);

export function toFloatValue(site: Site, args: Args, keywords: Keywords | undefined): PyFloat {
  const [value = 0] = bindPositional(site, 'float', 0, 1, args, keywords);
  if (value instanceof PyFloat) return value;
  const whole = toInteger(value);
  if (whole !== undefined) return makeFloat(site, toFloat(site, whole));
  const text = toText(value);
  if (text === undefined) {
    const message = `float() argument must be a string or a real number, not '${typeName(value)}'`;
    throw pythonError(site, 'TypeError', message);
  }
  return makeFloat(site, parseFloatText(site, text));
}

function parseFloatText(site: Site, text: string): number {
  site.machine.work(text.length, site);
  const trimmed = trim(text);
  if (!isAscii(trimmed) && /\p{Nd}/u.test(trimmed)) {
    throw outsideSubset(site, 'digits beyond ASCII are not part of the subset');
  }
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll('_', ''));
  const [, sign, word = ''] = /^([+-]?)(.*)$/s.exec(trimmed.toLowerCase()) ?? [];
  const special = SPECIAL.get(word);
  if (special !== undefined) return sign === '-' ? -special : special;
  const message = `could not convert string to float: ${reprText(site, text)}`;
  throw pythonError(site, 'ValueError', message);
}

export function toStr(site: Site, args: Args, keywords: Keywords | undefined): Value {
  if (args.length > 1 || keywords !== undefined) {
    throw outsideSubset(site, '`str` of bytes is not part of the subset');
  }
  const [value] = args;
  return value === undefined ? '' : strOf(site, value);
}

export function toList(site: Site, args: Args, keywords: Keywords | undefined): PyList {
  const [value] = bindPositional(site, 'list', 0, 1, args, keywords);
  return new PyList(value === undefined ? made(site, []) : copiedItems(site, value));
}

export function toTuple(site: Site, args: Args, keywords: Keywords | undefined): PyTuple {
  const [value] = bindPositional(site, 'tuple', 0, 1, args, keywords);
  if (value instanceof PyTuple) return value;
  return new PyTuple(value === undefined ? made(site, []) : copiedItems(site, value));
}

function made(site: Site, items: Value[]): Value[] {
  site.machine.make(0, 0, site);
  return items;
}

export function toDict(site: Site, args: Args, keywords: Keywords | undefined): PyDict {
  const [value] = bindPositional(site, 'dict', 0, 1, args, undefined);
  const dict = value instanceof PyDict ? value.copy(site) : new PyDict();
  site.machine.spend(TABLE_BYTES, site);
  if (value !== undefined && !(value instanceof PyDict)) updateDict(site, dict, value);
  for (const [name, item] of keywords ?? []) dict.set(site, name, item);
  return dict;
}

export function toSet(site: Site, args: Args, keywords: Keywords | undefined): PySet {
  const [value] = bindPositional(site, 'set', 0, 1, args, keywords);
  site.machine.spend(TABLE_BYTES, site);
  return value === undefined ? new PySet() : setOf(site, value);
}

/** `isinstance(value, types)`, where bools are ints too. */
export function isInstance(site: Site, args: Args, keywords: Keywords | undefined): boolean {
  const [value = null, types = null] = bindPositional(site, 'isinstance', 2, 2, args, keywords);
  const list = types instanceof PyTuple ? types.items : [types];
  site.machine.charge(list.length, site);
  for (const type of list) {
    const isKnown = type instanceof PyBuiltin && type.isType;
    if (type instanceof PyTuple) {
      throw outsideSubset(site, 'nested tuples of types are not part of the subset');
    }
    if (!isKnown) {
      const message = 'isinstance() arg 2 must be a type, a tuple of types, or a union';
      throw pythonError(site, 'TypeError', message);
    }
    if (typeName(value) === type.name) return true;
    if (typeof value === 'boolean' && type.name === 'int') return true;
  }
  return false;
}
