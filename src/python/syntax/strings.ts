/**
 * String literals: their prefixes and quotes, their escapes (Python reference, 2.4.1), and the fields of f-strings as
 * they were before Python 3.12, without backslashes or the outer quote inside. What later versions read otherwise is
 * refused.
 */
import { type Fault, outside } from './source.js';

type Fail = (fault: Fault) => never;

/** How a literal begins, and where its content lies. */
export interface Opening {
  readonly raw: boolean;
  readonly formatted: boolean;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

/** Reads the prefix and quotes of `literal`. */
export function openingOf(literal: string, fail: Fail): Opening {
  const first = literal.search(/["']/);
  const prefix = literal.slice(0, first).toLowerCase();
  if (prefix.includes('b')) fail(outside('byte strings are'));
  if (!['', 'r', 'u', 'f', 'fr', 'rf'].includes(prefix)) {
    fail({ message: `\`${prefix}\` is no prefix of a string` });
  }
  const mark = literal.charAt(first);
  const quote = literal.startsWith(mark.repeat(3), first) ? mark.repeat(3) : mark;
  const start = first + quote.length;
  const end = literal.length - quote.length;
  return { raw: prefix.includes('r'), formatted: prefix.includes('f'), quote, start, end };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
const ESCAPE =
  /\\(?:([\n\\'"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

/** The characters that the content of a literal stands for. */
export function decodeString(content: string, raw: boolean, fail: Fail): string {
  const lines = content.replaceAll('\r\n', '\n');
  const text = raw
    ? lines
    : lines.replace(ESCAPE, (whole, simple, octal, hex, short, long, other) => {
        if (simple !== undefined) return ESCAPES.get(simple) ?? '';
        if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
        const code = hex ?? short ?? long;
        if (code !== undefined) return character(Number.parseInt(code, 16), fail);
        if (other === 'N') fail(outside('characters by name (`\\N{…}`) are'));
        if ('xuU'.includes(other)) fail({ message: `a malformed escape \`${whole}\`` });
        return whole;
      });
  if (/[\uD800-\uDFFF]/u.test(text)) fail(outside('surrogates (U+D800 to U+DFFF) are'));
  return text;
}

function character(code: number, fail: Fail): string {
  if (code > 0x10ffff) fail({ message: 'an escape beyond U+10FFFF' });
  if (code >= 0xd800 && code <= 0xdfff) fail(outside('surrogates (U+D800 to U+DFFF) are'));
  return String.fromCodePoint(code);
}

/** A part of an f-string, with where it stands in the literal. */
export type FStringPart =
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly kind: 'field';
      readonly expression: string;
      readonly conversion: '' | '!r' | '!s';
      /** With its colon; empty where there is none. */
      readonly format: string;
      readonly start: number;
      readonly end: number;
    };

/** The parts of the f-string `literal`, in order. */
export function* fieldsOf(literal: string, opening: Opening, fail: Fail): Generator<FStringPart> {
  let at = opening.start;
  while (at < opening.end) {
    const brace = literal.charAt(at);
    if (brace !== '{' && brace !== '}') {
      const end = textEnd(literal, at, opening.end);
      yield { kind: 'text', text: literal.slice(at, end), start: at, end };
      at = end;
    } else if (literal.charAt(at + 1) === brace && at + 1 < opening.end) {
      yield { kind: 'text', text: brace, start: at, end: at + 2 };
      at += 2;
    } else if (brace === '}') {
      fail({ message: 'a single `}` in an f-string' });
    } else {
      if (literal.charAt(at - 1) === '\\' && !opening.raw) fail(outside('`\\{` in f-strings is'));
      const field = fieldAt(literal, at, opening.end, fail);
      yield field;
      at = field.end;
    }
  }
}

function textEnd(literal: string, from: number, end: number): number {
  let at = from;
  while (at < end && literal.charAt(at) !== '{' && literal.charAt(at) !== '}') at += 1;
  return at;
}

function fieldAt(
  literal: string,
  start: number,
  end: number,
  fail: Fail,
): Extract<FStringPart, { kind: 'field' }> {
  const stop = expressionEnd(literal, start + 1, end, fail);
  const expression = literal.slice(start + 1, stop);
  if (expression.trim() === '') fail({ message: 'an empty field in an f-string' });
  if (expression.includes('\\')) fail(outside('backslashes in the fields of f-strings are'));
  if (expression.includes('#')) fail(outside('`#` in the fields of f-strings is'));
  if (/[^=!<>]=\s*$/.test(expression)) fail(outside('fields that show their own text (`=`) are'));
  const close = literal.indexOf('}', stop);
  if (close === -1 || close >= end)
    fail({ message: 'a field of an f-string that is never closed' });
  const [, conversion = '', format = ''] =
    /^((?:![a-z])?)((?::[^{}\\]*)?)$/.exec(literal.slice(stop, close)) ??
    fail(outside('this conversion or format in an f-string is'));
  if (conversion !== '' && conversion !== '!r' && conversion !== '!s') {
    fail(outside(`the conversion \`${conversion}\` is`));
  }
  return { kind: 'field', expression, conversion, format, start, end: close + 1 };
}

/** Where the expression of a field ends: before a `!`, `:` or `}` that is in no bracket and no string. */
function expressionEnd(literal: string, start: number, end: number, fail: Fail): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < end; at += 1) {
    const mark = literal.charAt(at);
    if (quote !== '') {
      if (mark === quote) quote = '';
    } else if (mark === "'" || mark === '"') quote = mark;
    else if ('([{'.includes(mark)) depth += 1;
    else if (depth > 0 && ')]}'.includes(mark)) depth -= 1;
    else if (depth === 0 && endsField(literal, at)) return at;
  }
  return fail({ message: 'a field of an f-string that is never closed' });
}

function endsField(literal: string, at: number): boolean {
  const mark = literal.charAt(at);
  return mark === '}' || mark === ':' || (mark === '!' && literal.charAt(at + 1) !== '=');
}
