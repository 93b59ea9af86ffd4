/** Accuracies of a run from its index alone: of what came so far, or to hold a summary against. */
import { type EstimateNumbers, estimate, type ItemTally } from '../stats/index.js';
import type { Counts } from './item-counts.js';
import type { RunIndex } from './run-index.js';

export interface GroupEstimate {
  /** The group's place in the index. */
  readonly place: number;
  readonly estimate: EstimateNumbers;
  /** Of the items that have a verdict. */
  readonly counts: readonly Counts[];
}

/** One for each group that has a verdict. */
export function estimatesOf({ items, counts }: RunIndex): GroupEstimate[] {
  const parts = items.groups.map(() => ({
    clusters: new Map<number, ItemTally[]>(),
    counts: [] as Counts[],
  }));
  for (let item = 0; item < items.size; item += 1) {
    const part = parts[Number(items.group.of(item))];
    if (part === undefined || counts.scored(item) === 0) continue;
    const cluster = items.cluster.code(item);
    const tally = { correct: counts.correct(item), valid: counts.scored(item) };
    part.clusters.set(cluster, [...(part.clusters.get(cluster) ?? []), tally]);
    part.counts.push(counts.of(item));
  }
  return parts.flatMap(({ clusters, counts: found }, place): GroupEstimate[] => {
    const made = estimate([...clusters.values()]);
    return made === null ? [] : [{ place, estimate: made, counts: found }];
  });
}
