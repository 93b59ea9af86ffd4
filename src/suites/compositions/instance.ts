/** Compositions with its options filled in: which compositions of the two lists are used. */
import type { Random } from '../../random/random.js';
import { FunctionSuite } from '../random-arithmetic/function-suite.js';
import { AskedComposition, NAME } from './asked-composition.js';
import { Confusions } from './confusions.js';
import type { Options } from './options.js';
import { compositionsOf } from './pool.js';
import { CONTEXTS, WORD_PROBLEMS } from './templates.js';

export class Compositions extends FunctionSuite<AskedComposition> {
  readonly options: Options;
  readonly #confusions: Confusions;

  constructor(options: Options) {
    const pool = compositionsOf(options.seed);
    const [train = [], evaluation = []] = [
      pool.train.slice(0, options.train),
      pool.evaluation.slice(0, options.evaluation),
    ].map((origins) => origins.map((origin) => new AskedComposition(origin)));
    const used = [...train, ...evaluation];
    const parts = used.flatMap(({ inner, outer }) => [inner, outer]);
    super(
      {
        suite: NAME,
        train,
        evaluation,
        counts: {
          executions: options.executions,
          heldOut: options.held_out,
          items: options.items_per_composition,
        },
        form: options.instructions,
        wording: { suite: NAME, problems: WORD_PROBLEMS, contexts: CONTEXTS },
      },
      parts,
    );
    this.options = options;
    this.#confusions = new Confusions(used);
  }

  protected confuse(asked: AskedComposition, input: number, random: Random): number {
    return this.#confusions.guess(asked, input, random);
  }
}
