/** The index of one journal, which follows the file: what was added is scanned, a file that was replaced is scanned anew. */
import { stat } from 'node:fs/promises';
import { systemCode } from '../store/store-error.js';
import { LineIndex } from './line-index.js';
import { type Block, scanLines } from './scan.js';

/** What a journal's lines are kept under, and what else is done with them. */
export interface LineReader {
  /** The number that a line is kept under; undefined where it is passed over. Called once a line. */
  readonly take: (block: Block, start: number, end: number) => number | undefined;
  /** The file was replaced: what its lines said no longer holds. */
  readonly clear: () => void;
}

export class JournalIndex {
  readonly path: string;
  lines = new LineIndex();
  #scanned = 0;
  #inode = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Brings the index up to date; the result is whether anything changed. */
  async refresh({ take, clear }: LineReader): Promise<boolean> {
    const { inode, size } = await identityOf(this.path);
    const isOther = inode !== this.#inode || size < this.#scanned;
    if (isOther && this.#scanned > 0) {
      this.lines = new LineIndex();
      this.#scanned = 0;
      clear();
    }
    this.#inode = inode;
    if (size === this.#scanned) return isOther;
    const before = this.#scanned;
    await scanLines(this.path, before, (block, start, end) => {
      const key = take(block, start, end);
      if (key !== undefined) this.lines.add(key, block.offset + start, end - start);
      // Line by line, for a file that cannot be read to its end is tried again, and no line counts twice.
      this.#scanned = block.offset + end + 1;
    });
    return isOther || this.#scanned > before;
  }
}

/** Which file stands at a path, and how many bytes it holds; zeros where there is none. */
export async function identityOf(path: string): Promise<{ inode: number; size: number }> {
  try {
    const { ino, size } = await stat(path);
    return { inode: ino, size };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { inode: 0, size: 0 };
    throw error;
  }
}
