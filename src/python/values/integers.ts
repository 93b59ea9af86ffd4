/**
 * CPython's integer arithmetic, in full: any size. The compiled code has its own short cuts for small integers and comes
 * here, through `operators.ts`, for the rest.
 */
import { bitLength, bytesOf, overLimit, pythonError, type Site } from '../machine/machine.js';
import type { Integer } from './value.js';

export function addIntegers(site: Site, a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return site.machine.keep(BigInt(a) + BigInt(b), site);
}

export function subtractIntegers(site: Site, a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return site.machine.keep(BigInt(a) - BigInt(b), site);
}

export function multiplyIntegers(site: Site, a: Integer, b: Integer): Integer {
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

export function floorDivideIntegers(site: Site, a: Integer, b: Integer): Integer {
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

export function moduloIntegers(site: Site, a: Integer, b: Integer): Integer {
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

/** `base ** exponent`, the exponent not negative. */
export function powerIntegers(site: Site, base: Integer, exponent: Integer): Integer {
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

/** `pow(base, exponent, modulus)`. */
export function powerModulo(
  site: Site,
  base: Integer,
  exponent: Integer,
  modulus: Integer,
): Integer {
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

export function negateInteger(site: Site, value: Integer): Integer {
  return typeof value === 'number' ? 0 - value : site.machine.keep(-value, site);
}

export function absoluteInteger(site: Site, value: Integer): Integer {
  if (typeof value === 'number') return Math.abs(value);
  return value < 0n ? site.machine.keep(-value, site) : value;
}

type Bits = '&' | '|' | '^';

/** Both operators of bits on 32-bit integers are the host's; the others go by its integers of any size. */
export function bitwiseIntegers(site: Site, op: Bits, a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) {
    if (op === '&') return a & b;
    return op === '|' ? a | b : a ^ b;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  if (op === '&') return site.machine.keep(x & y, site);
  return site.machine.keep(op === '|' ? x | y : x ^ y, site);
}

export function shiftLeft(site: Site, value: Integer, count: Integer): Integer {
  if (count < 0) throw pythonError(site, 'ValueError', 'negative shift count');
  if (value === 0) return 0;
  const bits = bitLength(BigInt(value)) + Number(count);
  if (bits > site.machine.limits.bits) throw overLimit(site, 'bits');
  return site.machine.keep(BigInt(value) << BigInt(count), site);
}

export function shiftRight(site: Site, value: Integer, count: Integer): Integer {
  if (count < 0) throw pythonError(site, 'ValueError', 'negative shift count');
  const size = BigInt(value);
  if (Number(count) > bitLength(size)) return value < 0 ? -1 : 0;
  return site.machine.keep(size >> BigInt(count), site);
}
