/** The order of problems: train problems are taken from its front, evaluation problems from its back. */
import { hashOf } from '../../random/random.js';
import { DiagnosticError } from '../../text/diagnostic.js';
import { NAME } from './asked-problem.js';
import type { Options } from './options.js';
import type { Problem } from './problem.js';

/**
 * By date, or as the seed has it, which depends on each id alone, so that a problem more or less leaves the others as they were.
 * @throws DiagnosticError when a date is missing
 */
export function ordered(problems: readonly Problem[], options: Options): Problem[] {
  const keyed = problems.map((problem) => ({ problem, key: keyOf(problem, options) }));
  return keyed
    .toSorted((a, b) => compared(a.key, b.key) || compared(a.problem.id, b.problem.id))
    .map(({ problem }) => problem);
}

function keyOf({ id, date, line }: Problem, { order, seed, file }: Options): string {
  if (order === 'seed') return String(hashOf(48, NAME, seed, 'order', id)).padStart(15, '0');
  if (date !== null) return date;
  const message = `${id} has no date, which order: date needs; older versions of the data set state none`;
  throw new DiagnosticError([{ file, position: { line, column: 1 }, message }]);
}

function compared(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
