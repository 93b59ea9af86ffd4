/**
 * Verdicts on what came of a run that is not scored yet: given as in scoring, but for programs, which are not run here, and counted
 * until scores take their place.
 */
import { Tallies } from '../eval/tally.js';
import type { LineIndex } from '../run-index/line-index.js';
import type { RunIndex } from '../run-index/run-index.js';
import { readLines } from '../run-index/scan.js';
import { responseSchema } from '../store/records.js';
import { readItem } from './item-reader.js';

/** Judging takes longer than reading: of a larger run, what came first is judged. */
const MOST_RESPONSES = 20_000;
const BATCH = 50;

export class Arrivals {
  readonly #index: RunIndex;
  /** Samples that each item is to have. */
  readonly #samples: number;
  #lines: LineIndex;
  /** How many of these lines were looked at. */
  #judged = 0;
  #judging: Promise<void> | undefined;

  constructor(index: RunIndex, samples: number) {
    this.#index = index;
    this.#samples = samples;
    this.#lines = index.responses.lines;
  }

  /** Judges what has come since; calls join the one under way. A StoreError where a file cannot be read. */
  judge(): Promise<void> {
    this.#judging ??= this.#judgeAll().finally(() => {
      this.#judging = undefined;
    });
    return this.#judging;
  }

  async #judgeAll(): Promise<void> {
    const { responses } = this.#index;
    // Where the journal was replaced, all is new.
    if (responses.lines !== this.#lines) this.#judged = 0;
    this.#lines = responses.lines;
    while (this.#judged < Math.min(this.#lines.lines, MOST_RESPONSES) && !this.#isScored) {
      const places = this.#lines.from(this.#judged, BATCH);
      for (const value of await readLines(responses.path, places)) await this.#judgeLine(value);
      this.#judged += places.length;
    }
  }

  get #isScored(): boolean {
    return this.#index.scores.lines.lines > 0;
  }

  async #judgeLine(value: unknown): Promise<void> {
    const { items, counts } = this.#index;
    const response = responseSchema.safeParse(value);
    const number = response.success ? items.numberOf(response.data.item) : undefined;
    if (!response.success || number === undefined) return;
    const item = await readItem(this.#index, number);
    const tallies = new Tallies([item], this.#samples, new Map());
    tallies.add(response.data, (score) => {
      if (!this.#isScored && counts.scored(number) < this.#samples) counts.score(number, score);
    });
  }
}
