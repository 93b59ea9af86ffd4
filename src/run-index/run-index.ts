/**
 * A run by its items: where the lines about each stand in its journals, and what came of its samples. Made in the background and kept
 * up to date while the run goes on; no journal is ever held in memory.
 */
import { scoreSchema } from '../store/records.js';
import { type RunPaths, runPaths } from '../store/run-directory.js';
import { type CountedScore, ItemCounts } from './item-counts.js';
import { ItemIndex } from './item-index.js';
import { identityOf, JournalIndex, type LineReader } from './journal-index.js';
import { LineHeads } from './line-head.js';
import { type Block, decoded, jsonOf } from './scan.js';

export class RunIndex {
  readonly paths: RunPaths;
  items = new ItemIndex();
  counts = new ItemCounts();
  responses: JournalIndex;
  scores: JournalIndex;
  failures: JournalIndex;
  /** Under the numbers that `programs` gives. */
  observations: JournalIndex;
  readonly programs = new Map<string, number>();
  /** Grows whenever anything changes. */
  version = 0;
  /** Everything that the files hold has been read once. */
  isComplete = false;
  #itemsInode = 0;
  #firstItems: Promise<void> | undefined;
  #itemsRead: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  readonly #onChange: () => void;

  /** `onChange` is called whenever `version` has grown. */
  constructor(directory: string, onChange: () => void = () => undefined) {
    this.#onChange = onChange;
    this.paths = runPaths(directory);
    this.responses = new JournalIndex(this.paths.responses);
    this.scores = new JournalIndex(this.paths.scores);
    this.failures = new JournalIndex(this.paths.failures);
    this.observations = new JournalIndex(this.paths.observations);
  }

  /** Reads what the files hold by now; a call joins the reading that is under way. A StoreError where one cannot be read. */
  refresh(): Promise<void> {
    if (this.#refreshing !== undefined) return this.#refreshing;
    this.#firstItems = new Promise((resolve) => {
      this.#itemsRead = this.#readItems(resolve);
    });
    this.#refreshing = this.ready()
      .then(() => this.#readJournals())
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
  }

  /** Waits until the items are known; what came of them may follow. */
  async ready(): Promise<void> {
    if (this.#itemsRead === undefined) this.refresh().catch(() => undefined);
    await this.#itemsRead;
  }

  /** Waits until the first items are known, or all. */
  async begun(): Promise<void> {
    if (this.#itemsRead === undefined) this.refresh().catch(() => undefined);
    await Promise.race([this.#firstItems, this.#itemsRead]);
  }

  /** Waits until all is read that the files held at first: what is counted of a part misleads. */
  async complete(): Promise<void> {
    if (!this.isComplete) await this.refresh();
  }

  /** Samples that came, at most `samples` of each item. */
  came(samples: number): number {
    let came = 0;
    for (let item = 0; item < this.items.size; item += 1) {
      came += Math.min(samples, this.counts.came(item));
    }
    return came;
  }

  async #readJournals(): Promise<void> {
    const { counts } = this;
    const scores = new LineHeads((id) => this.items.numberOf(id));
    await this.#read(this.scores, {
      take: (block, start, end) => {
        // Until now, samples may have been judged as they came.
        if (this.scores.lines.lines === 0) counts.clearScores();
        const item = scores.itemOf(block, start, end);
        const score =
          item === undefined ? undefined : scoreIn(block, start + scores.length, start, end);
        if (item !== undefined && score !== undefined) counts.score(item, score);
        return score === undefined ? undefined : item;
      },
      clear: () => counts.clearScores(),
    });
    const responses = new LineHeads((id) => this.items.numberOf(id));
    await this.#read(this.responses, {
      take: (block, start, end) => {
        const item = responses.itemOf(block, start, end);
        if (item !== undefined) counts.add(item, askedIn(block, start + responses.length));
        return item;
      },
      clear: () => counts.clearCame(),
    });
    const failures = new LineHeads((id) => this.items.numberOf(id));
    await this.#read(this.failures, {
      take: (block, start, end) => failures.itemOf(block, start, end),
      clear: () => undefined,
    });
    await this.#read(this.observations, {
      take: ({ text }, start, end) => this.#programNumber(decoded(text.slice(start, end))),
      clear: () => this.programs.clear(),
    });
    if (!this.isComplete) {
      this.isComplete = true;
      this.#changed();
    }
  }

  #changed(): void {
    this.version += 1;
    this.#onChange();
  }

  async #read(journal: JournalIndex, reader: LineReader): Promise<void> {
    if (await journal.refresh(reader)) this.#changed();
  }

  /** A run that was amended has other items: their file is replaced, and numbers change. */
  async #readItems(onBegun: () => void): Promise<void> {
    const { inode } = await identityOf(this.paths.items);
    if (inode === this.#itemsInode) return;
    this.items = new ItemIndex();
    this.counts = new ItemCounts();
    this.responses = new JournalIndex(this.paths.responses);
    this.scores = new JournalIndex(this.paths.scores);
    this.failures = new JournalIndex(this.paths.failures);
    this.#changed();
    await this.items.read(this.paths.items, onBegun);
    this.#itemsInode = inode;
    this.#changed();
  }

  #programNumber(line: string): number | undefined {
    const { program } = Object(jsonOf(line));
    if (typeof program !== 'string' || this.programs.has(program)) return undefined;
    this.programs.set(program, this.programs.size);
    return this.programs.size - 1;
  }
}

const ASKED = /^"first":\d{1,9},"n":(\d{1,9}),/;

/** How many samples a response was to bring. `at`: where its line goes on after the item. */
function askedIn({ text }: Block, at: number): number {
  return Number(ASKED.exec(text.slice(at, at + 40))?.[1] ?? 1);
}

const VERDICTS = { c: 'correct', i: 'incorrect', m: 'malformed' } as const;
const VERDICT = /^"index":\d{1,9},"verdict":"([cim])/;

/**
 * What is counted of a line of scores; undefined where it is none. A quote within a string of JSON stands behind a backslash, so what
 * is looked for here is found as a key alone. `at`: where the line goes on after the item.
 */
function scoreIn(
  { text }: Block,
  at: number,
  start: number,
  end: number,
): CountedScore | undefined {
  const rest = text.slice(at, end);
  const letter = VERDICT.exec(rest)?.[1];
  if (letter !== 'c' && letter !== 'i' && letter !== 'm') {
    const parsed = scoreSchema.safeParse(jsonOf(decoded(text.slice(start, end))));
    return parsed.success ? parsed.data : undefined;
  }
  return {
    verdict: VERDICTS[letter],
    lenient: rest.includes(',"lenient":"correct"') ? 'correct' : 'incorrect',
    truncated: rest.includes(',"truncated":true'),
  };
}
