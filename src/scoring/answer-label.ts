/**
 * The `Answer: …` of an output: where its label stands. The label is the word answer, alone or as `(the|my|our) (final) answer`,
 * with a colon; it stands at the start of a line, after nothing but signs and marks, or after the end of a sentence within a
 * line. As a line of its own, as in a Markdown heading, it needs no colon. `The answer is …`, `Correct answer: …` and
 * `"answer": …` are no labels.
 */
import { isBlank, isWord, NEWLINE } from './characters.js';

/** How far a label may stand from the start of its line or from the end of the sentence before it. */
const MAX_LEAD = 48;

const LEADING_WORDS = /(?:(?:the|my|our) )?(?:final )?$/i;
const COLON = /[*_`]{0,4}[ \t]{0,4}[:\uff1a]/y;
const OWN_LINE = /[*_`# \t]{0,8}\r?\n/y;
const SENTENCE_END = '.!?,;:\u2026\u2192\u21d2>|\u2013\u2014)';
const FULL_WIDTH_SENTENCE_END = '\u3002\uff01\uff1f\uff0c\uff1b';

/** What stands before a label that may stand there. */
type Lead = 'line' | 'sentence' | null;

/** What stands before `end`, the start of a label. */
function leadBefore(text: string, end: number): Lead {
  let sentence = false;
  const blank = isBlank(text.charCodeAt(end - 1)) || text[end - 1] === '*';
  for (let at = end - 1; at >= end - MAX_LEAD; at -= 1) {
    if (at < 0) return 'line';
    const code = text.charCodeAt(at);
    if (code === NEWLINE) return 'line';
    const char = text.charAt(at);
    if (isWord(code) && code !== 0x5f) break;
    if (code > 0x7f && /\p{L}/u.test(char)) break;
    sentence ||= FULL_WIDTH_SENTENCE_END.includes(char) || (blank && SENTENCE_END.includes(char));
  }
  return sentence ? 'sentence' : null;
}

/** The index after the label whose word starts at `word`, or -1 when there is no label. */
function labelEnd(text: string, word: number): number {
  COLON.lastIndex = word + 6;
  const colon = COLON.test(text);
  OWN_LINE.lastIndex = word + 6;
  if (!colon && !OWN_LINE.test(text)) return -1;
  const before = text.slice(Math.max(0, word - 12), word);
  const words = LEADING_WORDS.exec(before)?.[0].length ?? 0;
  const lead = leadBefore(text, word - words);
  if (lead === null) return -1;
  if (colon) return COLON.lastIndex;
  return lead === 'line' ? OWN_LINE.lastIndex : -1;
}

/** Where a label stands: `start` is the first letter of its word, `end` the index after the label. */
export interface Label {
  readonly start: number;
  readonly end: number;
}

/** The last label after the index `after`, or null. */
export function lastLabel(text: string, after: number): Label | null {
  let lower = text.lastIndexOf('nswer');
  // Seldom there, and looking forwards is many times as fast.
  let upper = text.includes('NSWER') ? text.lastIndexOf('NSWER') : -1;
  // A word at 0 would lack its first letter, and `lastIndexOf` takes -1 for 0.
  while (Math.max(lower, upper) > Math.max(after, 0)) {
    const at = Math.max(lower, upper);
    const start = at - 1;
    const end = text[start] === 'A' || text[start] === 'a' ? labelEnd(text, start) : -1;
    if (end !== -1) return { start, end };
    if (at === lower) lower = text.lastIndexOf('nswer', at - 1);
    else upper = text.lastIndexOf('NSWER', at - 1);
  }
  return null;
}
