/**
 * What functions are applied to: the integers from -99 to 99 (our choice: the paper, Cook et al., arXiv 2506.18777v2,
 * names no range), and for each function one order of them all. Executions are taken from the front of that order and
 * held-out inputs from its back. Invariant: both are nested as they grow, they never meet, and both begin with inputs
 * that between them take every branch of the function.
 */
import type { Program, RunResult } from '../../python/index.js';
import type { Random } from '../../random/random.js';

export const LEAST_INPUT = -99;
export const GREATEST_INPUT = 99;

/** Every input, ascending. */
export const INPUTS: readonly number[] = Array.from(
  { length: GREATEST_INPUT - LEAST_INPUT + 1 },
  (_, offset) => LEAST_INPUT + offset,
);

/** The place of an input in tables over all inputs. */
export function placeOf(input: number): number {
  return input - LEAST_INPUT;
}

/** What a function of a program does for each input, in their order. */
export function runsOf(program: Program, name: string): readonly RunResult[] {
  return INPUTS.map((input) => program.call(name, [input]));
}

/**
 * All inputs in random order, but for a few at each end that together take every branch. There are at most as many of
 * those as there are branches; a branch that a single input takes is covered from the front only.
 */
export function orderInputs(
  random: Random,
  branchesOf: (input: number) => ReadonlySet<number>,
): number[] {
  const shuffled = random.shuffle(INPUTS);
  const front = covering(shuffled, branchesOf);
  const behind = shuffled.filter((input) => !front.includes(input));
  const back = covering(behind, branchesOf);
  const middle = behind.filter((input) => !back.includes(input));
  return [...front, ...middle, ...back.toReversed()];
}

/** The inputs that take a branch which none before them took. */
function covering(
  inputs: readonly number[],
  branchesOf: (input: number) => ReadonlySet<number>,
): number[] {
  const seen = new Set<number>();
  return inputs.filter((input) => {
    const before = seen.size;
    for (const branch of branchesOf(input)) seen.add(branch);
    return seen.size > before;
  });
}
