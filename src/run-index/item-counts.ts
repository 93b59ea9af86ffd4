/** What came of each item's samples, counted: six numbers of two bytes an item. */
import { MAX_SAMPLES, type SampleScore } from '../store/records.js';
import { grown } from './line-index.js';

/** What a list and its filters ask of an item. */
export interface Counts {
  /** Samples that were answered, scored or not. */
  readonly came: number;
  readonly scored: number;
  readonly correct: number;
  readonly malformed: number;
  readonly lenient: number;
  readonly truncated: number;
}

const WIDTH = 6;
const [CAME, SCORED, CORRECT, MALFORMED, LENIENT, TRUNCATED] = [0, 1, 2, 3, 4, 5] as const;

/** What of a score is counted. */
export type CountedScore = Pick<SampleScore, 'verdict' | 'lenient' | 'truncated'>;

export class ItemCounts {
  #numbers = new Uint16Array(WIDTH * 1024);

  of(item: number): Counts {
    return {
      came: this.#get(item, CAME),
      scored: this.#get(item, SCORED),
      correct: this.#get(item, CORRECT),
      malformed: this.#get(item, MALFORMED),
      lenient: this.#get(item, LENIENT),
      truncated: this.#get(item, TRUNCATED),
    };
  }

  // One number without making an object: lists ask for those of every item.

  came(item: number): number {
    return this.#get(item, CAME);
  }

  correct(item: number): number {
    return this.#get(item, CORRECT);
  }

  scored(item: number): number {
    return this.#get(item, SCORED);
  }

  /** Counts samples that a response was to bring. */
  add(item: number, samples: number): void {
    this.#add(item, CAME, samples);
  }

  score(item: number, { verdict, lenient, truncated }: CountedScore): void {
    this.#add(item, SCORED, 1);
    if (verdict === 'correct') this.#add(item, CORRECT, 1);
    if (verdict === 'malformed') this.#add(item, MALFORMED, 1);
    if (lenient === 'correct') this.#add(item, LENIENT, 1);
    if (truncated) this.#add(item, TRUNCATED, 1);
  }

  /** Forgets what responses said of all items. */
  clearCame(): void {
    for (let at = CAME; at < this.#numbers.length; at += WIDTH) this.#numbers[at] = 0;
  }

  /** Forgets what scores said of all items. */
  clearScores(): void {
    for (let at = 0; at < this.#numbers.length; at += 1) {
      if (at % WIDTH !== CAME) this.#numbers[at] = 0;
    }
  }

  #get(item: number, what: number): number {
    return this.#numbers[WIDTH * item + what] ?? 0;
  }

  #add(item: number, what: number, count: number): void {
    const at = WIDTH * item + what;
    while (at >= this.#numbers.length) {
      this.#numbers = grown(this.#numbers, new Uint16Array(2 * this.#numbers.length));
    }
    this.#numbers[at] = Math.min(MAX_SAMPLES, (this.#numbers[at] ?? 0) + count);
  }
}
