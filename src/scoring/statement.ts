/**
 * What an output says of its answer in other words than the requested format: `the answer is 43`, `"answer": 43`. Under
 * the strict reading such a statement never is the answer; but one that follows the answer and differs from it takes the
 * answer back.
 */
import { readNumber } from './number.js';

const STATEMENT =
  /(?:[Aa]nswer|ANSWER)["'*_`]{0,4}\s{0,4}(?:is|was|IS|=|:|\uff1a|>|(?:should|would|must|will) be|becomes|equals)(?:\s(?:therefore|thus|then|actually|really|instead|now))?[\s:*_`$("'{\\]{0,8}/g;

/** Whether the last statement after `from` that names a number names another than `value`. */
export function isTakenBack(text: string, from: number, value: string): boolean {
  let differs = false;
  STATEMENT.lastIndex = from;
  for (let found = STATEMENT.exec(text); found !== null; found = STATEMENT.exec(text)) {
    const number = readNumber(text, STATEMENT.lastIndex, text.length, false);
    if (number !== null) differs = number.kind !== 'integer' || number.value !== value;
  }
  return differs;
}
