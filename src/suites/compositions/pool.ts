/**
 * The compositions of a seed: two lists of 250, one for training and one for evaluation. Their parts are functions of the pool
 * of Random Arithmetic of the same seed. Invariant: both lists are always the same and always whole, however few of their
 * compositions are used. The first n of a list, n a multiple of ten, are of the first n train and the first n evaluation
 * functions of Random Arithmetic, so a checkpoint that was trained on so many knows all parts. Those of the train list are of
 * train functions only: their executions would else demonstrate an evaluation function. All names differ from each other and
 * from those of the functions by more than one edit, and so do all behaviours on some input. Compositions with names of their
 * own are the paper's (Cook et al., arXiv 2506.18777v2, section 4.1); which functions they are of is our choice.
 */
import type { FunctionDef } from '../../python/syntax/syntax.js';
import { Random } from '../../random/random.js';
import type { Rejection } from '../random-arithmetic/behaviour.js';
import { POOL_SIZE } from '../random-arithmetic/options.js';
import { namesOf, type PoolFunction, poolOf } from '../random-arithmetic/pool.js';
import { behaviourOf, composed, isSameInOtherOrder } from './composed.js';

/** How many compositions each of the two lists holds. */
export const LIST_SIZE = 250;

/** So many compositions in a row may take their parts from the same functions. */
const STEP = 10;

/** What training shows of the two parts: executions of train functions, the source alone of evaluation functions. */
export type Roles = 'train+train' | 'train+evaluation' | 'evaluation+evaluation';

const ROLES: readonly Roles[] = ['train+train', 'train+evaluation', 'evaluation+evaluation'];

export interface PoolComposition {
  readonly seed: number;
  /** From 0 to 249 in the train list, from 250 to 499 in the evaluation list. */
  readonly index: number;
  readonly name: string;
  /** The function that is applied to the input. */
  readonly inner: PoolFunction;
  /** The function that is applied to the result of the inner one. */
  readonly outer: PoolFunction;
  readonly roles: Roles;
  readonly definition: FunctionDef;
  /** The result for each input, in the order of `INPUTS`. */
  readonly outputs: Int32Array;
}

/** Both lists of a seed. */
export interface CompositionPool {
  readonly train: readonly PoolComposition[];
  readonly evaluation: readonly PoolComposition[];
}

export type Refusal = Rejection | 'same behaviour as another' | 'same in the other order';

/** How often pairs of functions were refused, by reason. */
export type Refusals = Map<Refusal, number>;

const made = new Map<number, CompositionPool>();

/** The compositions of a seed: made once per process, in a second or two. */
export function compositionsOf(seed: number): CompositionPool {
  const known = made.get(seed);
  if (known !== undefined) return known;
  const pool = makeCompositions(seed);
  made.set(seed, pool);
  return pool;
}

/** @param refusals counts the pairs that were refused */
export function makeCompositions(seed: number, refusals: Refusals = new Map()): CompositionPool {
  const names = [...namesOf(seed)].slice(POOL_SIZE);
  const composer = new Composer(seed, names, refusals);
  const places = Array.from({ length: LIST_SIZE }, (_, place) => place);
  const train = places.map((place) => composer.compose(place, place, 'train+train'));
  composer.forgetUses();
  const evaluation = places.map((place) =>
    composer.compose(LIST_SIZE + place, place, rolesAt(seed, place)),
  );
  return { train, evaluation };
}

/** Each three evaluation compositions in a row have parts of all roles. */
function rolesAt(seed: number, place: number): Roles {
  const three = Math.floor(place / ROLES.length);
  const random = new Random('random-arithmetic-compositions', seed, 'roles', three);
  return random.shuffle(ROLES)[place % ROLES.length] ?? 'train+train';
}

/** Every pair of different functions, early ones of both lists first. */
function* pairs<T>(inners: readonly T[], outers: readonly T[]): Generator<readonly [T, T]> {
  for (let sum = 0; sum < inners.length + outers.length; sum += 1) {
    for (const [place, inner] of inners.slice(0, sum + 1).entries()) {
      const outer = outers[sum - place];
      if (outer !== undefined && outer !== inner) yield [inner, outer];
    }
  }
}

class Composer {
  readonly #seed: number;
  readonly #names: readonly string[];
  readonly #refusals: Refusals;
  readonly #functions: readonly PoolFunction[];
  /** Behaviours, those of the functions included. */
  readonly #taken: Set<string>;
  readonly #uses = new Map<PoolFunction, number>();

  constructor(seed: number, names: readonly string[], refusals: Refusals) {
    this.#seed = seed;
    this.#names = names;
    this.#refusals = refusals;
    this.#functions = poolOf(seed);
    this.#taken = new Set(this.#functions.map(({ outputs }) => outputs.join()));
  }

  forgetUses(): void {
    this.#uses.clear();
  }

  /** The first pair of the parts that were used least which makes a composition unlike all before it. */
  compose(index: number, place: number, roles: Roles): PoolComposition {
    const random = new Random('random-arithmetic-compositions', this.#seed, 'parts', index);
    const [inners, outers] = this.#partsFor(place, roles, random);
    const name = this.#names[index];
    if (name === undefined)
      throw new Error('there are fewer names than functions and compositions');
    for (const [inner, outer] of pairs(inners, outers)) {
      const outputs = this.#behaviourOf(inner, outer);
      if (outputs === null) continue;
      for (const part of [inner, outer]) this.#uses.set(part, this.#usesOf(part) + 1);
      const definition = composed(name, inner.definition, outer.definition);
      return { seed: this.#seed, index, name, inner, outer, roles, definition, outputs };
    }
    throw new Error(`no composition ${roles} was found for place ${place}`);
  }

  /** Candidates for the inner and the outer part, those that were used least first. */
  #partsFor(place: number, roles: Roles, random: Random): [PoolFunction[], PoolFunction[]] {
    const first = STEP * (Math.floor(place / STEP) + 1);
    const train = this.#functions.slice(0, first);
    const evaluation = this.#functions.slice(-first).toReversed();
    const inner = roles === 'train+train' ? train : evaluation;
    const outer = roles === 'evaluation+evaluation' ? evaluation : train;
    const chosen = random.chance(1, 2) ? [inner, outer] : [outer, inner];
    const [inners = [], outers = []] = chosen.map((parts) =>
      random.shuffle(parts).toSorted((a, b) => this.#usesOf(a) - this.#usesOf(b)),
    );
    return [inners, outers];
  }

  #usesOf(part: PoolFunction): number {
    return this.#uses.get(part) ?? 0;
  }

  /** What the pair does, which is then taken; null for a pair that is refused. */
  #behaviourOf(inner: PoolFunction, outer: PoolFunction): Int32Array | null {
    const outputs = behaviourOf(inner.definition, outer.definition);
    const refusal = typeof outputs === 'string' ? outputs : this.#refusalOf(inner, outer, outputs);
    if (refusal !== null) this.#refusals.set(refusal, (this.#refusals.get(refusal) ?? 0) + 1);
    if (typeof outputs === 'string' || refusal !== null) return null;
    this.#taken.add(outputs.join());
    return outputs;
  }

  #refusalOf(inner: PoolFunction, outer: PoolFunction, outputs: Int32Array): Refusal | null {
    if (this.#taken.has(outputs.join())) return 'same behaviour as another';
    const same = isSameInOtherOrder(inner.definition, outer.definition, outputs);
    return same ? 'same in the other order' : null;
  }
}
