/**
 * A classical algorithm: its program, the word problem that it solves and what it is applied to. Invariant: what it gives is what its
 * source gives in our interpreter, the very source that models are trained on.
 */
import {
  compileProgram,
  fromHost,
  type Module,
  type Program,
  parseProgram,
  repr,
  type Step,
  type Value,
} from '../../python/index.js';
import type { Random } from '../../random/random.js';
import type { Generator } from './inputs/draw.js';
import type { Field } from './inputs/generators.js';

/** What is said of an algorithm beside its program. */
export interface Stated {
  /** Of the function that is called. */
  readonly name: string;
  readonly field: Field;
  readonly difficulty: 'easy' | 'medium' | 'hard';
  /** Names each parameter of the function in backticks. */
  readonly problem: string;
}

/** What a run gives. */
export interface Result {
  /** `repr` of the value. */
  readonly output: string;
  /** Of the interpreter. */
  readonly steps: number;
}

export class Algorithm {
  readonly name: string;
  readonly field: Field;
  readonly difficulty: Stated['difficulty'];
  readonly problem: string;
  readonly source: string;
  readonly #generator: Generator;
  #module: Module | undefined;
  #program: Program | undefined;
  #tracer: ((args: readonly Value[]) => Step[]) | undefined;

  constructor({ name, field, difficulty, problem }: Stated, source: string, generator: Generator) {
    this.name = name;
    this.field = field;
    this.difficulty = difficulty;
    this.problem = problem;
    this.source = source;
    this.#generator = generator;
  }

  /** Lines of the source that are not blank. */
  get lines(): number {
    return this.source.split('\n').filter((line) => line.trim() !== '').length;
  }

  /** The names of its parameters. */
  get parameters(): readonly string[] {
    const called = this.#parsed().functions.find(({ name }) => name === this.name);
    if (called === undefined) throw new Error(`the program of ${this.name} does not define it`);
    return called.parameters;
  }

  /** Arguments of one call. */
  draw(random: Random): Value[] {
    return this.#generator(random).map((argument) => fromHost(argument));
  }

  /**
   * @throws what a run of a program throws: other arguments than its own can be all wrong
   */
  run(args: readonly Value[], steps?: number): Result {
    this.#program ??= compileProgram(this.#parsed());
    const limits = steps === undefined ? undefined : { steps };
    const result = this.#program.call(this.name, args, limits);
    return { output: repr(result.value), steps: result.steps };
  }

  /** What a run does, step by step. */
  trace(args: readonly Value[]): Step[] {
    this.#tracer ??= tracerOf(this.#parsed(), this.name);
    return this.#tracer(args);
  }

  #parsed(): Module {
    this.#module ??= parseProgram(this.source, { file: `algorithms/${this.name}.py` });
    return this.#module;
  }
}

/** Compiles a program once for all its traces. */
function tracerOf(module: Module, name: string): (args: readonly Value[]) => Step[] {
  let steps: Step[] = [];
  const program = compileProgram(module, { onStep: (step) => steps.push(step) });
  return (args) => {
    steps = [];
    program.call(name, args);
    return steps;
  };
}
