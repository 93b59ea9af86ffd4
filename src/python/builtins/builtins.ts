/**
 * The built-in functions that programs may use. Names are looked up in this map and nowhere else: there is no way from a
 * name to anything of the host.
 */

import { outsideSubset, pythonError, type Site } from '../machine/machine.js';
import { decimalUnits, floatDivmod, makeFloat, toFloat } from '../values/floats.js';
import {
  type BuiltinCode,
  type Keywords,
  PyBuiltin,
  PyFunction,
  PyMethod,
} from '../values/functions.js';
import { floorDivideIntegers, moduloIntegers } from '../values/integers.js';
import { absolute, powerOf } from '../values/operators.js';
import { greater, less } from '../values/relations.js';
import { reprText } from '../values/repr.js';
import { characterAt, isText, textLength, textOf, toText } from '../values/text.js';
import {
  type Integer,
  integer,
  PyFloat,
  PyTuple,
  toInteger,
  typeName,
  type Value,
} from '../values/value.js';
import {
  bindArguments,
  bindPositional,
  countArgument,
  integerArgument,
  textArgument,
} from './arguments.js';
import {
  isInstance,
  toBool,
  toDict,
  toFloatValue,
  toInt,
  toList,
  toSet,
  toStr,
  toTuple,
  truncate,
} from './conversions.js';
import { formatValue } from './format.js';
import {
  allOf,
  anyOf,
  enumerateItems,
  extreme,
  filterItems,
  iteratorOf,
  lengthOf,
  mapItems,
  nextOf,
  rangeOf,
  reversedItems,
  sortedItems,
  sumOf,
  zipItems,
} from './sequences.js';
import { characterOf } from './string-methods.js';

type Args = readonly Value[];

const FUNCTIONS: readonly [string, BuiltinCode][] = [
  ['abs', (site, args, keywords) => absolute(site, one(site, 'abs', args, keywords))],
  ['all', (site, args, keywords) => allOf(site, one(site, 'all', args, keywords))],
  ['any', (site, args, keywords) => anyOf(site, one(site, 'any', args, keywords))],
  ['bin', (site, args, keywords) => based(site, one(site, 'bin', args, keywords), 2, '0b')],
  ['callable', callable],
  ['chr', (site, args, keywords) => chr(site, one(site, 'chr', args, keywords))],
  ['divmod', divmod],
  ['format', format],
  ['hex', (site, args, keywords) => based(site, one(site, 'hex', args, keywords), 16, '0x')],
  ['isinstance', isInstance],
  ['iter', iteratorOf],
  ['len', (site, args, keywords) => lengthOf(site, one(site, 'len', args, keywords))],
  ['max', (site, args, keywords) => extreme(site, 'max', args, keywords, greater)],
  ['min', (site, args, keywords) => extreme(site, 'min', args, keywords, less)],
  ['next', nextOf],
  ['oct', (site, args, keywords) => based(site, one(site, 'oct', args, keywords), 8, '0o')],
  ['ord', (site, args, keywords) => ord(site, one(site, 'ord', args, keywords))],
  ['pow', pow],
  ['repr', (site, args, keywords) => textOf(reprText(site, one(site, 'repr', args, keywords)))],
  ['round', round],
  ['sorted', sortedItems],
  ['sum', sumOf],
];

const TYPES: readonly [string, BuiltinCode][] = [
  ['bool', toBool],
  ['dict', toDict],
  ['enumerate', enumerateItems],
  ['filter', filterItems],
  ['float', toFloatValue],
  ['int', toInt],
  ['list', toList],
  ['map', mapItems],
  ['range', rangeOf],
  ['reversed', reversedItems],
  ['set', toSet],
  ['str', toStr],
  ['tuple', toTuple],
  ['type', (site, args, keywords) => typeOf(site, one(site, 'type', args, keywords))],
  ['zip', zipItems],
];

export const BUILTINS: ReadonlyMap<string, PyBuiltin> = new Map(
  [
    ...FUNCTIONS.map(([name, code]) => new PyBuiltin(name, code, false)),
    ...TYPES.map(([name, code]) => new PyBuiltin(name, code, true)),
  ]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((builtin) => [builtin.name, builtin]),
);

/** The one argument of `name`. */
function one(site: Site, name: string, args: Args, keywords: Keywords | undefined): Value {
  const [value] = args;
  if (value !== undefined && args.length === 1 && keywords === undefined) return value;
  if (keywords !== undefined) {
    throw pythonError(site, 'TypeError', `${name}() takes no keyword arguments`);
  }
  const message = `${name}() takes exactly one argument (${args.length} given)`;
  throw pythonError(site, 'TypeError', message);
}

function typeOf(site: Site, value: Value): Value {
  const type = BUILTINS.get(typeName(value));
  if (type?.isType === true) return type;
  throw outsideSubset(site, `the type ${typeName(value)} as a value is not part of the subset`);
}

function callable(site: Site, args: Args, keywords: Keywords | undefined): boolean {
  const value = one(site, 'callable', args, keywords);
  return value instanceof PyFunction || value instanceof PyBuiltin || value instanceof PyMethod;
}

function chr(site: Site, value: Value): Value {
  const code = countArgument(site, value, 0, 32);
  if (code < 0 || code > 0x10ffff) {
    throw pythonError(site, 'ValueError', 'chr() arg not in range(0x110000)');
  }
  return textOf(characterOf(site, code));
}

function ord(site: Site, value: Value): number {
  if (!isText(value)) {
    const message = `ord() expected string of length 1, but ${typeName(value)} found`;
    throw pythonError(site, 'TypeError', message);
  }
  const length = textLength(value);
  if (length !== 1) {
    const message = `ord() expected a character, but string of length ${length} found`;
    throw pythonError(site, 'TypeError', message);
  }
  return toText(characterAt(site, value, 0))?.codePointAt(0) ?? 0;
}

function based(site: Site, value: Value, radix: number, prefix: string): string {
  const whole = integerArgument(site, value);
  const size = whole < 0 ? -whole : whole;
  return `${whole < 0 ? '-' : ''}${prefix}${size.toString(radix)}`;
}

function format(site: Site, args: Args, keywords: Keywords | undefined): Value {
  const [value = null, spec = ''] = bindPositional(site, 'format', 1, 2, args, keywords);
  return formatValue(site, value, textArgument(site, spec));
}

function pow(site: Site, args: Args, keywords: Keywords | undefined): Value {
  const names = ['base', 'exp', 'mod'];
  const [base = null, exponent = null, modulus = null] = bindArguments(
    site,
    'pow',
    names,
    2,
    args,
    keywords,
  );
  return powerOf(site, base, exponent, modulus);
}

function divmod(site: Site, args: Args, keywords: Keywords | undefined): PyTuple {
  const [left = null, right = null] = bindPositional(site, 'divmod', 2, 2, args, keywords);
  const a = toInteger(left);
  const b = toInteger(right);
  if (a !== undefined && b !== undefined) {
    return new PyTuple([floorDivideIntegers(site, a, b), moduloIntegers(site, a, b)]);
  }
  const [x, y] = [left, right].map((value) => realOf(site, value));
  if (x === undefined || y === undefined) {
    const types = `'${typeName(left)}' and '${typeName(right)}'`;
    throw pythonError(site, 'TypeError', `unsupported operand type(s) for divmod(): ${types}`);
  }
  const [quotient, rest] = floatDivmod(site, x, y);
  return new PyTuple([makeFloat(site, quotient), makeFloat(site, rest)]);
}

function realOf(site: Site, value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  const whole = toInteger(value);
  return whole === undefined ? undefined : toFloat(site, whole);
}

/** Places beyond which rounding a float changes nothing, or leaves nothing. */
const MOST_PLACES = 330;

function round(site: Site, args: Args, keywords: Keywords | undefined): Value {
  const [number = null, places = null] = bindArguments(
    site,
    'round',
    ['number', 'ndigits'],
    1,
    args,
    keywords,
  );
  const whole = toInteger(number);
  const digits = places === null ? undefined : Number(integerArgument(site, places));
  if (whole !== undefined) return roundInteger(site, whole, digits ?? 0);
  if (!(number instanceof PyFloat)) {
    const message = `type ${typeName(number)} doesn't define __round__ method`;
    throw pythonError(site, 'TypeError', message);
  }
  const { value } = number;
  if (digits === undefined) {
    if (!Number.isFinite(value)) return truncate(site, value);
    return site.machine.keep(decimalUnits(value, 0), site);
  }
  if (!Number.isFinite(value) || value === 0 || digits > MOST_PLACES) return number;
  if (digits < -MOST_PLACES) return makeFloat(site, value < 0 ? -0 : 0);
  return makeFloat(site, roundedTo(site, value, digits));
}

function roundedTo(site: Site, value: number, digits: number): number {
  const units = decimalUnits(value, digits);
  const rounded = Number(`${units}e${-digits}`);
  if (!Number.isFinite(rounded)) {
    throw pythonError(site, 'OverflowError', 'rounded value too large to represent');
  }
  return units === 0n && value < 0 ? -0 : rounded;
}

/** To tens, hundreds and so on, ties to even; digits after the point change nothing. */
function roundInteger(site: Site, value: Integer, digits: number): Integer {
  if (digits >= 0) return value;
  if (-digits > site.machine.limits.bits) return 0;
  const unit = 10n ** BigInt(-digits);
  const size = value < 0 ? -BigInt(value) : BigInt(value);
  const quotient = size / unit;
  const twice = (size - quotient * unit) * 2n;
  const up = twice > unit || (twice === unit && (quotient & 1n) === 1n);
  const rounded = (up ? quotient + 1n : quotient) * unit;
  return site.machine.keep(BigInt(integer(value < 0 ? -rounded : rounded)), site);
}
