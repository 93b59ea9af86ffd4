/**
 * A problem with its runs in the order of a suite. Invariant: what training shows is taken from the front and what it never shows from
 * the back, so that both are nested as they grow; what is held out is at most half of them.
 */
import type { Target } from '../../scoring/verdict.js';
import type { Facets } from '../suite.js';
import { callOf, type Problem, type Run } from './problem.js';

export const NAME = 'leetcode';

/** Lines of source that the facet `length` takes together. */
const LINES = 5;

/** By which LeetCode takes a float for right. */
const TOLERANCE = '0.00001';

/** The names of the controls with the words of a table's legend. */
export const CONTROLS = {
  most_common_output: {
    legend: "share right for always giving the problem's most common output",
  },
  repeat_input: { legend: 'share right for repeating the first argument' },
} as const;

export class AskedProblem {
  readonly problem: Problem;
  readonly #mostCommon: string | null;

  constructor(problem: Problem) {
    this.problem = problem;
    this.#mostCommon = mostCommon(problem.runs.map(({ output }) => output));
  }

  /** Under which its instruction is listed. */
  get id(): string {
    return `${NAME}/${this.problem.id}`;
  }

  /** The first `count` runs that are not held out where `heldOut` are. */
  first(count: number, heldOut: number): readonly Run[] {
    const { runs } = this.problem;
    return runs.slice(0, Math.min(count, runs.length - this.#heldOut(heldOut)));
  }

  /** The last `count` of those that are held out where `heldOut` are, the very last one first. */
  heldOut(count: number, heldOut: number): readonly Run[] {
    const most = Math.min(count, this.#heldOut(heldOut));
    return most === 0 ? [] : this.problem.runs.slice(-most).toReversed();
  }

  /** The last `count` runs, the very last one first. */
  last(count: number): readonly Run[] {
    return this.problem.runs.slice(-count).toReversed();
  }

  /** The first `count` runs that are not among the last `asked`. */
  unasked(count: number, asked: number): readonly Run[] {
    const { runs } = this.problem;
    return runs.slice(0, Math.max(0, Math.min(count, runs.length - asked)));
  }

  get facets(): Facets {
    const { source, difficulty, tags } = this.problem;
    const lines = source.split('\n').filter((line) => line.trim() !== '').length;
    return { difficulty, field: tags[0] ?? 'unknown', length: LINES * Math.ceil(lines / LINES) };
  }

  controlsOf({ output, args }: Run): Record<keyof typeof CONTROLS, number> {
    return {
      most_common_output: output === this.#mostCommon ? 1 : 0,
      repeat_input: args[0]?.value === output ? 1 : 0,
    };
  }

  /** The run with this call. */
  runOf(call: string): Run | undefined {
    return this.problem.runs.find((run) => callOf(this.problem, run) === call);
  }

  #heldOut(most: number): number {
    return Math.min(most, Math.floor(this.problem.runs.length / 2));
  }
}

/** What is right: an integer, a number within LeetCode's tolerance, or a literal. */
export function targetOf({ output }: Run): Target {
  if (/^-?\d+$/.test(output)) return { kind: 'integer', value: output };
  const isFloat = /^-?\d[\d.e+-]*$/.test(output);
  return isFloat
    ? { kind: 'number', value: output, tolerance: TOLERANCE }
    : { kind: 'python-literal', value: output };
}

/** Of several that are as common, the first; null where no output comes twice, as among the few cases of older data. */
function mostCommon(outputs: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const output of outputs) counts.set(output, (counts.get(output) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return outputs.find((output) => most > 1 && counts.get(output) === most) ?? null;
}
