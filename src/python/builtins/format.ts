/** Formats of single values (Python reference, 6.1.3.1, "Format Specification Mini-Language"), the simple part of it. */

import { CHARACTER_BYTES, outsideSubset, pythonError, type Site } from '../machine/machine.js';
import { floatText } from '../values/float-text.js';
import { decimalUnits, toFloat } from '../values/floats.js';
import { reprText, strOf } from '../values/repr.js';
import { firstCharacters, isText, type Text, textLength, textOf, toText } from '../values/text.js';
import { type Integer, PyFloat, toInteger, typeName, type Value } from '../values/value.js';

/** A format that was read. */
export interface Format {
  readonly fill: string;
  /** One of `<>=^`, or nothing. */
  readonly align: string;
  /** One of `-+` and a space, or nothing. */
  readonly sign: string;
  /** `#`: a prefix that tells the base. */
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  /** `,` or `_`, or nothing. */
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const FORMAT =
  /^(?:([\s\S])?([<>=^]))?([-+ ]?)(#?)(0?)(\d{0,9})([,_]?)(?:\.(\d{1,9}))?([A-Za-z%]?)$/u;
/** Digits after the point beyond which no float has any. */
const MAX_PRECISION = 1100;

/** `format(value, spec)`. */
export function formatValue(site: Site, value: Value, spec: string): Text {
  if (spec === '') return strOf(site, value);
  const format = readFormat(site, spec);
  if (isText(value)) return formatText(site, value, format);
  const whole = toInteger(value);
  if (whole === undefined && !(value instanceof PyFloat)) {
    const message = `unsupported format string passed to ${typeName(value)}.__format__`;
    throw pythonError(site, 'TypeError', message);
  }
  const isFloat = whole === undefined || ('eEfFgG%'.includes(format.type) && format.type !== '');
  if (!isFloat) return formatInteger(site, whole, format);
  const float = value instanceof PyFloat ? value.value : toFloat(site, whole ?? 0);
  return formatFloat(site, float, format);
}

function readFormat(site: Site, spec: string): Format {
  const found = FORMAT.exec(spec);
  if (found === null) throw outsideSubset(site, `the format '${spec}' is not part of the subset`);
  const [
    ,
    fill = ' ',
    align = '',
    sign = '',
    alternate,
    zero,
    width,
    grouping = '',
    precision,
    type = '',
  ] = found;
  return {
    fill,
    align,
    sign,
    alternate: alternate === '#',
    zero: zero === '0',
    width: Number(width),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

function formatText(site: Site, value: Text, format: Format): Text {
  const { type, sign, alternate, zero, grouping, align, precision } = format;
  if (type !== '' && type !== 's') unknownCode(site, type, 'str');
  if (sign !== '' || alternate || grouping !== '' || align === '=') {
    throw pythonError(site, 'ValueError', 'a format of numbers for a string');
  }
  if (zero) throw outsideSubset(site, 'zeros before a string are not part of the subset');
  const text = toText(value) ?? '';
  const shown = precision === undefined ? text : firstCharacters(text, precision);
  return textOf(padded(site, shown, format, '<'));
}

function unknownCode(site: Site, type: string, name: string): never {
  throw pythonError(
    site,
    'ValueError',
    `Unknown format code '${type}' for object of type '${name}'`,
  );
}

const RADIX: ReadonlyMap<string, [radix: number, prefix: string]> = new Map([
  ['', [10, '']],
  ['d', [10, '']],
  ['b', [2, '0b']],
  ['o', [8, '0o']],
  ['x', [16, '0x']],
  ['X', [16, '0X']],
]);

export function formatInteger(site: Site, value: Integer, format: Format): string {
  const { type, precision, alternate, grouping } = format;
  if (type === 'n' || type === 'c')
    throw outsideSubset(site, `the format '${type}' is not part of the subset`);
  const [radix, prefix] = RADIX.get(type) ?? unknownCode(site, type, 'int');
  if (precision !== undefined) {
    throw pythonError(site, 'ValueError', 'Precision not allowed in integer format specifier');
  }
  if (grouping === ',' && radix !== 10) {
    throw pythonError(site, 'ValueError', `Cannot specify ',' with '${type}'.`);
  }
  const size = value < 0 ? -value : value;
  const plain = radix === 10 ? reprText(site, size) : size.toString(radix);
  const digits = grouped(
    type === 'X' ? plain.toUpperCase() : plain,
    grouping,
    radix === 10 ? 3 : 4,
  );
  return signed(site, value < 0, alternate ? prefix : '', digits, format);
}

function grouped(digits: string, mark: string, width: number): string {
  if (mark === '') return digits;
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= width) {
    groups.unshift(digits.slice(Math.max(0, end - width), end));
  }
  return groups.join(mark);
}

export function formatFloat(site: Site, value: number, format: Format): string {
  const { type, precision, alternate } = format;
  if (type !== '' && !'eEfFgG%n'.includes(type)) unknownCode(site, type, 'float');
  if (
    alternate ||
    ('gGn'.includes(type) && type !== '') ||
    (type === '' && precision !== undefined)
  ) {
    throw outsideSubset(site, 'this format of a float is not part of the subset');
  }
  if ((precision ?? 0) > MAX_PRECISION) {
    throw outsideSubset(
      site,
      `more than ${MAX_PRECISION} digits after the point are not part of the subset`,
    );
  }
  const negative = value < 0 || Object.is(value, -0);
  return signed(site, negative, '', digitsOf(Math.abs(value), format), format);
}

/** The digits of a float that is not negative. */
function digitsOf(value: number, { type, precision = 6, grouping }: Format): string {
  if (type === '') {
    const text = floatText(value);
    const [whole = '', ...fraction] = text.split('.');
    return [/^\d+$/.test(whole) ? grouped(whole, grouping, 3) : whole, ...fraction].join('.');
  }
  if (!Number.isFinite(value)) {
    const name = Number.isNaN(value) ? 'nan' : 'inf';
    return (
      (type === type.toUpperCase() && type !== '%' ? name.toUpperCase() : name) +
      (type === '%' ? '%' : '')
    );
  }
  if (type === 'e' || type === 'E') return exponentText(value, precision, type);
  const scaled = type === '%' ? value * 100 : value;
  const text = fixedText(scaled, precision, grouping);
  return type === '%' ? `${text}%` : text;
}

/** A float with `precision` digits after the point, ties to even as they are exactly. */
export function fixedText(value: number, precision: number, grouping: string): string {
  const digits = String(decimalUnits(value, precision)).padStart(precision + 1, '0');
  const whole = grouped(digits.slice(0, digits.length - precision), grouping, 3);
  return precision === 0 ? whole : `${whole}.${digits.slice(digits.length - precision)}`;
}

function exponentText(value: number, precision: number, type: string): string {
  let exponent = value === 0 ? 0 : Number(value.toExponential().split('e')[1]);
  let digits = String(
    value === 0 ? '0'.repeat(precision + 1) : decimalUnits(value, precision - exponent),
  );
  // Rounding up may have given one digit more.
  if (digits.length > precision + 1) {
    digits = digits.slice(0, -1);
    exponent += 1;
  }
  const fraction = precision === 0 ? '' : `.${digits.slice(1)}`;
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.charAt(0)}${fraction}${type}${exponent < 0 ? '-' : '+'}${power}`;
}

function signed(
  site: Site,
  negative: boolean,
  prefix: string,
  digits: string,
  format: Format,
): string {
  const plus = format.sign === '-' ? '' : format.sign;
  const head = `${negative ? '-' : plus}${prefix}`;
  const fillsZeros = format.zero && format.align === '';
  if (!fillsZeros && format.align !== '=') return padded(site, head + digits, format, '>');
  if (format.grouping !== '' && (fillsZeros || format.fill === '0')) {
    throw outsideSubset(site, 'zeros before grouped digits are not part of the subset');
  }
  const room = Math.max(0, format.width - head.length - digits.length);
  site.machine.make(room + digits.length, CHARACTER_BYTES, site);
  return head + (format.zero && format.fill === ' ' ? '0' : format.fill).repeat(room) + digits;
}

function padded(
  site: Site,
  text: string,
  { width, fill, align, zero }: Format,
  usual: '<' | '>',
): string {
  const room = Math.max(0, width - textLength(textOf(text)));
  site.machine.make(room + text.length, CHARACTER_BYTES, site);
  const mark = zero && fill === ' ' ? '0' : fill;
  const side = align === '' ? usual : align;
  const before = side === '<' ? 0 : side === '^' ? Math.floor(room / 2) : room;
  return mark.repeat(before) + text + mark.repeat(room - before);
}
