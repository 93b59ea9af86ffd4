/**
 * Executions that no file may show within another: the steps of a composition are executions of its parts, and some of these an item
 * of Random Arithmetic asks, which training is not to see.
 */
import type { Step } from '../python/index.js';
import { NAME as RANDOM_ARITHMETIC } from '../suites/random-arithmetic/asked-function.js';
import type { SuiteInstance } from '../suites/suite.js';

export class HeldOutCalls {
  /** Name and input. */
  readonly #calls = new Set<string>();

  constructor(instances: ReadonlyMap<string, SuiteInstance>) {
    const instance = instances.get(RANDOM_ARITHMETIC);
    if (instance === undefined) return;
    const names = new Map(instance.instructions.map(({ id, name }) => [id, name]));
    for (const split of instance.splits.filter((each) => each !== 'w-io-train')) {
      for (const { instruction, input } of instance.items(split, 'direct')) {
        this.#calls.add(`${names.get(instruction)} ${input}`);
      }
    }
  }

  /** Whether one of them is among the calls of a run; such functions have one parameter, so a call's arguments are `x=7`. */
  isAmong(steps: readonly Step[]): boolean {
    return steps.some(
      ({ kind, target, value }) =>
        kind === 'call' &&
        value !== null &&
        this.#calls.has(`${target} ${value.slice(value.indexOf('=') + 1)}`),
    );
  }
}
