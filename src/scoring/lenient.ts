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
 * In an output that was cut only a closed box and 2 count, and of 2 only an integer that the cut cannot have touched.
 */
import { boxEnd, isNegated, lastBox } from './boxed.js';
import { lineEnd } from './characters.js';
import { lastStanding, type Standing, standingAt } from './standing.js';

const ANSWER_WORD =
  /(?:[Aa]nswer|ANSWER|[Aa]ntwort|[Rr]\u00e9ponse|[Rr]espuesta|[Rr]esposta|[Rr]isposta|[\u041e\u043e]\u0442\u0432\u0435\u0442|\u7b54\u6848|\u7b54\u3048|\ub2f5)[^\d.;!?]{0,32}(?=\d)/g;
const RESULT_WORD =
  /(?:=>?|\u2192|\u21d2|[Rr]esult|[Oo]utput|[Rr]eturn|[Ee]quals)[^\d\n.;!?=]{0,16}(?=\d)/g;
const OPERATOR_AFTER =
  /^[ \t]{0,2}(?:[-+*/\u00d7\u00b7\u00f7%^\u2212]|\/\/|\*\*|\\cdot|\\times)[ \t]{0,2}(?:\d|\(|[a-z]\d)/;
const OPENS_LIST = /^[.)][ \t]+\S/;
const DENIAL = /\bnot\b|n't\b|\n\s{0,8}\n[^\n]{0,32}\p{L}/u;

/** The last integer that `pattern` leads to and that stands and is accepted. `lead` runs from the word to the integer. */
function lastAfter(
  text: string,
  pattern: RegExp,
  accept: (standing: Standing, lead: string) => boolean,
): Standing | null {
  const found: [word: number, digit: number][] = [];
  pattern.lastIndex = 0;
  for (let one = pattern.exec(text); one !== null; one = pattern.exec(text)) {
    found.push([one.index, pattern.lastIndex]);
  }
  for (const [word, digit] of found.toReversed()) {
    const standing = standingAt(text, digit, word, text.length);
    if (standing !== null && accept(standing, text.slice(word, digit))) return standing;
  }
  return null;
}

/** The last integer in the last box; an open box ends with its line. */
function inBox(text: string, cut: boolean): Standing | null {
  const box = lastBox(text);
  if (box === null) return null;
  const end = boxEnd(text, box);
  if (end === -1 && cut) return null;
  const standing = lastStanding(text, box.content, end === -1 ? lineEnd(text, box.content) : end);
  if (standing === null || !isNegated(text, box)) return standing;
  return standing.value.startsWith('-') ? null : { ...standing, value: `-${standing.value}` };
}

function afterAnswer(text: string, cut: boolean): Standing | null {
  return lastAfter(text, ANSWER_WORD, ({ value, end }, lead) => {
    const after = text.slice(end, end + 12);
    if (DENIAL.test(lead) || OPERATOR_AFTER.test(after)) return false;
    if (value === '1' && OPENS_LIST.test(after)) return false;
    return !cut || /[\n\p{L}]/u.test(text.slice(end, end + 40));
  });
}

function afterResult(text: string): Standing | null {
  return lastAfter(
    text,
    RESULT_WORD,
    ({ end }, lead) => !DENIAL.test(lead) && !OPERATOR_AFTER.test(text.slice(end, end + 12)),
  );
}

/** The integer that a lenient reader takes for the answer, canonical, or null. */
export function readLeniently(text: string, cut: boolean): string | null {
  const stated = inBox(text, cut) ?? afterAnswer(text, cut);
  if (stated !== null || cut) return stated?.value ?? null;
  return (afterResult(text) ?? lastStanding(text, 0, text.length))?.value ?? null;
}
