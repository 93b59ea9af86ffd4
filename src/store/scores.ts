/**
 * Reading scores.jsonl, a line per sample: a large run has millions. What a line says after its item and index is said by many
 * lines, and is parsed and checked once for all of them; a line that is written in another way than ours is parsed whole.
 */
import { parsed, textOf, wholeLines } from './journal.js';
import { checked, type SampleScore, scoreSchema } from './records.js';

/** What is done with a score: its item's id, the sample's index, and what scoring said, which must not be changed. */
export type TakeScore = (item: string, index: number, score: SampleScore) => void;

/**
 * Gives `take` the lines of a scores.jsonl in order; what follows the last line break is left out. A StoreError names the line
 * that is none, and what is wrong with it. Memory is bounded by the longest line.
 */
export async function readScores(path: string, take: TakeScore): Promise<void> {
  const lines = new RepeatedLines(take);
  let line = 0;
  for await (const block of wholeLines(path)) {
    const text = textOf(block, path, line);
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      line += 1;
      if (!lines.take(text, start, end)) {
        const value = parsed(path, line, text.slice(start, end));
        const { item, index, ...score } = checked(scoreSchema, value, path, line);
        take(item, index, score);
      }
      start = end + 1;
    }
  }
}

/** Scores that are kept: lines of long answers repeat little. */
const MOST_KEPT = 4096;
/** Longer ones are not kept. */
const MOST_CHARACTERS = 1024;
const MOST_DIGITS = 9;
const HEAD = /^\{"item":("(?:[^"\\]|\\.)*"),"index":/;
const ZERO = 0x30;

/** Lines as `JSON.stringify` writes a ScoreRecord: `{"item":…,"index":…` and then the score. */
class RepeatedLines {
  readonly #take: TakeScore;
  readonly #scores = new Map<string, SampleScore>();
  /** How the lines of the item at hand begin, up to the index. */
  #head = '';
  #item = '';

  constructor(take: TakeScore) {
    this.#take = take;
  }

  /** Takes the line that stands there in `text`; false where it must be parsed whole. */
  take(text: string, start: number, end: number): boolean {
    // The samples of an item stand together.
    const isSame = this.#head !== '' && text.startsWith(this.#head, start);
    if (!isSame && !this.#readHead(text.slice(start, end))) return false;
    const from = start + this.#head.length;
    let [at, index] = [from, 0];
    for (; at - from <= MOST_DIGITS; at += 1) {
      const digit = text.charCodeAt(at) - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      index = 10 * index + digit;
    }
    const isNumber = at > from && (at === from + 1 || text.charCodeAt(from) !== ZERO);
    const score = isNumber ? this.#scoreOf(text.slice(at, end)) : undefined;
    if (score !== undefined) this.#take(this.#item, index, score);
    return score !== undefined;
  }

  /** Takes down the item that a line begins with; false where it begins otherwise. */
  #readHead(line: string): boolean {
    const [head = '', written = ''] = HEAD.exec(line.slice(0, MOST_CHARACTERS)) ?? [];
    const item = jsonOf(written);
    if (typeof item !== 'string') return false;
    this.#head = Buffer.from(head).toString('utf8');
    this.#item = item;
    return true;
  }

  #scoreOf(written: string): SampleScore | undefined {
    const known = this.#scores.get(written);
    if (known !== undefined) return known;
    if (written.length > MOST_CHARACTERS || !written.startsWith(',')) return undefined;
    const value = scoreSchema.safeParse(jsonOf(`{"item":"","index":0${written}`));
    if (!value.success) return undefined;
    const { item, index, ...score } = value.data;
    // Of a key that comes twice the last value counts.
    if (item !== '' || index !== 0) return undefined;
    if (this.#scores.size >= MOST_KEPT) this.#scores.clear();
    // A copy: a slice would keep its whole block in memory.
    this.#scores.set(Buffer.from(written).toString('utf8'), score);
    return score;
  }
}

/** Undefined where the text is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
