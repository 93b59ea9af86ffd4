/**
 * How an output, which may be any text, is split into the words of a grammar. The rules:
 *
 * - A **terminal** is found wherever its pieces stand one after the other, the longest first: `ice cream` before `ice`, a run of
 *   spaces for each of its spaces. Pieces are spaces, runs of letters and digits with the apostrophes and hyphens inside
 *   them (`isn't`, `well-known`), and single marks; a terminal never ends inside a piece.
 * - **Case** does not matter, except between terminals that differ in nothing else (`Polish`, `polish`): these are found
 *   in their exact spelling alone. Nor do the ways matter to compose a character (NFC) or to write an apostrophe or hyphen.
 * - **Punctuation** that is no terminal: commas, quotes, parentheses and square brackets are passed over. A full stop,
 *   exclamation mark, question mark or ellipsis is passed over after the last word; before a further word it is a word.
 * - A run of letters with apostrophes or hyphens that is no terminal but made of terminals is taken apart into the fewest:
 *   `don't` into `do` and `n't`, `dog-s` into `dog` and `-s`.
 * - Whatever else stands there is an **unknown word**: a run of letters, or a single mark. No grammar has a sentence with
 *   it, but it counts as a word, so that a message can point at it.
 */
import { type Piece, PieceReader } from './pieces.js';
import { SpelledTerminals } from './spelled-terminals.js';

/** A word of a text, `[start, end)` in UTF-16 code units. */
export interface Word {
  /** The name of the terminal; for an unknown word its spelling, which is no terminal's name. */
  readonly word: string;
  readonly known: boolean;
  /** As it stands in the text. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const PASSED_OVER: ReadonlySet<string> = new Set(',"“”„«»\'‘()[]');

/** Marks that end a sentence. */
export const STOPS: ReadonlySet<string> = new Set('.!?…。');

/** Longest run of letters that is taken apart, in time quadratic in its length. */
const MAX_COMPOUND = 64;

/** Splits texts into the words of one grammar. */
export class Words {
  readonly #terminals: SpelledTerminals;

  /** `terminals` are the names of a grammar's terminals. One with spaces at its ends is never found. */
  constructor(terminals: Iterable<string>) {
    this.#terminals = new SpelledTerminals(terminals);
  }

  /**
   * The words of `text` in order. It is read no further than words are asked for, but for what a longer terminal might
   * take; time is linear in what is read, times the length of the longest terminal.
   */
  *of(text: string): Generator<Word> {
    let stop: Word | undefined;
    for (const word of this.#withStops(text)) {
      if (!word.known && STOPS.has(word.word)) {
        stop ??= word;
      } else {
        if (stop !== undefined) yield stop;
        stop = undefined;
        yield word;
      }
    }
  }

  *#withStops(text: string): Generator<Word> {
    const reader = new PieceReader(text);
    for (let first = reader.at(0); first !== undefined; first = reader.at(0)) {
      const match = this.#terminals.longest(reader);
      const end = reader.take(match?.pieces ?? 1);
      if (match === undefined) yield* this.#unmatched(first);
      else yield wordAt(first.start, text.slice(first.start, end), match.terminal);
    }
  }

  /** The words of a piece with which no terminal begins. */
  #unmatched(piece: Piece): Word[] {
    const { kind, text, start, spelling } = piece;
    if (kind === 'space' || PASSED_OVER.has(spelling)) return [];
    const parts = kind === 'letters' ? this.#parts(piece) : [];
    return parts.length > 0
      ? parts
      : [{ word: spelling, known: false, text, start, end: start + text.length }];
  }

  /** The fewest terminals that make up a run of letters with apostrophes or hyphens; none if none do. */
  #parts({ text, start, spelling }: Piece): Word[] {
    if (!/['-]/.test(spelling) || text.length > MAX_COMPOUND) return [];
    // Offsets in the spelling are offsets in the text only if nothing had to be composed.
    if (text.normalize('NFC') !== text) return [];
    // By offset: the fewest words from there to the end, the longest word first; undefined if there are none.
    const rest: (Word[] | undefined)[] = [];
    rest[text.length] = [];
    for (let at = text.length - 1; at >= 0; at -= 1) {
      for (let end = text.length; end > at; end -= 1) {
        const after = rest[end];
        if (after === undefined || after.length + 1 >= (rest[at]?.length ?? Infinity)) continue;
        const terminal = this.#terminals.get(spelling.slice(at, end));
        if (terminal === undefined) continue;
        rest[at] = [wordAt(start + at, text.slice(at, end), terminal), ...after];
      }
    }
    return rest[0] ?? [];
  }
}

function wordAt(start: number, text: string, terminal: string): Word {
  return { word: terminal, known: true, text, start, end: start + text.length };
}
