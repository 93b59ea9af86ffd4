/**
 * CPython's integer arithmetic on values, in full: any size, bools as 0 and 1, None refused. The compiled code has its
 * own short cuts for small integers and comes here for everything else.
 */
import { bitLength, bytesOf, outsideSubset, overLimit, pythonError, type Site } from './machine.js';
import { type Integer, toInteger, typeName, type Value } from './value.js';

export function add(site: Site, left: Value, right: Value): Integer {
  const a = toInteger(left) ?? unsupported(site, left, right);
  const b = toInteger(right) ?? unsupported(site, left, right);
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return site.machine.keep(BigInt(a) + BigInt(b), site);
}

export function subtract(site: Site, left: Value, right: Value): Integer {
  const a = toInteger(left) ?? unsupported(site, left, right);
  const b = toInteger(right) ?? unsupported(site, left, right);
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return site.machine.keep(BigInt(a) - BigInt(b), site);
}

export function multiply(site: Site, left: Value, right: Value): Integer {
  const a = toInteger(left) ?? unsupported(site, left, right);
  const b = toInteger(right) ?? unsupported(site, left, right);
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
    return site.machine.keep(BigInt(a) * BigInt(b), site);
  }
  const large = BigInt(a);
  const other = BigInt(b);
  // The product has at least one bit fewer than its factors have together.
  if (other !== 0n && bitLength(large) + bitLength(other) - 1 > site.machine.limits.bits) {
    throw overLimit(site, 'bits');
  }
  return site.machine.keep(large * other, site);
}

/** `a // b` of two safe integers, `b` not 0. The quotient of doubles is never rounded up to the next integer here. */
export function floorQuotient(a: number, b: number): number {
  return Math.floor(a / b) + 0;
}

/**
 * `a % b` of two safe integers, `b` not 0: the sign is that of `b`. The case of 32 bits is apart because the host divides
 * those in the processor and all others by a routine.
 */
export function floorRemainder(a: number, b: number): number {
  if ((a | 0) === a && (b | 0) === b) {
    const small = (a % b) | 0;
    return small !== 0 && (small ^ b) < 0 ? small + b : small;
  }
  const remainder = a % b;
  return (remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder) + 0;
}

export function floorDivide(site: Site, left: Value, right: Value): Integer {
  const a = toInteger(left) ?? unsupported(site, left, right);
  const b = toInteger(right) ?? unsupported(site, left, right);
  if (b === 0) throw pythonError(site, 'ZeroDivisionError', 'integer division or modulo by zero');
  if (typeof a === 'number' && typeof b === 'number') return floorQuotient(a, b);
  const dividend = BigInt(a);
  const divisor = BigInt(b);
  // A division works through all of its dividend, however little is left of it.
  site.machine.spend(bytesOf(bitLength(dividend)), site);
  const quotient = dividend / divisor;
  const remainder = dividend - quotient * divisor;
  const down = remainder !== 0n && remainder < 0n !== divisor < 0n;
  return site.machine.keep(down ? quotient - 1n : quotient, site);
}

export function modulo(site: Site, left: Value, right: Value): Integer {
  const a = toInteger(left) ?? unsupported(site, left, right);
  const b = toInteger(right) ?? unsupported(site, left, right);
  if (b === 0) throw pythonError(site, 'ZeroDivisionError', 'integer modulo by zero');
  if (typeof a === 'number' && typeof b === 'number') return floorRemainder(a, b);
  const dividend = BigInt(a);
  site.machine.spend(bytesOf(bitLength(dividend)), site);
  return site.machine.keep(floorModulo(dividend, BigInt(b)), site);
}

function floorModulo(a: bigint, b: bigint): bigint {
  const remainder = a % b;
  return remainder !== 0n && remainder < 0n !== b < 0n ? remainder + b : remainder;
}

export function power(site: Site, left: Value, right: Value): Integer {
  const base = toInteger(left) ?? unsupported(site, left, right);
  const exponent = toInteger(right) ?? unsupported(site, left, right);
  if (exponent < 0) {
    if (base !== 0)
      throw outsideSubset(
        site,
        'an int to a negative power is a float, and the subset has no floats',
      );
    throw pythonError(site, 'ZeroDivisionError', '0.0 cannot be raised to a negative power');
  }
  if (exponent === 0 || base === 1) return 1;
  if (base === 0) return 0;
  if (base === -1) return BigInt(exponent) % 2n === 0n ? 1 : -1;
  if (typeof base === 'number' && typeof exponent === 'number') {
    const small = smallPower(base, exponent);
    if (small !== undefined) return small;
  }
  return largePower(site, BigInt(base), exponent);
}

/**
 * `base ** exponent` of a safe integer and a non-negative one, or undefined when it is no safe integer. By squaring:
 * `Math.pow` need not be exact.
 */
export function smallPower(base: number, exponent: number): number | undefined {
  if (exponent > 53 && (base > 1 || base < -1)) return undefined;
  let result = 1;
  let square = base;
  let left = exponent;
  for (;;) {
    if (left % 2 === 1) result *= square;
    left = Math.floor(left / 2);
    if (!Number.isSafeInteger(result)) return undefined;
    if (left === 0) return result + 0;
    square *= square;
    if (!Number.isSafeInteger(square)) return undefined;
  }
}

/** For |base| of at least 2, which has at least `(bits - 1) * exponent + 1` bits. */
function largePower(site: Site, base: bigint, exponent: Integer): Integer {
  const least = (bitLength(base) - 1) * Number(exponent) + 1;
  if (least > site.machine.limits.bits) throw overLimit(site, 'bits');
  site.machine.spend(bytesOf(least), site);
  return site.machine.keep(base ** BigInt(exponent), site);
}

/** `pow(base, exponent, modulus)`; the modulus may be None. */
export function powerModulo(site: Site, left: Value, right: Value, third: Value): Integer {
  if (third === null) return power(site, left, right);
  const base = toInteger(left);
  const exponent = toInteger(right);
  const modulus = toInteger(third) ?? 0;
  if (base === undefined || exponent === undefined) {
    const types = [left, right, third].map((value) => `'${typeName(value)}'`).join(', ');
    throw pythonError(site, 'TypeError', `unsupported operand type(s) for ** or pow(): ${types}`);
  }
  if (modulus === 0) throw pythonError(site, 'ValueError', 'pow() 3rd argument cannot be 0');
  const size = modulus < 0 ? -BigInt(modulus) : BigInt(modulus);
  if (size === 1n) return 0;
  const residue = powerResidue(site, floorModulo(BigInt(base), size), BigInt(exponent), size);
  return site.machine.keep(modulus < 0 && residue !== 0n ? residue - size : residue, site);
}

/** By squaring: every bit of the exponent costs a step and the memory of a product. */
function powerResidue(site: Site, base: bigint, exponent: bigint, modulus: bigint): bigint {
  let square = exponent < 0n ? inverse(site, base, modulus) : base;
  let left = exponent < 0n ? -exponent : exponent;
  const bits = bitLength(left);
  site.machine.charge(bits, site);
  site.machine.spend(bits * bytesOf(2 * bitLength(modulus)), site);
  let result = 1n;
  while (left > 0n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    left >>= 1n;
    square = (square * square) % modulus;
  }
  return result;
}

/** The inverse of `value` modulo `modulus`, by Euclid's algorithm. */
function inverse(site: Site, value: bigint, modulus: bigint): bigint {
  let [r0, r1] = [modulus, value];
  let [s0, s1] = [0n, 1n];
  const bits = bitLength(modulus);
  site.machine.charge(bits, site);
  site.machine.spend(2 * bits * bytesOf(bits), site);
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [s0, s1] = [s1, s0 - quotient * s1];
  }
  if (r0 !== 1n)
    throw pythonError(site, 'ValueError', 'base is not invertible for the given modulus');
  return floorModulo(s0, modulus);
}

export function negate(site: Site, operand: Value): Integer {
  const value = toInteger(operand) ?? badOperand(site, `unary ${site.symbol}`, operand);
  return typeof value === 'number' ? 0 - value : site.machine.keep(-value, site);
}

export function positive(site: Site, operand: Value): Integer {
  return toInteger(operand) ?? badOperand(site, `unary ${site.symbol}`, operand);
}

export function absolute(site: Site, operand: Value): Integer {
  const value = toInteger(operand) ?? badOperand(site, 'abs()', operand);
  if (typeof value === 'number') return Math.abs(value);
  return value < 0n ? site.machine.keep(-value, site) : value;
}

function badOperand(site: Site, what: string, operand: Value): never {
  throw pythonError(site, 'TypeError', `bad operand type for ${what}: '${typeName(operand)}'`);
}

function unsupported(site: Site, left: Value, right: Value): never {
  const symbol = site.symbol === '**' ? '** or pow()' : site.symbol;
  const types = `'${typeName(left)}' and '${typeName(right)}'`;
  throw pythonError(site, 'TypeError', `unsupported operand type(s) for ${symbol}: ${types}`);
}

export type Relation = (site: Site, left: Value, right: Value) => boolean;

/** `==`, defined between all values: None equals itself alone. */
export function equal(_site: Site, left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  return toInteger(left) === toInteger(right);
}

export function notEqual(site: Site, left: Value, right: Value): boolean {
  return !equal(site, left, right);
}

export function less(site: Site, left: Value, right: Value): boolean {
  return ordered(site, '<', left, right) < 0;
}

export function lessOrEqual(site: Site, left: Value, right: Value): boolean {
  return ordered(site, '<=', left, right) <= 0;
}

export function greater(site: Site, left: Value, right: Value): boolean {
  return ordered(site, '>', left, right) > 0;
}

export function greaterOrEqual(site: Site, left: Value, right: Value): boolean {
  return ordered(site, '>=', left, right) >= 0;
}

function ordered(site: Site, symbol: string, left: Value, right: Value): number {
  const a = toInteger(left);
  const b = toInteger(right);
  if (a === undefined || b === undefined) {
    const types = `'${typeName(left)}' and '${typeName(right)}'`;
    throw pythonError(site, 'TypeError', `'${symbol}' not supported between instances of ${types}`);
  }
  // Numbers and bigints compare exactly across the two representations.
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
