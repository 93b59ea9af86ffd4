/** Random Arithmetic with its options filled in: which functions of the pool are used. */
import type { Random } from '../../random/random.js';
import { AskedFunction, NAME } from './asked-function.js';
import { Confusions } from './confusions.js';
import { FunctionSuite } from './function-suite.js';
import type { Options } from './options.js';
import { poolOf } from './pool.js';
import { CONTEXTS, WORD_PROBLEMS } from './templates.js';

export class RandomArithmetic extends FunctionSuite<AskedFunction> {
  readonly options: Options;
  /** In pool order, from the front. */
  readonly trainFunctions: readonly AskedFunction[];
  /** From the back of the pool: the first of them is the pool's last. */
  readonly evaluationFunctions: readonly AskedFunction[];
  readonly #confusions: Confusions;

  constructor(options: Options) {
    const pool = poolOf(options.seed);
    const train = pool.slice(0, options.train).map((origin) => new AskedFunction(origin));
    const evaluation = pool
      .slice(-options.evaluation)
      .toReversed()
      .map((origin) => new AskedFunction(origin));
    super({
      suite: NAME,
      train,
      evaluation,
      counts: {
        executions: options.executions,
        heldOut: options.held_out,
        items: options.items_per_function,
      },
      form: options.instructions,
      wording: { suite: NAME, problems: WORD_PROBLEMS, contexts: CONTEXTS },
    });
    this.options = options;
    this.trainFunctions = train;
    this.evaluationFunctions = evaluation;
    this.#confusions = new Confusions([...train, ...evaluation]);
  }

  protected confuse(asked: AskedFunction, input: number, random: Random): number {
    return this.#confusions.guess(asked, input, random);
  }
}
