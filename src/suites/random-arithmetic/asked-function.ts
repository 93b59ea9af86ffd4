/** A function of the pool that a plan uses: its facets and controls. */
import { printFunction, type RunResult } from '../../python/index.js';
import { Random } from '../../random/random.js';
import type { Facets } from '../suite.js';
import { AskedProgram, type Run } from './asked-program.js';
import type { ControlFlow } from './control-flow.js';
import { describe } from './english/describe.js';
import type { PoolFunction } from './pool.js';

export const NAME = 'random-arithmetic';

/** The names of the controls with the words of a table's legend. */
export const CONTROLS = {
  most_common_output: {
    legend: "share right for always giving the instruction's most common output",
  },
  repeat_input: { legend: 'share right for repeating the input' },
} as const;

export class AskedFunction extends AskedProgram {
  readonly suite: string = NAME;
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  readonly source: string;
  readonly facets: { readonly ops: number; readonly control_flow: ControlFlow };
  readonly origin: PoolFunction;
  readonly #english: string | undefined;

  /** @param english undefined for a description of ours */
  constructor(origin: PoolFunction, english?: string) {
    super();
    this.seed = origin.seed;
    this.index = origin.index;
    this.name = origin.name;
    this.source = printFunction(origin.definition);
    this.facets = { ops: origin.operators, control_flow: origin.controlFlow };
    this.origin = origin;
    this.#english = english;
  }

  get outputs(): Int32Array {
    return this.origin.outputs;
  }

  get program(): string {
    return this.source;
  }

  /** Ours is drawn by the function's place alone, so that it reads the same wherever the function is described. */
  get english(): string {
    return (
      this.#english ??
      describe(this.origin.definition, new Random(NAME, this.seed, 'description', this.index))
    );
  }

  get programInEnglish(): string {
    return this.english;
  }

  protected override results(): readonly RunResult[] {
    return this.origin.run?.() ?? super.results();
  }

  facetsOf({ operations }: Run): Facets {
    const { ops, control_flow } = this.facets;
    return { ops, executed_ops: operations, control_flow };
  }

  controlsOf({ input, output }: Run): Record<keyof typeof CONTROLS, number> {
    return {
      most_common_output: output === this.mostCommonOutput ? 1 : 0,
      repeat_input: output === input ? 1 : 0,
    };
  }
}
