/** Items of a run that a query asks for, as their numbers in order. Lists are kept until the run changes: pages of one are asked for. */

import { LineHeads } from '../run-index/line-head.js';
import type { RunIndex } from '../run-index/run-index.js';
import { type Block, scanLines } from '../run-index/scan.js';
import { type ItemQuery, nameOfGroup, type Outcome } from './item-query.js';

const MOST_KEPT = 8;

export class ItemLists {
  readonly #index: RunIndex;
  /** Samples that each item was to have. */
  readonly #samples: number;
  readonly #kept = new Map<string, Promise<Uint32Array>>();
  #version = -1;

  constructor(index: RunIndex, samples: number) {
    this.#index = index;
    this.#samples = samples;
  }

  of(query: ItemQuery): Promise<Uint32Array> {
    if (this.#version !== this.#index.version) this.#kept.clear();
    this.#version = this.#index.version;
    // While items are still being read, there are more of them each time.
    const key = JSON.stringify([this.#index.items.size, query]);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    const made = this.#make(query);
    this.#kept.set(key, made);
    return made;
  }

  async #make(query: ItemQuery): Promise<Uint32Array> {
    const { text, inAnswers, sort } = query;
    const { items, paths } = this.#index;
    const found =
      text === undefined
        ? undefined
        : await itemsWith(text, inAnswers ? paths.responses : paths.items, this.#index);
    const fits = this.#filter(query);
    const numbers: number[] = [];
    for (let item = 0; item < items.size; item += 1) {
      if ((found?.has(item) ?? true) && fits(item)) numbers.push(item);
    }
    return sort === '' ? Uint32Array.from(numbers) : this.#sorted(numbers, sort === '-accuracy');
  }

  #filter({ group, instruction, outcome, facets }: ItemQuery): (item: number) => boolean {
    const { items } = this.#index;
    const wanted = Object.entries(facets).map(([name, value]) => ({
      column: items.facets.get(name),
      value,
    }));
    const isGroup = items.groups.map((each) => group === undefined || nameOfGroup(each) === group);
    return (item) =>
      isGroup[Number(items.group.of(item))] === true &&
      (instruction === undefined || items.instruction.of(item) === instruction) &&
      (outcome === undefined || this.#hasOutcome(item, outcome)) &&
      wanted.every(({ column, value }) => String(column?.of(item)) === value);
  }

  #hasOutcome(item: number, outcome: Outcome): boolean {
    const { came, scored, correct, malformed, truncated } = this.#index.counts.of(item);
    switch (outcome) {
      case 'right':
        return scored > 0 && correct === scored;
      case 'mixed':
        return correct > 0 && correct < scored;
      case 'wrong':
        return scored > 0 && correct === 0;
      case 'malformed':
        return malformed > 0;
      case 'truncated':
        return truncated > 0;
      case 'missing':
        return Math.max(came, scored) < this.#samples;
    }
  }

  /** By accuracy; items without a score come last. */
  #sorted(numbers: readonly number[], descending: boolean): Uint32Array {
    const { counts } = this.#index;
    const sign = descending ? -1 : 1;
    const keys = Float64Array.from(numbers, (item) => {
      const scored = counts.scored(item);
      return scored === 0 ? 2 : (sign * counts.correct(item)) / scored;
    });
    const order = Uint32Array.from(numbers.keys());
    order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
    return order.map((place) => numbers[place] ?? 0);
  }
}

/** The items that a line of the file with this text is about, whatever the case of ASCII letters. */
async function itemsWith(
  text: string,
  path: string,
  { items, paths }: RunIndex,
): Promise<Set<number>> {
  // As it stands in a line of JSON, a character for each byte.
  const written = Buffer.from(JSON.stringify(text).slice(1, -1)).toString('latin1').toLowerCase();
  const found = new Set<number>();
  const key = path === paths.items ? 'id' : 'item';
  const heads = new LineHeads((id) => items.numberOf(id), key);
  let searched: Block | undefined;
  let lowered = '';
  let next = -1;
  await scanLines(path, 0, (block, start, end) => {
    if (block !== searched) {
      searched = block;
      lowered = block.text.toLowerCase();
      next = lowered.indexOf(written);
    } else if (next !== -1 && next < start) next = lowered.indexOf(written, start);
    if (next === -1 || next >= end) return;
    const item = heads.itemOf(block, start, end);
    if (item !== undefined) found.add(item);
  });
  return found;
}
