/** The subset interpreter in the place of the sandbox, for programs that it takes: no process is started, and steps are counted. */
import {
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

/**
 * The outcomes that the sandbox would give; null for what lies outside the subset, its limits included. Calls must be of a function with
 * literals, such as `f([1], x)`.
 */
export function runInSubset({ source, calls }: Program): SubsetRun | null {
  try {
    const program = compileProgram(parseProgram(source));
    const runs = calls.map((call) => {
      const { name, args } = parseCall(call);
      if (!program.functions.includes(name)) throw new OutsideSubsetError(`no function ${name}`);
      return runOf(() => {
        const { value, steps } = program.call(name, args);
        return { outcome: { kind: 'value', repr: repr(value) }, steps };
      });
    });
    return {
      outcomes: runs.map(({ outcome }) => outcome),
      steps: runs.map(({ steps }) => steps),
    };
  } catch (error) {
    const isOutside =
      error instanceof DiagnosticError ||
      error instanceof LimitError ||
      error instanceof OutsideSubsetError;
    if (isOutside) return null;
    throw error;
  }
}

interface Run {
  readonly outcome: Outcome;
  readonly steps: number | null;
}

function runOf(run: () => Run): Run {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const { type, message } = error;
    return { outcome: { kind: 'raised', type, message }, steps: null };
  }
}
