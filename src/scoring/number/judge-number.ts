/**
 * Numbers: an answer is right when it lies at most the tolerance away from the target, compared without rounding.
 *
 * A number is decimal, with a true minus or a hyphen, in emphasis, code marks, quotes or `$…$`: `3.14`, `1,234.5`, `2e-3`,
 * `2 \times 10^{-3}`; a name and an equals sign may stand before it (`x = 3`). Anything else is **malformed**: a fraction, a unit, a
 * percent sign, two numbers, words. `1.234` is a decimal number.
 */
import { excerpt } from '../excerpt.js';
import { judgeWritten, type Kind } from '../judge-written.js';
import { partsOf } from '../lenient-parts.js';
import { PROSE } from '../notation.js';
import { canonicalText } from '../text/canonical.js';
import { withoutLatex } from '../text/latex.js';
import type { Answer, Judgement, NumberTarget } from '../verdict.js';
import { type Decimal, isWithin, readDecimal, writeDecimal } from './decimal.js';

/** Longer texts are not read. */
const MAX_LENGTH = 2000;

const NAMED = /^[A-Za-z]\w{0,20}\s{0,4}=\s{0,4}/;
const MINUS = /^[\u2212\u2013]\s?/;
const SPACED_MINUS = /^-\s(?=\d)/;
const POWER_OF_TEN =
  /^([^\s*\u00d7\u00b7\\x]{1,1000})\s{0,4}(?:\\times|\\cdot|[*\u00d7\u00b7x])\s{0,4}10\s{0,4}(?:\^|\*\*)\s{0,4}([+\u2212-]?\d{1,4})$/;

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgeNumber(
  output: string,
  limited: boolean,
  target: Omit<NumberTarget, 'kind'>,
  answer: Answer,
): Judgement {
  return judgeWritten(output, limited, answer, kindOf(target));
}

function kindOf(target: Omit<NumberTarget, 'kind'>): Kind {
  const [right, tolerance] = [targetNumber(target.value), targetNumber(target.tolerance)];
  const expected =
    tolerance.digits === 0n
      ? writeDecimal(right)
      : `${writeDecimal(right)}, at most ${writeDecimal(tolerance)} away`;
  return {
    notation: PROSE,
    read: (text) => {
      const number = readNumber(text);
      return number === null
        ? { kind: 'fault', reason: `not one plain number: ${excerpt(text, 40)}` }
        : { kind: 'value', value: writeDecimal(number) };
    },
    compare: (value) =>
      isWithin(targetNumber(value), right, tolerance)
        ? { right: true, reason: `is ${excerpt(expected, 80)}` }
        : {
            right: false,
            reason: `found ${excerpt(value, 40)}, expected ${excerpt(expected, 80)}`,
          },
    parts: partsOf,
    readPart: (text) => {
      const number = readNumber(text);
      return number === null ? null : writeDecimal(number);
    },
    statedBare: true,
    takesLabels: false,
  };
}

/** The number that stands alone in a text, or null. */
function readNumber(text: string): Decimal | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = canonicalText(withoutLatex(text))
    .replace(NAMED, '')
    .replace(MINUS, '-')
    .replace(SPACED_MINUS, '-');
  const power = POWER_OF_TEN.exec(plain);
  if (power === null) return readDecimal(plain);
  const [, size = '', exponent = ''] = power;
  return size.includes('e') || size.includes('E')
    ? null
    : readDecimal(`${size}e${exponent.replace('\u2212', '-')}`);
}

/** @throws TypeError for a text that is no number */
function targetNumber(text: string): Decimal {
  const number = readDecimal(text);
  if (number === null) throw new TypeError(`not a number: ${text.slice(0, 40)}`);
  return number;
}
