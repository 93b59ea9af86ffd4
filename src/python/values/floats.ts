/**
 * Arithmetic of floats. Sums, products and quotients are the host's, which are IEEE 754's as CPython's are. Powers are
 * rounded from exact integers, and refused where the libraries of CPython's platforms might round them otherwise.
 */
import {
  bitLength,
  FLOAT_BYTES,
  outsideSubset,
  pythonError,
  type Site,
} from '../machine/machine.js';
import { type Integer, PyFloat } from './value.js';

export function makeFloat(site: Site, value: number): PyFloat {
  site.machine.spend(FLOAT_BYTES, site);
  return new PyFloat(value);
}

/** The nearest float, ties to even. Raises an OverflowError beyond the largest. */
export function toFloat(site: Site, value: Integer): number {
  const float = Number(value);
  if (Number.isFinite(float)) return float;
  throw pythonError(site, 'OverflowError', 'int too large to convert to float');
}

export function floatDivide(site: Site, a: number, b: number): number {
  if (b === 0) throw pythonError(site, 'ZeroDivisionError', 'float division by zero');
  return a / b;
}

/** `a / b` of integers, rounded once. */
export function trueDivide(site: Site, a: Integer, b: Integer): number {
  if (b === 0) throw pythonError(site, 'ZeroDivisionError', 'division by zero');
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const quotient = nearestRatio(BigInt(a), BigInt(b));
  if (Number.isFinite(quotient)) return quotient;
  throw pythonError(site, 'OverflowError', 'integer division result too large for a float');
}

/** The float nearest to `a / b`: a quotient of at least 65 bits, whose last says whether anything is left. */
function nearestRatio(a: bigint, b: bigint): number {
  const negative = a < 0n !== b < 0n;
  const x = a < 0n ? -a : a;
  const y = b < 0n ? -b : b;
  if (x === 0n) return negative ? -0 : 0;
  const shift = Math.max(0, 66 - (bitLength(x) - bitLength(y)));
  const dividend = x << BigInt(shift);
  const quotient = dividend / y;
  const sticky = quotient * y === dividend ? 0n : 1n;
  const size = scaleDown(Number((quotient << 1n) | sticky), shift + 1);
  return negative ? -size : size;
}

/** `value / 2 ** shift` in steps that are exact but for the last. */
function scaleDown(value: number, shift: number): number {
  let result = value;
  let left = shift;
  while (left > 1000) {
    result /= 2 ** 1000;
    left -= 1000;
  }
  return result / 2 ** left;
}

/** `float_divmod` of CPython (Objects/floatobject.c). */
export function floatDivmod(site: Site, a: number, b: number): [quotient: number, rest: number] {
  if (b === 0) throw pythonError(site, 'ZeroDivisionError', 'float floor division by zero');
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest === 0) rest = copySign(0, b);
  else if (b < 0 !== rest < 0) {
    rest += b;
    quotient -= 1;
  }
  if (quotient === 0) return [copySign(0, a / b), rest];
  const floor = Math.floor(quotient);
  return [quotient - floor > 0.5 ? floor + 1 : floor, rest];
}

function copySign(size: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -size : size;
}

/** `a ** b` of floats. */
export function floatPower(site: Site, a: number, b: number): number {
  if (b === 0 || a === 1) return 1;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return infinitePower(a, b);
  if (a === 0) {
    if (b < 0) {
      throw pythonError(site, 'ZeroDivisionError', '0.0 cannot be raised to a negative power');
    }
    return Math.abs(b) % 2 === 1 ? a : 0;
  }
  if (a < 0 && !Number.isInteger(b)) {
    throw outsideSubset(site, 'complex numbers are not part of the subset');
  }
  if (a === -1) return Math.abs(b) % 2 === 1 ? -1 : 1;
  return finitePower(site, a, b);
}

/** C99, F.9.4.4. */
function infinitePower(a: number, b: number): number {
  const odd = Number.isFinite(b) && Math.abs(b) % 2 === 1;
  if (!Number.isFinite(b)) {
    const size = Math.abs(a);
    if (size === 1) return 1;
    return size > 1 === b > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  if (b > 0) return odd ? a : Number.POSITIVE_INFINITY;
  return odd && a < 0 ? -0 : 0;
}

/** Bits of the exact power beyond which it is not computed. */
const MAX_POWER_BITS = 20_000;

function finitePower(site: Site, a: number, b: number): number {
  const [mantissa, exponent] = exactParts(Math.abs(a));
  const negative = a < 0 && Math.abs(b) % 2 === 1;
  const magnitude = b * Math.log2(Math.abs(a));
  if (magnitude > 1025)
    throw pythonError(site, 'OverflowError', "(34, 'Numerical result out of range')");
  if (magnitude < -1080) return negative ? -0 : 0;
  if (magnitude > 1023 || magnitude < -1021) throw inexactPower(site);
  let size: number | undefined;
  if (b === 0.5) size = rootOf(mantissa, exponent);
  else if (Number.isInteger(b) && Math.abs(b) * bitLength(mantissa) <= MAX_POWER_BITS) {
    const power = mantissa ** BigInt(Math.abs(b));
    site.machine.spend(MAX_POWER_BITS / 8, site);
    const scale = BigInt(bitLength(power) + 200);
    size =
      b > 0
        ? clearlyRounded(power, exponent * b)
        : clearlyRounded((1n << scale) / power, -Number(scale) - exponent * -b);
  }
  if (size === undefined) throw inexactPower(site);
  return negative ? -size : size;
}

function inexactPower(site: Site): Error {
  return outsideSubset(
    site,
    'a power whose last digit depends on the platform is not part of the subset',
  );
}

/** The root of `mantissa * 2 ** exponent`. */
function rootOf(mantissa: bigint, exponent: number): number | undefined {
  const shift = 256 + (Math.abs(exponent) % 2);
  const root = integerRoot(mantissa << BigInt(shift));
  return clearlyRounded(root, (exponent - shift) / 2);
}

/** The floor of the square root, by Newton's method. */
function integerRoot(value: bigint): bigint {
  let guess = 1n << BigInt(Math.ceil(bitLength(value) / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/**
 * The float nearest to `value * 2 ** exponent`, or undefined when it lies so near the middle of two floats that a library
 * within 0.53 units of the last place may give either.
 */
function clearlyRounded(value: bigint, exponent: number): number | undefined {
  const excess = bitLength(value) - 53;
  if (excess <= 0) return scaled(Number(value), exponent);
  const kept = value >> BigInt(excess);
  const rest = Number(((value - (kept << BigInt(excess))) << 30n) >> BigInt(excess)) / 2 ** 30;
  if (Math.abs(rest - 0.5) < 0.03) return undefined;
  return scaled(Number(rest > 0.5 ? kept + 1n : kept), exponent + excess);
}

/** `value * 2 ** exponent`, both factors within the range of floats. */
function scaled(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

/** A positive finite float as an odd integer times a power of two. */
export function exactParts(value: number): [mantissa: bigint, exponent: number] {
  let size = value;
  let exponent = 0;
  while (!Number.isInteger(size)) {
    size *= 2;
    exponent -= 1;
  }
  let mantissa = BigInt(size);
  while (mantissa !== 0n && (mantissa & 0xffffffffn) === 0n) {
    mantissa >>= 32n;
    exponent += 32;
  }
  while (mantissa !== 0n && (mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent += 1;
  }
  return [mantissa, exponent];
}

/** The integer nearest to `value * 10 ** digits`, ties to even: exact. */
export function decimalUnits(value: number, digits: number): bigint {
  const [mantissa, exponent] = exactParts(Math.abs(value));
  let numerator = mantissa;
  let denominator = 1n;
  if (digits >= 0) numerator *= 10n ** BigInt(digits);
  else denominator *= 10n ** BigInt(-digits);
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  const units = up ? quotient + 1n : quotient;
  return value < 0 ? -units : units;
}
