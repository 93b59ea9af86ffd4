/** Accuracies of a run that is not summarised yet, from what came so far. */
import { estimatesOf, type GroupEstimate } from '../run-index/estimates.js';
import type { RunIndex } from '../run-index/run-index.js';
import type { Manifest } from '../store/records.js';
import type { GroupRow } from './api.js';
import { nameOfGroup } from './item-query.js';

/** One for each group that has a verdict. */
export function groupsSoFar(
  index: RunIndex,
  { samples, fingerprints }: Pick<Manifest, 'samples' | 'fingerprints'>,
): GroupRow[] {
  const { groups, sizes } = index.items;
  return estimatesOf(index).flatMap(({ place, estimate, counts }): GroupRow[] => {
    const group = groups[place];
    if (group === undefined) return [];
    const { value, low, high, method, level } = estimate;
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
          lenient: sumOf(counts, 'lenient') / estimate.samples,
          malformed: sumOf(counts, 'malformed') / estimate.samples,
          missing: (sizes[place] ?? 0) * samples - estimate.samples,
          items: estimate.items,
          samples: estimate.samples,
          instructions: estimate.clusters,
        },
      },
    ];
  });
}

function sumOf(counts: GroupEstimate['counts'], of: 'lenient' | 'malformed'): number {
  return counts.reduce((sum, each) => sum + each[of], 0);
}
