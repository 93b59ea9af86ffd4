/** What a suite could not use of a user's data, counted by reason. */
import type { Refusal, SuiteInstance } from '../suites/suite.js';
import { grouped } from './words.js';

/** On one line; `refused.jsonl` of `pbb-eval data` has each with its line and detail. */
export function refusalWords({ usable = 0, refused = [] }: SuiteInstance): string {
  const told = [`${grouped(usable)} can be used`];
  const inPart = reasonsOf(refused.filter(({ in_part }) => in_part));
  if (inPart !== '') told.push(`of these in part: ${inPart}`);
  const whole = reasonsOf(refused.filter(({ in_part }) => !in_part));
  if (whole !== '') told.push(`left out: ${whole}`);
  return told.join('; ');
}

function reasonsOf(refused: readonly Refusal[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${grouped(count)} (${reason})`)
    .join(', ');
}
