/**
 * Two different numbers offered as one answer: `42 or 43`, `42 (or 43)`, `42, 43`, `42 and 43`. After `or` any number
 * is an alternative; after `and`, a comma or a semicolon only one that ends the statement or is followed by a third.
 */
import { lineEnd } from '../characters.js';
import { readNumber } from './number.js';

/** How much of the line is looked at. */
const MAX_LENGTH = 120;

/** Spaces, LaTeX spacing, and marks around a value. */
const MARK =
  /(?:\\[,;:!> ]|\\(?:quad|text(?=\s?\{))|[^\p{L}\p{Nd}\n.,;=<>+\-\u2010-\u2013\u2212\ufe63\uff0d/^%])/u
    .source;
const OR = new RegExp(
  `^[^\\d\\n.]{0,32}?\\bor\\b${MARK}{0,8}(?:(?:maybe|perhaps|possibly|even)\\s)?${MARK}{0,8}`,
  'u',
);
const AND = new RegExp(`^${MARK}{0,8}(?:[,;]|\\band\\b)${MARK}{0,8}`, 'u');
const ENDS = /^[^\p{L}\p{Nd}\n=<>+\-\u2010-\u2013\u2212/^%]{0,8}(?:$|[,;]|\\text|(?:or|and)\b)/u;
const BRACKETS = /\([^()]{0,80}\)/g;

/** Whether a number other than `value` follows the words that `joint` matches at the start of `rest`. */
function joins(rest: string, joint: RegExp, value: string, mustEnd: boolean): boolean {
  const at = joint.exec(rest)?.[0].length;
  if (at === undefined) return false;
  const number = readNumber(rest, at, rest.length, true);
  if (number === null || (number.kind === 'integer' && number.value === value)) return false;
  return !mustEnd || ENDS.test(rest.slice(number.end));
}

/** Whether the text from `end`, the end of a number with that value, offers another number beside it. */
export function hasAlternative(text: string, end: number, value: string): boolean {
  const rest = text.slice(end, Math.min(lineEnd(text, end), end + MAX_LENGTH));
  return (
    joins(rest, OR, value, false) ||
    joins(rest, AND, value, true) ||
    joins(rest.replace(BRACKETS, ' '), OR, value, false)
  );
}
