/**
 * What stands around a value and is no part of it: spaces, bold, italic and code marks, code fences, `$…$`, `\(…\)`,
 * LaTeX spacing and font commands, quotes, round brackets, braces and one trailing period. Brackets, braces and quotes
 * must close as often as they opened; on an answer line more may close, for what opened before the label.
 */
import { BACKSLASH, isBlank } from '../characters.js';

/** Where a value stands: in a box, on the line of an `Answer:`, or bare on a line of its own. */
export type Place = 'box' | 'line' | 'bare';

/** A font command wraps a value; before a call, as in `\text{f}(3)`, it is the name of a function instead. */
const OPENING_COMMAND =
  /\\(?:[,!;:> $([]|quad|qquad|displaystyle|left|(?:text|textbf|textit|textrm|texttt|mathrm|mathbf|mathit|mathsf|mathtt|boldsymbol|bm|emph|underline)\s?(?=\{)(?!\{\w{1,60}\}\())/y;
const CLOSING_COMMAND =
  /\\(?:[,!;:> $)\]\\]|quad|qquad|right|(?:text|textrm|mathrm|mbox)\s?\{[\s~]{0,8}\})/y;
const FENCE = /```[A-Za-z]{0,12}\r?\n/y;

/** Bold, italic, code and mathematics: `*`, `_`, backtick, `$`. */
function isMark(code: number): boolean {
  return code === 0x2a || code === 0x5f || code === 0x60 || code === 0x24;
}

/** Straight and curly quotes, single and double. */
function isQuote(code: number): boolean {
  return (
    code === 0x22 ||
    code === 0x27 ||
    (code >= 0x2018 && code <= 0x2019) ||
    code === 0x201c ||
    code === 0x201d
  );
}

/** What came after a value. */
export interface Closing {
  /** Nothing but wrapping stood after the value, and all that had opened was closed. */
  readonly whole: boolean;
  readonly period: boolean;
  /** The last character of the wrapping was a space. */
  readonly spaced: boolean;
}

/** A position in a text that moves over wrapping: `open` before the value, `close` after it. */
export class Wrapping {
  readonly text: string;
  readonly place: Place;
  at: number;
  to: number;
  #round = 0;
  #curly = 0;
  #quotes = 0;

  constructor(text: string, at: number, to: number, place: Place) {
    this.text = text;
    this.at = at;
    this.to = to;
    this.place = place;
  }

  /** Moves to the first character that is no opening wrapping. */
  open(): void {
    while (this.at < this.to && this.#openOne(this.text.charCodeAt(this.at)));
  }

  /** Moves to the first character after the value that is no closing wrapping. */
  close(): Closing {
    let period = false;
    let spaced = false;
    while (this.at < this.to) {
      const code = this.text.charCodeAt(this.at);
      const stop = code === 0x2e || code === 0x3002;
      if (stop ? period : !this.#closeOne(code)) break;
      if (stop) {
        period = true;
        this.at += 1;
      }
      spaced = isBlank(code);
    }
    const open = this.#round > 0 || this.#curly > 0 || this.#quotes > 0;
    return { whole: this.at === this.to && !open, period, spaced };
  }

  #openOne(code: number): boolean {
    if (code === 0x60 && this.#command(FENCE)) return true;
    if (code === BACKSLASH) return this.#command(OPENING_COMMAND);
    if (code === 0x28) this.#round += 1;
    else if (code === 0x7b) this.#curly += 1;
    else if (isQuote(code)) this.#quotes += 1;
    else if (!this.#isPlain(code)) return false;
    this.at += 1;
    return true;
  }

  #closeOne(code: number): boolean {
    if (code === BACKSLASH) return this.#command(CLOSING_COMMAND);
    const loose = this.place === 'line';
    if (code === 0x29 && (loose || this.#round > 0)) this.#round -= 1;
    else if (code === 0x7d && (loose || this.#curly > 0)) this.#curly -= 1;
    else if (isQuote(code) && (loose || this.#quotes > 0)) this.#quotes -= 1;
    else if (!this.#isPlain(code)) return false;
    this.at += 1;
    return true;
  }

  /** Wrapping that opens and closes alike. A tilde is a space in LaTeX alone: elsewhere it says "about", or strikes out. */
  #isPlain(code: number): boolean {
    return isBlank(code) || isMark(code) || (code === 0x7e && this.place === 'box');
  }

  #command(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text) || pattern.lastIndex > this.to) return false;
    this.at = pattern.lastIndex;
    return true;
  }
}
