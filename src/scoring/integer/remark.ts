/**
 * What may follow a value on its answer line without changing it: another sentence, a reason, a remark in brackets, a
 * sign of approval, a comma or semicolon that ends the line, the bar of a table's cell. Anything else (a second number, a
 * unit, a percent sign, a hedge) leaves the value unclear.
 */
import { isDigit, isMinus } from '../characters.js';
import type { Closing, Wrapping } from './wrapping.js';

/** How much of the line is looked at. */
const MAX_LENGTH = 400;

const REASON = /^(?:because|since)\b/i;
const REASON_AFTER_COMMA = /^[,;:]?\s{0,3}[-\u2013\u2014]?\s{0,3}(?:because|since)\b/i;
/** Words that open a sentence which may take the value back. */
const DOUBT =
  /^(?:or|and|to|not|wrong|wait|actually|no|sorry|correction|oops|hmm|maybe|perhaps|but|however|alternatively|otherwise|else|instead|although|though|unless|if|edit)\b/i;
/** Words within brackets that may make the value another one. */
const CHANGE =
  /\b(?:or|and|not|wrong|if|else|unless|otherwise|maybe|perhaps|plus|minus|times|mod|modulo|base|binary|octal|hex|hexadecimal|approx|approximately|rounded|about|remainder|squared|hundreds?|thousands?|millions?|billions?)\b|\b[xX*\u00d7]?\s?10\^/i;
const LINE_CLOSER = /^[,;|][\s*_`$"')]{0,8}$/;
const APPROVAL =
  /^(?:[\u2705\u2714\u2611\u{1F389}\u{1F38A}\u{1F60A}\u{1F642}\u{1F44D}]\uFE0F?\s?){1,4}$/u;

function startsWithNumber(text: string): boolean {
  const code = text.charCodeAt(0);
  return isDigit(code) || isMinus(code) || code === 0x3d || code === 0x2b;
}

function isNextSentence(text: string): boolean {
  return !startsWithNumber(text) && !DOUBT.test(text);
}

/** The index of the bracket that closes the one at the start of `text`, or -1. */
function bracketEnd(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ('(['.includes(text.charAt(at))) depth += 1;
    else if (')]'.includes(text.charAt(at))) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** A remark in brackets, to the end of the line or of its sentence. */
function isBracketed(text: string): boolean {
  const end = bracketEnd(text);
  const inside = text.slice(1, end === -1 ? text.length : end);
  // Brackets without a word in them could be a factor: `42 (n - 1)`.
  if (startsWithNumber(inside) || !/\p{L}{2}/u.test(inside)) return false;
  if (!REASON.test(inside) && CHANGE.test(inside)) return false;
  if (end === -1) return true;
  const after = text.slice(end + 1).replace(/^[\s*_`$]{1,16}/, '');
  if (after === '' || after === '.') return true;
  return /^\.\s/.test(after) && isNextSentence(after.slice(1).trimStart());
}

/** Whether what stands at `wrapping`, after the digits `number` and their closing, is a remark. */
export function isRemark(wrapping: Wrapping, closing: Closing, number: string): boolean {
  const rest = wrapping.text.slice(wrapping.at, Math.min(wrapping.to, wrapping.at + MAX_LENGTH));
  // `1. First we …` opens a list.
  if (closing.period) return closing.spaced && number !== '1' && isNextSentence(rest);
  if (rest[0] === '(' || rest[0] === '[') return isBracketed(rest);
  return LINE_CLOSER.test(rest) || REASON_AFTER_COMMA.test(rest) || APPROVAL.test(rest);
}
