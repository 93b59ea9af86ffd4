/** What stands between a number and its reader: too few clusters, missing samples, reasoning where none was asked. */
import { missingBounds } from '../stats/index.js';
import type { Item } from '../suites/suite.js';
import { byCluster, type Estimate } from './estimate.js';
import type { Tallies } from './tally.js';

/** Above this share of missing samples the bounds are printed. */
export const MISSING_WARNED = 0.01;
const REASONED_WARNED = 0.01;
const TRUNCATED_WARNED = 0.05;
const MALFORMED_WARNED = 0.2;

/** What a reader of an estimate over `items` must know, in words. */
export function warningsOf(whole: Estimate, tallies: Tallies, items: readonly Item[]): string[] {
  const warnings = [...whole.flags];
  const asked = items.length * tallies.samples;
  if (whole.missing > MISSING_WARNED * asked && asked > 0) {
    warnings.push(
      `${percent(whole.missing / asked)} of the samples are missing: ${boundsWords(tallies, items)}`,
    );
  }
  if ((whole.reasoned ?? 0) > REASONED_WARNED && items[0]?.answer === 'direct') {
    warnings.push(
      `${percent(whole.reasoned ?? 0)} of the direct samples reasoned first, so this is not direct inference; ` +
        'switch reasoning off at the server or by extra_body',
    );
  }
  if ((whole.malformed ?? 0) > MALFORMED_WARNED) {
    warnings.push(
      `${percent(whole.malformed ?? 0)} of the samples hold no answer in the requested format; read some in responses.jsonl ` +
        'before trusting this accuracy',
    );
  }
  if ((whole.truncated ?? 0) > TRUNCATED_WARNED) {
    warnings.push(
      `${percent(whole.truncated ?? 0)} of the samples were cut at the token limit before an answer; raise sampling.max_tokens`,
    );
  }
  return warnings;
}

/** What accuracy the missing samples leave possible. */
export function boundsWords(tallies: Tallies, items: readonly Item[]): string {
  const clusters = byCluster(items.map((item) => tallies.of(item)));
  const { low, high } = missingBounds(clusters, tallies.samples);
  return (
    `over all samples asked for, accuracy would be ${percent(low)} if all of them were wrong, ` +
    `${percent(high)} if all were right`
  );
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
