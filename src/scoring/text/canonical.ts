/**
 * The normalisation of texts: what stands around a text and is no part of it, and characters that models exchange for others.
 * Invariant: a target and an answer are normalised alike, so whatever is lost is lost on both sides.
 */
import { trimmed } from '../characters.js';

/** What opens and closes around a text: emphasis, code, mathematics, quotes. Curly quotes are straight by then. */
const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['**', '**'],
  ['__', '__'],
  ['``', "''"],
  ['*', '*'],
  ['_', '_'],
  ['`', '`'],
  ['$', '$'],
  ['"', '"'],
  ["'", "'"],
  ['\u00ab', '\u00bb'],
];

/** Layers of pairs that are taken off: `> **"…"**` has two. */
const MAX_LAYERS = 8;

const LINE_MARK = /^(?:>|#{1,6})\s/;
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;
const SINGLE_QUOTES = /[\u2018\u2019\u02bc]/g;
const DOUBLE_QUOTES = /[\u201c-\u201e]/g;
const HYPHENS = /[\u2010\u2011]/g;
const SPACES = /[\u00a0\u2007\u202f]/g;
const LETTER = /[\p{L}\p{Nd}]/u;

/**
 * A text in the one form that texts with the same words share: straight quotes, plain hyphens and spaces, Unicode's composed
 * form; without outer spaces, the mark of a quotation or heading before it, one full stop at its end, and up to eight layers of emphasis, code marks and quotes around the whole.
 * Case and the spaces within it stay.
 */
export function canonicalText(text: string): string {
  let bare = withPlainCharacters(text);
  for (let layer = 0; layer <= MAX_LAYERS; layer += 1) {
    const inner = withoutPair(withoutStop(withoutMark(trimmed(bare))));
    if (inner === bare) break;
    bare = inner;
  }
  return trimmed(bare);
}

function withPlainCharacters(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(HYPHENS, '-')
    .replace(SPACES, ' ');
}

/** Without the mark of a quotation or heading of Markdown before it. */
function withoutMark(text: string): string {
  return text.replace(LINE_MARK, '');
}

/** Without one full stop at the end; an ellipsis stays. */
function withoutStop(text: string): string {
  const stop = text.endsWith('.') || text.endsWith('\u3002');
  return stop && !text.endsWith('..') ? text.slice(0, -1) : text;
}

/** Without the pair around the whole; `"one" and "two"` has none. */
function withoutPair(text: string): string {
  for (const [open, close] of PAIRS) {
    const long = text.length > open.length + close.length;
    if (!long || !text.startsWith(open) || !text.endsWith(close)) continue;
    const inner = text.slice(open.length, -close.length);
    if (!closesWithin(inner, close)) return inner;
  }
  return text;
}

/** Whether `close` stands in `text`; an apostrophe between letters closes nothing. */
function closesWithin(text: string, close: string): boolean {
  for (let at = text.indexOf(close); at !== -1; at = text.indexOf(close, at + 1)) {
    const apostrophe =
      close === "'" && LETTER.test(text[at - 1] ?? '') && LETTER.test(text[at + 1] ?? '');
    if (!apostrophe) return true;
  }
  return false;
}
