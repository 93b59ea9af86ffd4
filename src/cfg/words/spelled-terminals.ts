/** The terminals of a grammar, found by how they are spelled in a text. */
import { type PieceReader, piecesOf } from './pieces.js';

/** A place among the terminals, reached piece by piece. */
interface Node {
  /** By folded piece. */
  readonly next: Map<string, Node>;
  /** The terminals that end here, by their spelling; several differ in case alone. */
  readonly terminals: Map<string, string>;
}

/** A terminal and how many pieces make it. */
export interface Match {
  readonly terminal: string;
  readonly pieces: number;
}

/** One that is empty, or begins or ends with a space, is never found: words do not. */
export class SpelledTerminals {
  readonly #root: Node = { next: new Map(), terminals: new Map() };
  /** Where terminals end, by their folded spelling. */
  readonly #ends = new Map<string, Node>();

  constructor(terminals: Iterable<string>) {
    for (const terminal of terminals) this.#add(terminal);
  }

  #add(terminal: string): void {
    const pieces = [...piecesOf(terminal)];
    if (pieces.length === 0 || pieces[0]?.kind === 'space' || pieces.at(-1)?.kind === 'space')
      return;
    let node = this.#root;
    for (const { folded } of pieces) {
      const next = node.next.get(folded) ?? { next: new Map(), terminals: new Map() };
      node.next.set(folded, next);
      node = next;
    }
    const spelling = pieces.map((piece) => piece.spelling).join('');
    if (!node.terminals.has(spelling)) node.terminals.set(spelling, terminal);
    this.#ends.set(spelling.toLowerCase(), node);
  }

  /** The terminal that is spelled so: in any case if no other terminal differs from it in case alone. */
  get(spelling: string): string | undefined {
    const node = this.#ends.get(spelling.toLowerCase());
    return node === undefined ? undefined : terminalAt(node, spelling);
  }

  /** The longest terminal that the next pieces make. */
  longest(reader: PieceReader): Match | undefined {
    let longest: Match | undefined;
    let spelling = '';
    let node = this.#root;
    for (let index = 0; ; index += 1) {
      const piece = reader.at(index);
      const next = piece === undefined ? undefined : node.next.get(piece.folded);
      if (piece === undefined || next === undefined) return longest;
      node = next;
      spelling += piece.spelling;
      const terminal = terminalAt(node, spelling);
      if (terminal !== undefined) longest = { terminal, pieces: index + 1 };
    }
  }
}

function terminalAt({ terminals }: Node, spelling: string): string | undefined {
  const [only] = terminals.values();
  return terminals.size === 1 ? only : terminals.get(spelling);
}
