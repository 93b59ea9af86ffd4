/**
 * Which problems of a file can be asked: ground truth is what the solution gives. Invariant: every problem of the file is either usable or
 * refused with a reason.
 */
import { type Limits, type Outcome, runDataSet, sameValue } from '../../sandbox/index.js';
import { literalOf } from '../../scoring/python-literal/judge-literal.js';
import type { Refusal } from '../suite.js';
import { argumentsIn, literalIn, signatureIn } from './arguments.js';
import {
  type Case,
  COMPARISON,
  isCallable,
  type Problem,
  type Run,
  type StatedProblem,
} from './problem.js';
import { programOf } from './solution-program.js';

/** For the source and all cases together. Generous, since a problem that is stopped on a busy machine would be lost. */
export const LIMITS: Limits = { timeMs: 20_000, memoryMiB: 512, outputBytes: 4_000_000 };

/** Cases of a problem that are read, the first of them. */
const MOST_CASES = 200;
/** Longer inputs and outputs are nothing to work out in writing. */
const MOST_CHARACTERS = 1000;
const MOST_DETAIL = 200;

export interface Sorted {
  readonly usable: readonly Problem[];
  readonly refused: readonly Refusal[];
}

/** Problems whose cases can be asked, with what the solution gives for each; the others with the reason. Throws a `SandboxError`. */
export async function sorted(
  problems: readonly StatedProblem[],
  limits: Limits = LIMITS,
): Promise<Sorted> {
  const read = problems.map((problem) => ({ problem, cases: casesOf(problem) }));
  const runnable = read.flatMap(({ problem, cases }) =>
    Array.isArray(cases) ? [{ problem, cases }] : [],
  );
  const runs = await runDataSet(
    runnable.map(({ problem, cases }) => programOf(problem, cases)),
    limits,
  );
  const ended = new Map(runs.map(({ outcomes }, at) => [runnable[at]?.problem, outcomes]));
  const usable: Problem[] = [];
  const refused: Refusal[] = [];
  for (const { problem, cases } of read) {
    const found = Array.isArray(cases) ? verified(problem, cases, ended.get(problem) ?? []) : cases;
    if ('reason' in found) refused.push({ id: problem.id, line: problem.line, ...found });
    else usable.push(found);
  }
  return { usable, refused };
}

/** Why a problem cannot be asked. */
type Fault = Pick<Refusal, 'reason' | 'detail'>;

function fault(reason: string, detail: string): Fault {
  const shown = detail.length > MOST_DETAIL ? `${detail.slice(0, MOST_DETAIL)}…` : detail;
  return { reason, detail: shown };
}

/** The different cases that are short enough. */
export function casesOf(problem: StatedProblem): Case[] | Fault {
  const { cases, description, source } = problem;
  if (!isCallable(problem.entry)) return fault('entry is no function', problem.entry);
  const parameters = signatureIn(source, problem.entry).parameters.map(({ name }) => name);
  if (description === '') return fault('no description', 'nothing stands before the examples');
  const short = [...cases.slice(0, MOST_CASES).entries()].filter(
    ([, { input, output = '' }]) =>
      input.length <= MOST_CHARACTERS && output.length <= MOST_CHARACTERS,
  );
  if (cases.length === 0) return fault('no cases', '');
  if (short.length === 0)
    return fault('too long', `every case has over ${MOST_CHARACTERS} characters`);
  const found = new Map<string, Case>();
  for (const [number, { input, output }] of short) {
    const args = argumentsIn(input, parameters);
    if (args === null) return fault('input is no literal', input);
    if (parameters.length > 0 && args.some(({ name }, at) => name !== parameters[at]))
      return fault('input names no parameter', input);
    const stated = output === undefined ? null : literalIn(output);
    if (output !== undefined && stated === null)
      return fault('stated output is no literal', output);
    const key = JSON.stringify(args);
    if (!found.has(key)) found.set(key, { number, args, stated });
  }
  return [...found.values()];
}

function verified(
  problem: StatedProblem,
  cases: readonly Case[],
  outcomes: readonly Outcome[],
): Problem | Fault {
  const runs: Run[] = [];
  for (const [at, each] of cases.entries()) {
    const outcome = outcomes[at];
    if (outcome === undefined) throw new Error(`no outcome of ${problem.id}`);
    if (outcome.kind !== 'value') return endOf(outcome);
    const output = outcome.repr;
    if (literalOf(output) === undefined) return fault('output is no literal', output);
    if (each.stated !== null && !sameValue(each.stated, output, COMPARISON)) {
      return fault('output differs', `case ${each.number}: ${output}, stated ${each.stated}`);
    }
    if (output.length <= MOST_CHARACTERS) runs.push({ ...each, output });
  }
  if (runs.length === 0)
    return fault('too long', `every output has over ${MOST_CHARACTERS} characters`);
  return { ...problem, runs };
}

function endOf(outcome: Exclude<Outcome, { kind: 'value' }>): Fault {
  switch (outcome.kind) {
    case 'raised':
      return fault('raises', `${outcome.type}: ${outcome.message}`);
    case 'stopped':
      return outcome.limit === 'time'
        ? fault('time-out', `at most ${LIMITS.timeMs / 1000} s`)
        : fault('beyond limits', outcome.limit);
    case 'rejected':
      return fault('rejected', outcome.reason);
  }
}
