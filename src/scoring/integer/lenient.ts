/**
 * The lenient reading, for outputs that have no answer in the requested format. It takes the first of these that the
 * output has, each time the last one in the text:
 * 1. an integer in the last box, closed or not, the last one in it;
 * 2. an integer within 32 characters after the word answer (also Antwort, réponse, respuesta, ответ, 答案), with no
 *    digit and no end of a sentence between them, unless "not" stands between them, an operator follows it, or it opens
 *    a list (`1. First …`);
 * 3. the same within 16 characters after `=`, an arrow, or result, output, return, equals, on the same line;
 * 4. any integer that stands in the text (see standing.ts).
 *
 * A minus with spaces between it and the number counts after a box's brace, a colon, an equals sign or `is`; where it may
 * be an operator or a bullet, and where two different numbers are offered (`42 or 43`), nothing is taken.
 *
 * In an output that was cut only a closed box and 2 count, and of 2 only an integer that the cut cannot have touched.
 */
import { boxEnd, lastBox, otherBox } from '../box.js';
import { lineEnd } from '../characters.js';
import { hasAlternative } from './alternative.js';
import { isNegated } from './boxed.js';
import { MAX_NUMBER_LENGTH } from './number.js';
import { spacedMinus } from './spaced-minus.js';
import { lastStanding, type Standing, standingAt } from './standing.js';

const ANSWER_WORD =
  /(?:[Aa]nswer|ANSWER|[Aa]ntwort|[Rr]\u00e9ponse|[Rr]espuesta|[Rr]esposta|[Rr]isposta|[\u041e\u043e]\u0442\u0432\u0435\u0442|\u7b54\u6848|\u7b54\u3048|\ub2f5)(?:[^\d.;!?]|(?<=\\)[;!]){0,32}(?=\d)/g;
const RESULT_WORD =
  /(?:=>?|\u2192|\u21d2|[Rr]esult|[Oo]utput|[Rr]eturn|[Ee]quals)(?:[^\d\n.;!?=]|(?<=\\)[;!]){0,16}(?=\d)/g;
const OPERATOR_AFTER =
  /^[ \t]{0,2}(?:[-+*/\u00d7\u00b7\u00f7%^\u2212]|\/\/|\*\*|\\cdot|\\times)[ \t]{0,2}(?:\d|\(|[a-z]\d)/;
const OPENS_LIST = /^[.)][ \t]+\S/;
/** What ends a label, before its value. */
const LABELLED = /[:\uff1a=>\n]|\bis\b/;
/** A minus between two operands. */
const MINUS_OPERATOR = /[\d)\]}]\s{0,4}[-\u2013\u2212]\s{1,4}$/;
/** How far before a number another one is looked for, of which it may be the alternative. */
const MAX_APART = 60;
const DENIAL = /\bnot\b|n't\b|\n\s{0,8}\n[^\n]{0,32}\p{L}/u;

/** What one step of the reading finds: an integer, a place that has no one reading, or nothing. */
type Finding = Standing | 'unclear' | null;

/** `standing` with the minus that spaces part from it. */
function withMinus(text: string, standing: Standing, from: number, boxed: boolean): Finding {
  const minus = spacedMinus(text, from, standing.start, boxed);
  if (minus === 'none') return standing;
  if (minus === 'unclear' || standing.value.startsWith('-')) return 'unclear';
  return standing.value === '0' ? standing : { ...standing, value: `-${standing.value}` };
}

/** `standing`, the last integer after `from`, unless it is the alternative of an integer before it. */
function unlessAlternative(text: string, standing: Standing, from: number): Finding {
  const first = Math.max(from, standing.start - MAX_APART);
  const other = lastStanding(text, first, standing.start);
  return other !== null && hasAlternative(text, other.end, other.value) ? 'unclear' : standing;
}

/** The last integer that `pattern` leads to and that stands and is accepted. `lead` runs from the word to the integer. */
function lastAfter(
  text: string,
  pattern: RegExp,
  accept: (standing: Standing, lead: string) => boolean,
): Finding {
  const found: [word: number, digit: number][] = [];
  pattern.lastIndex = 0;
  for (let one = pattern.exec(text); one !== null; one = pattern.exec(text)) {
    found.push([one.index, pattern.lastIndex]);
  }
  for (const [word, digit] of found.toReversed()) {
    const standing = standingAt(text, digit, word, text.length);
    const lead = text.slice(word, digit);
    if (standing === null || !accept(standing, lead)) continue;
    if (hasAlternative(text, standing.end, standing.value)) return 'unclear';
    return LABELLED.test(lead) ? withMinus(text, standing, word, false) : standing;
  }
  return null;
}

/** The last integer in the last box; an open box ends with its line. */
function inBox(text: string, cut: boolean): Finding {
  const box = lastBox(text);
  if (box === null) return null;
  const closed = boxEnd(text, box, MAX_NUMBER_LENGTH);
  if (closed === -1 && cut) return null;
  const end = closed === -1 ? lineEnd(text, box.content) : closed;
  const standing = lastStanding(text, box.content, end);
  if (standing === null) return null;
  if (otherBox(text, box, end) !== null) return 'unclear';
  const plain = unlessAlternative(text, standing, box.content);
  const signed = plain === standing ? withMinus(text, standing, box.content, true) : plain;
  if (signed === null || signed === 'unclear' || !isNegated(text, box)) return signed;
  return signed.value.startsWith('-') ? 'unclear' : { ...signed, value: `-${signed.value}` };
}

function afterAnswer(text: string, cut: boolean): Finding {
  return lastAfter(text, ANSWER_WORD, ({ value, end }, lead) => {
    const after = text.slice(end, end + 12);
    if (DENIAL.test(lead) || OPERATOR_AFTER.test(after)) return false;
    if (value === '1' && OPENS_LIST.test(after)) return false;
    return !cut || /[\n\p{L}]/u.test(text.slice(end, end + 40));
  });
}

function afterResult(text: string): Finding {
  return lastAfter(
    text,
    RESULT_WORD,
    ({ end }, lead) => !DENIAL.test(lead) && !OPERATOR_AFTER.test(text.slice(end, end + 12)),
  );
}

/** The last integer of the text. */
function anywhere(text: string): Finding {
  const standing = lastStanding(text, 0, text.length);
  if (standing === null) return null;
  const before = text.slice(Math.max(0, standing.start - 12), standing.start);
  return MINUS_OPERATOR.test(before) ? 'unclear' : unlessAlternative(text, standing, 0);
}

/** The integer that a lenient reader takes for the answer, canonical, or null. */
export function readLeniently(text: string, cut: boolean): string | null {
  const stated = inBox(text, cut) ?? afterAnswer(text, cut);
  const found = stated !== null || cut ? stated : (afterResult(text) ?? anywhere(text));
  return found === null || found === 'unclear' ? null : found.value;
}
