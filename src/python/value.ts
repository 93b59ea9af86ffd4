/**
 * The values of a running program.
 *
 * Invariant: an integer has one representation, a JavaScript number while it is a safe integer (never -0) and a bigint
 * beyond, so that `===` is equality of integers. `true` and `false` are Python's bools, `null` is None.
 */
export type Value = number | bigint | boolean | null;

/** An integer in its one representation. */
export type Integer = number | bigint;

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Digits beyond which CPython refuses to turn an int into text (`sys.get_int_max_str_digits()`). */
export const MAX_INTEGER_DIGITS = 4300;

/** The one representation of `value`. */
export function integer(value: bigint): Integer {
  return value <= MAX_SAFE && value >= -MAX_SAFE ? Number(value) : value;
}

/**
 * A value that came from outside, brought into its one representation. Throws a TypeError of JavaScript, a fault of the
 * caller, for what is no value: fractions, NaN, numbers beyond the safe integers, text, objects.
 */
export function toValue(input: unknown): Value {
  if (typeof input === 'number' && Number.isSafeInteger(input)) return input + 0;
  if (typeof input === 'bigint') return integer(input);
  if (typeof input === 'boolean' || input === null) return input;
  const shown = typeof input === 'number' ? `the number ${input}` : `of type ${typeof input}`;
  throw new TypeError(`not a value of the subset: ${shown}`);
}

/** The integer that a value is in arithmetic: bools are 0 and 1, None is none. */
export function toInteger(value: Value): Integer | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value === null) return undefined;
  return value ? 1 : 0;
}

/** The name of a value's type, as CPython writes it in messages. */
export function typeName(value: Value): 'int' | 'bool' | 'NoneType' {
  if (value === null) return 'NoneType';
  return typeof value === 'boolean' ? 'bool' : 'int';
}

/** What `if` and `while` ask of a value. */
export function truthy(value: Value): boolean {
  return value === true || (value !== false && value !== 0 && value !== null);
}

/**
 * `repr(value)` as CPython prints it. Throws a RangeError for an integer of more than `MAX_INTEGER_DIGITS` digits, which
 * CPython refuses to print too.
 */
export function repr(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const text = String(value);
  if (text.length > MAX_INTEGER_DIGITS + (text.startsWith('-') ? 1 : 0)) {
    throw new RangeError(
      `an integer of more than ${MAX_INTEGER_DIGITS} digits has no repr in CPython`,
    );
  }
  return text;
}
