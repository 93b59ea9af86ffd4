/** Two runs side by side: the clusters of a group as both saw them. */
import type { Group } from '../eval/plan.js';
import { groupedBy, type PairedCluster } from '../stats/index.js';
import type { ScoredRun } from './scored-run.js';

/** A cluster with its name. */
export interface NamedPair extends PairedCluster {
  readonly suite: string;
  readonly cluster: string;
}

/** The clusters of a group that both runs asked, in the order of their first item. */
export function pairsOf(a: ScoredRun, b: ScoredRun, group: Group): NamedPair[] {
  const clusters = groupedBy(group.items, ({ cluster }) => cluster);
  return [...clusters].map(
    ([cluster, items]): NamedPair => ({
      suite: group.suite,
      cluster,
      a: items.map((item) => a.tallies.of(item)),
      b: items.map((item) => b.tallies.of(item)),
    }),
  );
}

/**
 * The clusters of several groups in one list, the items of a cluster that stands in several of them together: for a test
 * over all splits.
 */
export function pooled(groups: readonly (readonly NamedPair[])[]): NamedPair[] {
  const pairs = new Map<string, NamedPair>();
  for (const pair of groups.flat()) {
    const name = `${pair.suite}/${pair.cluster}`;
    const { a, b } = pairs.get(name) ?? { a: [], b: [] };
    pairs.set(name, { ...pair, a: [...a, ...pair.a], b: [...b, ...pair.b] });
  }
  return [...pairs.values()];
}
