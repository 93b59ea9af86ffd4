/**
 * A suite of named integer functions with its options filled in: what is shown of them in training, and the items of each
 * split. Splits and protocol are those of Cook et al., arXiv 2506.18777v2, section 4 and appendix B: `w-io-train` asks what
 * training showed, `w-io-test` train functions on held-out inputs, `wo-io` evaluation functions by name alone, `in-context`
 * evaluation functions with what specifies them. Invariant: an item depends on the seed, the function, the input, the
 * split and the answer, and in context on how instructions are shown; the other options only say which items there are.
 */
import type { Step } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import { type Answer, integerOf } from '../../scoring/verdict.js';
import type { Execution, Instruction, Item, SuiteInstance } from '../suite.js';
import type { AskedProgram, Run } from './asked-program.js';
import { BindingErrors } from './binding.js';
import { type Form, Prompts, type Wording } from './prompts.js';

export const SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'] as const;
export type Split = (typeof SPLITS)[number];

/** A blind guess is an integer from `low` to `high`, each equally likely. */
const GUESSES: { readonly low: number; readonly high: number } = { low: -1000, high: 1000 };

/** The probability that a blind guess is right. */
export function guessAccuracy({ target }: Item): number {
  const value = Number(integerOf(target));
  const reachable = value >= GUESSES.low && value <= GUESSES.high;
  return reachable ? 1 / (GUESSES.high - GUESSES.low + 1) : 0;
}

/** How many runs of each function are used. */
export interface Counts {
  /** Shown in training. */
  readonly executions: number;
  /** Never shown in training. */
  readonly heldOut: number;
  /** Asked at most, in each split. */
  readonly items: number;
}

/** What a suite is made of. */
export interface Contents<Asked> {
  readonly suite: string;
  readonly train: readonly Asked[];
  readonly evaluation: readonly Asked[];
  readonly counts: Counts;
  /** How `in-context` shows instructions. */
  readonly form: Form;
  readonly wording: Wording;
}

export abstract class FunctionSuite<Asked extends AskedProgram> implements SuiteInstance {
  readonly suite: string;
  readonly splits: readonly Split[] = SPLITS;
  readonly instructions: readonly Instruction[];
  readonly #contents: Contents<Asked>;
  readonly #byInstruction: ReadonlyMap<string, Asked>;
  readonly #bindingErrors: BindingErrors;
  readonly #prompts: Prompts;

  /** @param related functions that training shows beside those of the suite */
  constructor(contents: Contents<Asked>, related: readonly AskedProgram[] = []) {
    const { suite, train, evaluation } = contents;
    const used = [...train, ...evaluation];
    this.suite = suite;
    this.instructions = [
      ...train.map((asked) => instructionOf(asked, 'train', contents.form)),
      ...evaluation.map((asked) => instructionOf(asked, 'evaluation', contents.form)),
    ];
    this.#contents = contents;
    this.#byInstruction = new Map(used.map((asked) => [instructionId(asked), asked]));
    this.#bindingErrors = new BindingErrors([...used, ...related]);
    this.#prompts = new Prompts(contents.wording, contents.form);
  }

  /** @throws RangeError for a split that the suite does not have */
  *items(split: string, answer: Answer): Generator<Item, void> {
    const known = SPLITS.find((name) => name === split);
    if (known === undefined) throw new RangeError(`${this.suite} has no split ${split}`);
    const { train, evaluation } = this.#contents;
    for (const asked of known.startsWith('w-io') ? train : evaluation) {
      for (const run of this.#askedOf(asked, known)) yield this.#item(asked, known, answer, run);
    }
  }

  /** Those of one function have unique inputs and are a prefix of what a larger `executions` gives. */
  *executions(): Generator<Execution, void> {
    const { train, counts } = this.#contents;
    for (const asked of train) {
      const instruction = instructionId(asked);
      for (const { input, output } of asked.first(counts.executions)) {
        yield { instruction, name: asked.name, input: String(input), output: String(output) };
      }
    }
  }

  /** These suites have no measures. */
  measure(): Readonly<Record<string, number>> {
    return {};
  }

  isBindingError(item: Item, answer: string): boolean {
    return this.#bindingErrors.has(this.#asked(item), Number(item.input), answer);
  }

  bindingErrorChance(item: Item, answer: string): number {
    return this.#bindingErrors.chance(this.#asked(item), Number(item.input), answer);
  }

  trace(item: Item): readonly Step[] {
    return this.#asked(item).trace(Number(item.input));
  }

  rightAnswer(item: Item): string {
    return integerOf(item.target);
  }

  guess(_: Item, random: Random): string {
    return String(random.integer(GUESSES.low, GUESSES.high));
  }

  plausibleError(item: Item, random: Random): string {
    const asked = this.#asked(item);
    const input = Number(item.input);
    const truth = asked.outputFor(input);
    for (let draw = 0; draw < 20; draw += 1) {
      const confused = this.confuse(asked, input, random);
      if (confused !== truth) return String(confused);
    }
    return String(truth + random.integer(1, 9));
  }

  /** What a model gives that makes a mistake; right by chance now and then. */
  protected abstract confuse(asked: Asked, input: number, random: Random): number;

  #asked({ instruction }: Item): Asked {
    const asked = this.#byInstruction.get(instruction);
    if (asked === undefined) throw new RangeError(`there is no instruction ${instruction}`);
    return asked;
  }

  /**
   * A train function is asked no more than training shows of it, or than is held out; evaluation functions, of which
   * training shows no executions, are asked from the back like held-out inputs.
   */
  #askedOf(asked: Asked, split: Split): readonly Run[] {
    const { items, executions, heldOut } = this.#contents.counts;
    switch (split) {
      case 'w-io-train':
        return asked.first(Math.min(items, executions));
      case 'w-io-test':
        return asked.last(Math.min(items, heldOut));
      case 'wo-io':
      case 'in-context':
        return asked.last(items);
    }
  }

  #item(asked: Asked, split: Split, answer: Answer, run: Run): Item {
    const { suite, form } = this.#contents;
    const instruction = instructionId(asked);
    const { input, output } = run;
    const isShown = split === 'in-context';
    const place = `${suite}/${split}/${answer}/${asked.key}/x${input}`;
    return {
      id: isShown && form === 'natural-language' ? `${place}/${form}` : place,
      suite,
      split,
      answer,
      instruction,
      cluster: instruction,
      input: String(input),
      messages: this.#prompts.messages(asked, { input, answer, isShown }),
      target: { kind: 'integer', value: String(output) },
      facets: asked.facetsOf(run),
      controls: asked.controlsOf(run),
    };
  }
}

/** Under which its instruction is listed. */
export function instructionId(asked: AskedProgram): string {
  return `${asked.suite}/${asked.key}`;
}

function instructionOf(asked: AskedProgram, role: Instruction['role'], form: Form): Instruction {
  return {
    id: instructionId(asked),
    kind: 'program',
    name: asked.name,
    source: asked.source,
    ...(form === 'natural-language' && { description: asked.english }),
    role,
    facets: asked.facets,
  };
}
