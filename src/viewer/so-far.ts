/** Accuracies of a run that is not summarised yet, from what came so far. */
import { estimate, type ItemTally } from '../stats/index.js';
import type { Manifest } from '../store/records.js';
import type { GroupRow } from './api.js';
import type { Counts } from './item-counts.js';
import { nameOfGroup } from './item-query.js';
import type { RunIndex } from './run-index.js';

/** One for each group that has a verdict. */
export function groupsSoFar(
  index: RunIndex,
  { samples, fingerprints }: Pick<Manifest, 'samples' | 'fingerprints'>,
): GroupRow[] {
  const { items, counts } = index;
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
  return items.groups.flatMap((group, place): GroupRow[] => {
    const part = parts[place];
    const found = estimate([...(part?.clusters.values() ?? [])]);
    if (part === undefined || found === null) return [];
    const share = (of: 'lenient' | 'malformed'): number =>
      part.counts.reduce((sum, each) => sum + each[of], 0) / found.samples;
    const { value, low, high, method, level } = found;
    return [
      {
        ...group,
        fingerprint: fingerprints[nameOfGroup(group)] ?? '',
        warnings: [],
        estimate: {
          value,
          low,
          high,
          method,
          level,
          lenient: share('lenient'),
          malformed: share('malformed'),
          missing: (items.sizes[place] ?? 0) * samples - found.samples,
          items: found.items,
          samples: found.samples,
          instructions: found.clusters,
        },
      },
    ];
  });
}
