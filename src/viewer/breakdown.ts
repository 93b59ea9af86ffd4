/** Accuracies of a group by the values of a facet, any facet, with their intervals over clusters. */

import type { FacetValue } from '../run-index/column.js';
import type { RunIndex } from '../run-index/run-index.js';
import { estimate, type IntervalMethod, type ItemTally } from '../stats/index.js';
import type { Breakdown, BreakdownRow } from './api.js';
import { nameOfGroup } from './item-query.js';

/** Values of a facet that are shown. */
const MOST_ROWS = 500;

/** The facets by which the items of a group can be told apart, the instruction the last. */
export function facetsOf({ items }: RunIndex, group: string): string[] {
  const numbers = itemsOf(items, group);
  const facets = [...items.facets].filter(([, column]) =>
    numbers.some((item) => column.code(item) !== -1),
  );
  return [...facets.map(([name]) => name), INSTRUCTION];
}

export const INSTRUCTION = 'instruction';

/** By one facet. Null where no item of the group has it. */
export function breakdownOf(
  { items, counts }: RunIndex,
  group: string,
  facet: string,
  method: IntervalMethod,
): Breakdown | null {
  const column = facet === INSTRUCTION ? items.instruction : items.facets.get(facet);
  if (column === undefined) return null;
  const parts = new Map<number, Map<number, ItemTally[]>>();
  for (const item of itemsOf(items, group)) {
    const code = column.code(item);
    if (code === -1) continue;
    const clusters = parts.get(code) ?? new Map<number, ItemTally[]>();
    const cluster = clusters.get(items.cluster.code(item)) ?? [];
    cluster.push({ correct: counts.correct(item), valid: counts.scored(item) });
    parts.set(code, clusters.set(items.cluster.code(item), cluster));
  }
  const ordered = [...parts]
    .map(([code, clusters]) => ({ value: column.values[code] ?? '', clusters }))
    .toSorted((a, b) => compareValues(a.value, b.value));
  // It alone asks for the samples one by one.
  const by = method === 'passes-t' ? {} : { method };
  const rows = ordered.slice(0, MOST_ROWS).map(({ value, clusters }): BreakdownRow => {
    const found = [...clusters.values()];
    const size = found.reduce((sum, { length }) => sum + length, 0);
    return { value, items: size, estimate: estimate(found, by) };
  });
  return { facet, rows, more: ordered.length - rows.length };
}

function itemsOf(items: RunIndex['items'], group: string): number[] {
  const isGroup = items.groups.map((each) => nameOfGroup(each) === group);
  const numbers: number[] = [];
  for (let item = 0; item < items.size; item += 1) {
    if (isGroup[Number(items.group.of(item))] === true) numbers.push(item);
  }
  return numbers;
}

/** Numbers by size and before texts. */
function compareValues(a: FacetValue, b: FacetValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === typeof b) return a < b ? -1 : Number(a > b);
  return typeof a === 'number' ? -1 : 1;
}
