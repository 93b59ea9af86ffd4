/** How a solution is recalled: what it is called, and on which cases it must do what the problem's does. */
import type { Probe, ProgramTarget } from '../../scoring/verdict.js';
import { PROBES, probesOf } from '../recall/recalled.js';
import type { AskedProblem } from './asked-problem.js';
import { COMPARISON, functionOf, type Problem, type Run } from './problem.js';
import { harnessOf, isPlain, valuesOf } from './solution-program.js';

/** Of the shortest cases, where edges lie. */
const EDGES = 5;

export function recallOf(asked: AskedProblem): {
  readonly called: string;
  readonly target: ProgramTarget;
} {
  const { problem } = asked;
  const name = problem.entry.split(/\W/, 1)[0] ?? problem.entry;
  const method = functionOf(problem);
  const where = name === method ? `\`${name}\`` : `class \`${name}\` with the method \`${method}\``;
  const form = isPlain(problem, problem.runs) ? PLAIN : harnessedForm(problem, name);
  const shortest = problem.runs
    .map(probeOf)
    .toSorted((a, b) => a.arguments.length - b.arguments.length);
  const probes = probesOf(shortest.slice(0, EDGES), asked.last(PROBES).map(probeOf));
  return {
    called: `the solution of ${problem.id} (${where})`,
    target: { kind: 'program', name, ...form, probes, comparison: COMPARISON },
  };
}

type Form = Pick<ProgramTarget, 'before' | 'after' | 'call'>;

const PLAIN: Form = { before: '', after: '', call: '{name}({arguments})' };

function harnessedForm(problem: Problem, name: string): Form {
  const call = `_ask({name}${problem.entry.slice(name.length)}, {arguments})`;
  return { ...harnessOf(problem), call };
}

function probeOf(run: Run): Probe {
  return { arguments: valuesOf(run).join(', '), value: run.output };
}
