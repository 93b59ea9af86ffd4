/** Runs with a summary and no files, made of the accuracies that a test states. */
import type { Estimate } from '../../../src/eval/estimate.js';
import type { GroupSummary, Summary } from '../../../src/eval/summary.js';
import type { FinishedRun } from '../../../src/report/leaderboard.js';

export function estimateAt(value: number | null, items = 10): Estimate {
  return {
    value,
    low: value === null ? null : Math.max(0, value - 0.1),
    high: value === null ? null : Math.min(1, value + 0.1),
    method: 'korn-graubard-shrunken',
    level: 0.95,
    std_error: 0.05,
    n_eff: 60,
    design_effect: 2,
    clusters: 10,
    items,
    samples: 16 * items,
    cluster_t: null,
    flags: [],
    instructions: 10,
    missing: 0,
    malformed: 0,
    truncated: 0,
    tokens: null,
    reasoned: 0,
    lenient: value,
    binding_errors: null,
    binding_errors_by_chance: null,
    distinct_answers: null,
    distinct_outputs: null,
    measures: {},
  };
}

/** A group of Random Arithmetic, `wo-io`, `cot`, unless told otherwise. */
export function groupAt(value: number | null, more: Partial<GroupSummary> = {}): GroupSummary {
  return {
    suite: 'random-arithmetic',
    split: 'wo-io',
    answer: 'cot',
    cluster_noun: 'instruction',
    fingerprint: 'f00d',
    estimate: estimateAt(value),
    pass_at: {},
    majority_at: {},
    variance: null,
    controls: {},
    facets: {},
    warnings: [],
    ...more,
  };
}

export function runOf(
  label: string,
  tags: Summary['tags'],
  groups: readonly GroupSummary[],
  more: { readonly simulated?: boolean; readonly sampling?: Record<string, number> } = {},
): FinishedRun {
  const simulated = more.simulated ?? false;
  return {
    run: `test/${label}`,
    summary: {
      format: 1,
      name: 'test',
      label,
      model: 'm',
      simulated,
      tags,
      samples_per_item: 16,
      temperature: 0.8,
      groups,
    },
    manifest: {
      format: 1,
      name: 'test',
      label,
      state: 'complete',
      simulated,
      model: 'm',
      tags,
      samples: 16,
      settings: { sampling: more.sampling ?? { temperature: 0.8 } },
      settings_hash: 'beef',
      config: {},
      fingerprints: {},
      sampling_sent: null,
      versions: { pbb_eval: '0.0.1', node: 'v20' },
      started_at: '2026-01-01T00:00:00.000Z',
      finished_at: null,
    },
  };
}
