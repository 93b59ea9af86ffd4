/** What a person reads about a sentence that a grammar does not have. */
import { type Preterminals, quotedWord } from './preterminals.js';

/** What is known of a sentence that is not accepted. */
export interface Rejection {
  /** Names of terminals and unknown words, at least up to the first that cannot stand where it stands. */
  readonly words: readonly string[];
  /** How many words the longest prefix has that begins some sentence. */
  readonly viablePrefix: number;
  /** The terminals that could follow that prefix. */
  readonly expected: readonly string[];
  /** Whether that prefix is a sentence. */
  readonly mayEnd: boolean;
}

/** How many things to expect are named, preterminals and words together. */
const MAX_NAMED = 8;

/**
 * One printable line: `token 4 "red": expected a noun or an adverb`. It names the first word that cannot stand where it
 * stands (counted from 1), or the last when the sentence ends too early, and at most eight things that could have come next.
 */
export function explainRejection(rejection: Rejection, preterminals: Preterminals): string {
  const { words, viablePrefix, expected, mayEnd } = rejection;
  if (expected.length === 0 && !mayEnd) return 'the grammar has no sentence';
  const phrases = preterminals.phrases(expected);
  const more = phrases.length - MAX_NAMED;
  const named = phrases.slice(0, MAX_NAMED);
  if (more > 0) named.push(`${more} more`);
  if (mayEnd) named.push('the end of the sentence');
  return `${placeOf(words, viablePrefix, preterminals)}: expected ${choice(named)}`;
}

function placeOf(words: readonly string[], index: number, preterminals: Preterminals): string {
  const word = words[index];
  if (word !== undefined) {
    const place = `token ${index + 1} ${quotedWord(word)}`;
    return preterminals.hasWord(word) ? place : `${place} is no word of this grammar`;
  }
  const last = words.at(-1);
  if (last === undefined) return 'the sentence is empty';
  return `the sentence ends after token ${words.length} ${quotedWord(last)}`;
}

/** `a`, `a or b`, `a, b or c`. */
function choice(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
}
