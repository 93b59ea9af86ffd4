/** A composition that a plan uses: its facets and controls. */
import { printFunction, printProgram } from '../../python/index.js';
import { Random } from '../../random/random.js';
import { AskedFunction } from '../random-arithmetic/asked-function.js';
import { AskedProgram, type Run } from '../random-arithmetic/asked-program.js';
import { describe } from '../random-arithmetic/english/describe.js';
import type { Facets } from '../suite.js';
import type { PoolComposition } from './pool.js';

export const NAME = 'random-arithmetic-compositions';

/** The names of the controls with the words of a table's legend. */
export const CONTROLS = {
  most_common_output: {
    legend: "share right for always giving the instruction's most common output",
  },
  repeat_input: { legend: 'share right for repeating the input' },
  inner_alone: { legend: 'share right for leaving out the function that is applied last' },
  outer_alone: { legend: 'share right for leaving out the function that is applied first' },
} as const;

/** The calls of both parts run for every input. */
const CALLS = 2;

export class AskedComposition extends AskedProgram {
  readonly suite: string = NAME;
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  /** The composition alone, which names its parts. */
  readonly source: string;
  readonly outputs: Int32Array;
  readonly facets: Facets;
  readonly inner: AskedFunction;
  readonly outer: AskedFunction;
  readonly origin: PoolComposition;

  constructor(origin: PoolComposition) {
    super();
    this.seed = origin.seed;
    this.index = origin.index;
    this.name = origin.name;
    this.source = printFunction(origin.definition);
    this.outputs = origin.outputs;
    this.facets = {
      ops: origin.inner.operators + origin.outer.operators,
      parts: origin.roles,
    };
    this.inner = new AskedFunction(origin.inner);
    this.outer = new AskedFunction(origin.outer);
    this.origin = origin;
  }

  /** Both parts, the one that is applied first before the other, and the composition. */
  get program(): string {
    const { inner, outer, definition } = this.origin;
    const functions = [inner.definition, outer.definition, definition];
    return printProgram({ kind: 'Module', functions });
  }

  override get parts(): string {
    return [this.inner, this.outer].map(({ source }) => source.trimEnd()).join('\n\n');
  }

  get english(): string {
    return describe(this.origin.definition, new Random(NAME, this.seed, 'description', this.index));
  }

  get programInEnglish(): string {
    return [this.inner, this.outer, this].map(({ english }) => english).join('\n\n');
  }

  facetsOf({ operations }: Run): Facets {
    return { ...this.facets, executed_ops: operations - CALLS };
  }

  controlsOf({ input, output }: Run): Record<keyof typeof CONTROLS, number> {
    const right = (answer: number) => (output === answer ? 1 : 0);
    return {
      most_common_output: right(this.mostCommonOutput),
      repeat_input: right(input),
      inner_alone: right(this.inner.outputFor(input)),
      outer_alone: right(this.outer.outputFor(input)),
    };
  }
}
