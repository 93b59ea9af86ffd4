/** Classes of characters and changes of case, by Unicode 14 where the host's tables are known to agree with it. */
import { outsideSubset, type Site } from '../machine/machine.js';
import { isLater, isPrintable } from './text.js';
import { TextBuilder } from './text-builder.js';

/** What `str.split()` and `str.strip()` take for white space. */
export const SPACE =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const ALL_SPACE = new RegExp(`^[${SPACE}]+$`);

const ASCII = /^[\0-\x7f]*$/;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** Characters whose case or counterpart changed after Unicode 14. */
const UNSETTLED = /[\u019b\u0264\u0295\u10fc\ua7d3\ua7d5\ua7f2-\ua7f4\uab69]/;

/** Refuses what the host's tables may know otherwise than Unicode 14. */
function settled(site: Site, text: string): string {
  if (!isAscii(text) && (UNSETTLED.test(text) || isLater(text))) {
    throw outsideSubset(site, 'characters that Unicode changed lately are not part of the subset');
  }
  return text;
}

export function toUpper(site: Site, text: string): string {
  return settled(site, text).toUpperCase();
}

export function toLower(site: Site, text: string): string {
  return settled(site, text).toLowerCase();
}

export function swapCase(site: Site, text: string): string {
  refuseSigma(site, settled(site, text));
  const result = new TextBuilder();
  for (const character of text) result.add(otherCase(character));
  return result.text();
}

const UPPERCASE = /\p{Uppercase}/u;
const LOWERCASE = /\p{Lowercase}/u;

function otherCase(character: string): string {
  if (UPPERCASE.test(character)) return character.toLowerCase();
  return LOWERCASE.test(character) ? character.toUpperCase() : character;
}

/** Whether a small sigma at the end of a word is another letter depends on what is around it. */
function refuseSigma(site: Site, text: string): void {
  if (text.includes('\u03a3')) {
    throw outsideSubset(site, 'the case of sigma (U+03A3) by words is not part of the subset');
  }
}

/** The first character in title case, the others in lower case. */
export function capitalize(site: Site, text: string): string {
  refuseSigma(site, settled(site, text));
  return titleOf(site, text.charAt(0)) + text.slice(1).toLowerCase();
}

export function toTitle(site: Site, text: string): string {
  refuseSigma(site, settled(site, text));
  let afterCased = false;
  const result = new TextBuilder();
  for (const character of text) {
    result.add(afterCased ? character.toLowerCase() : titleOf(site, character));
    afterCased = isCased(character);
  }
  return result.text();
}

/** Latin, Greek and Cyrillic letters whose title case is their one upper-case letter. */
const PLAIN_TITLE = /^[\u00c0-\u01c3\u01cd-\u01f0\u01f4-\u024f\u0370-\u03ff\u0400-\u052f]$/;

function titleOf(site: Site, character: string): string {
  if (isAscii(character)) return character.toUpperCase();
  if (!isCased(character)) return character;
  const upper = character.toUpperCase();
  if (!PLAIN_TITLE.test(character) || upper.length > 1) {
    throw outsideSubset(site, `the title case of ${character} is not part of the subset`);
  }
  return upper;
}

const CASED = /[\p{Uppercase}\p{Lowercase}\p{Lt}]/u;

function isCased(character: string): boolean {
  return CASED.test(character);
}

export function isUpper(site: Site, text: string): boolean {
  return /\p{Uppercase}/u.test(settled(site, text)) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

export function isLower(site: Site, text: string): boolean {
  return /\p{Lowercase}/u.test(settled(site, text)) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

export function isTitle(site: Site, text: string): boolean {
  let afterCased = false;
  let found = false;
  for (const character of settled(site, text)) {
    const starts = /[\p{Uppercase}\p{Lt}]/u.test(character);
    const continues = /\p{Lowercase}/u.test(character);
    if (starts ? afterCased : continues && !afterCased) return false;
    afterCased = starts || continues;
    found ||= afterCased;
  }
  return found;
}

export function isSpace(text: string): boolean {
  return ALL_SPACE.test(text);
}

export function isAlpha(site: Site, text: string): boolean {
  return /^\p{L}+$/u.test(settled(site, text));
}

export function isAlnum(site: Site, text: string): boolean {
  return /^[\p{L}\p{N}]+$/u.test(settled(site, text));
}

export function isDecimal(site: Site, text: string): boolean {
  return /^\p{Nd}+$/u.test(settled(site, text));
}

/** Characters beside the decimal ones that have the Unicode property Numeric_Type=Digit. */
const DIGIT =
  /^[\p{Nd}\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792]+$/u;

export function isDigit(site: Site, text: string): boolean {
  return DIGIT.test(settled(site, text));
}

export function isNumeric(site: Site, text: string): boolean {
  if (/\p{Script=Han}/u.test(settled(site, text))) {
    throw outsideSubset(site, 'which Chinese characters are numeric is not part of the subset');
  }
  return /^\p{N}+$/u.test(text);
}

export function isIdentifier(site: Site, text: string): boolean {
  if (!isAscii(text)) {
    throw outsideSubset(site, 'identifiers beyond ASCII are not part of the subset');
  }
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

export function isAllPrintable(text: string): boolean {
  for (const character of text) if (!isPrintable(character)) return false;
  return true;
}
