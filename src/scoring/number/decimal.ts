/**
 * Decimal numbers of any size, compared without rounding: `0.1`, `1,234.5`, `-2e-3`. Invariant: equal numbers are equal values,
 * since the last digit of `digits` is not 0 (zero has the exponent 0).
 */

/** `digits` times ten to the power of `exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** A longer text is no number. */
const MAX_LENGTH = 1000;
const MAX_EXPONENT = 1000;
/** Exponents of ten that are written out. */
const MOST_ZEROS = 20;

const DECIMAL = /^([+-]?)(?:(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,4}))?$/;

/** The number that `text` is: digits, which may stand in groups of three with commas, a decimal point, an exponent; else null. */
export function readDecimal(text: string): Decimal | null {
  if (text.length > MAX_LENGTH) return null;
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = '', bare = '', power = '0'] = match;
  const exponent = Number(power);
  if (Math.abs(exponent) > MAX_EXPONENT) return null;
  const after = fraction + bare;
  const size = BigInt(`${whole.replaceAll(',', '')}${after}`);
  return reduced(sign === '-' ? -size : size, exponent - after.length);
}

/** The one text of a number. */
export function writeDecimal({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const all = String(digits < 0n ? -digits : digits);
  if (exponent >= 0) {
    return exponent <= MOST_ZEROS
      ? `${sign}${all}${'0'.repeat(exponent)}`
      : `${sign}${all}e${exponent}`;
  }
  if (-exponent > all.length + MOST_ZEROS) return `${sign}${all}e${exponent}`;
  const padded = all.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** Whether `a` and `b` lie at most `tolerance` apart. */
export function isWithin(a: Decimal, b: Decimal, tolerance: Decimal): boolean {
  const exponent = Math.min(a.exponent, b.exponent, tolerance.exponent);
  const distance = scaled(a, exponent) - scaled(b, exponent);
  return (distance < 0n ? -distance : distance) <= scaled(tolerance, exponent);
}

/** How many times ten to the power of `exponent`, which is at most its own, a number is. */
function scaled(number: Decimal, exponent: number): bigint {
  return number.digits * 10n ** BigInt(number.exponent - exponent);
}

function reduced(digits: bigint, exponent: number): Decimal {
  if (digits === 0n) return { digits, exponent: 0 };
  const text = String(digits);
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x30) end -= 1;
  return { digits: BigInt(text.slice(0, end)), exponent: exponent + text.length - end };
}
