/**
 * The items of a run by number, in the order of items.jsonl: where each stands, and what lists filter and group by. Of the text of
 * items only ids, facets and the names of instructions are kept.
 */
import type { GroupKey } from '../eval/plan.js';
import { Column } from './column.js';
import { LineIndex, type LinePlace } from './line-index.js';
import { decoded, jsonOf, scanLines } from './scan.js';

/** As many as a page shows. */
const FIRST_ITEMS = 200;

/** What of an item lists are made of. */
interface ItemHead extends GroupKey {
  readonly id: string;
  readonly instruction: string;
  readonly cluster: string;
  readonly facets: Readonly<Record<string, unknown>>;
}

const TEXTS = ['id', 'suite', 'split', 'answer', 'instruction', 'cluster'] as const;

/** A schema would take longer than the rest of the reading: an item is checked whole when it is shown. */
function isHead(value: unknown): value is ItemHead {
  const head = Object(value);
  return TEXTS.every((key) => typeof head[key] === 'string') && typeof head.facets === 'object';
}

export class ItemIndex {
  readonly groups: GroupKey[] = [];
  /** The place of each item's group in `groups`. */
  readonly group = new Column();
  readonly instruction = new Column();
  readonly cluster = new Column();
  /** By name. */
  readonly facets = new Map<string, Column>();
  /** Items by place in `groups`. */
  readonly sizes: number[] = [];
  readonly #ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #lines = new LineIndex();
  readonly #groupNumbers = new Map<string, number>();

  /**
   * Adds the items of an items.jsonl. Lines that hold none are passed over: the page of a run shows what there is. `onBegun` is called
   * when there are as many as a page shows.
   */
  async read(path: string, onBegun: () => void): Promise<void> {
    await scanLines(path, 0, ({ text, offset }, start, end) => {
      const head = jsonOf(decoded(text.slice(start, end)));
      if (!isHead(head)) return;
      this.#add(head, offset + start, end - start);
      if (this.size === FIRST_ITEMS) onBegun();
    });
  }

  get size(): number {
    return this.#ids.length;
  }

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  idOf(item: number): string {
    return this.#ids[item] ?? '';
  }

  /** Where its line stands. */
  *placeOf(item: number): Generator<LinePlace> {
    yield* this.#lines.of(item);
  }

  #add(head: ItemHead, offset: number, bytes: number): void {
    const item = this.#ids.length;
    // Of two lines with one id the first counts.
    if (this.#numbers.has(head.id)) return;
    this.#ids.push(head.id);
    this.#numbers.set(head.id, item);
    this.#lines.add(item, offset, bytes);
    const group = this.#groupNumber(head);
    this.group.set(item, group);
    this.sizes[group] = (this.sizes[group] ?? 0) + 1;
    this.instruction.set(item, head.instruction);
    this.cluster.set(item, head.cluster);
    for (const [name, value] of Object.entries(head.facets ?? {})) {
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const column = this.facets.get(name) ?? new Column();
      this.facets.set(name, column);
      column.set(item, value);
    }
  }

  #groupNumber({ suite, split, answer }: GroupKey): number {
    const name = JSON.stringify([suite, split, answer]);
    let number = this.#groupNumbers.get(name);
    if (number === undefined) {
      number = this.groups.length;
      this.#groupNumbers.set(name, number);
      this.groups.push({ suite, split, answer });
    }
    return number;
  }
}
