/** How a solution is recalled: what it is called, and on which cases it must do what the problem's does. */
import type { ProgramTarget } from '../../scoring/verdict.js';
import { PROBES, probesOf } from '../recall/recalled.js';
import type { AskedProblem } from './asked-problem.js';
import { COMPARISON, functionOf, type Problem, type Run } from './problem.js';
import { argumentsOf, harnessOf, isPlain } from './solution-program.js';

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
  const form = isPlain(problem, problem.runs) ? plainForm() : harnessedForm(problem, name);
  const { argumentsOf: written, ...calling } = form;
  const probe = (run: Run) => ({ arguments: written(run), value: run.output });
  const shortest = problem.runs.toSorted((a, b) => written(a).length - written(b).length);
  const probes = probesOf(shortest.slice(0, EDGES).map(probe), asked.last(PROBES).map(probe));
  return {
    called: `the solution of ${problem.id} (${where})`,
    target: { kind: 'program', name, ...calling, probes, comparison: COMPARISON },
  };
}

interface Form extends Pick<ProgramTarget, 'before' | 'after' | 'call'> {
  readonly argumentsOf: (run: Run) => string;
}

/** Parameters may have other names. */
function plainForm(): Form {
  return {
    before: '',
    after: '',
    call: '{name}({arguments})',
    argumentsOf: ({ args }) => args.map(({ value }) => value).join(', '),
  };
}

/** Lists and trees are told by annotations, arguments by their names: they are part of what is recalled. */
function harnessedForm(problem: Problem, name: string): Form {
  const call = `_ask({name}${problem.entry.slice(name.length)}, {arguments})`;
  return { ...harnessOf(problem), call, argumentsOf };
}
