/**
 * Binding errors: wrong answers that another algorithm which training showed gives for the same arguments, and how often such an
 * answer is one by chance. An algorithm that takes another number of arguments, or cannot do with these, gives nothing.
 */
import { LimitError, OutsideSubsetError, PythonError, type Value } from '../../python/index.js';
import type { Algorithm } from './algorithm.js';
import type { AskedAlgorithm, Run } from './asked-algorithm.js';

/** Steps after which a program that runs on another's arguments is given up. */
const MOST_STEPS = 20_000;

/** Other inputs that are looked at for what happens by chance. */
const OTHERS = 10;

export class BindingErrors {
  readonly #shown: readonly AskedAlgorithm[];
  /** By call, what the other algorithms give. */
  readonly #given = new Map<string, ReadonlySet<string>>();

  constructor(shown: readonly AskedAlgorithm[]) {
    this.#shown = shown;
  }

  /** Whether `answer` is not what `asked` gives in this run but what another algorithm gives for its arguments. */
  has(asked: AskedAlgorithm, run: Run, answer: string): boolean {
    return answer !== run.output && this.given(asked, run).has(answer);
  }

  /** The share of ten other inputs of `asked` for which `answer` would be a binding error. */
  chance(asked: AskedAlgorithm, run: Run, answer: string): number {
    const others = asked.runs.filter((other) => other !== run).slice(0, OTHERS);
    return others.filter((other) => this.has(asked, other, answer)).length / others.length;
  }

  /** What the other algorithms give for the arguments of a run of `asked`. */
  given(asked: AskedAlgorithm, { call, args }: Run): ReadonlySet<string> {
    const known = this.#given.get(call);
    if (known !== undefined) return known;
    const given = new Set<string>();
    for (const { algorithm } of this.#shown) {
      if (algorithm === asked.algorithm) continue;
      const output = outputOf(algorithm, args);
      if (output !== null) given.add(output);
    }
    this.#given.set(call, given);
    return given;
  }
}

function outputOf(algorithm: Algorithm, args: readonly Value[]): string | null {
  if (algorithm.parameters.length !== args.length) return null;
  try {
    return algorithm.run(args, MOST_STEPS).output;
  } catch (error) {
    const isOutcome = [PythonError, LimitError, OutsideSubsetError].some(
      (kind) => error instanceof kind,
    );
    if (isOutcome) return null;
    throw error;
  }
}
