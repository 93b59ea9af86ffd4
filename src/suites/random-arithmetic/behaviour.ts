/**
 * Judges a drafted function by what it does over every input. Invariant: what is accepted ends without an exception on
 * every input, within 10^9, takes each of its branches for at least a tenth of the inputs, depends on its input and has
 * no operation that could be left out. That results stay small and functions are unique is the issue of the paper's data
 * set (Cook et al., arXiv 2506.18777v2, section 4.1: "1,000 unique Python functions"); the thresholds are our choice.
 */
import {
  compileProgram,
  LimitError,
  OutsideSubsetError,
  type Program,
  PythonError,
} from '../../python/index.js';
import type { FunctionDef } from '../../python/syntax/syntax.js';
import { controlFlowOf, fixedLoopsIn } from './control-flow.js';
import { INPUTS } from './inputs.js';
import { partsOf } from './parts.js';
import { simplerFunctions } from './simpler.js';

/** The largest absolute value of a result. */
export const LARGEST_RESULT = 1_000_000_000;

/** Each branch is taken by at least this many inputs: a tenth. */
export const LEAST_TAKEN: number = Math.ceil(INPUTS.length / 10);

/** No result is that of more inputs than this: half. */
export const MOST_ALIKE: number = Math.floor(INPUTS.length / 2);

export type Rejection =
  | 'exception'
  | 'too large'
  | 'constant'
  | 'identity'
  | 'one result for most inputs'
  | 'branch hardly taken'
  | 'step that cancels out'
  | 'operation without effect';

/** The result for each input, in the order of `INPUTS`; or why the function is refused. */
export function behaviourOf(definition: FunctionDef): Int32Array | Rejection {
  const program = compile([definition], controlFlowOf(definition.body) !== 'straight');
  return behaviourIn(program, definition.name, fixedLoopsIn(definition.body));
}

/**
 * As `behaviourOf`, for a function of a program.
 * @param program compiled with coverage, if it branches or loops at all
 * @param fixedLoops how many of its loops turn as often as a literal says
 */
export function behaviourIn(
  program: Program,
  name: string,
  fixedLoops: number,
): Int32Array | Rejection {
  const outputs = new Int32Array(INPUTS.length);
  const taken = new Int32Array(program.branchCount);
  for (const [place, input] of INPUTS.entries()) {
    const result = resultOf(program, name, input);
    if (result === 'exception' || result === 'too large') return result;
    outputs[place] = result.value;
    for (const branch of result.branches) taken[branch] = (taken[branch] ?? 0) + 1;
  }
  if (outputs.every((output) => output === outputs[0])) return 'constant';
  if (outputs.every((output, place) => output === INPUTS[place])) return 'identity';
  if (mostAlike(outputs) > MOST_ALIKE) return 'one result for most inputs';
  if (hasRareBranch(taken, fixedLoops)) return 'branch hardly taken';
  return outputs;
}

/** Why a function of these outputs is refused for how it comes to them; null when it is not. */
export function flawOf(definition: FunctionDef, outputs: Int32Array): Rejection | null {
  if (hasRepeatedPart(definition)) return 'step that cancels out';
  if (hasIdleOperation(definition, outputs)) return 'operation without effect';
  return null;
}

/** A program of these functions. */
export function compile(functions: readonly FunctionDef[], coverage: boolean): Program {
  return compileProgram({ kind: 'Module', functions }, { coverage });
}

interface Result {
  readonly value: number;
  readonly branches: ReadonlySet<number>;
}

const NO_BRANCHES: ReadonlySet<number> = new Set();

/** What a function that may fail gives for one input. */
export function resultOf(
  program: Program,
  name: string,
  input: number,
): Result | 'exception' | 'too large' {
  try {
    const { value, branches = NO_BRANCHES } = program.call(name, [input]);
    if (typeof value === 'bigint') return 'too large';
    if (typeof value !== 'number') return 'exception';
    return Math.abs(value) > LARGEST_RESULT ? 'too large' : { value, branches };
  } catch (error) {
    if (error instanceof LimitError) return 'too large';
    // A power with a negative exponent is a fraction: no integer either way.
    if (error instanceof PythonError || error instanceof OutsideSubsetError) return 'exception';
    throw error;
  }
}

/** A loop of a fixed number of turns is never skipped; every other branch must be taken often enough. */
function hasRareBranch(taken: Int32Array, fixedLoops: number): boolean {
  const never = taken.filter((times) => times === 0).length;
  const rarely = taken.filter((times) => times < LEAST_TAKEN).length;
  return rarely > never || never !== fixedLoops;
}

/** How many inputs share the most common result. */
function mostAlike(outputs: Int32Array): number {
  const counts = new Map<number, number>();
  for (const output of outputs) counts.set(output, (counts.get(output) ?? 0) + 1);
  return Math.max(...counts.values());
}

/** Inputs in an order that soon tells two functions apart. */
const TELLING = INPUTS.map((_, at) => (at * 83 + 17) % INPUTS.length);

/** Whether the function does the same when an operation, an arm or a loop of it is left out. */
function hasIdleOperation(definition: FunctionDef, outputs: Int32Array): boolean {
  return simplerFunctions(definition).some((simpler) => {
    const program = compile([simpler], false);
    return TELLING.every((place) => {
      const result = resultOf(program, definition.name, INPUTS[place] ?? 0);
      return typeof result !== 'string' && result.value === outputs[place];
    });
  });
}

/** Results that tell apart what differs for a tenth of the inputs, nearly always. */
const FEW = TELLING.slice(0, 24);

/** Whether something cancels out: a step is constant, gives back the input or repeats an earlier step. */
function hasRepeatedPart(definition: FunctionDef): boolean {
  const seen = new Set([FEW.map((place) => INPUTS[place]).join()]);
  return partsOf(definition).some((part) => {
    const program = compile([part], false);
    const results = FEW.map((place) => {
      const result = resultOf(program, part.name, INPUTS[place] ?? 0);
      return typeof result === 'string' ? result : result.value;
    });
    const key = results.join();
    if (seen.has(key) || results.every((result) => result === results[0])) return true;
    seen.add(key);
    return false;
  });
}
