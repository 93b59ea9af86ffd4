/** What stands around a literal, or in it, and is no part of it. Quotes are part of a literal, so they stay. */
import { trimmed } from '../characters.js';

const PAIRS: readonly string[] = ['`', '$'];
const EMPHASIS = '*_';
/** Layers of pairs that are taken off. */
const MAX_LAYERS = 8;

const NAMED = /^[A-Za-z_]\w{0,30}\s{0,4}=(?!=)/;
const WRAPPED = /^\\(?:text(?:tt|rm|sf)?|math(?:tt|rm|sf)|mbox)\s?\{([\s\S]*)\}$/;
const TEXT = /\\text(?:tt|rm|sf)?\{([^{}\\]{0,1000})\}/g;
const ESCAPED = /\\([{}_%&#$])/g;
const SPACE = /\\[ ,;:]|~/g;
const SINGLE_QUOTES = /[\u2018\u2019]/g;
const DOUBLE_QUOTES = /[\u201c\u201d]/g;
const ESCAPE_OR_CURLY = /(\\)?([\u2018\u2019\u201c\u201d])|\\./gs;
const STRING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs;
const STRING_OR_MINUS = new RegExp(`${STRING.source}|\u2212`, 'gs');

/**
 * Without outer spaces, emphasis, code marks, `$`, one full stop at the end, and the name that it is assigned to. Stars and underscores
 * need not come in pairs: a literal neither begins nor ends with one, but a label's emphasis may end behind it.
 */
export function bareLiteral(text: string): string {
  let bare = trimmed(text);
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const inner = withoutPair(withoutEmphasis(withoutStop(bare)));
    if (inner === bare) break;
    bare = inner;
  }
  return trimmed(bare.replace(NAMED, ''));
}

/** A literal as it reads once LaTeX's escapes are taken for what they stand for. */
export function plainLiteral(text: string): string {
  const wrapped = WRAPPED.exec(text)?.[1] ?? text;
  return trimmed(wrapped.replace(TEXT, '$1').replace(ESCAPED, '$1').replace(SPACE, ' '));
}

/** With straight quotes for curly ones, within strings too, and with a hyphen for a true minus, outside strings. */
export function straightLiteral(text: string): string {
  return straight(text.replace(STRING, straightString)).replace(STRING_OR_MINUS, (found) =>
    found === '\u2212' ? '-' : found,
  );
}

/** In a string a quote is escaped, and so is a backslash before it, which was one of the text. */
function straightString(string: string): string {
  return string.replace(ESCAPE_OR_CURLY, (found, backslash = '', curly?: string) =>
    curly === undefined ? found : `${backslash}${backslash}\\${straight(curly)}`,
  );
}

function straight(text: string): string {
  return text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"');
}

/** `3.` is a float that says the same. */
function withoutStop(text: string): string {
  return text.endsWith('.') && !text.endsWith('..') ? text.slice(0, -1) : text;
}

function withoutEmphasis(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && EMPHASIS.includes(text.charAt(from))) from += 1;
  while (to > from && EMPHASIS.includes(text.charAt(to - 1))) to -= 1;
  return trimmed(text.slice(from, to));
}

function withoutPair(text: string): string {
  const pair = PAIRS.find(
    (mark) => text.length > 2 * mark.length && text.startsWith(mark) && text.endsWith(mark),
  );
  return pair === undefined ? text : trimmed(text.slice(pair.length, -pair.length));
}
