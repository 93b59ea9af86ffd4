/**
 * Boxes in an output: `\boxed{…}` or `\fbox{…}`, also with a space before the brace, with a doubled backslash, and with the
 * backslash and its letter turned into a backspace or form feed by a wrong unescaping. `\boxed` without a brace and `boxed{…}`
 * without a backslash are no boxes.
 */
import { BACKSLASH } from './characters.js';

const BACKSPACE = 0x08;
const FORM_FEED = 0x0c;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

/** A box on the same line that is joined to this one as an alternative. */
const BOX_OR =
  /oxe?d? ?\{((?:[^{}\n]|\{[^{}\n]{0,60}\}){0,60})\}[ \t$.)\\]{0,4}(?:,|\/|or|and|\\text ?\{ ?(?:or|and) ?\})[ \t$(\\]{0,4}$/;

/** Where a box stands: `start` is its first character, `content` the index after its opening brace. */
export interface Box {
  readonly start: number;
  readonly content: number;
}

/** The index of the opening brace at `at`, after at most four spaces, or -1. */
function braceAt(text: string, at: number): number {
  let brace = at;
  while (brace < at + 4 && (text[brace] === ' ' || text[brace] === '\n')) brace += 1;
  return text[brace] === '{' ? brace : -1;
}

/** The box whose name holds the letters `ox` at `ox`, or null. */
function boxAt(text: string, ox: number): Box | null {
  const one = text.charCodeAt(ox - 1);
  const two = text.charCodeAt(ox - 2);
  const boxed = one === BACKSPACE || (one === 0x62 && two === BACKSLASH);
  const framed =
    one === 0x62 && (two === FORM_FEED || (two === 0x66 && text.charCodeAt(ox - 3) === BACKSLASH));
  if (!framed && !(boxed && text.startsWith('oxed', ox))) return null;
  const brace = braceAt(text, framed ? ox + 2 : ox + 4);
  if (brace === -1) return null;
  const length = framed && two !== FORM_FEED ? 3 : boxed && one === BACKSPACE ? 1 : 2;
  return { start: ox - length, content: brace + 1 };
}

/** The last box, or null. */
export function lastBox(text: string): Box | null {
  // Looking for one character forwards is many times as fast as for a word backwards.
  if (!text.includes('{')) return null;
  for (let ox = text.lastIndexOf('ox'); ox > 0; ox = text.lastIndexOf('ox', ox - 1)) {
    const box = boxAt(text, ox);
    if (box !== null) return box;
  }
  return null;
}

/**
 * The index of the brace that closes the box; -1 when it stays open or its content has more than `most` characters. `strings`: a
 * brace between quotes closes nothing, unless the box would stay open.
 */
export function boxEnd(text: string, box: Box, most: number, strings = false): number {
  const limit = Math.min(text.length, box.content + most);
  let depth = 1;
  let quote = 0;
  for (let at = box.content; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (quote !== 0) quote = code === quote ? 0 : quote;
    else if (strings && (code === DOUBLE_QUOTE || code === SINGLE_QUOTE)) quote = code;
    else if (code === 0x7b) depth += 1;
    else if (code === 0x7d) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return strings ? boxEnd(text, box, most) : -1;
}

/** What the box that is joined to this one as an alternative says, when it says another thing; else null. */
export function otherBox(text: string, box: Box, end: number): string | null {
  const before = text.slice(Math.max(0, box.start - 120), box.start);
  const other = BOX_OR.exec(before)?.[1];
  return other === undefined || other.trim() === text.slice(box.content, end).trim() ? null : other;
}
