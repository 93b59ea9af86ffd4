/** `pbb-eval check --baseline RUN --candidate RUN`: the regression gate on two runs. */
import { randomUUID } from 'node:crypto';
import { type Check, check as checkRuns, type GateRequest } from '../comparison/check.js';
import { baselineOf, runAt } from '../comparison/find.js';
import { readScoredRun } from '../comparison/scored-run.js';
import { RefusedError } from '../eval/refused.js';
import { annotations, quieted } from '../report/annotations.js';
import { renderCheck, renderCheckMarkdown } from '../report/check.js';
import { junit } from '../report/junit.js';
import type { ListedRun } from '../store/run-directory.js';
import { EXIT } from './faults.js';
import { jsonDocument, writeOutput } from './output.js';

export interface CheckArguments {
  baseline: string;
  candidate: string;
  'on-inconclusive': 'fail' | 'pass';
  split: string[];
  tolerance: number;
  margin: number;
  'step-tag': string;
  json: boolean;
  markdown: boolean;
  junit?: string | undefined;
}

export async function check(args: CheckArguments): Promise<number> {
  const candidate = await runAt(args.candidate);
  const rules: GateRequest = {
    splits: args.split,
    tolerance: args.tolerance,
    margin: args.margin,
    on_inconclusive: args['on-inconclusive'],
  };
  const baseline = await baselineOf(candidate, args.baseline, args['step-tag']);
  if (baseline === null) {
    throw new RefusedError(
      `${candidate.directory}: no run beside it has a smaller ${args['step-tag']} and otherwise the same tags`,
    );
  }
  const found = await gateOn(baseline, candidate, rules);
  if (args.junit !== undefined) await writeOutput(args.junit, junit([found]));
  show(found, args);
  return found.passed ? EXIT.done : EXIT.failed;
}

/** The gate on two listed runs. RefusedError: they cannot be compared. */
export async function gateOn(
  baseline: ListedRun,
  candidate: ListedRun,
  rules: GateRequest,
): Promise<Check> {
  const a = await readScoredRun(baseline.directory);
  const b = await readScoredRun(candidate.directory);
  return await checkRuns(a, b, rules);
}

/** Prints the result; in GitHub Actions with annotations, and without obeying what models wrote. */
export function show(
  found: Check,
  args: { readonly json: boolean; readonly markdown: boolean },
): void {
  const inActions = process.env['GITHUB_ACTIONS'] === 'true';
  if (args.json) process.stdout.write(jsonDocument(found));
  else if (args.markdown) process.stdout.write(`${renderCheckMarkdown(found)}\n`);
  else {
    const text = renderCheck(found);
    process.stdout.write(inActions ? quieted(text, randomUUID()) : `${text}\n`);
  }
  // A document on standard output stays one: the runner reads standard error too.
  if (inActions) {
    const out = args.json || args.markdown ? process.stderr : process.stdout;
    out.write(annotations(found));
  }
}
