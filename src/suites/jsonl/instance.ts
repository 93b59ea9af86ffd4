/**
 * A user's file of items as a suite. Nothing is known of how they were made: there are no instructions to train on, no controls and no
 * binding errors. Invariant: an item depends on its own line alone (and on its number, where the line has no id).
 */
import type { Random } from '../../random/random.js';
import type { Answer } from '../../scoring/verdict.js';
import { guess, plausibleError, rightAnswer } from '../plausible.js';
import type { Item, SuiteInstance } from '../suite.js';
import { readItemsFile, type StatedItem } from './items-file.js';
import type { Options } from './options.js';

export const NAME = 'jsonl';

export class Jsonl implements SuiteInstance {
  readonly suite: string = NAME;
  readonly splits: readonly string[];
  readonly instructions = [] as const;
  readonly #items: readonly StatedItem[];

  /** @throws DiagnosticError with what is wrong with the file */
  constructor({ file }: Options) {
    this.#items = readItemsFile(file);
    this.splits = [...new Set(this.#items.map(({ split }) => split))].toSorted();
  }

  *items(split: string, answer: Answer): Generator<Item, void> {
    for (const stated of this.#items) {
      if (stated.split !== split) continue;
      const way = stated.asked.find((each) => each.answer === answer);
      if (way !== undefined) yield itemOf(stated, way);
    }
  }

  executions(): Iterable<never> {
    return [];
  }

  measure(): Readonly<Record<string, never>> {
    return {};
  }

  isBindingError(): null {
    return null;
  }

  bindingErrorChance(): number {
    return 0;
  }

  trace(): null {
    return null;
  }

  rightAnswer({ target }: Item): string {
    return rightAnswer(target);
  }

  plausibleError(item: Item, random: Random): string {
    return plausibleError(item, random);
  }

  guess(item: Item, random: Random): string {
    return guess(item, random);
  }
}

function itemOf(stated: StatedItem, { answer, messages }: StatedItem['asked'][number]): Item {
  const { id, split, cluster, target, facets } = stated;
  return {
    id: `${NAME}/${split}/${answer}/${id}`,
    suite: NAME,
    split,
    answer,
    instruction: `${NAME}/${cluster}`,
    cluster: `${NAME}/${cluster}`,
    input: id,
    messages,
    target,
    facets,
    controls: {},
  };
}
