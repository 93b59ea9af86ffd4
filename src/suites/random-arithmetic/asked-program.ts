/**
 * A program that a plan asks about, an integer function of an integer: how it is run and in which order its inputs are used.
 * Invariant: what it says of itself is what its printed source does when it is parsed and run, the very source that models
 * are trained on; that this agrees with the outputs that were known before is checked, for functions on record by tests.
 * Parsing is put off until something is asked of it.
 */
import {
  compileProgram,
  type Program,
  parseProgram,
  type RunResult,
  type Step,
} from '../../python/index.js';
import { Random } from '../../random/random.js';
import type { Facets } from '../suite.js';
import { GREATEST_INPUT, LEAST_INPUT, orderInputs, placeOf, runsOf } from './inputs.js';
import type { Subject } from './prompts.js';

/** One run of a function, as training shows it and as an item asks it. */
export interface Run {
  readonly input: number;
  readonly output: number;
  /** Operators and calls that ran. */
  readonly operations: number;
}

export abstract class AskedProgram implements Subject {
  /** Of the suite that it belongs to: the beginning of every key that something of it is drawn by. */
  abstract readonly suite: string;
  abstract readonly seed: number;
  abstract readonly index: number;
  abstract readonly name: string;
  /** What training shows of it. */
  abstract readonly source: string;
  /** Its source and that of all that it calls. */
  abstract readonly program: string;
  /** The source in English. */
  abstract readonly english: string;
  /** The program in English, a paragraph for each function. */
  abstract readonly programInEnglish: string;
  /** The result for each input, in the order of `INPUTS`. */
  abstract readonly outputs: Int32Array;
  /** The breakdowns that hold for each of its runs. */
  abstract readonly facets: Facets;
  #runs: readonly Run[] | null = null;
  #traced: Program | null = null;
  #steps: Step[] = [];
  #mostCommonOutput: number | null = null;

  /** The breakdowns of one of its runs. */
  abstract facetsOf(run: Run): Facets;

  /** For each control of the suite whether it would be right. */
  abstract controlsOf(run: Run): Readonly<Record<string, number>>;

  /** The source of what it calls. */
  get parts(): string {
    return '';
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
  get mostCommonOutput(): number {
    this.#mostCommonOutput ??= this.#commonOutput();
    return this.#mostCommonOutput;
  }

  /**
   * What the function gives for an input in range.
   * @throws RangeError for any other
   */
  outputFor(input: number): number {
    const output = this.outputs[placeOf(input)];
    if (output === undefined) {
      throw new RangeError(`inputs go from ${LEAST_INPUT} to ${GREATEST_INPUT}, found ${input}`);
    }
    return output;
  }

  /** What the program does for an input, step by step. */
  trace(input: number): readonly Step[] {
    this.#traced ??= compileProgram(parseProgram(this.program), {
      onStep: (step) => this.#steps.push(step),
    });
    this.#steps = [];
    this.#traced.call(this.name, [input]);
    return this.#steps;
  }

  /** What its printed source does for each input, with coverage and count. */
  protected results(): readonly RunResult[] {
    const program = compileProgram(parseProgram(this.program), { coverage: true, count: true });
    return runsOf(program, this.name);
  }

  #commonOutput(): number {
    const counts = new Map<number, number>();
    for (const output of this.outputs) counts.set(output, (counts.get(output) ?? 0) + 1);
    const most = Math.max(...counts.values());
    return Math.min(...[...counts].filter(([, count]) => count === most).map(([output]) => output));
  }

  #run(): Run[] {
    const results = this.results();
    const random = new Random(this.suite, this.seed, 'inputs', this.index);
    const order = orderInputs(random, (input) => results[placeOf(input)]?.branches ?? new Set());
    return order.map((input) => {
      const result = results[placeOf(input)];
      const output = this.outputFor(input);
      if (result?.value !== output) {
        throw new Error(
          `${this.key} does not do as a program what it was known to do, for ${input}`,
        );
      }
      return { input, output, operations: result.operations };
    });
  }
}
