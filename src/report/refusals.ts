/** What a suite could not use of a user's data, counted by reason. */
import type { SuiteInstance } from '../suites/suite.js';
import { grouped } from './words.js';

/** On one line; `refused.jsonl` of `pbb-eval data` has each with its line and detail. */
export function refusalWords({ usable = 0, refused = [] }: SuiteInstance): string {
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${grouped(count)} ${reason}`);
  return `${grouped(usable)} can be used${reasons.length === 0 ? '' : `; left out: ${reasons.join(', ')}`}`;
}
