/**
 * Which samples a run has received, and how many of them are right: what is asked for and shown while it samples. What else
 * responses tell is counted when they are scored (`tally.ts`), so that requests do not wait for it. Both count alike: the first
 * response that holds a sample wins.
 */
import { Observations } from '../observation/observations.js';
import type { Observable } from '../observation/observer.js';
import type { ResponseRecord } from '../store/records.js';
import type { Item } from '../suites/suite.js';
import { judgeSample } from './sample-score.js';

/** Samples of one item that follow each other. */
export interface SampleRange {
  readonly first: number;
  readonly count: number;
}

/** A sample that cannot be judged before its program was run. */
export interface Unjudged extends Observable {
  readonly choice: Choice;
}

type Choice = ResponseRecord['choices'][number];

/** An item, and where its samples begin among those of all items. */
interface Entry {
  readonly item: Item;
  readonly from: number;
}

/** How far a sample is. */
const LACKING = 0;
const CAME = 1;
const JUDGED = 2;

export class Received {
  /** Per item. */
  readonly samples: number;
  /** Samples with a verdict, and how many of them are right. */
  readonly total = { valid: 0, correct: 0 };
  /** Samples that came, and whose program is still to be run. */
  unjudged = 0;
  readonly #states: Uint8Array;
  readonly #entries = new Map<string, Entry>();
  readonly #observations: Observations;

  /** @param observations what programs in samples did */
  constructor(
    items: readonly Item[],
    samples: number,
    observations: Observations = new Observations(),
  ) {
    this.samples = samples;
    this.#observations = observations;
    this.#states = new Uint8Array(items.length * samples);
    for (const [place, item] of items.entries()) {
      this.#entries.set(item.id, { item, from: place * samples });
    }
  }

  /** Counts the samples of one response that are asked for and had not come yet. The result waits for its programs to be run. */
  add(response: ResponseRecord): Unjudged[] {
    const unjudged: Unjudged[] = [];
    const entry = this.#entries.get(response.item);
    if (entry === undefined) return unjudged;
    const states = this.#statesOf(entry);
    for (const choice of response.choices) {
      const { index } = choice;
      if (states[index] !== LACKING) continue;
      const judged = this.#judge(entry.item, states, choice);
      if (!('program' in judged)) continue;
      states[index] = CAME;
      this.unjudged += 1;
      unjudged.push({ item: response.item, index, program: judged.program, choice });
    }
    return unjudged;
  }

  /** Whether a sample came and is not judged yet. */
  awaits({ item, index }: Pick<Unjudged, 'item' | 'index'>): boolean {
    const entry = this.#entries.get(item);
    return entry !== undefined && this.#statesOf(entry)[index] === CAME;
  }

  /** Judges and counts a sample that was not judged, now that its program was run. */
  observed({ item, index, choice }: Unjudged): void {
    const entry = this.#entries.get(item);
    if (entry === undefined) return;
    const states = this.#statesOf(entry);
    if (states[index] !== CAME) return;
    if (!('program' in this.#judge(entry.item, states, choice))) this.unjudged -= 1;
  }

  #judge(item: Item, states: Uint8Array, choice: Choice): ReturnType<typeof judgeSample> {
    const judged = judgeSample(item, choice, (program) => this.#observations.of(program));
    if ('program' in judged) return judged;
    states[choice.index] = JUDGED;
    this.total.valid += 1;
    if (judged.judgement.verdict === 'correct') this.total.correct += 1;
    return judged;
  }

  /** The samples that an item still lacks, in order. */
  missingOf(item: Item): SampleRange[] {
    const entry = this.#entries.get(item.id);
    if (entry === undefined) throw new Error(`item ${item.id} is not part of this run`);
    const states = this.#statesOf(entry);
    const ranges: SampleRange[] = [];
    for (let first = states.indexOf(LACKING); first !== -1; ) {
      let end = first;
      while (states[end] === LACKING) end += 1;
      ranges.push({ first, count: end - first });
      first = states.indexOf(LACKING, end);
    }
    return ranges;
  }

  #statesOf({ from }: Entry): Uint8Array {
    return this.#states.subarray(from, from + this.samples);
  }

  /** Samples without a verdict, over all items. */
  get missing(): number {
    return this.#entries.size * this.samples - this.total.valid;
  }
}
