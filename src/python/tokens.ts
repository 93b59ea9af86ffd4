/**
 * Splits a program's text into raw tokens with moo, and refuses at once every token that the subset has no use for, by
 * the name of the construct. Layout (lines, indentation) is the next step's business.
 */
import moo from 'moo';
import { REFUSED_KEYWORDS, REFUSED_OPERATORS, refusedString } from './refused.js';
import { type Fault, faultError, type Source } from './source.js';

/** Largest source that is read, in UTF-16 code units. */
export const MAX_SOURCE_LENGTH = 65_536;

export interface RawToken {
  readonly type: 'space' | 'comment' | 'newline' | 'continuation' | TokenType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words that keep their meaning wherever they stand, by the token type that the grammar knows them by. */
const KEYWORDS = {
  keyword: 'def return if elif else for while in break continue pass not and or'.split(' '),
  constant: 'True False None'.split(' '),
};
/** Operators, by the places where they can stand. */
const OPERATORS = {
  additive: '+ -'.split(' '),
  multiplicative: '* // %'.split(' '),
  relation: '< > <= >= == !='.split(' '),
  augmented: '+= -= *= //= %= **='.split(' '),
  operator: '** = ( ) , : ;'.split(' '),
};
export type TokenType = 'name' | 'number' | keyof typeof KEYWORDS | keyof typeof OPERATORS;

const REFUSED_BY_LENGTH: readonly string[] = [...REFUSED_OPERATORS.keys()].toSorted(
  (a, b) => b.length - a.length,
);

const lexer = moo.compile({
  space: /[ \t\f]+/,
  comment: /#[^\n]*/,
  newline: { match: /\r?\n/, lineBreaks: true },
  continuation: { match: /\\\r?\n/, lineBreaks: true },
  string: /[A-Za-z]{0,2}["']/,
  float: /[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)|\.[0-9]+/,
  imaginary: /[0-9][0-9_]*[jJ]/,
  number:
    /(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?[0-9])*|0(?:_?0)*)(?![0-9A-Za-z_])/,
  badNumber: /[0-9][0-9A-Za-z_]*/,
  name: {
    match: /[A-Za-z_][A-Za-z0-9_]*/,
    type: moo.keywords({ ...KEYWORDS, refusedKeyword: [...REFUSED_KEYWORDS.keys()] }),
  },
  // A refused operator of two characters may begin like one that is not refused, and the other way round for one.
  longRefused: REFUSED_BY_LENGTH.filter((operator) => operator.length > 1),
  operator: { match: Object.values(OPERATORS).flat(), type: moo.keywords(OPERATORS) },
  shortRefused: REFUSED_BY_LENGTH.filter((operator) => operator.length === 1),
  other: /[^\n]/,
});

/** The raw tokens of `source`, spaces and comments included. Throws a `DiagnosticError` at the first that is refused. */
export function* rawTokens(source: Source): Generator<RawToken> {
  if (source.text.length > MAX_SOURCE_LENGTH) {
    const message = `the program has ${source.text.length} characters; at most ${MAX_SOURCE_LENGTH} are read`;
    throw faultError(source, [{ message }]);
  }
  for (const { type = 'other', text, offset } of lexer.reset(source.text)) {
    const place = { text, start: offset, end: offset + text.length };
    switch (type) {
      case 'space':
      case 'comment':
      case 'newline':
      case 'continuation':
      case 'name':
      case 'number':
      case 'keyword':
      case 'constant':
      case 'additive':
      case 'multiplicative':
      case 'relation':
      case 'augmented':
      case 'operator':
        yield { type, ...place };
        break;
      default:
        throw faultError(source, [{ ...refusal(type, source.text, place), span: place }]);
    }
  }
}

function refusal(type: string, text: string, at: { text: string; start: number }): Fault {
  switch (type) {
    case 'string':
      return outside(refusedString(at.text));
    case 'float':
      return outside('floating-point numbers are');
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

/** The message for a construct of Python that this subset leaves out, given with its verb: `strings are`. */
export function outside(constructIs: string): Fault {
  return { message: `${constructIs} not part of the subset` };
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
