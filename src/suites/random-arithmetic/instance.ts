/**
 * Random Arithmetic with its options filled in: which functions are used, what is shown of them in training, and the items
 * of each split. Splits and protocol are those of Cook et al., arXiv 2506.18777v2, section 4 and appendix B: `w-io-train`
 * asks what training showed, `w-io-test` train functions on held-out inputs, `wo-io` evaluation functions by name alone,
 * `in-context` evaluation functions with their source. Invariant: an item depends on the seed, the function, the
 * input, the split and the answer, and on nothing else; the other options only say which items there are.
 */
import type { Random } from '../../random/random.js';
import { type Answer, integerOf } from '../../scoring/verdict.js';
import type { Execution, Instruction, Item, SuiteInstance } from '../suite.js';
import { AskedFunction, type Run } from './asked-function.js';
import { Confusions } from './confusions.js';
import type { Options } from './options.js';
import { poolOf } from './pool.js';
import { messages } from './prompts.js';

export const NAME = 'random-arithmetic';

export const SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'] as const;
export type Split = (typeof SPLITS)[number];

/** The names of the controls with the words of a table's legend. */
export const CONTROLS = {
  most_common_output: {
    legend: "share right for always giving the function's most common output",
  },
  repeat_input: { legend: 'share right for repeating the input' },
} as const;

/** A blind guess is an integer from `low` to `high`, each equally likely. */
const GUESSES: { readonly low: number; readonly high: number } = { low: -1000, high: 1000 };

/** The probability that a blind guess is right. */
export function guessAccuracy({ target }: Item): number {
  const value = Number(integerOf(target));
  const reachable = value >= GUESSES.low && value <= GUESSES.high;
  return reachable ? 1 / (GUESSES.high - GUESSES.low + 1) : 0;
}

export class RandomArithmetic implements SuiteInstance {
  readonly suite: string = NAME;
  readonly splits: readonly Split[] = SPLITS;
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
      const usual = asked.mostCommonOutput();
      for (const run of this.#askedOf(asked, known)) {
        yield itemOf(asked, known, answer, run, usual);
      }
    }
  }

  /** Those of one function have unique inputs and are a prefix of what a larger `executions` gives. */
  *executions(): Generator<Execution, void> {
    for (const asked of this.trainFunctions) {
      const instruction = instructionId(asked);
      for (const { input, output } of asked.first(this.options.executions)) {
        yield { instruction, name: asked.name, input: String(input), output: String(output) };
      }
    }
  }

  /** The suite has no measures. */
  measure(): Readonly<Record<string, number>> {
    return {};
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

  rightAnswer(item: Item): string {
    return integerOf(item.target);
  }

  guess(_: Item, random: Random): string {
    return String(random.integer(GUESSES.low, GUESSES.high));
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

  /**
   * A train function is asked no more than training shows of it, or than is held out; evaluation functions, of which
   * training shows no executions, are asked from the back like held-out inputs.
   */
  #askedOf(asked: AskedFunction, split: Split): readonly Run[] {
    const { items_per_function, executions, held_out } = this.options;
    switch (split) {
      case 'w-io-train':
        return asked.first(Math.min(items_per_function, executions));
      case 'w-io-test':
        return asked.last(Math.min(items_per_function, held_out));
      case 'wo-io':
      case 'in-context':
        return asked.last(items_per_function);
    }
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

/** @param usual the function's most common output over all inputs, which one control always gives */
function itemOf(
  asked: AskedFunction,
  split: Split,
  answer: Answer,
  { input, output, operations }: Run,
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
