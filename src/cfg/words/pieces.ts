/**
 * The pieces that words are put together from, split off with moo: runs of spaces, runs of letters, single marks. Linear
 * in the text, whatever it holds.
 */
import moo from 'moo';

declare module 'moo' {
  interface Lexer {
    /** A lexer of the same rules with a position of its own; missing in the published types. */
    clone(): Lexer;
  }
}

export interface Piece {
  readonly kind: 'space' | 'letters' | 'mark';
  readonly text: string;
  /** Offset in UTF-16 code units. */
  readonly start: number;
  /** Composed (NFC), with straight apostrophes and plain hyphens; one blank for a space. */
  readonly spelling: string;
  /** The spelling in lower case. */
  readonly folded: string;
}

const LETTER = String.raw`\p{L}\p{M}\p{N}_\u200C\u200D`;
/** Apostrophes and hyphens. */
const JOINER = "'’＇‐‑-";
const SPACE = String.raw`\s\u200B\u2060`;

const lexer = moo.compile({
  space: { match: new RegExp(`[${SPACE}]+`, 'u'), lineBreaks: true },
  // The bound keeps the pattern's stack small; a longer run goes on as a piece of its own.
  letters: new RegExp(`[${LETTER}](?:[${LETTER}]|[${JOINER}](?=[${LETTER}])){0,999}`, 'u'),
  mark: new RegExp(`[^${SPACE}]`, 'u'),
});

/** The pieces of `text` one by one, read no further than they are asked for. */
export function* piecesOf(text: string): Generator<Piece> {
  for (const { type = '', text: found, offset } of lexer.clone().reset(text)) {
    switch (type) {
      case 'space':
        yield { kind: 'space', text: found, start: offset, spelling: ' ', folded: ' ' };
        break;
      case 'letters':
      case 'mark': {
        const spelling = spellingOf(found);
        yield { kind: type, text: found, start: offset, spelling, folded: spelling.toLowerCase() };
        break;
      }
      default:
        throw new Error(`no piece of text is of type ${type}`);
    }
  }
}

function spellingOf(text: string): string {
  if (!/[^\0-\x7F]/.test(text)) return text;
  return text.normalize('NFC').replaceAll(/[’＇]/g, "'").replaceAll(/[‐‑]/g, '-');
}

/** Pieces of one text, looked at ahead of being taken. */
export class PieceReader {
  readonly #source: Generator<Piece>;
  readonly #ahead: Piece[] = [];

  constructor(text: string) {
    this.#source = piecesOf(text);
  }

  /** The piece `index` places ahead, from 0; undefined past the end. */
  at(index: number): Piece | undefined {
    while (this.#ahead.length <= index) {
      const { value, done } = this.#source.next();
      if (done === true) return undefined;
      this.#ahead.push(value);
    }
    return this.#ahead[index];
  }

  /** Takes the next `count` pieces, of which there must be as many, and gives the offset of their end. */
  take(count: number): number {
    const last = this.#ahead.splice(0, count).at(-1);
    return last === undefined ? 0 : last.start + last.text.length;
  }
}
