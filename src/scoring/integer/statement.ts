/**
 * What an output says of its answer in other words than the requested format: `the answer is 43`, `"answer": 43`, `No,
 * 43.` Under the strict reading such a statement never is the answer; but one that follows the answer and differs from
 * it takes the answer back. The number must end the statement, or its last equation: `the answer is 2 * 21 = 42` states
 * 42, and `the answer is 6 times 7` states no number.
 */
import { lineEnd } from '../characters.js';
import { type NumberReading, opensLine, readNumber } from './number.js';

const STATEMENT =
  /(?:[Aa]nswer|ANSWER)["'*_`]{0,4}\s{0,4}(?:is|was|IS|=|:|\uff1a|>|(?:should|would|must|will) be|becomes|equals)(?:\s(?:therefore|thus|then|actually|really|instead|now))?[\s:*_`$("'{\\]{0,8}/g;

/** A correction that says nothing but the number: `No wait, it is 43.` */
const CORRECTION =
  /\b(?:[Cc]orrection|[Ww]ait|[Aa]ctually|[Ss]orry|[Oo]ops|[Nn]o)[,:!.]{0,2}\s{1,2}(?:(?:(?:it|that)(?:'s| is| should be)|should be|make that)\s)?[*_`$]{0,4}(?=[-+\u2212\u2013\d])/g;
const NOTHING_MORE = /^[*_`$]{0,4}[.!]?(?:$|\s*\n|\s*$)/;

/** What may stand after the number that ends a statement: marks, then the end of a sentence or clause. */
const STATEMENT_END =
  /^(?:[*_`$"'{}()\\\]]{0,8}(?:\s{0,4}(?:$|\n|[({<\u2014\p{So}])|[.!?,;:](?!\d))|[*_`$"')}]{0,8}\s{1,4}(?:[-\u2013]\s+\p{L}{2}|(?:because|since|as|not|instead|rather|but|so|now)\b))/u;
/** How far a statement is read for its last equals sign. */
const MAX_STATEMENT_LENGTH = 200;
const SENTENCE_END = /[.!?](?=\s)/;

/** `number`, if `ends` accepts what follows it. */
function ifEnding(text: string, number: NumberReading | null, ends: RegExp): NumberReading | null {
  return number !== null && ends.test(text.slice(number.end, number.end + 24)) ? number : null;
}

/** The number after the last equals sign of the statement that goes on at `at`, if it ends the statement. */
function equatedNumber(text: string, at: number): NumberReading | null {
  const line = text.slice(at, Math.min(lineEnd(text, at), at + MAX_STATEMENT_LENGTH));
  const stop = line.search(SENTENCE_END);
  const equals = (stop === -1 ? line : line.slice(0, stop)).lastIndexOf('=');
  if (equals === -1) return null;
  let value = equals + 1;
  while (' *_`$({\\'.includes(line[value] ?? 'x')) value += 1;
  return ifEnding(text, readNumber(text, at + value, text.length, true), STATEMENT_END);
}

/** The number that a statement whose value is at `at` states, or null. */
function statedNumber(text: string, at: number): NumberReading | null {
  const first = readNumber(text, at, text.length, !opensLine(text, at));
  if (first === null) return null;
  return ifEnding(text, first, STATEMENT_END) ?? equatedNumber(text, first.end);
}

/** The number at `at` of a correction that says nothing else; a dash and a space before it are punctuation. */
function correctedNumber(text: string, at: number): NumberReading | null {
  return ifEnding(text, readNumber(text, at, text.length, false), NOTHING_MORE);
}

/** Whether the last of the numbers that `pattern` leads to after `from`, as `read` reads them, is not `value`. */
function differsAfter(
  pattern: RegExp,
  text: string,
  from: number,
  value: string,
  read: (text: string, at: number) => NumberReading | null,
): boolean {
  let differs = false;
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const number = read(text, pattern.lastIndex);
    if (number === null) continue;
    differs = number.kind !== 'integer' || number.value !== value;
  }
  return differs;
}

/** Whether the text after `from` states, or corrects itself to, another number than `value`. */
export function isTakenBack(text: string, from: number, value: string): boolean {
  return (
    differsAfter(STATEMENT, text, from, value, statedNumber) ||
    differsAfter(CORRECTION, text, from, value, correctedNumber)
  );
}
