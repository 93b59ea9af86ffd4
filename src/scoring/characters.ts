/**
 * Kinds of characters, by their UTF-16 code. Everything in this folder reads character by character or with bounded
 * patterns, so that the time for an output grows with its length and no faster.
 */

export const NEWLINE = 0x0a;
export const BACKSLASH = 0x5c;

/** Spaces that join the groups of one number: no-break, figure, thin and narrow no-break space. */
export const JOINING_SPACES: readonly number[] = [0xa0, 0x2007, 0x2009, 0x202f];

/** A digit, ASCII or full-width (`４２`). */
export function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19);
}

/** A space of any width, a line end, or a character without width. NaN, past the end, is none. */
export function isBlank(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x2000) return code === 0xa0 || code === 0xad;
  return (
    code <= 0x200f ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2060 ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** A minus sign: ASCII, hyphen, no-break hyphen, en dash, true minus, small and full-width. Not the em dash. */
export function isMinus(code: number): boolean {
  return (
    code === 0x2d ||
    code === 0x2010 ||
    code === 0x2011 ||
    code === 0x2013 ||
    code === 0x2212 ||
    code === 0xfe63 ||
    code === 0xff0d
  );
}

/** A letter of the Latin, Greek or Cyrillic script, a digit or `_`: what a number cannot touch and stand alone. */
export function isWord(code: number): boolean {
  return (
    isDigit(code) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    (code >= 0xc0 && code <= 0x52f && code !== 0xd7 && code !== 0xf7)
  );
}

/** A text without blanks at either end. */
export function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** The index of the end of the line that holds `at`: of its newline, or of the end of the text. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline;
}
