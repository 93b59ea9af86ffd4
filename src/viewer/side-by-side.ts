/** Two runs side by side: the items that both asked, those whose accuracy changed most first, and each group's difference. */
import { obstacles } from '../comparison/comparable.js';
import { type Difference, difference, holm, type ItemTally } from '../stats/index.js';
import { nameOfGroup } from './item-query.js';
import type { RunIndex } from './run-index.js';

/** An item of both runs, by its number in each, and what its accuracy rose by from A to B. */
export interface ItemPair {
  readonly a: number;
  readonly b: number;
  readonly change: number;
}

/** A group of both runs. */
export interface PairedGroup {
  readonly group: string;
  /** B - A; null where nothing was scored in both, or the runs may not be compared. */
  readonly difference: Difference | null;
  /** By Holm over all groups. */
  readonly p_adjusted: number;
  /** Why the runs may not be compared there, in words. */
  readonly obstacles: readonly string[];
}

type Compared = Parameters<typeof obstacles>[0];

/** Work that an exact p may take: the page is waited for. */
const ADDITIONS = 2 ** 24;

/** `direction`: losses first, gains first, or whatever changed most first. */
export function pairedItems(
  a: RunIndex,
  b: RunIndex,
  group: string | undefined,
  direction: 'losses' | 'gains' | 'changes',
): ItemPair[] {
  const pairs: ItemPair[] = [];
  for (const [itemA, itemB] of itemsOfBoth(a, b, group)) {
    const [scoredA, scoredB] = [a.counts.scored(itemA), b.counts.scored(itemB)];
    if (scoredA === 0 || scoredB === 0) continue;
    const change = b.counts.correct(itemB) / scoredB - a.counts.correct(itemA) / scoredA;
    pairs.push({ a: itemA, b: itemB, change });
  }
  const size = ({ change }: ItemPair): number =>
    direction === 'losses' ? -change : direction === 'gains' ? change : Math.abs(change);
  return pairs.toSorted((first, second) => size(second) - size(first) || first.a - second.a);
}

/** Every group that both runs asked. */
export function pairedGroups(
  [a, runA]: readonly [RunIndex, Compared],
  [b, runB]: readonly [RunIndex, Compared],
): PairedGroup[] {
  const names = new Set(b.items.groups.map(nameOfGroup));
  const common = a.items.groups.map(nameOfGroup).filter((name) => names.has(name));
  const found = common.map((group) => {
    const against = obstacles(runA, runB, [group]);
    return {
      group,
      obstacles: against,
      difference: against.length > 0 ? null : differenceIn(a, b, group),
    };
  });
  const adjusted = holm(found.map((each) => each.difference?.test.p_two_sided ?? 1));
  return found.map((each, place) => ({ ...each, p_adjusted: adjusted[place] ?? 1 }));
}

function differenceIn(a: RunIndex, b: RunIndex, group: string): Difference | null {
  const clusters = new Map<number, { a: ItemTally[]; b: ItemTally[] }>();
  for (const [itemA, itemB] of itemsOfBoth(a, b, group)) {
    const code = a.items.cluster.code(itemA);
    const cluster = clusters.get(code) ?? { a: [], b: [] };
    cluster.a.push(tallyOf(a, itemA));
    cluster.b.push(tallyOf(b, itemB));
    clusters.set(code, cluster);
  }
  return difference([...clusters.values()], { additions: ADDITIONS });
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
