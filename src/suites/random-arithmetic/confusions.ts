/**
 * The wrong answers that tell something: those that another trained function would have given (binding errors), and those
 * that a model gives which skips a step, takes the wrong arm or turns a loop once too often. The kinds are our choice.
 */
import type { Program } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import type { AskedFunction } from './asked-function.js';
import { compile, resultOf } from './behaviour.js';
import { GREATEST_INPUT, LEAST_INPUT } from './inputs.js';
import { slippedFunctions } from './slips.js';
import { pickWeighted } from './weighted.js';

export class Confusions {
  readonly #functions: readonly AskedFunction[];
  /** For each input, every result that some function gives, in decimal. */
  readonly #given = new Map<number, ReadonlySet<string>>();
  /** For each function its slips, compiled when first asked for. */
  readonly #slips = new Map<AskedFunction, readonly Program[]>();

  constructor(functions: readonly AskedFunction[]) {
    this.#functions = functions;
  }

  /** Whether `answer`, in decimal, is not what `asked` gives for `input` but what another function gives. */
  isBindingError(asked: AskedFunction, input: number, answer: string): boolean {
    return answer !== String(asked.outputFor(input)) && this.#givenFor(input).has(answer);
  }

  /**
   * The share of the nearest other inputs for which `answer` would be a binding error. Results for them are about as
   * large as for `input`, so a wrong answer that has nothing to do with another function hits them as often.
   */
  bindingErrorChance(asked: AskedFunction, input: number, answer: string): number {
    const near = nearestInputs(input);
    const hits = near.filter((other) => this.isBindingError(asked, other, answer));
    return hits.length / near.length;
  }

  /** A wrong answer such as a real model gives; never what `asked` gives. */
  plausibleError(asked: AskedFunction, input: number, random: Random): string {
    const truth = asked.outputFor(input);
    for (let draw = 0; draw < 20; draw += 1) {
      const guess = this.#guess(asked, input, random);
      if (guess !== truth) return String(guess);
    }
    return String(truth + random.integer(1, 9));
  }

  /** A guess that may be right by chance. */
  #guess(asked: AskedFunction, input: number, random: Random): number {
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

  #givenFor(input: number): ReadonlySet<string> {
    const known = this.#given.get(input);
    if (known !== undefined) return known;
    const given = new Set(this.#functions.map((other) => String(other.outputFor(input))));
    this.#given.set(input, given);
    return given;
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
    const slips = slippedFunctions(asked.origin.definition).map((slip) => compile(slip, false));
    this.#slips.set(asked, slips);
    return slips;
  }
}

const NEAREST = 10;

/** The ten inputs that are nearest to `input`, itself left out. */
function nearestInputs(input: number): number[] {
  const first = Math.min(Math.max(input - NEAREST / 2, LEAST_INPUT), GREATEST_INPUT - NEAREST);
  return Array.from({ length: NEAREST + 1 }, (_, offset) => first + offset).filter(
    (other) => other !== input,
  );
}
