/**
 * Integers that stand in running text, for the lenient reading. An integer stands when it is a whole token: it touches
 * no letter, digit, `_` or `^`; it is no part of a decimal number, a fraction, a range, a time or a number with wrong
 * separators; no `name(`, `name[`, `_{` or `^{` stands before it; it is neither a list number at the start of a line
 * nor the number of a step, line or question; no word of scale (million) and no percent sign follows it. A minus
 * counts when it touches the number and no word or closing bracket stands before it.
 */
import { isBlank, isDigit, isMinus, isWord, JOINING_SPACES, NEWLINE } from '../characters.js';
import { readNumber } from './number.js';

const SCALE = /^\s?(?:hundred|thousand|million|billion|trillion|dozen)\b|^\s?\\?%/i;
const ORDINAL_OF = /(?:step|line|part|case|question|problem|example|iteration|option)\s#?$/i;
const LIST_ITEM = /^[.)][ \t]+\S/;

/** An integer and the indexes between which it stands, sign included. */
export interface Standing {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

function isTokenChar(code: number): boolean {
  return (
    isDigit(code) ||
    code === 0x2c ||
    code === 0x2e ||
    code === 0x5f ||
    JOINING_SPACES.includes(code)
  );
}

/** The first index of the token that holds `at`, a digit; separators before the first digit are not of it. */
function tokenStart(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && isTokenChar(text.charCodeAt(start - 1))) start -= 1;
  while (start < at && !isDigit(text.charCodeAt(start))) start += 1;
  return start;
}

function tokenEnd(text: string, at: number, to: number): number {
  let end = at + 1;
  while (end < to && isTokenChar(text.charCodeAt(end))) end += 1;
  while (end > at + 1 && !isDigit(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

/** Whether a sign at `at` parts or joins two things instead of saying that a number is negative. */
function isOperator(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 1);
  return isWord(code) || code === 0x29 || code === 0x7d || code === 0x5d || isMinus(code);
}

function startsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= at - 8 && ' \t*#>'.includes(text[before] ?? 'x')) before -= 1;
  return before < 0 || text.charCodeAt(before) === NEWLINE;
}

/** A superscript digit or a vulgar fraction. */
function isRaised(code: number): boolean {
  return (
    code === 0xb2 ||
    code === 0xb3 ||
    (code >= 0xb9 && code <= 0xbe) ||
    (code >= 0x2070 && code <= 0x2079)
  );
}

/** Whether what stands before the digits lets them stand. */
function isFreeBefore(text: string, start: number): boolean {
  const code = text.charCodeAt(start - 1);
  const next = text.charCodeAt(start - 2);
  if (isWord(code) || code === 0x5e) return false;
  const joined = code === 0x2f || code === 0x3a || code === 0x2e || code === 0x2c || isMinus(code);
  if (joined && isDigit(next)) return false;
  if ((code === 0x28 || code === 0x5b) && isWord(next)) return false;
  // `t_{1}`, `2^{5}`
  if (code === 0x7b && (next === 0x5f || next === 0x5e)) return false;
  return !isBlank(code) || !ORDINAL_OF.test(text.slice(Math.max(0, start - 12), start));
}

/** Whether what stands after the digits lets them stand. */
function isFreeAfter(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(end);
  const next = text.charCodeAt(end + 1);
  if (isWord(code) || isRaised(code) || code === 0x5e || code === 0x3a) return false;
  if ((code === 0x2f || isMinus(code)) && isDigit(next)) return false;
  const after = text.slice(end, end + 12);
  return !SCALE.test(after) && !(LIST_ITEM.test(after) && startsLine(text, start));
}

/** The integer whose token holds the digit at `at`, between `from` and `to`, or null when none stands there. */
export function standingAt(text: string, at: number, from: number, to: number): Standing | null {
  const start = tokenStart(text, at, from);
  const end = tokenEnd(text, at, to);
  if (!isFreeBefore(text, start) || !isFreeAfter(text, start, end)) return null;
  const number = readNumber(text, start, end, false);
  if (number?.kind !== 'integer' || number.end !== end) return null;
  const dollar = text[start - 1] === '$' ? 1 : 0;
  const sign = start - 1 - dollar;
  const negative = isMinus(text.charCodeAt(sign)) && !isOperator(text, sign);
  if (!negative || number.value === '0') return { value: number.value, start, end };
  return { value: `-${number.value}`, start: sign, end };
}

/** The last integer that stands between `from` and `to`, or null. */
export function lastStanding(text: string, from: number, to: number): Standing | null {
  for (let at = to - 1; at >= from; at -= 1) {
    if (!isDigit(text.charCodeAt(at))) continue;
    const standing = standingAt(text, at, from, to);
    if (standing !== null) return standing;
    at = tokenStart(text, at, from);
  }
  return null;
}
