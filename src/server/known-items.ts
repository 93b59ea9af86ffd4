/**
 * The items whose completions can be scored: those that the config's evaluation asks, and the questions of its training, which `grpo`
 * files name. Invariant: an item is found only where nothing else could be meant.
 */
import type { Config } from '../config/schema.js';
import type { Plan } from '../eval/plan.js';
import { suiteNamed } from '../suites/registry.js';
import type { Execution, Item, SuiteInstance } from '../suites/suite.js';
import { nearest } from '../text/nearest.js';
import { shortened } from '../text/printable.js';
import { RefusedRequest, type RequestFault } from './refused-request.js';
import type { Entry } from './request.js';

/** How a request names an item. */
export type ItemName = Pick<Entry, 'item' | 'suite' | 'instruction' | 'input' | 'split' | 'answer'>;

/** Ids that a message names. */
const MOST_NAMED = 5;
/** Ids among which the one that was meant is looked for. */
const MOST_COMPARED = 20_000;

export class KnownItems {
  readonly #byId = new Map<string, Item>();
  readonly #byInstruction = new Map<string, Item[]>();

  constructor(items: Iterable<Item>) {
    for (const item of items) this.#add(item);
  }

  get size(): number {
    return this.#byId.size;
  }

  /**
   * @param where in the request it is named, such as `entries[3]`
   * @throws RefusedRequest 404 where there is no such item, 422 where it is not said which one
   */
  find(name: ItemName, where: string): Item {
    if (name.item === undefined) return this.#findByInput(name, where);
    const item = this.#byId.get(name.item);
    if (item === undefined) throw unknown('item', name.item, [...this.#byId.keys()], where);
    const contradicted = KEYS.find((key) => name[key] !== undefined && name[key] !== item[key]);
    if (contradicted === undefined) return item;
    const message = `expected "${item[contradicted]}", as item has it; found "${shortened(name[contradicted] ?? '')}"`;
    throw new RefusedRequest(422, [{ where: placeOf(where, contradicted), message }]);
  }

  #findByInput(name: ItemName, where: string): Item {
    const { instruction, input } = name;
    if (instruction === undefined || input === undefined) throw unnamed(where);
    const asked = this.#byInstruction.get(instruction);
    if (asked === undefined) {
      throw unknown('instruction', instruction, [...this.#byInstruction.keys()], where);
    }
    const found = asked.filter((item) =>
      KEYS.every((key) => name[key] === undefined || name[key] === item[key]),
    );
    const [first] = found;
    if (first === undefined) throw unasked(name, asked, where);
    if (found.length > 1) throw ambiguous(found, where);
    return first;
  }

  #add(item: Item): void {
    if (this.#byId.has(item.id)) return;
    this.#byId.set(item.id, item);
    const asked = this.#byInstruction.get(item.instruction) ?? [];
    asked.push(item);
    this.#byInstruction.set(item.instruction, asked);
  }
}

/** All that a config evaluates and trains by reward. */
export function* itemsOf(config: Config, { groups, instances }: Plan): Generator<Item, void> {
  for (const { items } of groups) yield* items;
  for (const instance of instances.values()) yield* trainingItems(config, instance);
}

function* trainingItems(config: Config, instance: SuiteInstance): Generator<Item, void> {
  const { training, suite } = instance;
  if (training === undefined) return;
  for (const execution of executionsOf(config, instance)) {
    for (const answer of suiteNamed(suite).answers) yield training.question(execution, answer);
  }
}

function* executionsOf(
  { curriculum }: Config,
  instance: SuiteInstance,
): Generator<Execution, void> {
  yield* instance.executions();
  if (curriculum?.kind !== 'algorithm-distillation') return;
  yield* instance.training?.distillation(curriculum.examples) ?? [];
}

/** What names an item beside its id. */
const KEYS = ['suite', 'instruction', 'input', 'split', 'answer'] as const;

function placeOf(where: string, key: string): string {
  return where === '' ? key : `${where}.${key}`;
}

function unnamed(where: string): RefusedRequest {
  const message = 'no item is named';
  const help = 'name it by item, or by instruction and input (with split, answer or suite)';
  return new RefusedRequest(422, [{ ...(where === '' ? {} : { where }), message, help }]);
}

function unknown(
  key: 'item' | 'instruction',
  found: string,
  known: readonly string[],
  where: string,
): RefusedRequest {
  const guess = nearest(shortened(found, 200), known.slice(0, MOST_COMPARED));
  const message = `no ${key} "${shortened(found, 200)}"${guess === undefined ? '' : `; did you mean "${guess}"?`}`;
  const help = `there are ${known.length}, such as ${listed(known)}`;
  return new RefusedRequest(404, [{ where: placeOf(where, key), message, help }]);
}

function unasked(name: ItemName, asked: readonly Item[], where: string): RefusedRequest {
  const message = `no such item of ${name.instruction}`;
  const key = KEYS.find(
    (each) => name[each] !== undefined && asked.every((item) => item[each] !== name[each]),
  );
  const fault: RequestFault =
    key === undefined
      ? { message, help: `there are ${listed(asked.map(({ id }) => id))}` }
      : {
          where: placeOf(where, key),
          message: `${message}: found "${shortened(name[key] ?? '')}"`,
          help: `there are ${listed([...new Set(asked.map((item) => item[key]))])}`,
        };
  return new RefusedRequest(404, [fault]);
}

function ambiguous(found: readonly Item[], where: string): RefusedRequest {
  const message = `${found.length} items are meant`;
  const help = `say which by item, or by split and answer: ${listed(found.map(({ id }) => id))}`;
  return new RefusedRequest(422, [{ ...(where === '' ? {} : { where }), message, help }]);
}

function listed(words: readonly string[]): string {
  const more = words.length > MOST_NAMED ? ', …' : '';
  return `${words.slice(0, MOST_NAMED).join(', ')}${more}`;
}
