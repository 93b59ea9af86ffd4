/** `pbb-eval check --baseline RUN --candidate RUN`: the regression gate on two runs. */
import { randomUUID } from 'node:crypto';
import { type Check, check as checkRuns, type GateRequest } from '../comparison/check.js';
import { baselineOf, runAt } from '../comparison/find.js';
import { readPair } from '../comparison/scored-run.js';
import { RefusedError } from '../eval/refused.js';
import { annotations, quieted } from '../report/annotations.js';
import { renderCheck, renderCheckMarkdown } from '../report/check.js';
import {
  type FirstCheckpoint,
  firstAnnotation,
  firstMarkdown,
  firstWords,
} from '../report/first-checkpoint.js';
import { junit } from '../report/junit.js';
import type { ListedRun } from '../store/run-directory.js';
import { inert } from '../text/printable.js';
import { EXIT, exitCodeOf, explain } from './faults.js';
import { clearOutput, jsonDocument, writeOutput } from './output.js';

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
  if (args.junit !== undefined) await clearOutput(args.junit);
  try {
    return await checked(args);
  } catch (error) {
    if (error instanceof RefusedError) {
      const unchecked = { directory: args.candidate, why: error.message };
      await ended(EXIT[error.kind], args.junit, junit([], [], [unchecked]));
    }
    throw error;
  }
}

async function checked(args: CheckArguments): Promise<number> {
  const candidate = await runAt(args.candidate);
  const rules: GateRequest = {
    splits: args.split,
    tolerance: args.tolerance,
    margin: args.margin,
    on_inconclusive: args['on-inconclusive'],
  };
  const baseline = await baselineOf(candidate, args.baseline, args['step-tag']);
  if (baseline.kind === 'first') {
    const first = { ...baseline, directory: candidate.directory };
    showFirst(first, args);
    return await ended(EXIT.done, args.junit, junit([], [first]));
  }
  const found = await gateOn(baseline.run, candidate, rules);
  show(found, args);
  return await ended(found.passed ? EXIT.done : EXIT.failed, args.junit, junit([found]));
}

/** The gate on two listed runs. RefusedError: they cannot be compared. */
export async function gateOn(
  baseline: ListedRun,
  candidate: ListedRun,
  rules: GateRequest,
): Promise<Check> {
  const [a, b] = await readPair(baseline, candidate);
  return await checkRuns(a, b, rules);
}

/** Writes the JUnit file. The verdict is known by now, and one that fails stays the exit code whatever the disk says. */
export async function ended(code: number, path: string | undefined, text: string): Promise<number> {
  if (path === undefined) return code;
  try {
    await writeOutput(path, text);
    return code;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return code === EXIT.done ? exitCodeOf(error) : code;
  }
}

/** As text, or as one of these. */
export interface ShownAs {
  readonly json: boolean;
  readonly markdown: boolean;
}

/** Prints the result; in GitHub Actions with annotations, and without obeying what models wrote. */
export function show(found: Check, as: ShownAs): void {
  if (as.json) process.stdout.write(jsonDocument(found));
  else if (as.markdown) process.stdout.write(`${renderCheckMarkdown(found)}\n`);
  else {
    const text = renderCheck(found);
    process.stdout.write(isInActions() ? quieted(text, randomUUID()) : `${text}\n`);
  }
  annotate(annotations(found), as);
}

/** Says that a checkpoint has none before it, in the same ways. */
export function showFirst(first: FirstCheckpoint, as: ShownAs): void {
  if (as.json) {
    const { directory, why, others } = first;
    process.stdout.write(
      jsonDocument({ format: 1, verdict: null, passed: true, directory, why, others }),
    );
  } else if (as.markdown) process.stdout.write(`${firstMarkdown(first)}\n`);
  else process.stderr.write(`${inert(firstWords(first))}\n`);
  annotate(firstAnnotation(first), as);
}

/** Writes workflow commands where GitHub Actions reads them. */
export function annotate(commands: string, { json, markdown }: ShownAs): void {
  if (!isInActions()) return;
  // A document on standard output stays one: the runner reads standard error too.
  const out = json || markdown ? process.stderr : process.stdout;
  out.write(commands);
}

function isInActions(): boolean {
  return process.env['GITHUB_ACTIONS'] === 'true';
}
