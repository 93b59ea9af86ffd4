/** The regression gate on two runs: the declared splits of a candidate B against those of its baseline A. */
import { type Group, groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { type GateSplit, type GateVerdict, gate, worstVerdict } from '../stats/index.js';
import { printable } from '../text/printable.js';
import { type Comparison, comparisonOf, MISSING_REFUSED, pairedGroups } from './comparison.js';
import { groupsOf } from './groups.js';
import { missingShare, type ScoredRun } from './scored-run.js';

/** What a gate was asked to do; the names are those of the config. */
export interface GateRequest {
  /** The declared splits: Holm's family is these, with every answer that was asked of them. */
  readonly splits: readonly string[];
  readonly tolerance: number;
  readonly margin: number;
  /** What an inconclusive verdict does to the exit code. */
  readonly on_inconclusive: 'fail' | 'pass';
}

/** The gate's word on a group; the numbers of the difference stand in the comparison. */
export interface CheckedSplit
  extends Pick<Group, 'suite' | 'split' | 'answer'>,
    Omit<GateSplit, 'difference'> {}

export interface Check {
  readonly format: 1;
  readonly verdict: GateVerdict;
  /** Whether the command ends with exit code 0. */
  readonly passed: boolean;
  readonly rules: GateRequest;
  /** What the gate says of each group of the comparison, in its order. */
  readonly splits: readonly CheckedSplit[];
  readonly comparison: Comparison;
}

/** Applies the gate. RefusedError: the runs cannot be compared, or lack too many samples for a verdict. */
export async function check(
  baseline: ScoredRun,
  candidate: ScoredRun,
  rules: GateRequest,
): Promise<Check> {
  const groups = groupsOf(baseline, candidate, rules.splits);
  const paired = pairedGroups(baseline, candidate, groups);
  for (const group of groups) {
    requireSamples(baseline, group);
    requireSamples(candidate, group);
  }
  const gated = gate(
    paired.map(({ pairs }) => pairs),
    rules,
  );
  const splits = gated.flatMap(({ difference: _difference, ...rest }, index): CheckedSplit[] => {
    const group = paired[index]?.group;
    if (group === undefined) return [];
    const { suite, split, answer } = group;
    return [{ suite, split, answer, ...rest }];
  });
  const verdict = worstVerdict(splits.map((split) => split.verdict));
  return {
    format: 1,
    verdict,
    passed: passes(verdict, rules.on_inconclusive),
    rules: rulesOf(rules),
    splits,
    comparison: await comparisonOf(
      baseline,
      candidate,
      paired,
      gated.map((split) => split.difference),
    ),
  };
}

/** The rules alone, where a config's gate says more. */
function rulesOf({ splits, tolerance, margin, on_inconclusive }: GateRequest): GateRequest {
  return { splits, tolerance, margin, on_inconclusive };
}

function passes(verdict: GateVerdict, onInconclusive: 'fail' | 'pass'): boolean {
  switch (verdict) {
    case 'held':
    case 'improved':
      return true;
    case 'inconclusive':
      return onInconclusive === 'pass';
    case 'regressed':
      return false;
  }
}

function requireSamples(run: ScoredRun, group: Parameters<typeof missingShare>[1]): void {
  const share = missingShare(run, group);
  if (share <= MISSING_REFUSED) return;
  throw new RefusedError(
    printable(
      `${run.directory}: ${(100 * share).toFixed(1)}% of the samples of ${groupName(group)} are missing, above the ` +
        `${100 * MISSING_REFUSED}% at which no verdict is given; run it again to ask for the rest`,
    ),
    'incomplete',
  );
}
