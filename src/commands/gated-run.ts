/** The gate of a config on the runs that `run --check` has just made. */
import type { Check } from '../comparison/check.js';
import { baselineOf, runAt } from '../comparison/find.js';
import type { Config, GateConfig } from '../config/schema.js';
import { RefusedError } from '../eval/refused.js';
import { junit } from '../report/junit.js';
import { printableLines } from '../text/printable.js';
import { gateOn, show } from './check.js';
import { writeOutput } from './output.js';

/** What became of one run. */
export type GatedRun =
  | { readonly kind: 'checked'; readonly directory: string; readonly check: Check }
  /** There is nothing to hold it against: the first checkpoint, or the baseline itself. */
  | { readonly kind: 'first'; readonly directory: string; readonly why: string }
  /** It cannot be compared, or lacks too many samples. */
  | { readonly kind: 'refused'; readonly directory: string; readonly why: string };

/** The config's gate; a RefusedError where it has none. */
export function requireGate({ gate }: Config, path: string): GateConfig {
  if (gate !== undefined) return gate;
  throw new RefusedError(
    `${path}: --check needs a gate in the config, at the least\n  gate: { on_inconclusive: fail }   # or pass`,
  );
}

export async function gateRun(directory: string, gate: GateConfig): Promise<GatedRun> {
  try {
    const candidate = await runAt(directory);
    if (candidate.manifest.label === gate.baseline) {
      return { kind: 'first', directory, why: 'it is the baseline' };
    }
    const baseline = await baselineOf(candidate, gate.baseline, gate.step_tag);
    if (baseline === null) {
      return { kind: 'first', directory, why: `no run beside it has a smaller ${gate.step_tag}` };
    }
    return { kind: 'checked', directory, check: await gateOn(baseline, candidate, gate) };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { kind: 'refused', directory, why: error.message };
  }
}

/** Replaces the file with the checks as JUnit XML; a run that was not checked has no part in it. */
export async function writeJunit(path: string, gated: readonly GatedRun[]): Promise<void> {
  const checks = gated.flatMap((run) => (run.kind === 'checked' ? [run.check] : []));
  await writeOutput(path, junit(checks));
}

/** Checks go to standard output unless that holds a JSON document; what was not checked goes to standard error. */
export function showGated(
  run: GatedRun,
  { json, markdown }: { readonly json: boolean; readonly markdown: boolean },
): void {
  switch (run.kind) {
    case 'checked':
      if (json) return;
      process.stdout.write('\n');
      show(run.check, { json, markdown });
      return;
    case 'first':
      process.stderr.write(`${run.directory}: not checked, ${run.why}\n`);
      return;
    case 'refused':
      process.stderr.write(`${run.directory}: not checked: ${printableLines(run.why)}\n`);
  }
}
