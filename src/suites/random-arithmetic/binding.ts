/**
 * Binding errors: wrong answers that another instruction which training showed would have given for the same input, and
 * how often such an answer is one by chance.
 */
import { GREATEST_INPUT, LEAST_INPUT } from './inputs.js';

/** Something that training showed, a function of the inputs. */
interface Shown {
  outputFor(input: number): number;
}

export class BindingErrors {
  readonly #shown: readonly Shown[];
  /** For each input, every result that something shown gives, in decimal. */
  readonly #given = new Map<number, ReadonlySet<string>>();

  constructor(shown: readonly Shown[]) {
    this.#shown = shown;
  }

  /** Whether `answer`, in decimal, is not what `asked` gives for `input` but what something else gives. */
  has(asked: Shown, input: number, answer: string): boolean {
    return answer !== String(asked.outputFor(input)) && this.#givenFor(input).has(answer);
  }

  /**
   * The share of the nearest other inputs for which `answer` would be a binding error. Results for them are about as
   * large as for `input`, so a wrong answer that has nothing to do with another function hits them as often.
   */
  chance(asked: Shown, input: number, answer: string): number {
    const near = nearestInputs(input);
    return near.filter((other) => this.has(asked, other, answer)).length / near.length;
  }

  #givenFor(input: number): ReadonlySet<string> {
    const known = this.#given.get(input);
    if (known !== undefined) return known;
    const given = new Set(this.#shown.map((other) => String(other.outputFor(input))));
    this.#given.set(input, given);
    return given;
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
