/**
 * The value of one answer. A value is an integer only if it can be read in one way and nothing that could change it
 * stands beside it. What is surely no integer (4.5, 3/2, x+1, None) is a formatted wrong answer; what a reader could
 * take for more than one integer, or for one that we would have to compute, is unclear and never guessed.
 */
import { opensLine, readNumber } from './number.js';
import { isRemark } from './remark.js';
import type { Wrapping } from './wrapping.js';

/** What was read where an answer was looked for. `end` is the index after the value. */
export type Reading =
  | { readonly kind: 'integer'; readonly value: string; readonly end: number }
  /** An answer in the format that is no integer. */
  | { readonly kind: 'other'; readonly text: string; readonly end: number }
  /** An answer that has no one reading. */
  | { readonly kind: 'unclear'; readonly text: string }
  | { readonly kind: 'empty' }
  /** A box that is not closed. */
  | { readonly kind: 'open' }
  /** An answer that touches the end of an output that was cut. */
  | { readonly kind: 'cut' }
  /** Nothing in the requested format. */
  | { readonly kind: 'none' };

/** The value of a longer text is prose, not an expression. */
const MAX_EXPRESSION_LENGTH = 200;

const NAME_AND_EQUALS =
  /(?:\\(?:text|textit|texttt|textbf|mathrm|mathit|mathtt|mathbf|operatorname)\{)?[A-Za-z_]\w{0,60}\}?[*`$]{0,2}[ \t]{0,3}(?:\([^()=\n]{0,120}\)[*`$]{0,2}[ \t]{0,3})?=[ \t]{0,4}/y;
const ANSWER_IS = /(?:the )?(?:final )?answer is:?[ \t]{0,4}/iy;

const NUMBER_WORD =
  /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million)\b/i;
const FRACTION =
  /^[-+\u2212]?(?:(\d{1,15})\s?\/\s?(\d{1,15})|\\[dt]?frac\{(\d{1,15})\}\{(\d{1,15})\})$/;
const MATH_COMMAND = /\\(?:[dt]?frac|cdot|times|div|sqrt|left|right)/g;
const VARIABLE_EXPRESSION = /^[\s\dA-Za-z_+\-\u2212*/^(){}.]+$/;
const SCALED = /\d[eE][-+]?\d|[xX]\s{0,2}\d|\d\s{0,2}\(/;

/** A whole fraction such as 84/2 is an integer that was not worked out; 3/2 is none. */
function isBrokenFraction(text: string): boolean {
  const parts = FRACTION.exec(text);
  if (parts === null) return false;
  return Number(parts[1] ?? parts[3]) % Number(parts[2] ?? parts[4]) !== 0;
}

/** An expression with a variable in it, such as x+1 or \frac{n}{2}. */
function hasVariable(text: string): boolean {
  const plain = text.replace(MATH_COMMAND, ' ');
  return (
    VARIABLE_EXPRESSION.test(plain) &&
    !SCALED.test(plain) &&
    !/[A-Za-z]{2}/.test(plain) &&
    /[A-Za-z]/.test(plain) &&
    /[-+\u2212*/^]/.test(plain)
  );
}

/** The words by which a prompt shows where the answer goes: a model that repeats them has given none. */
const PLACEHOLDER = /^(?:your |the )?(?:final )?(?:integer|number|answer|result)$/i;

/** Text that says no number at all. On an answer line only one word counts: more is prose, not an answer. */
function saysNoNumber(text: string, place: Wrapping['place']): boolean {
  if (/[\d\uff10-\uff19]/.test(text) || NUMBER_WORD.test(text)) return false;
  if (PLACEHOLDER.test(text)) return false;
  return place === 'box' || /^[A-Za-z]{1,24}$/.test(text);
}

/** The reading of a value that is not one number. */
function readOther(text: string, from: number, to: number, place: Wrapping['place']): Reading {
  if (place === 'bare') return { kind: 'none' };
  const value = text.slice(from, Math.min(to, from + MAX_EXPRESSION_LENGTH + 1));
  const bare = value.replace(/[*`$.\s]{1,8}$/, '');
  const surelyNone =
    value.length <= MAX_EXPRESSION_LENGTH &&
    (isBrokenFraction(bare) || hasVariable(bare) || saysNoNumber(bare, place));
  return surelyNone ? { kind: 'other', text: value, end: to } : { kind: 'unclear', text: value };
}

/** Moves over `x =`, `f(3) =` or `the answer is`. */
function skipLead(wrapping: Wrapping): void {
  for (const lead of [ANSWER_IS, NAME_AND_EQUALS]) {
    lead.lastIndex = wrapping.at;
    if (lead.test(wrapping.text) && lead.lastIndex <= wrapping.to) {
      wrapping.at = lead.lastIndex;
      wrapping.open();
    }
  }
}

/**
 * The value at a wrapping that has been opened. In a box and on a bare line it must fill the place; on an answer line a
 * remark may follow it.
 */
export function readValue(wrapping: Wrapping): Reading {
  const { text, to, place } = wrapping;
  if (wrapping.at >= to) return { kind: 'empty' };
  const from = wrapping.at;
  if (place !== 'bare') skipLead(wrapping);
  const spaced = place === 'box' || (place === 'line' && !opensLine(text, wrapping.at));
  const number = readNumber(text, wrapping.at, to, spaced);
  if (number === null) return readOther(text, from, to, place);
  wrapping.at = number.end;
  const closing = wrapping.close();
  if (place === 'bare' && !closing.whole) return { kind: 'none' };
  if (number.kind === 'unclear') return { kind: 'unclear', text: text.slice(from, number.end) };
  const value = number.kind === 'integer' ? number.value : '';
  if (!closing.whole && !(place === 'line' && isRemark(wrapping, closing, value))) {
    return readOther(text, from, to, place);
  }
  if (number.kind === 'decimal')
    return { kind: 'other', text: text.slice(from, number.end), end: number.end };
  return { kind: 'integer', value, end: number.end };
}
