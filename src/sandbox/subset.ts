/** The subset interpreter in the place of the sandbox, for programs that it takes: thousands of times as fast. */
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

/** It is run between answers that come in: what takes longer goes to the sandbox. */
const MOST_CHARACTERS = 4000;
const MOST_STEPS = 200_000;

/** As the sandbox gives them; null for what is outside the subset or takes long. */
export function outcomesInSubset({ source, calls }: Program): Outcome[] | null {
  if (source.length > MOST_CHARACTERS) return null;
  try {
    const program = compileProgram(parseProgram(source));
    let steps = MOST_STEPS;
    return calls.map((call) => {
      const { outcome, used } = outcomeOf(program, call, steps);
      steps -= used;
      return outcome;
    });
  } catch (error) {
    if (error instanceof DiagnosticError) return null;
    if (error instanceof LimitError || error instanceof OutsideSubsetError) return null;
    throw error;
  }
}

function outcomeOf(
  program: Compiled,
  call: string,
  steps: number,
): { readonly outcome: Outcome; readonly used: number } {
  const { name, args } = parseCall(call);
  try {
    const { value, steps: used } = program.call(name, args, { steps });
    return { outcome: { kind: 'value', repr: repr(value) }, used };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    // What a run that raises has used is not told.
    const { type, message } = error;
    return { outcome: { kind: 'raised', type, message }, used: Math.ceil(steps / 10) };
  }
}
