/**
 * The 1,000 functions of a seed. Invariant: the pool of a seed is always the same and always whole, however few of its
 * functions are used, so no option but the seed changes a function. All names differ by more than one edit, all
 * behaviours differ on some input, and each ten in a row from a multiple of ten hold every number of operators from 1
 * to 10 once. The size is the paper's (Cook et al., arXiv 2506.18777v2, section 4.1).
 */
import { compileProgram, type RunResult } from '../../python/index.js';
import type { FunctionDef } from '../../python/syntax/syntax.js';
import { Random } from '../../random/random.js';
import { behaviourOf, flawOf, type Rejection } from './behaviour.js';
import { type ControlFlow, controlFlowOf } from './control-flow.js';
import { draftFunction } from './draft.js';
import { runsOf } from './inputs.js';
import { drawNames } from './names.js';
import { POOL_SIZE } from './options.js';
import { REFUSED_DRAFTS } from './refused-drafts.js';

/** The numbers of operators and calls that functions have. */
const LENGTHS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Far more drafts than any function has needed. */
const MOST_DRAFTS = 100_000;

export interface PoolFunction {
  readonly seed: number;
  /** From 0 to 999. */
  readonly index: number;
  readonly name: string;
  readonly definition: FunctionDef;
  /** Operators and calls in the source, each counted once. */
  readonly operators: number;
  readonly controlFlow: ControlFlow;
  /** How many drafts were refused before it. */
  readonly refused: number;
  /** The result for each input, in the order of `INPUTS`. */
  readonly outputs: Int32Array;
  /**
   * What the tree does for each input, with coverage and count: of a function on record, for which tests hold that its printed
   * source does the same. Absent of others.
   */
  run?(): readonly RunResult[];
}

export type Refusal = Rejection | 'same behaviour as another';

/** How often drafts were refused, by reason; for those who tune the drafts. */
export type Refusals = Map<Refusal, number>;

const made = new Map<number, readonly PoolFunction[]>();

/** The pool of a seed: made once per process, about half a second for a seed that is not recalled. */
export function poolOf(seed: number): readonly PoolFunction[] {
  const known = made.get(seed);
  if (known !== undefined) return known;
  const pool = recalledPool(seed) ?? makePool(seed);
  made.set(seed, pool);
  return pool;
}

/** A pool whose functions were found before: which draft each is, is on record. Undefined for other seeds. */
function recalledPool(seed: number): PoolFunction[] | undefined {
  const refused = REFUSED_DRAFTS.get(seed);
  if (refused === undefined) return undefined;
  const names = drawNames(new Random('random-arithmetic', seed, 'names'));
  return lengthsOf(seed).map((operators, index) => {
    const { value: name } = names.next();
    if (name === undefined) throw new Error('the name space is smaller than the pool');
    return new RecalledFunction(
      seed,
      index,
      name,
      operators,
      Number.parseInt(refused.charAt(index), 36),
    );
  });
}

/** Drafted when something is asked of it: a run uses a fraction of the pool. */
class RecalledFunction implements PoolFunction {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  readonly operators: number;
  readonly refused: number;
  #definition: FunctionDef | undefined;
  #outputs: Int32Array | undefined;

  constructor(seed: number, index: number, name: string, operators: number, refused: number) {
    this.seed = seed;
    this.index = index;
    this.name = name;
    this.operators = operators;
    this.refused = refused;
  }

  get definition(): FunctionDef {
    this.#definition ??= this.#draft();
    return this.#definition;
  }

  get controlFlow(): ControlFlow {
    return controlFlowOf(this.definition.body);
  }

  get outputs(): Int32Array {
    this.#outputs ??= outputsOf(this.run());
    return this.#outputs;
  }

  run(): readonly RunResult[] {
    const module = { kind: 'Module', functions: [this.definition] } as const;
    const results = runsOf(compileProgram(module, { coverage: true, count: true }), this.name);
    this.#outputs ??= outputsOf(results);
    return results;
  }

  #draft(): FunctionDef {
    const random = new Random('random-arithmetic', this.seed, 'function', this.index);
    for (let draft = 0; draft < this.refused; draft += 1) {
      draftFunction(random, this.name, this.operators);
    }
    return draftFunction(random, this.name, this.operators);
  }
}

function outputsOf(results: readonly RunResult[]): Int32Array {
  return Int32Array.from(results, ({ value }) => Number(value));
}

/** @param refusals counts the drafts that were refused */
export function makePool(seed: number, refusals: Refusals = new Map()): PoolFunction[] {
  const names = namesOf(seed);
  const taken = new Set<string>();
  const lengths = lengthsOf(seed);
  return lengths.map((operators, index) => {
    const name = names.next().value;
    if (name === undefined) throw new Error('the name space is smaller than the pool');
    const accepted = acceptable(seed, index, name, operators, taken, refusals);
    const controlFlow = controlFlowOf(accepted.definition.body);
    return { seed, index, name, operators, controlFlow, ...accepted };
  });
}

/** The names of a seed in order, lazily: the first 1,000 are those of its functions, at least 500 more are free. */
export function namesOf(seed: number): Generator<string, void> {
  return drawNames(new Random('random-arithmetic', seed, 'names'));
}

/** The number of operators of each function. */
function lengthsOf(seed: number): number[] {
  return Array.from({ length: POOL_SIZE / LENGTHS.length }, (_, ten) =>
    new Random('random-arithmetic', seed, 'lengths', ten).shuffle(LENGTHS),
  ).flat();
}

/** The first draft that behaves well and like no function before it, whose behaviour it adds to those taken. */
function acceptable(
  seed: number,
  index: number,
  name: string,
  operators: number,
  taken: Set<string>,
  refusals: Refusals,
): Pick<PoolFunction, 'definition' | 'refused' | 'outputs'> {
  const random = new Random('random-arithmetic', seed, 'function', index);
  for (let draft = 0; draft < MOST_DRAFTS; draft += 1) {
    const definition = draftFunction(random, name, operators);
    const outputs = behaviourOf(definition);
    const refusal = typeof outputs === 'string' ? outputs : refusalOf(definition, outputs, taken);
    if (typeof outputs !== 'string' && refusal === null) {
      return { definition, refused: draft, outputs };
    }
    if (refusal !== null) refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
  }
  throw new Error(`no function of ${operators} operators was found in ${MOST_DRAFTS} drafts`);
}

/** Null for a function that may enter the pool; its behaviour is then taken. */
function refusalOf(
  definition: FunctionDef,
  outputs: Int32Array,
  taken: Set<string>,
): Refusal | null {
  const behaviour = Buffer.from(outputs.buffer).toString('latin1');
  if (taken.has(behaviour)) return 'same behaviour as another';
  const flaw = flawOf(definition, outputs);
  if (flaw === null) taken.add(behaviour);
  return flaw;
}
