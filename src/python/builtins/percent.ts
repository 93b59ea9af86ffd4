/** `text % values` (Python library reference, "printf-style String Formatting"). */

import { CHARACTER_BYTES, outsideSubset, pythonError, type Site } from '../machine/machine.js';
import { toFloat } from '../values/floats.js';
import { PyDict } from '../values/hashed.js';
import { reprText, strOf } from '../values/repr.js';
import { keyError } from '../values/subscripts.js';
import { firstCharacters, isText, type Text, textLength, textOf, toText } from '../values/text.js';
import { integer, PyFloat, PyTuple, toInteger, typeName, type Value } from '../values/value.js';
import { type Format, formatFloat, formatInteger } from './format.js';

const FIELD = /%(?:\(([^()]*)\))?([-+ #0]*)(\*|\d{0,9})(?:\.(\*|\d{0,9}))?([\s\S])?/gu;

export function formatPercent(site: Site, text: Text, values: Value): Text {
  const given = new Arguments(site, values);
  let end = 0;
  let result = '';
  const source = toText(text) ?? '';
  for (const match of source.matchAll(FIELD)) {
    const [whole, key, flags = '', width = '', precision, type] = match;
    result += source.slice(end, match.index);
    end = match.index + whole.length;
    if (type === undefined) throw pythonError(site, 'ValueError', 'incomplete format');
    if (width === '*' || precision === '*')
      throw outsideSubset(site, '`*` in a format is not part of the subset');
    if (type === '%') {
      if (whole !== '%%')
        throw outsideSubset(site, `the format '${whole}' is not part of the subset`);
      result += '%';
    } else {
      const value = key === undefined ? given.next() : given.named(key);
      const digits = precision === undefined ? undefined : Number(precision);
      result += field(site, value, { flags, width: Number(width), precision: digits, type });
    }
    site.machine.make(result.length, CHARACTER_BYTES, site);
  }
  given.finish();
  site.machine.make(source.length, CHARACTER_BYTES, site);
  return textOf(result + source.slice(end));
}

/** The values on the right of `%`: a tuple's items one after another, or one value, which may be a dict. */
class Arguments {
  readonly #site: Site;
  readonly #values: Value;
  readonly #items: readonly Value[];
  #next = 0;

  constructor(site: Site, values: Value) {
    this.#site = site;
    this.#values = values;
    this.#items = values instanceof PyTuple ? values.items : [values];
  }

  next(): Value {
    const value = this.#items[this.#next];
    this.#next += 1;
    if (value === undefined) {
      throw pythonError(this.#site, 'TypeError', 'not enough arguments for format string');
    }
    return value;
  }

  named(key: string): Value {
    if (!(this.#values instanceof PyDict)) {
      throw pythonError(this.#site, 'TypeError', 'format requires a mapping');
    }
    this.#next = 1;
    const value = this.#values.get(this.#site, textOf(key));
    if (value === undefined) throw keyError(this.#site, textOf(key));
    return value;
  }

  finish(): void {
    const mayBeLeft =
      !(this.#values instanceof PyTuple) &&
      !isText(this.#values) &&
      typeof this.#values === 'object' &&
      this.#values !== null;
    if (this.#next >= this.#items.length) return;
    if (
      mayBeLeft &&
      (this.#values instanceof PyDict ||
        this.#values.type === 'list' ||
        this.#values.type === 'range')
    )
      return;
    throw pythonError(
      this.#site,
      'TypeError',
      'not all arguments converted during string formatting',
    );
  }
}

interface Field {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
}

function field(site: Site, value: Value, { flags, width, precision, type }: Field): string {
  const left = flags.includes('-');
  const zero = flags.includes('0') && !left;
  const format: Format = {
    fill: ' ',
    align: left ? '<' : '',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '',
    alternate: flags.includes('#'),
    zero,
    width,
    grouping: '',
    precision,
    type,
  };
  switch (type) {
    case 's':
    case 'r': {
      const text = type === 's' ? (toText(strOf(site, value)) ?? '') : reprText(site, value);
      const shown = firstCharacters(text, precision ?? text.length);
      const room = ' '.repeat(Math.max(0, roomFor(site, width) - textLength(textOf(shown))));
      return left ? shown + room : room + shown;
    }
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
      if (precision !== undefined)
        throw outsideSubset(site, 'the precision of an integer is not part of the subset');
      return formatInteger(site, wholeNumber(site, value, type), {
        ...format,
        type: 'iu'.includes(type) ? 'd' : type,
      });
    case 'f':
    case 'F':
    case 'e':
    case 'E':
      return formatFloat(site, realNumber(site, value), format);
    default:
      throw outsideSubset(site, `the format '%${type}' is not part of the subset`);
  }
}

function roomFor(site: Site, width: number): number {
  site.machine.make(width, CHARACTER_BYTES, site);
  return width;
}

function wholeNumber(site: Site, value: Value, type: string): number | bigint {
  const whole = toInteger(value);
  if (whole !== undefined) return whole;
  const isDecimal = 'diu'.includes(type);
  if (value instanceof PyFloat && isDecimal && Number.isFinite(value.value)) {
    return integer(BigInt(Math.trunc(value.value)));
  }
  if (value instanceof PyFloat && isDecimal) {
    throw outsideSubset(site, 'inf and nan as integers are not part of the subset');
  }
  const wanted = isDecimal ? 'a real number' : 'an integer';
  throw pythonError(
    site,
    'TypeError',
    `%${type} format: ${wanted} is required, not ${typeName(value)}`,
  );
}

function realNumber(site: Site, value: Value): number {
  if (value instanceof PyFloat) return value.value;
  const whole = toInteger(value);
  if (whole !== undefined) return toFloat(site, whole);
  throw pythonError(site, 'TypeError', `must be real number, not ${typeName(value)}`);
}
