/** What code in an answer gave for each call, beside what the instruction gives. */
import type { Outcome, Program } from '../sandbox/program.js';
import { sameValue } from '../sandbox/same-value.js';
import type { Target } from '../scoring/verdict.js';
import type { CallView } from './api.js';
import { clip } from './clip.js';

const MOST_CALLS = 50;
const MOST_TEXT = 300;

export function callViews(
  { calls }: Program,
  outcomes: readonly Outcome[],
  target: Target,
): CallView[] {
  return calls.slice(0, MOST_CALLS).map((call, place) => {
    const outcome = outcomes[place];
    const probe = target.kind === 'program' ? target.probes[place]?.value : undefined;
    const right =
      target.kind !== 'program' || probe === undefined
        ? null
        : outcome?.kind === 'value' && sameValue(outcome.repr, probe, target.comparison);
    return {
      call: clip(call, MOST_TEXT).text,
      outcome: clip(outcome === undefined ? 'not run' : outcomeText(outcome), MOST_TEXT).text,
      expected: probe === undefined ? null : clip(probe, MOST_TEXT).text,
      right,
    };
  });
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'value':
      return outcome.repr;
    case 'raised':
      return `${outcome.type}: ${outcome.message}`;
    case 'stopped':
      return `stopped at its limit of ${outcome.limit}`;
    case 'rejected':
      return outcome.reason;
  }
}
