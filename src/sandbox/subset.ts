/** The subset interpreter in the place of the sandbox, for programs that it takes: thousands of times as fast, and steps are counted. */
import {
  type Program as Compiled,
  compileProgram,
  LimitError,
  OutsideSubsetError,
  PythonError,
  parseCall,
  parseProgram,
  repr,
} from '../python/index.js';
import { DiagnosticError } from '../text/diagnostic.js';
import type { Outcome, Program } from './program.js';

/** What a program of the subset gives. */
export interface SubsetRun {
  readonly outcomes: readonly Outcome[];
  /** Of the interpreter, for every call; null where it raised an exception. */
  readonly steps: readonly (number | null)[];
}

/** It is run between answers that come in: what takes longer goes to the sandbox. */
const QUICK = { characters: 4000, steps: 200_000 };
const WHOLE = { characters: 100_000, steps: 1_000_000 };

/** As the sandbox gives them; null for what is outside the subset or takes long. */
export function outcomesInSubset(program: Program): readonly Outcome[] | null {
  return runInSubset(program, QUICK)?.outcomes ?? null;
}

/**
 * As the sandbox gives its outcomes; null for what is outside the subset. Calls must be of a function with literals, such as
 * `f([1], 'x')`.
 * @param most of source and of steps, of all calls together
 */
export function runInSubset({ source, calls }: Program, most = WHOLE): SubsetRun | null {
  if (source.length > most.characters) return null;
  try {
    const program = compileProgram(parseProgram(source));
    let left = most.steps;
    const runs = calls.map((call) => {
      const run = runOf(program, call, left);
      // What a run that raises has used is not told.
      left -= run.steps ?? Math.ceil(left / 10);
      return run;
    });
    return { outcomes: runs.map(({ outcome }) => outcome), steps: runs.map(({ steps }) => steps) };
  } catch (error) {
    if (isOutsideSubset(error)) return null;
    throw error;
  }
}

/** Whether what the interpreter threw says nothing of the program but that the sandbox should run it: this is what `auto` means. */
export function isOutsideSubset(error: unknown): boolean {
  return (
    error instanceof DiagnosticError ||
    error instanceof LimitError ||
    error instanceof OutsideSubsetError
  );
}

function runOf(
  program: Compiled,
  call: string,
  most: number,
): { readonly outcome: Outcome; readonly steps: number | null } {
  const { name, args } = parseCall(call);
  if (!program.functions.includes(name)) throw new OutsideSubsetError(`no function ${name}`);
  try {
    const { value, steps } = program.call(name, args, { steps: most });
    return { outcome: { kind: 'value', repr: repr(value) }, steps };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const { type, message } = error;
    return { outcome: { kind: 'raised', type, message }, steps: null };
  }
}
