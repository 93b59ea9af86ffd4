/**
 * Which samples a run has received, and how many of them are right: what is asked for and shown while it samples. What else
 * responses tell is counted when they are scored (`tally.ts`), so that requests do not wait for it. Both count alike: the first
 * response that holds a sample wins.
 */
import { takeApart } from '../endpoint/reasoning.js';
import { judge } from '../scoring/judge.js';
import type { ResponseRecord } from '../store/records.js';
import type { Item } from '../suites/suite.js';

/** Samples of one item that follow each other. */
export interface SampleRange {
  readonly first: number;
  readonly count: number;
}

/** An item, and where its samples begin among those of all items. */
interface Entry {
  readonly item: Item;
  readonly from: number;
}

export class Received {
  /** Per item. */
  readonly samples: number;
  /** Samples that came, and how many of them are right. */
  readonly total = { valid: 0, correct: 0 };
  /** A 1 for each sample that has come. */
  readonly #came: Uint8Array;
  readonly #entries = new Map<string, Entry>();

  constructor(items: readonly Item[], samples: number) {
    this.samples = samples;
    this.#came = new Uint8Array(items.length * samples);
    for (const [place, item] of items.entries()) {
      this.#entries.set(item.id, { item, from: place * samples });
    }
  }

  /** Counts the samples of one response that are asked for and had not come yet. */
  add(response: ResponseRecord): void {
    const entry = this.#entries.get(response.item);
    if (entry === undefined) return;
    const { item } = entry;
    const came = this.#cameOf(entry);
    for (const { index, content, reasoning, finish_reason: finishReason } of response.choices) {
      if (came[index] !== 0) continue;
      came[index] = 1;
      const { text } = takeApart(content, reasoning);
      const { verdict } = judge({ text, finishReason }, item.target, item.answer);
      this.total.valid += 1;
      if (verdict === 'correct') this.total.correct += 1;
    }
  }

  /** The samples that an item still lacks, in order. */
  missingOf(item: Item): SampleRange[] {
    const entry = this.#entries.get(item.id);
    if (entry === undefined) throw new Error(`item ${item.id} is not part of this run`);
    const came = this.#cameOf(entry);
    const ranges: SampleRange[] = [];
    for (let first = came.indexOf(0); first !== -1; ) {
      const next = came.indexOf(1, first);
      const end = next === -1 ? came.length : next;
      ranges.push({ first, count: end - first });
      first = came.indexOf(0, end);
    }
    return ranges;
  }

  #cameOf({ from }: Entry): Uint8Array {
    return this.#came.subarray(from, from + this.samples);
  }

  /** Samples still missing, over all items. */
  get missing(): number {
    return this.#entries.size * this.samples - this.total.valid;
  }
}
