/**
 * Strings: characters are code points, as in CPython. Surrogates are no characters of the subset, so that every string
 * has exactly one form: a JavaScript string without surrogates, or `WideText`. Properties of characters are those of
 * Unicode 14, which CPython 3.11 has.
 */
import type { Site } from '../machine/machine.js';
import { TextBuilder } from './text-builder.js';
import { PyObject, type Value } from './value.js';

/** A string with at least one character beyond U+FFFF. */
export class WideText extends PyObject {
  /** Well-formed UTF-16. */
  readonly text: string;
  #codes: Uint32Array | undefined;

  constructor(text: string) {
    super();
    this.text = text;
  }

  /** The code points, made when they are first asked for: most texts never are. */
  get codes(): Uint32Array {
    this.#codes ??= codePointsOf(this.text);
    return this.#codes;
  }

  get type(): 'str' {
    return 'str';
  }
}

export type Text = string | WideText;

/** The string of `text`, which is well-formed UTF-16. */
export function textOf(text: string): Text {
  return /[\uD800-\uDFFF]/.test(text) ? new WideText(text) : text;
}

/** Whether `text` holds a surrogate that is no half of a pair. */
export function hasLoneSurrogate(text: string): boolean {
  return /[\uD800-\uDFFF]/u.test(text);
}

export function isText(value: Value): value is Text {
  return typeof value === 'string' || value instanceof WideText;
}

/** The UTF-16 of a string; undefined for all other values. */
export function toText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof WideText ? value.text : undefined;
}

/** At most the first `count` characters of `text`, which is well-formed UTF-16. */
export function firstCharacters(text: string, count: number): string {
  let end = 0;
  for (let turn = 0; turn < count && end < text.length; turn += 1) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(0, end);
}

/** How many characters a string has. */
export function textLength(text: Text): number {
  return typeof text === 'string' ? text.length : text.codes.length;
}

/** Bytes of a character of a wide text: a value of its own, where the others are shared. */
const WIDE_BYTES = 96;

/** The character at `index`, which is in the string. */
export function characterAt(site: Site, text: Text, index: number): Text {
  if (typeof text === 'string') return text.charAt(index);
  site.machine.spend(WIDE_BYTES, site);
  return textOf(String.fromCodePoint(text.codes[index] ?? 0));
}

/** -1, 0 or 1, by code points. */
export function compareTexts(left: Text, right: Text): number {
  if (typeof left === 'string' && typeof right === 'string') {
    if (left === right) return 0;
    return left < right ? -1 : 1;
  }
  const a = codesOf(left);
  const b = codesOf(right);
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

function codePointsOf(text: string): Uint32Array {
  const codes = new Uint32Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; count += 1) {
    const code = text.codePointAt(at) ?? 0;
    codes[count] = code;
    at += code > 0xffff ? 2 : 1;
  }
  return codes.subarray(0, count);
}

function codesOf(text: Text): Uint16Array | Uint32Array {
  return typeof text === 'string'
    ? Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
    : text.codes;
}

/** Characters that Unicode gained after version 14, to which the host's tables may already give properties. */
const LATER = new RegExp(
  [
    '[',
    String.raw`\u088f\u0897\u0c5c\u0cdc\u0cf3\u0ece\u1acf-\u1aeb\u1b4e-\u1b4f\u1b7f\u1c89-\u1c8a\u20c1`,
    String.raw`\u2427-\u2429\u2b96\u2ffc-\u2fff\u31e4-\u31ef\ua7cb-\ua7cf\ua7d2\ua7d4\ua7da-\ua7f1\ufbc3-\ufbd2`,
    String.raw`\ufd90-\ufd91\ufdc8-\ufdce\u{105c0}-\u{105f3}\u{10940}-\u{10959}\u{10d40}-\u{10d8f}`,
    String.raw`\u{10ec2}-\u{10eff}\u{1123f}-\u{11241}\u{11380}-\u{113e2}\u{116d0}-\u{116e3}\u{11b00}-\u{11bf9}`,
    String.raw`\u{11db0}-\u{11de9}\u{11f00}-\u{11f5a}\u{1342f}\u{13439}-\u{143fa}\u{16100}-\u{16139}`,
    String.raw`\u{16d40}-\u{16d79}\u{16ea0}-\u{16ed3}\u{16ff2}-\u{16ff6}\u{187f8}-\u{187ff}\u{18cff}`,
    String.raw`\u{18d09}-\u{18df2}\u{1b132}\u{1b155}\u{1cc00}-\u{1cef0}\u{1d2c0}-\u{1d2d3}\u{1df25}-\u{1df2a}`,
    String.raw`\u{1e030}-\u{1e08f}\u{1e4d0}-\u{1e6ff}\u{1f6d8}-\u{1f6dc}\u{1f774}-\u{1f77f}\u{1f7d9}`,
    String.raw`\u{1f8b2}-\u{1f8d8}\u{1fa54}-\u{1fa57}\u{1fa75}-\u{1fa77}\u{1fa87}-\u{1fa8f}\u{1faad}-\u{1faaf}`,
    String.raw`\u{1fabb}-\u{1fabf}\u{1fac6}-\u{1facf}\u{1fada}-\u{1fadf}\u{1fae8}-\u{1faef}\u{1faf7}-\u{1faf8}`,
    String.raw`\u{1fbcb}-\u{1fbef}\u{1fbfa}\u{2b739}-\u{2b73f}\u{2cea2}-\u{2cead}\u{2ebf0}-\u{2ee5d}`,
    String.raw`\u{31350}-\u{33479}`,
    ']',
  ].join(''),
  'u',
);

/** Whether a character of `text` is none of Unicode 14. */
export function isLater(text: string): boolean {
  return LATER.test(text);
}

const PRINTABLE = /^[\x20-\x7e]*$/;

/** `repr` of a string, which is also a literal that reads back as it. */
export function quoteText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${escapeText(text, quote)}${quote}`;
}

/** The content of a literal between quotes of the kind `quote`. */
export function escapeText(text: string, quote: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  if (PRINTABLE.test(escaped)) return escaped;
  const result = new TextBuilder();
  for (const character of escaped) result.add(escapeCharacter(character));
  return result.text();
}

function escapeCharacter(character: string): string {
  if (isPrintable(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code === 9) return '\\t';
  if (code === 10) return '\\n';
  if (code === 13) return '\\r';
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

const OTHER_OR_SEPARATOR = /[\p{C}\p{Z}]/u;

/** `character.isprintable()` of one character. */
export function isPrintable(character: string): boolean {
  return character === ' ' || (!OTHER_OR_SEPARATOR.test(character) && !isLater(character));
}
