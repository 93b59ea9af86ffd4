/**
 * The wrong answers of a model that leaves out a part, takes the parts in the other order, makes a slip in one of them or
 * takes another composition. The kinds are our choice.
 */
import type { FunctionDef } from '../../python/syntax/syntax.js';
import type { Random } from '../../random/random.js';
import { slippedFunctions } from '../random-arithmetic/slips.js';
import { pickWeighted } from '../random-arithmetic/weighted.js';
import type { AskedComposition } from './asked-composition.js';
import { compositionOf } from './composed.js';

type Composition = ReturnType<typeof compositionOf>;

export class Confusions {
  readonly #compositions: readonly AskedComposition[];
  /** Compiled when first asked for. */
  readonly #swapped = new Map<AskedComposition, Composition>();
  readonly #slips = new Map<AskedComposition, readonly Composition[]>();

  constructor(compositions: readonly AskedComposition[]) {
    this.#compositions = compositions;
  }

  /** A guess that may be right by chance. */
  guess(asked: AskedComposition, input: number, random: Random): number {
    const truth = asked.outputFor(input);
    const kind = pickWeighted(random, [
      [4, 'inner alone'],
      [2, 'outer alone'],
      [2, 'other order'],
      [4, 'slip'],
      [3, 'other composition'],
      [3, 'nearby'],
      [1, 'input'],
    ] as const);
    switch (kind) {
      case 'inner alone':
        return asked.inner.outputFor(input);
      case 'outer alone':
        return asked.outer.outputFor(input);
      case 'other order':
        return integerOr(truth, this.#swappedOf(asked)(input));
      case 'slip':
        return integerOr(truth, random.pick(this.#slipsOf(asked))(input));
      case 'other composition':
        return random.pick(this.#compositions).outputFor(input);
      case 'nearby':
        return truth + random.pick([-10, -2, -1, 1, 2, 10]);
      case 'input':
        return input;
    }
  }

  #swappedOf(asked: AskedComposition): Composition {
    const { inner, outer } = definitionsOf(asked);
    const swapped = this.#swapped.get(asked) ?? compositionOf(outer, inner);
    this.#swapped.set(asked, swapped);
    return swapped;
  }

  /** One part as it is and a slip of the other. */
  #slipsOf(asked: AskedComposition): readonly Composition[] {
    const known = this.#slips.get(asked);
    if (known !== undefined) return known;
    const { inner, outer } = definitionsOf(asked);
    const slips = [
      ...slippedFunctions(inner).map((slip) => compositionOf(slip, outer)),
      ...slippedFunctions(outer).map((slip) => compositionOf(inner, slip)),
    ];
    this.#slips.set(asked, slips);
    return slips;
  }
}

function definitionsOf({ origin }: AskedComposition): Record<'inner' | 'outer', FunctionDef> {
  return { inner: origin.inner.definition, outer: origin.outer.definition };
}

/** Where a confusion has no integer to give, the truth. */
function integerOr(truth: number, value: ReturnType<Composition>): number {
  return typeof value === 'string' ? truth : value;
}
