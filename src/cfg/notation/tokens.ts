/**
 * Splits the notation of a grammar into tokens with moo, and the tokens into lines of one alternative each. No pattern
 * reads on in vain over what the next one reads again, so the time is linear in the length of the text.
 *
 * The characters of a nonterminal's name are those of NLTK's grammar reader (`nltk.grammar`, `standard_nonterm_parser`),
 * except that no name holds `->`: NLTK takes `S->NP` for one name, we for a rule.
 */
import { lexerOf } from '../../text/lexer.js';
import type { Position } from '../../text/span.js';

/** Most tokens of one line that are read. */
export const MAX_LINE_TOKENS = 10_000;

/**
 * What the notation's grammar works with, then what it has no place for: a quote without an end, brackets that hold no
 * number, an unknown directive, any other character.
 */
export type TokenType =
  | 'name'
  | 'terminal'
  | 'arrow'
  | 'bar'
  | 'weight'
  | 'start'
  | 'unclosed'
  | 'brackets'
  | 'directive'
  | 'other';

export interface Token {
  readonly type: TokenType;
  /** As it stands in the text. */
  readonly text: string;
  /** The name of a symbol: without quotes or angle brackets, in Unicode's composed form (NFC). Else as `text`. */
  readonly value: string;
  readonly position: Position;
}

const NAME_CHARACTERS = String.raw`\p{L}\p{M}\p{N}_/`;
const PLAIN = `[${NAME_CHARACTERS}](?:[${NAME_CHARACTERS}^<>]|-(?!>))*`;
const ANGLED = String.raw`<[ \t]*[${NAME_CHARACTERS}][${NAME_CHARACTERS}^ \t-]*>`;

/** A nonterminal as it is written. Angle brackets around a name, as in BNF, let it hold spaces. */
export const NAME = new RegExp(`^(?:${PLAIN}|${ANGLED})$`, 'u');

const lex = lexerOf(() => ({
  space: /[^\S\n]+/u,
  comment: /#[^\n]*/u,
  newline: { match: /\n/u, lineBreaks: true },
  continuation: { match: /\\[^\S\n]*(?:\n|$)/u, lineBreaks: true },
  terminal: /"[^"\n]*"|'[^'\n]*'/u,
  unclosed: /["'][^\n]*/u,
  arrow: ['->', '→', '::='],
  bar: '|',
  weight: /\[[ \t]*(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t]*\]/u,
  brackets: /\[[^\]\n]*\]?/u,
  start: /%[ \t]*start(?![\p{L}\p{N}_])/u,
  directive: /%[ \t]*[\p{L}\p{N}_]*/u,
  name: new RegExp(`${PLAIN}|${ANGLED}`, 'u'),
  other: { match: /[\s\S]/u, lineBreaks: true },
}));

/**
 * The lines of a grammar's text: a rule with its first alternative, a bar with a further alternative, or a directive.
 * Line ends inside a rule are those after a backslash and those before a bar. Of a line that is too long, one token
 * more than may be is given.
 */
export function* linesOf(text: string): Generator<Token[]> {
  let line: Token[] = [];
  let ended = false;
  for (const token of tokensOf(text)) {
    if (token === 'newline') {
      ended = true;
      continue;
    }
    if ((ended || token.type === 'bar') && line.length > 0) {
      yield line;
      line = [];
    }
    ended = false;
    if (line.length <= MAX_LINE_TOKENS) line.push(token);
  }
  if (line.length > 0) yield line;
}

function* tokensOf(source: string): Generator<Token | 'newline'> {
  for (const { type = 'other', text, line, col } of lex(source)) {
    const position = { line, column: col };
    switch (type) {
      case 'space':
      case 'comment':
      case 'continuation':
        break;
      case 'newline':
        yield 'newline';
        break;
      case 'terminal':
        yield { type, text, value: text.slice(1, -1).normalize('NFC'), position };
        break;
      case 'name':
        yield { type, text, value: nameOf(text), position };
        break;
      case 'arrow':
      case 'bar':
      case 'weight':
      case 'start':
      case 'unclosed':
      case 'brackets':
      case 'directive':
        yield { type, text, value: text, position };
        break;
      default:
        yield { type: 'other', text, value: text, position };
    }
  }
}

/** The name of a nonterminal that is written as `text`: `<noun  phrase>` is `<noun phrase>`, and `<S>` is `S`. */
export function nameOf(text: string): string {
  const bare = text.startsWith('<')
    ? text
        .slice(1, -1)
        .trim()
        .replaceAll(/[ \t]+/g, ' ')
    : text;
  return bare.normalize('NFC');
}
