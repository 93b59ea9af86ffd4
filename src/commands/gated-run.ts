/** The gate of a config on the runs that `run --check` has just made. */
import type { Check } from '../comparison/check.js';
import { baselineOf, runAt } from '../comparison/find.js';
import type { Config, GateConfig } from '../config/schema.js';
import type { Plan } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { annotations } from '../report/annotations.js';
import { type FirstCheckpoint, firstAnnotation, firstWords } from '../report/first-checkpoint.js';
import { junit } from '../report/junit.js';
import { inert, printable, printableLines } from '../text/printable.js';
import { annotate, ended, gateOn, type ShownAs, show, showFirst } from './check.js';
import { EXIT } from './faults.js';

/** What became of one run. */
export type GatedRun =
  | { readonly kind: 'checked'; readonly directory: string; readonly check: Check }
  /** There is nothing to hold it against. */
  | ({ readonly kind: 'first' } & FirstCheckpoint)
  | { readonly kind: 'baseline'; readonly directory: string }
  /** It cannot be compared, or lacks too many samples. */
  | {
      readonly kind: 'refused';
      readonly directory: string;
      readonly why: string;
      readonly for: RefusedError['kind'];
    };

/** The config's gate. A RefusedError where it has none, or declares a split that the plan does not ask. */
export function requireGate({ gate }: Config, path: string, { groups }: Plan): GateConfig {
  if (gate === undefined) {
    throw new RefusedError(
      `${path}: --check needs a gate in the config, at the least\n  gate: { on_inconclusive: fail }   # or pass`,
    );
  }
  const asked = new Set(groups.map(({ split }) => split));
  const unasked = gate.splits.find((split) => !asked.has(split));
  if (unasked === undefined) return gate;
  throw new RefusedError(
    `${path}: the gate declares the split ${unasked}, which this config does not ask; no item was asked. ` +
      `Declare gate.splits among: ${[...asked].join(', ')}`,
  );
}

export async function gateRun(directory: string, gate: GateConfig): Promise<GatedRun> {
  try {
    const candidate = await runAt(directory);
    if (candidate.manifest.label === gate.baseline) return { kind: 'baseline', directory };
    const baseline = await baselineOf(candidate, gate.baseline, gate.step_tag);
    if (baseline.kind === 'first') return { directory, ...baseline };
    return { kind: 'checked', directory, check: await gateOn(baseline.run, candidate, gate) };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { kind: 'refused', directory, why: error.message, for: error.kind };
  }
}

/** The exit code of the worst of these runs: a verdict that fails comes first, whatever became of the others. */
export function exitCodeOfGated(gated: readonly GatedRun[]): number {
  const codes = new Set(gated.map(codeOf));
  const order = [EXIT.failed, EXIT.wrong, EXIT.incomplete];
  return order.find((code) => codes.has(code)) ?? EXIT.done;
}

function codeOf(run: GatedRun): number {
  if (run.kind === 'checked') return run.check.passed ? EXIT.done : EXIT.failed;
  return run.kind === 'refused' ? EXIT[run.for] : EXIT.done;
}

/** Writes what became of the runs as JUnit XML, where asked; of the baseline itself there is nothing to say. */
export async function endedGated(
  code: number,
  path: string | undefined,
  gated: readonly GatedRun[],
): Promise<number> {
  const checks = gated.flatMap((run) => (run.kind === 'checked' ? [run.check] : []));
  const firsts = gated.flatMap((run) => (run.kind === 'first' ? [run] : []));
  const refused = gated.flatMap((run) => (run.kind === 'refused' ? [run] : []));
  return await ended(code, path, junit(checks, firsts, refused));
}

/** What became of a run goes where `check` has it; beside a JSON document, which holds it, only words and annotations do. */
export function showGated(run: GatedRun, as: ShownAs): void {
  const { json, markdown } = as;
  switch (run.kind) {
    case 'checked':
      if (json) {
        annotate(annotations(run.check), as);
        return;
      }
      process.stdout.write('\n');
      show(run.check, as);
      return;
    case 'first':
      if (json) {
        process.stderr.write(`${inert(firstWords(run))}\n`);
        annotate(firstAnnotation(run), as);
        return;
      }
      if (markdown) process.stdout.write('\n');
      showFirst(run, as);
      return;
    case 'baseline':
      process.stderr.write(`${printable(run.directory)}: not checked: it is the baseline\n`);
      return;
    case 'refused':
      process.stderr.write(
        `${printable(run.directory)}: not checked: ${inert(printableLines(run.why))}\n`,
      );
  }
}
