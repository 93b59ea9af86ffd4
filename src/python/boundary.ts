/** Values between a program and its caller: taken in, read from Python's literals, made from the host's and turned back. */

import { nowhere } from './machine/machine.js';
import { type Fault, faultError, type Source } from './syntax/source.js';
import { type RawToken, rawTokens } from './syntax/tokens.js';
import { PyDict, PySet } from './values/hashed.js';
import { equal } from './values/relations.js';
import { hasLoneSurrogate, textOf, WideText } from './values/text.js';
import {
  integer,
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PyTuple,
  toInteger,
  typeName,
  type Value,
} from './values/value.js';

/** Values inside values beyond which the caller's are refused. */
const MAX_NESTING = 200;

/**
 * A value that came from outside, brought into its one representation, with copies of all that can change. Throws a
 * TypeError of JavaScript, a fault of the caller, for what is no value: fractions (a float is a `PyFloat`), NaN, numbers
 * beyond the safe integers, text with lone surrogates, objects of the host, functions and iterators.
 */
export function toValue(input: unknown): Value {
  if (typeof input === 'number' && Number.isSafeInteger(input)) return input + 0;
  if (typeof input === 'bigint') return integer(input);
  if (typeof input === 'boolean' || input === null) return input;
  if (typeof input === 'string' && !hasLoneSurrogate(input)) return textOf(input);
  if (input instanceof PyObject) return new Copier().copy(input, 0);
  const shown = typeof input === 'number' ? `the number ${input}` : `of type ${typeof input}`;
  throw new TypeError(`not a value of the subset: ${shown}`);
}

/** Copies values; what is shared among them stays shared. */
class Copier {
  readonly #site = nowhere();
  readonly #copies = new Map<PyObject, PyObject>();

  copy(value: Value, depth: number): Value {
    if (!(value instanceof PyObject)) return toValue(value);
    if (depth > MAX_NESTING)
      throw new TypeError(`more than ${MAX_NESTING} values inside each other`);
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    if (value instanceof PyFloat || value instanceof WideText || value instanceof PyRange)
      return value;
    return this.#container(value, depth + 1);
  }

  #container(value: PyObject, depth: number): PyObject {
    const site = this.#site;
    const inner = (item: Value): Value => this.copy(item, depth);
    if (value instanceof PyTuple) return this.#kept(value, new PyTuple(value.items.map(inner)));
    if (value instanceof PyList) {
      const list = this.#kept(value, new PyList([]));
      list.items = value.items.map(inner);
      return list;
    }
    if (value instanceof PyDict) {
      const dict = this.#kept(value, new PyDict());
      for (const entry of value.entries.values())
        dict.set(site, inner(entry.key), inner(entry.value));
      return dict;
    }
    if (!(value instanceof PySet)) {
      throw new TypeError(`not a value that can be given to a program: a ${value.type}`);
    }
    const set = this.#kept(value, new PySet());
    for (const element of value.elements.values()) set.add(site, inner(element));
    return set;
  }

  #kept<Kind extends PyObject>(value: PyObject, copy: Kind): Kind {
    this.#copies.set(value, copy);
    return copy;
  }
}

/** What `fromHost` takes and `toHost` gives. */
export type HostValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly HostValue[]
  | ReadonlyMap<HostValue, HostValue>
  | ReadonlySet<HostValue>;

/**
 * The value of a host's: an array is a list, a Map a dict, a Set a set, a number that is no safe integer a float. Throws a
 * TypeError for text with lone surrogates and for anything else.
 */
export function fromHost(input: HostValue): Value {
  if (typeof input === 'number' && !Number.isSafeInteger(input)) return new PyFloat(input);
  if (Array.isArray(input)) return new PyList(input.map((item: HostValue) => fromHost(item)));
  const site = nowhere();
  if (input instanceof Map) {
    const dict = new PyDict();
    for (const [key, value] of input) dict.set(site, fromHost(key), fromHost(value));
    return dict;
  }
  if (input instanceof Set) {
    const set = new PySet();
    for (const element of input) set.add(site, fromHost(element));
    return set;
  }
  return toValue(input);
}

/**
 * The host's form of a value: a tuple is an array too, a float a number. Throws a TypeError for functions, iterators,
 * ranges and values more than 200 deep, those that contain themselves included.
 */
export function toHost(value: Value, depth = 0): HostValue {
  if (!(value instanceof PyObject)) return value;
  if (depth > MAX_NESTING) throw new TypeError(`more than ${MAX_NESTING} values inside each other`);
  const inner = (item: Value): HostValue => toHost(item, depth + 1);
  if (value instanceof PyFloat) return value.value;
  if (value instanceof WideText) return value.text;
  if (value instanceof PyList || value instanceof PyTuple) return value.items.map(inner);
  if (value instanceof PyDict) {
    return new Map(
      [...value.entries.values()].map((entry) => [inner(entry.key), inner(entry.value)]),
    );
  }
  if (value instanceof PySet) return new Set([...value.elements.values()].map(inner));
  throw new TypeError(`no value of the host: a ${value.type}`);
}

/**
 * Whether `left == right`, of values that no program holds. Throws a `LimitError` for values that are too deep or too large, and an
 * `OutsideSubsetError` for views of dicts.
 */
export function equals(left: Value, right: Value): boolean {
  return equal(nowhere(), left, right);
}

/**
 * The value of a Python literal: numbers with signs, strings, True, False, None, and lists, tuples, dicts and sets of
 * them. Throws a `DiagnosticError` for anything else.
 */
export function parseLiteral(text: string): Value {
  const reader = new LiteralReader(text);
  const value = reader.value();
  reader.end();
  return value;
}

/** The function and the arguments of a call such as `f([1, 2], 'x')`. Throws a `DiagnosticError` for anything else. */
export function parseCall(text: string): {
  readonly name: string;
  readonly args: readonly Value[];
} {
  const reader = new LiteralReader(text);
  const name = reader.name();
  reader.expect('(');
  const { items } = reader.elements(')');
  reader.end();
  return { name, args: items };
}

class LiteralReader {
  readonly #source: Source;
  readonly #tokens: readonly RawToken[];
  readonly #site = nowhere();
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#source = { file: '<literal>', text };
    this.#tokens = [...rawTokens(this.#source)].filter(
      ({ type }) => !['space', 'comment', 'newline', 'continuation'].includes(type),
    );
  }

  name(): string {
    const token = this.#take();
    if (token?.type !== 'name') this.#fail(token, 'expected the name of a function');
    return token.text;
  }

  expect(text: string): void {
    const token = this.#take();
    if (token?.text !== text) this.#fail(token, `expected \`${text}\``);
  }

  end(): void {
    const token = this.#take();
    if (token !== undefined) this.#fail(token, `unexpected \`${token.text}\``);
  }

  /** One value; at most `MAX_NESTING` inside each other. */
  value(): Value {
    const token = this.#take();
    switch (token?.type) {
      case 'number':
        return integer(BigInt(token.text.replaceAll('_', '')));
      case 'float':
        return new PyFloat(Number(token.text.replaceAll('_', '')));
      case 'string':
        return this.#text(token);
      case 'constant':
        return token.text === 'None' ? null : token.text === 'True';
      case 'additive':
        return this.#signed(token);
      default:
        return this.#container(token);
    }
  }

  #text(first: RawToken): Value {
    let text = first.value ?? '';
    while (this.#tokens[this.#next]?.type === 'string') text += this.#take()?.value ?? '';
    return textOf(text);
  }

  #signed(sign: RawToken): Value {
    const value = this.value();
    if (value instanceof PyFloat) return sign.text === '-' ? new PyFloat(-value.value) : value;
    const whole = typeof value === 'boolean' ? undefined : toInteger(value);
    if (whole === undefined) this.#fail(sign, `a sign before a ${typeName(value)}`);
    return sign.text === '-' ? integer(-BigInt(whole)) : whole;
  }

  #container(token: RawToken | undefined): Value {
    this.#depth += 1;
    if (this.#depth > MAX_NESTING)
      this.#fail(token, `more than ${MAX_NESTING} values inside each other`);
    const value = this.#contents(token);
    this.#depth -= 1;
    return value;
  }

  #contents(token: RawToken | undefined): Value {
    if (token?.text === '[') return new PyList(this.elements(']').items);
    if (token?.text === '{') return this.#braces();
    if (token?.text === '(') {
      const { items, comma } = this.elements(')');
      const [only] = items;
      return only !== undefined && items.length === 1 && !comma ? only : new PyTuple(items);
    }
    if (token?.text === 'set') {
      this.expect('(');
      this.expect(')');
      return new PySet();
    }
    return this.#fail(token, 'expected a literal');
  }

  /** The values up to `close`, and whether a comma ended them. */
  elements(close: string): { items: Value[]; comma: boolean } {
    const items: Value[] = [];
    let comma = false;
    while (this.#tokens[this.#next]?.text !== close) {
      if (items.length > 0 && !comma)
        this.#fail(this.#tokens[this.#next], `expected \`,\` or \`${close}\``);
      items.push(this.value());
      comma = this.#tokens[this.#next]?.text === ',';
      if (comma) this.#next += 1;
    }
    this.#next += 1;
    return { items, comma };
  }

  #braces(): Value {
    if (this.#tokens[this.#next]?.text === '}') {
      this.#next += 1;
      return new PyDict();
    }
    const first = this.value();
    if (this.#tokens[this.#next]?.text !== ':') {
      const set = new PySet();
      set.add(this.#site, first);
      if (this.#tokens[this.#next]?.text === ',') this.#next += 1;
      for (const item of this.elements('}').items) set.add(this.#site, item);
      return set;
    }
    return this.#dict(first);
  }

  #dict(first: Value): PyDict {
    const dict = new PyDict();
    for (let key = first; ; key = this.value()) {
      this.expect(':');
      dict.set(this.#site, key, this.value());
      const token = this.#take();
      if (token?.text === '}') return dict;
      if (token?.text !== ',') this.#fail(token, 'expected `,` or `}`');
      if (this.#tokens[this.#next]?.text === '}') {
        this.#next += 1;
        return dict;
      }
    }
  }

  #take(): RawToken | undefined {
    const token = this.#tokens[this.#next];
    this.#next += 1;
    return token;
  }

  #fail(token: RawToken | undefined, message: string): never {
    const end = this.#source.text.length;
    const fault: Fault = { message, span: token ?? { start: end, end: end + 1 } };
    throw faultError(this.#source, [fault]);
  }
}
