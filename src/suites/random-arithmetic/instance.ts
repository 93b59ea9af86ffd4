/**
 * Random Arithmetic with its options filled in: which functions are used, what is shown of them in training, and the items
 * of each split. Splits and protocol are those of Cook et al., arXiv 2506.18777v2, section 4 and appendix B: `w-io-train`
 * asks what training showed, `w-io-test` train functions on held-out inputs, `wo-io` evaluation functions by name alone,
 * `in-context` evaluation functions with their source. Invariant: an item's id, messages and target depend on the seed,
 * the function, the input, the split and the answer, and on nothing else.
 */
import type { Random } from '../../random/random.js';
import type { Answer } from '../../scoring/verdict.js';
import type { Instruction, Item, SuiteInstance } from '../suite.js';
import { AskedFunction, type Execution } from './asked-function.js';
import { Confusions } from './confusions.js';
import type { Options } from './options.js';
import { poolOf } from './pool.js';
import { messages } from './prompts.js';

export const NAME = 'random-arithmetic';

export const SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'] as const;
export type Split = (typeof SPLITS)[number];

/** The names of the controls with the words of a table's legend. */
export const CONTROLS = {
  most_common_output: "share right for always giving the function's most common output",
  repeat_input: 'share right for repeating the input',
} as const;

export class RandomArithmetic implements SuiteInstance {
  readonly suite: string = NAME;
  readonly options: Options;
  /** In pool order, from the front. */
  readonly trainFunctions: readonly AskedFunction[];
  /** From the back of the pool: the first of them is the pool's last. */
  readonly evaluationFunctions: readonly AskedFunction[];
  readonly instructions: readonly Instruction[];
  readonly #byInstruction: ReadonlyMap<string, AskedFunction>;
  readonly #confusions: Confusions;

  constructor(options: Options) {
    const pool = poolOf(options.seed);
    this.options = options;
    this.trainFunctions = pool.slice(0, options.train).map((origin) => new AskedFunction(origin));
    this.evaluationFunctions = pool
      .slice(-options.evaluation)
      .toReversed()
      .map((origin) => new AskedFunction(origin));
    const used = [...this.trainFunctions, ...this.evaluationFunctions];
    this.instructions = [
      ...this.trainFunctions.map((asked) => instructionOf(asked, 'train')),
      ...this.evaluationFunctions.map((asked) => instructionOf(asked, 'evaluation')),
    ];
    this.#byInstruction = new Map(used.map((asked) => [instructionId(asked), asked]));
    this.#confusions = new Confusions(used);
  }

  /** @throws RangeError for a split that the suite does not have */
  *items(split: string, answer: Answer): Generator<Item, void> {
    const known = SPLITS.find((name) => name === split);
    if (known === undefined) throw new RangeError(`random-arithmetic has no split ${split}`);
    for (const asked of this.#functionsOf(known)) {
      const usual = mostCommon(asked.first(this.options.executions));
      for (const execution of this.#askedOf(asked, known)) {
        yield itemOf(asked, known, answer, execution, usual);
      }
    }
  }

  /**
   * The executions of an instruction that training shows, when it shows any: unique inputs, a prefix of what a larger
   * `executions` gives. For an evaluation instruction, those that it would have been shown with.
   * @throws RangeError for an id that is not one of this instance's instructions
   */
  executions(instruction: string): readonly Execution[] {
    return this.#asked(instruction).first(this.options.executions);
  }

  isBindingError(item: Item, answer: string): boolean {
    return this.#confusions.isBindingError(
      this.#asked(item.instruction),
      Number(item.input),
      answer,
    );
  }

  bindingErrorChance(item: Item, answer: string): number {
    return this.#confusions.bindingErrorChance(
      this.#asked(item.instruction),
      Number(item.input),
      answer,
    );
  }

  plausibleError(item: Item, random: Random): string {
    return this.#confusions.plausibleError(
      this.#asked(item.instruction),
      Number(item.input),
      random,
    );
  }

  #asked(instruction: string): AskedFunction {
    const asked = this.#byInstruction.get(instruction);
    if (asked === undefined) throw new RangeError(`there is no instruction ${instruction}`);
    return asked;
  }

  #functionsOf(split: Split): readonly AskedFunction[] {
    return split.startsWith('w-io') ? this.trainFunctions : this.evaluationFunctions;
  }

  /** Inputs that training never shows are taken from the back, for evaluation functions as for train functions. */
  #askedOf(asked: AskedFunction, split: Split): readonly Execution[] {
    const { items_per_function } = this.options;
    return split === 'w-io-train'
      ? asked.first(items_per_function)
      : asked.last(items_per_function);
  }
}

function instructionId(asked: AskedFunction): string {
  return `${NAME}/${asked.key}`;
}

function instructionOf(asked: AskedFunction, role: Instruction['role']): Instruction {
  return {
    id: instructionId(asked),
    kind: 'program',
    name: asked.name,
    source: asked.source,
    role,
    facets: { ops: asked.origin.operators, control_flow: asked.origin.controlFlow },
  };
}

/** @param usual the function's most common output, which one control always gives */
function itemOf(
  asked: AskedFunction,
  split: Split,
  answer: Answer,
  { input, output, operations }: Execution,
  usual: number,
): Item {
  const instruction = instructionId(asked);
  return {
    id: `${NAME}/${split}/${answer}/${asked.key}/x${input}`,
    suite: NAME,
    split,
    answer,
    instruction,
    cluster: instruction,
    input: String(input),
    messages: messages(asked, input, answer, split === 'in-context'),
    target: { kind: 'integer', value: String(output) },
    facets: {
      ops: asked.origin.operators,
      executed_ops: operations,
      control_flow: asked.origin.controlFlow,
    },
    controls: {
      most_common_output: output === usual ? 1 : 0,
      repeat_input: output === input ? 1 : 0,
    },
  };
}

/** The output that most executions share; of several, the smallest. */
function mostCommon(executions: readonly Execution[]): number {
  const counts = new Map<number, number>();
  for (const { output } of executions) counts.set(output, (counts.get(output) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return Math.min(...[...counts].filter(([, count]) => count === most).map(([output]) => output));
}
