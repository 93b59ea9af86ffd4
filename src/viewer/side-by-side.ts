/**
 * Two runs side by side: the items that both asked, those whose accuracy changed most first, and each group's difference, as
 * `pbb-eval compare` tells it. Made once for all pages of the items, as long as neither run changes.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { obstacles } from '../comparison/comparable.js';
import { type NamedPair, pooled } from '../comparison/pairing.js';
import type { RunIndex } from '../run-index/run-index.js';
import { type Difference, difference, holm, type ItemTally } from '../stats/index.js';
import type { PairedGroup } from './api.js';
import { type Direction, weightOf } from './direction.js';
import { nameOfGroup } from './item-query.js';
import type { ViewedRun } from './runs.js';

/** An item of both runs, by its number in each, and what its accuracy rose by from A to B. */
export interface ItemPair {
  readonly a: number;
  readonly b: number;
  readonly change: number;
}

export interface Differences {
  readonly groups: readonly PairedGroup[];
  /** Over all groups; null where there is one, or one that may not be compared. */
  readonly pooled: Difference | null;
}

/** Work that an exact p may take of a run that goes on: it is made anew all the time. */
const ADDITIONS_SO_FAR = 2 ** 24;

export class SideBySide {
  readonly #a: ViewedRun;
  readonly #b: ViewedRun;
  readonly #versions: readonly number[];
  #differences: Promise<Differences> | undefined;
  readonly #items = new Map<string, readonly ItemPair[]>();

  constructor(a: ViewedRun, b: ViewedRun) {
    this.#a = a;
    this.#b = b;
    this.#versions = [a.index.version, b.index.version];
  }

  /** Whether it still says what these runs say. */
  isOf(a: ViewedRun, b: ViewedRun): boolean {
    const [versionA, versionB] = this.#versions;
    return (
      this.#a === a && this.#b === b && versionA === a.index.version && versionB === b.index.version
    );
  }

  differences(): Promise<Differences> {
    this.#differences ??= differencesOf(this.#a, this.#b);
    return this.#differences;
  }

  /** Items that have a sample in both, of one group or of all. */
  items(group: string | undefined, direction: Direction): readonly ItemPair[] {
    const key = `${direction} ${group}`;
    const known = this.#items.get(key);
    if (known !== undefined) return known;
    const found = pairedItems(this.#a.index, this.#b.index, group, direction);
    // One list at a time is scrolled.
    this.#items.clear();
    this.#items.set(key, found);
    return found;
  }
}

function pairedItems(
  a: RunIndex,
  b: RunIndex,
  group: string | undefined,
  direction: Direction,
): ItemPair[] {
  const pairs: ItemPair[] = [];
  for (const [itemA, itemB] of itemsOfBoth(a, b, group)) {
    const [scoredA, scoredB] = [a.counts.scored(itemA), b.counts.scored(itemB)];
    if (scoredA === 0 || scoredB === 0) continue;
    const change = b.counts.correct(itemB) / scoredB - a.counts.correct(itemA) / scoredA;
    pairs.push({ a: itemA, b: itemB, change });
  }
  return pairs.toSorted(
    (first, second) =>
      weightOf(second.change, direction) - weightOf(first.change, direction) || first.a - second.a,
  );
}

async function differencesOf(a: ViewedRun, b: ViewedRun): Promise<Differences> {
  const names = new Set(b.index.items.groups.map(nameOfGroup));
  const common = a.index.items.groups.map(nameOfGroup).filter((name) => names.has(name));
  const work = a.summary === null || b.summary === null ? { additions: ADDITIONS_SO_FAR } : {};
  const found: (Omit<PairedGroup, 'p_adjusted'> & { readonly pairs: readonly NamedPair[] })[] = [];
  for (const group of common) {
    const against = obstacles(a, b, [group]);
    const pairs = against.length > 0 ? [] : pairsIn(a.index, b.index, group);
    found.push({ group, obstacles: against, pairs, difference: difference(pairs, work) });
    // Each may take some tenths of a second, for which the server must go on answering.
    await nextTurn();
  }
  const adjusted = holm(found.map((each) => each.difference?.test.p_two_sided ?? 1));
  const isWhole = found.length > 1 && found.every((each) => each.obstacles.length === 0);
  return {
    groups: found.map(({ pairs: _pairs, ...each }, place) => ({
      ...each,
      p_adjusted: adjusted[place] ?? 1,
    })),
    pooled: isWhole ? difference(pooled(found.map(({ pairs }) => pairs)), work) : null,
  };
}

/** The clusters of a group as both runs saw them. */
function pairsIn(a: RunIndex, b: RunIndex, group: string): NamedPair[] {
  const clusters = new Map<number, { a: ItemTally[]; b: ItemTally[] }>();
  for (const [itemA, itemB] of itemsOfBoth(a, b, group)) {
    const code = a.items.cluster.code(itemA);
    const cluster = clusters.get(code) ?? { a: [], b: [] };
    cluster.a.push(tallyOf(a, itemA));
    cluster.b.push(tallyOf(b, itemB));
    clusters.set(code, cluster);
  }
  const suite = a.items.groups.find((each) => nameOfGroup(each) === group)?.suite ?? '';
  return [...clusters].map(([code, sides]) => ({
    suite,
    cluster: String(a.items.cluster.values[code]),
    ...sides,
  }));
}

function tallyOf({ counts }: RunIndex, item: number): ItemTally {
  return { correct: counts.correct(item), valid: counts.scored(item) };
}

function* itemsOfBoth(
  a: RunIndex,
  b: RunIndex,
  group: string | undefined,
): Generator<[number, number]> {
  const isGroup = a.items.groups.map((each) => group === undefined || nameOfGroup(each) === group);
  for (let itemA = 0; itemA < a.items.size; itemA += 1) {
    if (isGroup[Number(a.items.group.of(itemA))] !== true) continue;
    const itemB = b.items.numberOf(a.items.idOf(itemA));
    if (itemB !== undefined) yield [itemA, itemB];
  }
}
