/**
 * Numbers as models write them. One number is an optional sign, digits, and an optional decimal part; the digits may
 * stand in groups of three with one and the same separator throughout.
 *
 * Separators are `,` `_` `{,}` `,\!` `\,` and the no-break, figure, thin and narrow spaces; never the plain space, which
 * also parts two numbers, and never the point. `1.234` may be a decimal number or 1234 in the European way: unclear.
 * A decimal part of zeros changes nothing: `42.0` is 42.
 */
import { BACKSLASH, isBlank, isDigit, isMinus, JOINING_SPACES, NEWLINE } from '../characters.js';

/** A number with more digits is not read. */
const MAX_DIGITS = 10_000;

/** LaTeX spacing between a sign and its digits: `-\,42`. */
const LATEX_GAP = /(?:\\[,;:!> ]){0,8}/y;
/** The same, with plain spaces of any width and the tilde of LaTeX. */
const ANY_GAP = /(?:\\[,;:!> ]|[ \t\u00a0\u2000-\u200f\u202f\u205f\u2060~]){0,8}/y;

/** A number with its separators is never longer than this; who looks for one need not look further. */
export const MAX_NUMBER_LENGTH = 4 * MAX_DIGITS;

/** What was read at one place, up to the index `end`. */
export type NumberReading =
  | { readonly kind: 'integer'; readonly value: string; readonly end: number }
  | { readonly kind: 'decimal'; readonly end: number }
  | { readonly kind: 'unclear'; readonly end: number };

/** The index after the run of digits at `at`, at most `to`. */
function digitsEnd(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** The separator of groups that stands at `at`, or ''. */
function separatorAt(text: string, at: number): string {
  const code = text.charCodeAt(at);
  if (code === 0x2c) return text.startsWith(',\\!', at) ? ',\\!' : ',';
  if (code === 0x7b) return text.startsWith('{,}', at) ? '{,}' : '';
  if (code === BACKSLASH) return text.startsWith('\\,', at) ? '\\,' : '';
  return code === 0x5f || JOINING_SPACES.includes(code) ? text.charAt(at) : '';
}

/** The index after the groups of three that follow the first group, which ends at `at`. */
function groupsEnd(text: string, at: number, to: number): number {
  const separator = separatorAt(text, at);
  if (separator === '') return at;
  let end = at;
  while (text.startsWith(separator, end)) {
    const group = end + separator.length;
    if (digitsEnd(text, group, Math.min(to, group + 4)) !== group + 3) break;
    end = group + 3;
  }
  return end;
}

/** `text` without its separators, in ASCII digits. */
function asciiDigits(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) {
      return text
        .replace(/[^0-9\uff10-\uff19]+/g, '')
        .replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
    }
  }
  return text;
}

/** The digits of `text`, ASCII, without leading zeros. */
function plainDigits(text: string): string {
  const digits = asciiDigits(text);
  let first = 0;
  while (first < digits.length - 1 && digits.charCodeAt(first) === 0x30) first += 1;
  return first === 0 ? digits : digits.slice(first);
}

/** The index of the first digit after an optional sign at `at`; -1 when no digit is there. */
function firstDigit(text: string, at: number, to: number, spaced: boolean): number {
  const code = text.charCodeAt(at);
  if (isDigit(code)) return at < to ? at : -1;
  if (code !== 0x2b && !isMinus(code)) return -1;
  const gap = spaced ? ANY_GAP : LATEX_GAP;
  gap.lastIndex = at + 1;
  const digit = gap.test(text) ? gap.lastIndex : at + 1;
  return digit < to && isDigit(text.charCodeAt(digit)) ? digit : -1;
}

/** What the point and the digits after it, from `dot` to `end`, make of the integer part from `first` to `dot`. */
function decimalKind(
  text: string,
  first: number,
  dot: number,
  end: number,
  grouped: boolean,
): NumberReading['kind'] {
  const lead = dot - first;
  const pointGroups = end - dot === 4 && lead <= 3 && text[first] !== '0' && !grouped;
  if (pointGroups || (text[end] === '.' && isDigit(text.charCodeAt(end + 1)))) return 'unclear';
  for (let at = dot + 1; at < end; at += 1) {
    if (text[at] !== '0') return 'decimal';
  }
  return 'integer';
}

/**
 * The number that starts at `at` and ends by `to`, or null when none starts there. What follows it is the caller's to
 * judge. Between the sign and the digits may stand LaTeX spacing and, where `spaced`, plain spaces.
 */
export function readNumber(
  text: string,
  at: number,
  to: number,
  spaced: boolean,
): NumberReading | null {
  const first = firstDigit(text, at, to, spaced);
  if (first === -1) return null;
  const ungrouped = digitsEnd(text, first, to);
  const groupable = ungrouped - first <= 3 && text[first] !== '0';
  const whole = groupable ? groupsEnd(text, ungrouped, to) : ungrouped;
  let end = whole;
  if (text[whole] === '.' && whole + 1 < to && isDigit(text.charCodeAt(whole + 1))) {
    end = digitsEnd(text, whole + 1, to);
    const kind = decimalKind(text, first, whole, end, whole > ungrouped);
    if (kind !== 'integer') return { kind, end };
  }
  if (end - first > MAX_NUMBER_LENGTH) return { kind: 'unclear', end };
  const digits = plainDigits(text.slice(first, whole));
  if (digits.length > MAX_DIGITS) return { kind: 'unclear', end };
  const negative = first > at && text[at] !== '+' && digits !== '0';
  return { kind: 'integer', value: negative ? `-${digits}` : digits, end };
}

/** Whether nothing but blanks stands before `at` on its line: there a dash and a space may be the bullet of a list. */
export function opensLine(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && text.charCodeAt(before) !== NEWLINE && isBlank(text.charCodeAt(before)))
    before -= 1;
  return before < 0 || text.charCodeAt(before) === NEWLINE;
}

/** `text`, which is a decimal integer, in the one form that equal integers share. Throws a TypeError on anything else. */
export function canonicalInteger(text: string): string {
  if (!/^[-+]?\d+$/.test(text))
    throw new TypeError(`a target must be a decimal integer: ${text.slice(0, 40)}`);
  const digits = plainDigits(text[0] === '-' || text[0] === '+' ? text.slice(1) : text);
  return text[0] === '-' && digits !== '0' ? `-${digits}` : digits;
}
