/**
 * An algorithm with the inputs of a seed. Invariant: the inputs are different, their order depends on the seed and the algorithm alone;
 * what training shows is taken from the front and what it never shows from the back, so that both are nested as they grow.
 */
import { repr, type Step, type Value } from '../../python/index.js';
import { Random } from '../../random/random.js';
import type { Facets } from '../suite.js';
import type { Algorithm, Result } from './algorithm.js';

export const NAME = 'algorithms';

/** Inputs of each algorithm: 100 executions, as the paper's figure 2 shows at most, and 20 more. */
export const INPUTS = 120;

/** Draws after which there are no more different inputs to be hoped for. */
const MOST_DRAWS = 100 * INPUTS;

/** Lines of source that the facet `length` takes together. */
const LINES = 5;

/** Longer traces are no steps that models can be expected to write down. */
const MOST_TRACED = 100;

/** The names of the controls with the words of a table's legend. */
export const CONTROLS = {
  most_common_output: {
    legend: "share right for always giving the algorithm's most common output",
  },
  repeat_input: { legend: 'share right for repeating the first argument' },
} as const;

/** One application of an algorithm. */
export interface Run extends Result {
  /** The place of the input in the order of all, from 0. */
  readonly number: number;
  readonly args: readonly Value[];
  /** As Python writes it. */
  readonly call: string;
}

export class AskedAlgorithm {
  readonly seed: number;
  readonly algorithm: Algorithm;
  #runs: readonly Run[] | undefined;
  #mostCommon: string | undefined;
  /** Every sample of an item asks for them. */
  readonly #traces = new Map<Run, readonly Step[] | null>();

  constructor(seed: number, algorithm: Algorithm) {
    this.seed = seed;
    this.algorithm = algorithm;
  }

  /** Under which its instruction is listed. */
  get id(): string {
    return `${NAME}/${this.algorithm.name}`;
  }

  /** Every run, in order. */
  get runs(): readonly Run[] {
    this.#runs ??= inputsOf(this.seed, this.algorithm).map((args, number) => ({
      number,
      args,
      call: callOf(this.algorithm, args),
      ...this.algorithm.run(args),
    }));
    return this.#runs;
  }

  /** The first `count` runs. */
  first(count: number): readonly Run[] {
    return this.runs.slice(0, count);
  }

  /** The last `count` runs, the very last one first. */
  last(count: number): readonly Run[] {
    return this.runs.slice(-count).toReversed();
  }

  /** Of all inputs; of several, the one that comes first. */
  get mostCommonOutput(): string {
    this.#mostCommon ??= mostCommon(this.runs.map(({ output }) => output));
    return this.#mostCommon;
  }

  get facets(): Facets {
    const { field, difficulty, lines } = this.algorithm;
    return { field, difficulty, length: LINES * Math.ceil(lines / LINES) };
  }

  /** `steps`: the smallest power of two that is not less than the run's. */
  facetsOf({ steps }: Run): Facets {
    return { ...this.facets, steps: 2 ** (32 - Math.clz32(steps - 1)) };
  }

  controlsOf({ output, args }: Run): Record<keyof typeof CONTROLS, number> {
    return {
      most_common_output: output === this.mostCommonOutput ? 1 : 0,
      repeat_input: args.slice(0, 1).some((first) => repr(first) === output) ? 1 : 0,
    };
  }

  /** The steps of a run; null where there are too many of them. */
  trace(run: Run): readonly Step[] | null {
    const known = this.#traces.get(run);
    if (known !== undefined) return known;
    const steps = this.algorithm.trace(run.args);
    const trace = steps.length > MOST_TRACED ? null : steps;
    this.#traces.set(run, trace);
    return trace;
  }
}

/** The arguments as a call. */
export function callOf({ name }: Algorithm, args: readonly Value[]): string {
  return `${name}(${args.map(repr).join(', ')})`;
}

function inputsOf(seed: number, algorithm: Algorithm): Value[][] {
  const random = new Random(NAME, seed, 'inputs', algorithm.name);
  const drawn = new Map<string, Value[]>();
  for (let draws = 0; draws < MOST_DRAWS && drawn.size < INPUTS; draws += 1) {
    const args = algorithm.draw(random);
    drawn.set(callOf(algorithm, args), args);
  }
  if (drawn.size < INPUTS) {
    throw new Error(`${algorithm.name} has ${drawn.size} different inputs, not ${INPUTS}`);
  }
  return [...drawn.values()];
}

function mostCommon(outputs: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const output of outputs) counts.set(output, (counts.get(output) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return outputs.find((output) => counts.get(output) === most) ?? '';
}
