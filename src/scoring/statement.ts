/**
 * What an output says of its answer in other words than the requested format: `the answer is 43`, `"answer": 43`, `No,
 * 43.` Under the strict reading such a statement never is the answer; but one that follows the answer and differs from
 * it takes the answer back.
 */
import { readNumber } from './number.js';

const STATEMENT =
  /(?:[Aa]nswer|ANSWER)["'*_`]{0,4}\s{0,4}(?:is|was|IS|=|:|\uff1a|>|(?:should|would|must|will) be|becomes|equals)(?:\s(?:therefore|thus|then|actually|really|instead|now))?[\s:*_`$("'{\\]{0,8}/g;

/** A correction that says nothing but the number: `No wait, it is 43.` */
const CORRECTION =
  /\b(?:[Cc]orrection|[Ww]ait|[Aa]ctually|[Ss]orry|[Oo]ops|[Nn]o)[,:!.]{0,2}\s{1,2}(?:(?:(?:it|that)(?:'s| is| should be)|should be|make that)\s)?[*_`$]{0,4}(?=[-+\u2212\u2013\d])/g;
const NOTHING_MORE = /^[*_`$]{0,4}[.!]?(?:$|\s*\n|\s*$)/;

/** Whether the last of the numbers that `pattern` leads to after `from`, and that `ends` accepts, is not `value`. */
function differsAfter(
  pattern: RegExp,
  text: string,
  from: number,
  value: string,
  ends: RegExp | null,
): boolean {
  let differs = false;
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const number = readNumber(text, pattern.lastIndex, text.length, false);
    if (number === null) continue;
    if (ends !== null && !ends.test(text.slice(number.end, number.end + 12))) continue;
    differs = number.kind !== 'integer' || number.value !== value;
  }
  return differs;
}

/** Whether the text after `from` states, or corrects itself to, another number than `value`. */
export function isTakenBack(text: string, from: number, value: string): boolean {
  return (
    differsAfter(STATEMENT, text, from, value, null) ||
    differsAfter(CORRECTION, text, from, value, NOTHING_MORE)
  );
}
