/** Runs as the leaderboard shows them. */
import type { GroupSummary } from '../eval/summary.js';
import type { GroupRow, RunRow } from './api.js';
import type { ViewedRun } from './runs.js';
import { groupsSoFar } from './so-far.js';

export function rowOf({ id, run, manifest, summary, index }: ViewedRun): RunRow {
  const { name, label, model, simulated, state, tags, started_at, finished_at } = manifest;
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
    groups: summary?.groups.map(groupRowOf) ?? groupsSoFar(index, manifest.samples),
  };
}

function groupRowOf({ suite, split, answer, estimate, warnings }: GroupSummary): GroupRow {
  const { value, low, high, method, level, lenient, malformed, missing } = estimate;
  const { items, samples, instructions } = estimate;
  return {
    suite,
    split,
    answer,
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
