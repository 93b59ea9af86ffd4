/** Runs as the leaderboard shows them. */
import type { GroupSummary } from '../eval/summary.js';
import type { GroupRow, RunRow } from './api.js';
import type { ViewedRun } from './runs.js';
import { groupsSoFar } from './so-far.js';

export function rowOf({ id, run, manifest, state, summary, index }: ViewedRun): RunRow {
  const { name, label, model, simulated, tags, started_at, finished_at } = manifest;
  return {
    id,
    run,
    name,
    label,
    model,
    simulated,
    state,
    tags,
    started_at,
    finished_at,
    progress:
      state === 'complete'
        ? null
        : { came: index.came(manifest.samples), asked: index.items.size * manifest.samples },
    is_so_far: summary === null,
    groups: summary?.groups.map(groupRowOf) ?? groupsSoFar(index, manifest),
  };
}

function groupRowOf(group: GroupSummary): GroupRow {
  const { suite, split, answer, fingerprint, estimate, warnings } = group;
  const { value, low, high, method, level, lenient, malformed, missing } = estimate;
  const { items, samples, instructions } = estimate;
  return {
    suite,
    split,
    answer,
    fingerprint,
    warnings,
    estimate: {
      value,
      low,
      high,
      method,
      level,
      lenient,
      malformed,
      missing,
      items,
      samples,
      instructions,
    },
  };
}
