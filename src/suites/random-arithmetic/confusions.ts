/**
 * The wrong answers that real models give: those of a model that skips a step, takes the wrong arm, turns a loop once too
 * often or takes another function. The kinds are our choice.
 */
import type { Program } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import type { AskedFunction } from './asked-function.js';
import { compile, resultOf } from './behaviour.js';
import { slippedFunctions } from './slips.js';
import { pickWeighted } from './weighted.js';

export class Confusions {
  readonly #functions: readonly AskedFunction[];
  /** For each function its slips, compiled when first asked for. */
  readonly #slips = new Map<AskedFunction, readonly Program[]>();

  constructor(functions: readonly AskedFunction[]) {
    this.#functions = functions;
  }

  /** A guess that may be right by chance. */
  guess(asked: AskedFunction, input: number, random: Random): number {
    const truth = asked.outputFor(input);
    const kind = pickWeighted(random, [
      [6, 'slip'],
      [4, 'other function'],
      [3, 'nearby'],
      [1, 'sign'],
      [1, 'input'],
    ] as const);
    switch (kind) {
      case 'slip':
        return this.#slip(asked, input, random);
      case 'other function':
        return random.pick(this.#functions).outputFor(input);
      case 'nearby':
        return truth + random.pick([-10, -2, -1, 1, 2, 10]);
      case 'sign':
        // Adding 0 turns -0 into 0.
        return -truth + 0;
      case 'input':
        return input;
    }
  }

  /** What a slip of `asked` gives, right by chance or where the slip has no integer to give. */
  #slip(asked: AskedFunction, input: number, random: Random): number {
    const truth = asked.outputFor(input);
    const slips = this.#slipsOf(asked);
    if (slips.length === 0) return truth;
    const result = resultOf(random.pick(slips), asked.name, input);
    return typeof result === 'string' ? truth : result.value;
  }

  #slipsOf(asked: AskedFunction): readonly Program[] {
    const known = this.#slips.get(asked);
    if (known !== undefined) return known;
    const slips = slippedFunctions(asked.origin.definition).map((slip) => compile([slip], false));
    this.#slips.set(asked, slips);
    return slips;
  }
}
