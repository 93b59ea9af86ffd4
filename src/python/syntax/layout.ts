/**
 * From raw tokens to the grammar's tokens: logical lines end in `newline`, blocks are wrapped in `indent` and `dedent`,
 * spaces and comments are gone. Columns are counted as CPython's tokenizer does (Python reference, 2.1.8), so that an
 * indentation whose meaning depends on the width of a tab is refused.
 *
 * Invariant: what leaves here is bounded in tokens, tokens per line, parentheses and indentation, which bounds what the
 * parser can use.
 */
import { faultError, type Source } from './source.js';
import { type RawToken, rawTokens, type TokenType } from './tokens.js';

export interface Token {
  readonly type: TokenType | 'newline' | 'indent' | 'dedent';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What a string stands for; for other tokens their text. */
  readonly value: string;
}

export const MAX_TOKENS = 20_000;
export const MAX_LINE_TOKENS = 500;
export const MAX_PARENTHESES = 50;
export const MAX_INDENTATION = 50;

/** Each bracket with the one that closes it. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['f{', 'f}'],
]);
const OPENING: ReadonlySet<string> = new Set(CLOSING.values());

/** The tokens of a program. Throws a `DiagnosticError` for bad layout or more than the bounds allow. */
export function tokenize(source: Source): Token[] {
  const layout = new Layout(source);
  for (const token of rawTokens(source)) layout.take(token);
  return layout.finish();
}

/** Indentation measured twice: tabs to multiples of eight, and tabs as one column. */
interface Indentation {
  readonly wide: number;
  readonly narrow: number;
}

class Layout {
  readonly #source: Source;
  readonly #tokens: Token[] = [];
  readonly #levels: Indentation[] = [{ wide: 0, narrow: 0 }];
  readonly #open: RawToken[] = [];
  #lineTokens = 0;
  #leading = '';
  #continues: RawToken | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  take(token: RawToken): void {
    if (token.type === 'comment') return;
    if (token.type === 'space') {
      if (this.#lineTokens === 0) this.#leading += token.text;
      return;
    }
    if (token.type === 'continuation') {
      if (this.#lineTokens === 0) this.#fail(token, 'a line cannot begin with a line continuation');
      this.#continues = token;
      return;
    }
    this.#continues = undefined;
    if (token.type === 'newline') this.#endLine(token);
    else this.#add(token, token.type);
  }

  finish(): Token[] {
    const end = this.#source.text.length;
    const eof = { text: '', start: end, end };
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) this.#fail(unclosed, `\`${unclosed.text}\` was never closed`);
    if (this.#continues !== undefined)
      this.#fail(this.#continues, 'the program ends after a line continuation');
    if (this.#lineTokens > 0) this.#push('newline', eof);
    while (this.#levels.length > 1) {
      this.#levels.pop();
      this.#push('dedent', eof);
    }
    return this.#tokens;
  }

  #endLine(token: RawToken): void {
    if (this.#open.length > 0) return;
    if (this.#lineTokens > 0) this.#push('newline', { ...token, text: '\n' });
    this.#lineTokens = 0;
    this.#leading = '';
  }

  #add(token: RawToken, type: TokenType): void {
    if (this.#lineTokens === 0) this.#indent(token);
    this.#lineTokens += 1;
    if (this.#lineTokens > MAX_LINE_TOKENS) {
      this.#fail(token, `more than ${MAX_LINE_TOKENS} tokens in one line`);
    }
    if (CLOSING.has(token.text)) this.#open.push(token);
    if (this.#open.length > MAX_PARENTHESES) {
      this.#fail(token, `more than ${MAX_PARENTHESES} nested parentheses`);
    }
    if (OPENING.has(token.text)) this.#close(token);
    this.#push(type, token);
  }

  #close(token: RawToken): void {
    const opening = this.#open.pop();
    if (opening === undefined) this.#fail(token, `unmatched \`${token.text}\``);
    if (CLOSING.get(opening.text) !== token.text) {
      this.#fail(token, `\`${token.text}\` does not close \`${opening.text}\``);
    }
  }

  #indent(token: RawToken): void {
    const current = measure(this.#leading);
    const place = { text: '', start: token.start, end: token.start };
    if (this.#compare(current, this.#level(), token) > 0) {
      this.#levels.push(current);
      if (this.#levels.length - 1 > MAX_INDENTATION) {
        this.#fail(token, `more than ${MAX_INDENTATION} levels of indentation`);
      }
      this.#push('indent', place);
      return;
    }
    while (this.#compare(current, this.#level(), token) < 0) {
      this.#levels.pop();
      this.#push('dedent', place);
      if (this.#compare(current, this.#level(), token) > 0) {
        this.#fail(token, 'unindent does not match any outer indentation level');
      }
    }
  }

  #level(): Indentation {
    return this.#levels.at(-1) ?? { wide: 0, narrow: 0 };
  }

  #compare(a: Indentation, b: Indentation, token: RawToken): number {
    const wide = Math.sign(a.wide - b.wide);
    if (wide !== Math.sign(a.narrow - b.narrow)) {
      this.#fail(token, 'inconsistent use of tabs and spaces in indentation');
    }
    return wide;
  }

  #push(
    type: Token['type'],
    {
      text,
      start,
      end,
      value = text,
    }: { text: string; start: number; end: number; value?: string },
  ): void {
    this.#tokens.push({ type, text, start, end, value });
    if (this.#tokens.length > MAX_TOKENS) {
      this.#fail({ start, end }, `the program has more than ${MAX_TOKENS} tokens`);
    }
  }

  #fail({ start, end }: { start: number; end: number }, message: string): never {
    throw faultError(this.#source, [{ message, span: { start, end } }]);
  }
}

function measure(leading: string): Indentation {
  let wide = 0;
  let narrow = 0;
  for (const character of leading) {
    if (character === '\f') {
      wide = 0;
      narrow = 0;
    } else {
      wide = character === '\t' ? (Math.floor(wide / 8) + 1) * 8 : wide + 1;
      narrow += 1;
    }
  }
  return { wide, narrow };
}
