/** A problem as a data set states it, and what is made of it. */
import type { Comparison } from '../../sandbox/index.js';

/** As LeetCode compares: floats within 1e-5, as a share where they are above 1, and JSON has no tuples. */
export const COMPARISON: Comparison = { tolerance: 1e-5, sequences: 'as-leetcode' };

/** An input with the output that the data set states for it, both as they are written there. */
export interface StatedCase {
  /** Arguments by name, such as `nums = [2,7], target = 9`. */
  readonly input: string;
  readonly output?: string | undefined;
}

/** What a line of the file states. */
export interface StatedProblem {
  readonly line: number;
  readonly id: string;
  /** The word problem, without examples. */
  readonly description: string;
  /** Python that stands before the solution: imports, and the classes of lists and trees. */
  readonly preamble: string;
  readonly source: string;
  /** What is called: `two_sum`, or `Solution().twoSum`. */
  readonly entry: string;
  readonly cases: readonly StatedCase[];
  readonly difficulty: string;
  readonly tags: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly date: string | null;
}

/** An argument: a name, and its value as Python's `repr` has it. */
export interface Argument {
  readonly name: string;
  readonly value: string;
}

/** A case that can be asked. */
export interface Case {
  /** Its place among the problem's cases, from 0. */
  readonly number: number;
  readonly args: readonly Argument[];
  /** The stated output as a Python literal. */
  readonly stated: string | null;
}

/** A case with what the solution gives for it, as Python's `repr` has it. */
export interface Run extends Case {
  readonly output: string;
}

/** A problem that can be asked: it has a run, and every one of them gave the stated output. */
export interface Problem extends StatedProblem {
  readonly runs: readonly Run[];
}

/** Whether this can be called with the arguments of a case. */
export function isCallable(entry: string): boolean {
  return /^(?:Solution\(\)\.)?[A-Za-z_]\w{0,127}$/.test(entry);
}

/** The method or function alone. */
export function functionOf({ entry }: StatedProblem): string {
  return entry.replace(/^.*\./, '');
}

/** A case as a call. */
export function callOf(problem: StatedProblem, { args }: Case): string {
  return `${functionOf(problem)}(${args.map(({ name, value }) => `${name}=${value}`).join(', ')})`;
}
