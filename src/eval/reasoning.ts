/** What the written-out reasoning of a group's samples says of the true steps, added up. */
import type { ItemScores } from './item-scores.js';

export interface ReasoningSummary {
  /** Share of the true intermediate values that the reasoning states, over all samples, in [0, 1]. */
  readonly steps_stated: number;
  /** In how many samples the first wrong step is the first, second, … one; only where it can be told. */
  readonly first_wrong_step: Readonly<Record<string, number>>;
}

/** Under the key `reasoning`; nothing for items without steps. */
export function reasoningOf(scores: readonly ItemScores[]): {
  readonly reasoning?: ReasoningSummary;
} {
  let steps = 0;
  let stated = 0;
  const firstWrong = new Map<number, number>();
  for (const { counts } of scores) {
    steps += counts.steps;
    stated += counts.stepsStated;
    for (const [step, samples] of Object.entries(counts.firstWrongSteps)) {
      firstWrong.set(Number(step), (firstWrong.get(Number(step)) ?? 0) + samples);
    }
  }
  if (steps === 0) return {};
  const ordered = [...firstWrong].toSorted(([a], [b]) => a - b);
  return {
    reasoning: { steps_stated: stated / steps, first_wrong_step: Object.fromEntries(ordered) },
  };
}
