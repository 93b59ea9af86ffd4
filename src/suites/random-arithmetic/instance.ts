/** Random Arithmetic with its options filled in: which functions of the pool are used. */
import type { Random } from '../../random/random.js';
import { AskedFunction, NAME } from './asked-function.js';
import { Confusions } from './confusions.js';
import { descriptionsIn } from './described.js';
import { FunctionSuite, instructionId } from './function-suite.js';
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
    const used = [
      ...pool.slice(0, options.train),
      ...pool.slice(-options.evaluation).toReversed(),
    ].map((origin) => new AskedFunction(origin));
    const asked = options.descriptions === '' ? used : described(used, options.descriptions);
    const train = asked.slice(0, options.train);
    const evaluation = asked.slice(options.train);
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

/** The functions with the descriptions of a file. */
function described(functions: readonly AskedFunction[], file: string): AskedFunction[] {
  const instructions = functions.map((asked) => ({
    id: instructionId(asked),
    source: asked.source,
  }));
  const texts = descriptionsIn(file, instructions);
  return functions.map((asked) => new AskedFunction(asked.origin, texts.get(instructionId(asked))));
}
