/**
 * What a reader who does not insist on the format takes for the sentence: the first of these, from the first lines of the
 * output, all of whose words are words of the grammar, and at least two: a line without wrapping; what stands after
 * its last colon; what stands in it within quotes, code marks or emphasis; one of its sentences.
 */
import { isFence } from '../fence.js';
import { bareLine } from './bare-line.js';
import type { Language } from './language.js';

const MAX_LINES = 20;
const MAX_LINE = 1000;
const WITHIN = /[*`"\u201c\u201d\u00ab\u00bb]{1,3}/;
const STOP = /[.!?](?=\s)/;

/** The words of the sentence, or null. */
export function readLeniently(text: string, language: Language): readonly string[] | null {
  for (const candidate of candidates(text)) {
    const { words, known } = language.read(candidate);
    if (words.length > 1 && known === words.length) return words;
  }
  return null;
}

function* candidates(text: string): Generator<string> {
  let start = 0;
  for (let lines = 0; lines < MAX_LINES && start < text.length; lines += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start <= MAX_LINE) yield* ofLine(text.slice(start, end));
    start = end + 1;
  }
}

function* ofLine(line: string): Generator<string> {
  if (isFence(line)) return;
  yield bareLine(line);
  const colon = line.lastIndexOf(':');
  if (colon !== -1) yield bareLine(line.slice(colon + 1));
  for (const part of line.split(WITHIN)) yield bareLine(part);
  for (const part of line.split(STOP)) yield bareLine(part);
}
