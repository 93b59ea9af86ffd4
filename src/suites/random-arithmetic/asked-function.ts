/**
 * A function of the pool that a plan uses. Invariant: what it says of itself is what its printed source does when it is
 * parsed and run, the very source that models are trained on; that this agrees with the tree which the pool judged is
 * checked. Parsing is put off until something is asked of it.
 */
import { compileProgram, parseProgram, printFunction } from '../../python/index.js';
import { Random } from '../../random/random.js';
import { GREATEST_INPUT, INPUTS, LEAST_INPUT, orderInputs, placeOf } from './inputs.js';
import type { PoolFunction } from './pool.js';
import type { Subject } from './prompts.js';

/** One run of a function, as training shows it and as an item asks it. */
export interface Run {
  readonly input: number;
  readonly output: number;
  /** Operators and calls that ran. */
  readonly operations: number;
}

export class AskedFunction implements Subject {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  readonly source: string;
  readonly origin: PoolFunction;
  #runs: readonly Run[] | null = null;

  constructor(origin: PoolFunction) {
    this.seed = origin.seed;
    this.index = origin.index;
    this.name = origin.name;
    this.source = printFunction(origin.definition);
    this.origin = origin;
  }

  /** Seed and place in the pool, such as `s1-0042`. */
  get key(): string {
    return `s${this.seed}-${String(this.index).padStart(4, '0')}`;
  }

  /**
   * A run for every input, in this function's own random order: training is shown a prefix, and held-out inputs
   * are taken from the back.
   */
  get runs(): readonly Run[] {
    this.#runs ??= this.#run();
    return this.#runs;
  }

  /** The first of its runs: what training shows. */
  first(count: number): readonly Run[] {
    return this.runs.slice(0, count);
  }

  /** The last of its runs, from the back. */
  last(count: number): readonly Run[] {
    return this.runs.slice(-count).toReversed();
  }

  /** The output that most inputs share; of several, the smallest. */
  mostCommonOutput(): number {
    const counts = new Map<number, number>();
    for (const output of this.origin.outputs) counts.set(output, (counts.get(output) ?? 0) + 1);
    const most = Math.max(...counts.values());
    return Math.min(...[...counts].filter(([, count]) => count === most).map(([output]) => output));
  }

  /**
   * What the function gives for an input in range.
   * @throws RangeError for any other
   */
  outputFor(input: number): number {
    const output = this.origin.outputs[placeOf(input)];
    if (output === undefined) {
      throw new RangeError(`inputs go from ${LEAST_INPUT} to ${GREATEST_INPUT}, found ${input}`);
    }
    return output;
  }

  #run(): Run[] {
    const program = compileProgram(parseProgram(this.source), { coverage: true, count: true });
    const results = INPUTS.map((input) => program.call(this.name, [input]));
    const random = new Random('random-arithmetic', this.seed, 'inputs', this.index);
    const order = orderInputs(random, (input) => results[placeOf(input)]?.branches ?? new Set());
    return order.map((input) => {
      const result = results[placeOf(input)];
      const output = this.outputFor(input);
      if (result?.value !== output) {
        throw new Error(
          `${this.key} does not do as a program what it does as a tree, for ${input}`,
        );
      }
      return { input, output, operations: result.operations };
    });
  }
}
