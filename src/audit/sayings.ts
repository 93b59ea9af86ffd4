/**
 * How prose says what a function takes and what it gives: `Zib gives 7 for 5`. Read from words on either side of a name, within a
 * sentence; nothing is parsed.
 */
import { hashesOf, type Words } from './words.js';

const GIVES = wordSet(
  'returns returned gives gave yields yielded outputs answer result output boxed',
);
// Not `if`, which stands in expressions of Python, too.
const TAKES = wordSet('for on of when with from at where given to after by');

/** Words between a name and the verb that it is the subject of. */
const TO_VERB = 2;
/** Words of a sentence before and after a place. */
const LONGEST = 60;

function wordSet(words: string): ReadonlySet<number> {
  return new Set(words.split(' ').flatMap((word) => [...hashesOf(word)]));
}

/** Whether a sentence ends between the word at `at` and the one before. */
function isBoundary({ text, starts, ends }: Words, at: number): boolean {
  return /\n|[.!?](?:\s|$)/.test(text.slice(ends[at - 1] ?? 0, starts[at]));
}

/** The words of the sentence that has the one at `at`: from, and up to without. */
export function sentenceOf(words: Words, at: number): readonly [number, number] {
  let [from, to] = [at, at + 1];
  while (from > 0 && at - from < LONGEST && !isBoundary(words, from)) from -= 1;
  while (to < words.count && to - at < LONGEST && !isBoundary(words, to)) to += 1;
  return [from, to];
}

/** Whether the word at `place` is said to come out, after the name: the 7 of `Zib gives 7 for 5`, but not the 5. */
export function isOutput(words: Words, name: number, place: number): boolean {
  for (let at = place; at > name + 1 && !isBoundary(words, at); at -= 1) {
    const hash = words.hashes[at - 1] ?? 0;
    if (GIVES.has(hash)) return true;
    if (TAKES.has(hash)) return false;
  }
  return false;
}

/** Whether the name's own sentence goes on to say what it gives: `Zib gives back 7`, but not `… that Zib returns?` */
export function isReport(words: Words, name: number): boolean {
  const [, to] = sentenceOf(words, name);
  for (let at = name + 1; at <= name + TO_VERB; at += 1) {
    if (at + 1 < to && GIVES.has(words.hashes[at] ?? 0)) return true;
  }
  return false;
}
