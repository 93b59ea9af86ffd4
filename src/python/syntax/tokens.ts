/**
 * Splits a program's text into raw tokens with moo, and refuses at once every token that the subset has no use for, by
 * the name of the construct. An f-string becomes the tokens of its parts. Layout (lines, indentation) is the next step's
 * business.
 */
import moo from 'moo';
import { lexerOf } from '../../text/lexer.js';
import { REFUSED_KEYWORDS, REFUSED_OPERATORS } from './refused.js';
import { type Fault, faultError, outside, type Source } from './source.js';
import { decodeString, fieldsOf, openingOf } from './strings.js';

/** Largest source that is read, in UTF-16 code units. */
export const MAX_SOURCE_LENGTH = 65_536;

export interface RawToken {
  readonly type: 'space' | 'comment' | 'newline' | 'continuation' | TokenType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What a string stands for: its characters, or for `fclose` the conversion and format of its field. */
  readonly value?: string;
}

/** Words that keep their meaning wherever they stand, by the token type that the grammar knows them by. */
const KEYWORDS = {
  keyword:
    'def return if elif else for while in break continue pass not and or is lambda nonlocal del assert'.split(
      ' ',
    ),
  constant: 'True False None'.split(' '),
};
/** Operators, by the places where they can stand. */
const OPERATORS = {
  additive: '+ -'.split(' '),
  multiplicative: '* / // %'.split(' '),
  relation: '< > <= >= == !='.split(' '),
  shift: '<< >>'.split(' '),
  augmented: '+= -= *= /= //= %= **= <<= >>= &= |= ^='.split(' '),
  operator: '** = ( ) [ ] { } , : ; . & | ^ ~'.split(' '),
};
/** The parts of an f-string: its beginning, a text, a field's beginning and end, its end. */
type FStringPart = 'fstring' | 'ftext' | 'fopen' | 'fclose' | 'fend';
export type TokenType =
  | 'name'
  | 'number'
  | 'float'
  | 'string'
  | FStringPart
  | keyof typeof KEYWORDS
  | keyof typeof OPERATORS;

const REFUSED_BY_LENGTH: readonly string[] = [...REFUSED_OPERATORS.keys()].toSorted(
  (a, b) => b.length - a.length,
);

const RULES: moo.Rules = {
  space: /[ \t\f]+/,
  comment: /#[^\n]*/,
  newline: { match: /\r?\n/, lineBreaks: true },
  continuation: { match: /\\\r?\n/, lineBreaks: true },
  string: {
    match:
      /[A-Za-z]{0,2}(?:'''(?:[^\\]|\\[\s\S])*?'''|"""(?:[^\\]|\\[\s\S])*?"""|'(?!'')(?:[^'\\\n]|\\[\s\S])*'|"(?!"")(?:[^"\\\n]|\\[\s\S])*")/,
    lineBreaks: true,
  },
  openString: /[A-Za-z]{0,2}["']/,
  imaginary: /[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]+)?[jJ]/,
  float:
    /(?:(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\.)(?:[eE][+-]?[0-9](?:_?[0-9])*)?(?![0-9A-Za-z_])|[0-9](?:_?[0-9])*[eE][+-]?[0-9](?:_?[0-9])*(?![0-9A-Za-z_])/,
  number:
    /(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?[0-9])*|0(?:_?0)*)(?![0-9A-Za-z_.])/,
  badNumber: /[0-9][0-9A-Za-z_.]*/,
  name: {
    match: /[A-Za-z_][A-Za-z0-9_]*/,
    type: moo.keywords({ ...KEYWORDS, refusedKeyword: [...REFUSED_KEYWORDS.keys()] }),
  },
  // A refused operator of two characters may begin like one that is not refused, and the other way round for one.
  longRefused: REFUSED_BY_LENGTH.filter((operator) => operator.length > 1),
  operator: { match: Object.values(OPERATORS).flat(), type: moo.keywords(OPERATORS) },
  shortRefused: REFUSED_BY_LENGTH.filter((operator) => operator.length === 1),
  other: /[^\n]/,
};
const lex = lexerOf(() => RULES);
const lexField = lexerOf(() => RULES);

/** The raw tokens of `source`, spaces and comments included. Throws a `DiagnosticError` at the first that is refused. */
export function* rawTokens(source: Source): Generator<RawToken> {
  if (source.text.length > MAX_SOURCE_LENGTH) {
    const message = `the program has ${source.text.length} characters; at most ${MAX_SOURCE_LENGTH} are read`;
    throw faultError(source, [{ message }]);
  }
  yield* tokensOf(source, lex(source.text), 0);
}

/** The tokens that a lexer found in a part of the source that begins at `start`. */
function* tokensOf(source: Source, found: Iterable<moo.Token>, start: number): Generator<RawToken> {
  for (const { type = 'other', text: raw, offset } of found) {
    const token = { text: raw, start: start + offset, end: start + offset + raw.length };
    switch (type) {
      case 'space':
      case 'comment':
      case 'newline':
      case 'continuation':
      case 'name':
      case 'number':
      case 'float':
      case 'keyword':
      case 'constant':
      case 'additive':
      case 'multiplicative':
      case 'relation':
      case 'shift':
      case 'augmented':
      case 'operator':
        yield { type, ...token };
        break;
      case 'string':
        yield* stringTokens(source, token);
        break;
      default:
        throw faultError(source, [{ ...refusal(type, source.text, token), span: token }]);
    }
  }
}

type Text = Pick<RawToken, 'text' | 'start' | 'end'>;

function* stringTokens(source: Source, token: Text): Generator<RawToken> {
  const fail = (fault: Fault): never => {
    throw faultError(source, [{ span: token, ...fault }]);
  };
  const opening = openingOf(token.text, fail);
  const at = (from: number, to: number): { start: number; end: number } => ({
    start: token.start + from,
    end: token.start + to,
  });
  if (!opening.formatted) {
    const value = decodeString(token.text.slice(opening.start, opening.end), opening.raw, fail);
    yield { type: 'string', ...token, value };
    return;
  }
  // These tokens must not read like any that the grammar spells out, hence the letter before each text.
  yield { type: 'fstring', text: `f${opening.quote}`, ...at(0, opening.start) };
  for (const part of fieldsOf(token.text, opening, fail)) {
    const place = at(part.start, part.end);
    if (part.kind === 'text') {
      yield {
        type: 'ftext',
        text: 'ftext',
        ...place,
        value: decodeString(part.text, opening.raw, fail),
      };
      continue;
    }
    yield { type: 'fopen', text: 'f{', ...place, end: place.start + 1 };
    // All at once, since a field may hold an f-string, whose fields the same lexer reads.
    yield* tokensOf(source, [...lexField(part.expression)], place.start + 1);
    const close = { start: place.start + 1 + part.expression.length, end: place.end };
    yield { type: 'fclose', text: 'f}', ...close, value: `${part.conversion}${part.format}` };
  }
  yield { type: 'fend', text: 'fend', ...at(opening.end, token.text.length) };
}

function refusal(type: string, text: string, at: { text: string; start: number }): Fault {
  switch (type) {
    case 'openString':
      return { message: 'a string that is never closed' };
    case 'imaginary':
      return outside('complex numbers are');
    case 'refusedKeyword':
      return outside(REFUSED_KEYWORDS.get(at.text) ?? `\`${at.text}\` is`);
    case 'longRefused':
    case 'shortRefused':
      return outside(REFUSED_OPERATORS.get(at.text) ?? `\`${at.text}\` is`);
    case 'badNumber':
      return badNumber(at.text);
    default:
      return strangeCharacter(text.codePointAt(at.start) ?? 0);
  }
}

function badNumber(text: string): Fault {
  const message = `malformed number \`${text}\``;
  return /^0[0-9]/.test(text)
    ? { message, help: 'Decimal numbers have no leading zeros.' }
    : { message };
}

function strangeCharacter(code: number): Fault {
  const character = String.fromCodePoint(code);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (/\p{L}/u.test(character)) {
    const help = 'Names are ASCII letters, digits and underscores.';
    return { ...outside(`names with the letter ${character} (${name}) are`), help };
  }
  // What has no shape of its own is told by its number alone.
  const shown = /[\p{M}\p{N}\p{P}\p{S}]/u.test(character) ? `\`${character}\` (${name})` : name;
  return { message: `unexpected character ${shown}` };
}
