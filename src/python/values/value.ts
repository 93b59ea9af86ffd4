/**
 * The values of a running program.
 *
 * Invariant: an integer has one representation, a JavaScript number while it is a safe integer (never -0) and a bigint
 * beyond, so that `===` is equality of integers. `true` and `false` are Python's bools. `null` is None, so `??` is never
 * asked of a value. A string is a JavaScript string while all of its characters lie in the Basic Multilingual Plane, so
 * that its units are its characters; `WideText` (`text.ts`) is any other. Every other value is an object of a class of
 * ours: nothing of the host is ever a value.
 */
export type Value = number | bigint | boolean | string | null | PyObject;

/** A value that is an object of ours. */
export abstract class PyObject {
  /** The name of its type, as CPython writes it in messages. */
  abstract get type(): string;

  /** What `if` and `while` ask of it. */
  get isTrue(): boolean {
    return true;
  }
}

/** An integer in its one representation. */
export type Integer = number | bigint;

/** A float, apart from integers: 1.0 and 1 are equal and print differently. */
export class PyFloat extends PyObject {
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }

  override get isTrue(): boolean {
    return this.value !== 0;
  }

  get type(): 'float' {
    return 'float';
  }
}

/** A list or tuple: its items are read and, for a list, changed in place. */
export class PyList extends PyObject {
  /** Replaced as a whole only by a sort. */
  items: Value[];

  constructor(items: Value[]) {
    super();
    this.items = items;
  }

  override get isTrue(): boolean {
    return this.items.length > 0;
  }

  get type(): 'list' {
    return 'list';
  }
}

export class PyTuple extends PyObject {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }

  override get isTrue(): boolean {
    return this.items.length > 0;
  }

  get type(): 'tuple' {
    return 'tuple';
  }
}

/** `range(start, stop, step)`; `length` is how many integers it has. */
export class PyRange extends PyObject {
  readonly start: Integer;
  readonly stop: Integer;
  readonly step: Integer;
  readonly length: Integer;

  constructor(start: Integer, stop: Integer, step: Integer) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = rangeLength(start, stop, step);
  }

  override get isTrue(): boolean {
    return this.length !== 0;
  }

  get type(): 'range' {
    return 'range';
  }

  /** The integer at `index`, which is in the range. */
  at(index: number): Integer {
    const { start, step } = this;
    if (typeof start === 'number' && typeof step === 'number') {
      const value = start + index * step;
      if (Number.isSafeInteger(value)) return value;
    }
    return integer(BigInt(start) + BigInt(index) * BigInt(step));
  }
}

function rangeLength(start: Integer, stop: Integer, step: Integer): Integer {
  if (step > 0 ? start >= stop : start <= stop) return 0;
  if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') {
    const width = stop - start;
    if (Number.isSafeInteger(width)) return Math.floor((width - Math.sign(step)) / step) + 1;
  }
  const direction = step > 0 ? 1n : -1n;
  return integer((BigInt(stop) - BigInt(start) - direction) / BigInt(step) + 1n);
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Digits beyond which CPython refuses to turn an int into text (`sys.get_int_max_str_digits()`). */
export const MAX_INTEGER_DIGITS = 4300;

/** The one representation of `value`. */
export function integer(value: bigint): Integer {
  return value <= MAX_SAFE && value >= -MAX_SAFE ? Number(value) : value;
}

/** The integer that a value is in arithmetic: bools are 0 and 1; undefined for all but ints and bools. */
export function toInteger(value: Value): Integer | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

/** The number that an int, bool or float is, to compare and test by; undefined for all others. */
export function toReal(value: Value): Integer | undefined {
  return value instanceof PyFloat ? value.value : toInteger(value);
}

/** What `if` and `while` ask of a value. */
export function truthy(value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'string':
      return value !== '';
    case 'bigint':
      return true;
    default:
      return value?.isTrue === true;
  }
}

/** The name of a value's type, as CPython writes it in messages. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'int';
    default:
      return value === null ? 'NoneType' : value.type;
  }
}
