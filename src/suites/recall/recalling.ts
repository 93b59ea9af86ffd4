/** A suite with the split `recall` beside its own. */
import type { z } from 'zod';
import type { Step } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import type { Answer } from '../../scoring/verdict.js';
import {
  defineSuite,
  type Execution,
  type Instruction,
  type Item,
  type Refusal,
  type Suite,
  type SuiteDefinition,
  type SuiteInstance,
  type Training,
} from '../suite.js';
import { plausibleSource } from './mistakes.js';
import { RECALL, type RecallableInstance, type Recalled, recallItem } from './recalled.js';

/** A suite whose instructions can be asked for. */
export function defineRecallable<Options extends z.ZodObject>(
  definition: SuiteDefinition<Options, RecallableInstance>,
): Suite {
  const { instantiate, ...rest } = definition;
  return defineSuite({
    ...withRecall(rest),
    instantiate: (options: z.output<Options>) => new Recalling(instantiate(options)),
  });
}

/** The same of a suite whose instance takes time to come. */
export function defineRecallableLater<Options extends z.ZodObject>(
  definition: SuiteDefinition<Options, Promise<RecallableInstance>>,
): Suite<Promise<SuiteInstance>> {
  const { instantiate, ...rest } = definition;
  return defineSuite({
    ...withRecall(rest),
    instantiate: async (options: z.output<Options>): Promise<SuiteInstance> =>
      new Recalling(await instantiate(options)),
  });
}

function withRecall<Description extends Pick<Suite, 'splits' | 'guessAccuracy'>>(
  description: Description,
): Description {
  return {
    ...description,
    splits: [...description.splits, RECALL],
    guessAccuracy: (item: Item) => (item.split === RECALL ? 0 : description.guessAccuracy(item)),
  };
}

class Recalling implements SuiteInstance {
  readonly suite: string;
  readonly splits: readonly string[];
  readonly onRequest: readonly string[] = [RECALL];
  readonly instructions: readonly Instruction[];
  readonly training: Training | undefined;
  readonly usable: number | undefined;
  readonly refused: readonly Refusal[] | undefined;
  readonly #suite: RecallableInstance;
  #recalled: ReadonlyMap<string, Recalled> | undefined;

  constructor(suite: RecallableInstance) {
    this.suite = suite.suite;
    this.splits = suite.splits;
    this.instructions = suite.instructions;
    this.#suite = suite;
    this.training = suite.training;
    this.usable = suite.usable;
    this.refused = suite.refused;
  }

  executions(): Iterable<Execution> {
    return this.#suite.executions();
  }

  *items(split: string, answer: Answer): Generator<Item, void> {
    if (split !== RECALL) yield* this.#suite.items(split, answer);
    // There are no steps on the way to a source.
    else if (answer === 'direct') {
      for (const recalled of this.#byInstruction.values()) yield recallItem(this.suite, recalled);
    }
  }

  measure(item: Item, answer: string): Readonly<Record<string, number>> {
    return item.split === RECALL ? {} : this.#suite.measure(item, answer);
  }

  /** Which other instruction was recalled is not asked. */
  isBindingError(item: Item, answer: string): boolean | null {
    return item.split === RECALL ? null : this.#suite.isBindingError(item, answer);
  }

  bindingErrorChance(item: Item, answer: string): number {
    return item.split === RECALL ? 0 : this.#suite.bindingErrorChance(item, answer);
  }

  trace(item: Item): readonly Step[] | null {
    return item.split === RECALL ? null : this.#suite.trace(item);
  }

  rightAnswer(item: Item, random: Random): string {
    if (item.split !== RECALL) return this.#suite.rightAnswer(item, random);
    return this.#recalledOf(item).instruction.source;
  }

  plausibleError(item: Item, random: Random): string {
    if (item.split !== RECALL) return this.#suite.plausibleError(item, random);
    return plausibleSource(this.#recalledOf(item), this.instructions, random);
  }

  /** Nobody guesses a program. */
  guess(item: Item, random: Random): string {
    return item.split === RECALL ? 'I do not know it.' : this.#suite.guess(item, random);
  }

  get #byInstruction(): ReadonlyMap<string, Recalled> {
    this.#recalled ??= new Map(
      [...this.#suite.recalled()].map((recalled) => [recalled.instruction.id, recalled]),
    );
    return this.#recalled;
  }

  #recalledOf({ instruction }: Item): Recalled {
    const recalled = this.#byInstruction.get(instruction);
    if (recalled === undefined) throw new RangeError(`there is no instruction ${instruction}`);
    return recalled;
  }
}
