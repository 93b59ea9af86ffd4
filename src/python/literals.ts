/**
 * Values read from Python's literals. A text is read from left to right; whatever is no literal is a `DiagnosticError` at its
 * place, what Python itself would refuse to hash or to read included.
 */

import { MAX_NESTING } from './boundary.js';
import { PythonError } from './machine/errors.js';
import { nowhere } from './machine/machine.js';
import { type Fault, faultError, type Source } from './syntax/source.js';
import { type RawToken, rawTokens } from './syntax/tokens.js';
import { PyDict, PySet } from './values/hashed.js';
import { textOf } from './values/text.js';
import {
  type Integer,
  integer,
  MAX_INTEGER_DIGITS,
  PyFloat,
  PyList,
  PyTuple,
  toInteger,
  typeName,
  type Value,
} from './values/value.js';

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

/**
 * A call with literals by position, and then by name: `f([1], word='x')`.
 * @throws DiagnosticError for any other text
 */
export function parseNamedCall(text: string): {
  readonly name: string;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
} {
  const reader = new LiteralReader(text);
  const name = reader.name();
  reader.expect('(');
  const found = reader.arguments();
  reader.end();
  return { name, ...found };
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
        return this.#integer(token);
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

  #integer(token: RawToken): Integer {
    const digits = token.text.replaceAll('_', '');
    if (digits.length > MAX_INTEGER_DIGITS && /^[0-9]+$/.test(digits)) {
      this.#fail(token, `an integer of more than ${MAX_INTEGER_DIGITS} digits`);
    }
    return integer(BigInt(digits));
  }

  #text(first: RawToken): Value {
    let text = first.value ?? '';
    while (this.#tokens[this.#next]?.type === 'string') text += this.#take()?.value ?? '';
    return textOf(text);
  }

  #signed(sign: RawToken): Value {
    let negative = sign.text === '-';
    while (this.#tokens[this.#next]?.type === 'additive') {
      if (this.#take()?.text === '-') negative = !negative;
    }
    const value = this.value();
    if (value instanceof PyFloat) return negative ? new PyFloat(-value.value) : value;
    const whole = typeof value === 'boolean' ? undefined : toInteger(value);
    if (whole === undefined) this.#fail(sign, `a sign before a ${typeName(value)}`);
    return negative ? integer(-BigInt(whole)) : whole;
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
    const isKeyword = token?.type === 'name' && this.#tokens[this.#next]?.text === '=';
    const help = isKeyword ? { help: 'A call takes positional literals only.' } : {};
    return this.#fail(token, 'expected a literal', help);
  }

  /** The values up to `close`, those that were read before among them, and whether a comma ended them. */
  elements(close: string, items: Value[] = []): { items: Value[]; comma: boolean } {
    let comma = items.length > 0 && this.#skips(',');
    while (!this.#skips(close)) {
      if (items.length > 0 && !comma)
        this.#fail(this.#tokens[this.#next], `expected \`,\` or \`${close}\``);
      items.push(this.value());
      comma = this.#skips(',');
    }
    return { items, comma };
  }

  /** Those of a call, up to its closing bracket. */
  arguments(): { args: readonly Value[]; named: ReadonlyMap<string, Value> } {
    const args: Value[] = [];
    const named = new Map<string, Value>();
    for (let comma = true; !this.#skips(')'); comma = this.#skips(',')) {
      const token = this.#tokens[this.#next];
      if (!comma) this.#fail(token, 'expected `,` or `)`');
      const isNamed = token?.type === 'name' && this.#tokens[this.#next + 1]?.text === '=';
      if (!isNamed && named.size > 0) this.#fail(token, 'expected an argument by name');
      if (isNamed && named.has(token.text)) this.#fail(token, 'an argument that is given twice');
      if (isNamed) this.#next += 2;
      const value = this.value();
      if (isNamed) named.set(token.text, value);
      else args.push(value);
    }
    return { args, named };
  }

  #braces(): Value {
    if (this.#skips('}')) return new PyDict();
    const start = this.#tokens[this.#next];
    const first = this.value();
    if (this.#tokens[this.#next]?.text === ':') return this.#dict(first);
    const set = new PySet();
    for (const item of this.elements('}', [first]).items) {
      this.#hashed(start, () => set.add(this.#site, item));
    }
    return set;
  }

  #dict(first: Value): PyDict {
    const dict = new PyDict();
    for (let key = first; ; key = this.value()) {
      const colon = this.#tokens[this.#next];
      this.expect(':');
      const value = this.value();
      this.#hashed(colon, () => dict.set(this.#site, key, value));
      if (this.#skips('}')) return dict;
      if (!this.#skips(',')) this.#fail(this.#tokens[this.#next], 'expected `,` or `}`');
      if (this.#skips('}')) return dict;
    }
  }

  /** Takes in a key or an element; one that Python cannot hash is a fault at `token`. */
  #hashed(token: RawToken | undefined, add: () => void): void {
    try {
      add();
    } catch (error) {
      if (!(error instanceof PythonError)) throw error;
      this.#fail(token, error.message);
    }
  }

  /** Takes the next token if it reads `text`; whether it did. */
  #skips(text: string): boolean {
    const reads = this.#tokens[this.#next]?.text === text;
    if (reads) this.#next += 1;
    return reads;
  }

  #take(): RawToken | undefined {
    const token = this.#tokens[this.#next];
    this.#next += 1;
    return token;
  }

  #fail(token: RawToken | undefined, message: string, help: Pick<Fault, 'help'> = {}): never {
    const end = this.#source.text.length;
    const fault: Fault = { message, span: token ?? { start: end, end: end + 1 }, ...help };
    throw faultError(this.#source, [fault]);
  }
}
