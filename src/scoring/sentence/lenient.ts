/**
 * Where a reader who does not insist on the format looks for the sentence: in what a box or an `Answer:` marks (lenient-parts.ts),
 * then in the first lines of the output; and what of such a part is taken for it.
 */
import { isFence } from '../fence.js';
import { markedParts, type Part } from '../lenient-parts.js';
import type { Notation } from '../notation.js';
import { bareLine } from './bare-line.js';
import type { SentenceLanguage } from './language.js';

const MAX_LINES = 20;
const MAX_PART = 1000;

/**
 * What parts a sentence from words around it: quotes and other marks, a stop before a space, a dash between spaces, a word that
 * states. A comma does so only behind a word of assent: it may stand within a sentence.
 */
const BETWEEN =
  /[*`"\u201c\u201d\u00ab\u00bb:\uff1a;=|/<>{}()[\]~\u2192\u21d2\p{Extended_Pictographic}]|[.!?](?=\s)|\s[-\u2013\u2014]+\s|\u2014|\b(?:is|be|becomes|reads)\s|(?<=^(?:sure|ok|okay|yes|certainly|of course)),/iu;

/** The parts in their order. Of an output that was cut, lines that have ended count. */
export function* sentenceParts(text: string, cut: boolean, notation: Notation): Generator<Part> {
  yield* markedParts(text, cut, notation);
  let start = 0;
  for (let lines = 0; lines < MAX_LINES && start < text.length; lines += 1) {
    const newline = text.indexOf('\n', start);
    if (newline === -1 && cut) return;
    const line = text.slice(start, newline === -1 ? text.length : newline);
    if (!isFence(line)) yield { text: line, form: 'line' };
    start += line.length + 1;
  }
}

/**
 * The words that a part says: all of them, or those between marks, where they are words of the grammar and at least two; null when
 * there are none. Of several sentences the first wrong one is taken, unless it only repeats words of the first.
 */
export function sentenceWithin(part: string, language: SentenceLanguage): readonly string[] | null {
  if (part.length > MAX_PART) return null;
  const whole = sentenceOf(part, language);
  if (whole !== null) return whole;
  const found = part.split(BETWEEN).flatMap((piece) => {
    const words = sentenceOf(piece, language);
    return words === null ? [] : [words];
  });
  const [first] = found;
  if (first === undefined) return null;
  const said = ` ${first.join(' ')} `;
  const others = found.filter((words) => !said.includes(` ${words.join(' ')} `));
  return [first, ...others].find((words) => !language.accepts(words)) ?? first;
}

function sentenceOf(text: string, language: SentenceLanguage): readonly string[] | null {
  const { words, known } = language.read(bareLine(text, language.marks));
  return words.length > 1 && known === words.length ? words : null;
}
