/**
 * CRUXEval with its options filled in: `output` asks what a call gives, `input` for a call that gives a value, each of every function
 * with its source. Invariant: an item depends on its own line of the file, the split and the answer alone.
 */
import type { Step } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import { runInSubset, sameValue } from '../../sandbox/index.js';
import type { Answer, ExecutionTarget, Target } from '../../scoring/verdict.js';
import * as plausible from '../plausible.js';
import type { Instruction, Item, Refusal, SuiteInstance } from '../suite.js';
import {
  FUNCTION,
  outputOf,
  readFunctions,
  type Sorted,
  sorted,
  type UsableFunction,
} from './functions.js';
import type { Options } from './options.js';
import { messages, type Split } from './prompts.js';

export const NAME = 'cruxeval';
export const SPLITS: readonly Split[] = ['output', 'input'];

/** Lines of code that the facet `length` takes together. */
const LINES = 5;

/** No function gives a value without arguments, as far as it needs one. */
const GUESSED_CALL = `${FUNCTION}()`;

/**
 * Reads the file and runs every function.
 * @throws DiagnosticError with what is wrong with the file
 */
export async function instanceOf({ file }: Options): Promise<CruxEval> {
  return new CruxEval(await sorted(readFunctions(file)));
}

class CruxEval implements SuiteInstance {
  readonly suite: string = NAME;
  readonly splits: readonly Split[];
  readonly instructions: readonly Instruction[];
  readonly usable: number;
  readonly refused: readonly Refusal[];
  readonly #functions: readonly UsableFunction[];

  constructor({ usable, refused }: Sorted) {
    this.#functions = usable;
    this.usable = usable.length;
    this.refused = refused;
    this.splits = usable.length === 0 ? [] : SPLITS;
    this.instructions = usable.map((asked) => ({
      id: instructionId(asked),
      kind: 'program',
      name: asked.id,
      source: asked.code,
      role: 'evaluation',
      facets: facetsOf(asked),
    }));
  }

  *items(split: string, answer: Answer): Generator<Item, void> {
    const known = SPLITS.find((name) => name === split);
    if (known === undefined) return;
    for (const asked of this.#functions) {
      if (known === 'output' || asked.example !== null) yield itemOf(asked, known, answer);
    }
  }

  executions(): Iterable<never> {
    return [];
  }

  measure(): Readonly<Record<string, never>> {
    return {};
  }

  isBindingError(): null {
    return null;
  }

  bindingErrorChance(): number {
    return 0;
  }

  trace(): readonly Step[] | null {
    return null;
  }

  rightAnswer({ target }: Item): string {
    return target.kind === 'execution'
      ? `${target.name}(${target.example})`
      : plausible.rightAnswer(target);
  }

  /** What another function gives, or its input, where that is wrong. */
  plausibleError(item: Item, random: Random): string {
    const other = random.pick(this.#functions);
    const { target } = item;
    if (target.kind === 'execution') {
      const call = `${FUNCTION}(${other.input})`;
      return isKnownWrong(call, target) ? call : GUESSED_CALL;
    }
    const [error] = plausible.wrongAnswers(target, [outputOf(other)]);
    return error ?? plausible.plausibleError(item, random);
  }

  guess(item: Item, random: Random): string {
    return item.target.kind === 'execution' ? GUESSED_CALL : plausible.guess(item, random);
  }
}

/** The probability that a blind guess is right. */
export function guessAccuracy(item: Item): number {
  const { target } = item;
  if (target.kind !== 'execution') return plausible.guessAccuracy(item);
  const outcome = outcomeInSubset(GUESSED_CALL, target);
  return outcome?.kind === 'value' && sameValue(outcome.repr, target.value) ? 1 : 0;
}

function isKnownWrong(call: string, target: ExecutionTarget): boolean {
  const outcome = outcomeInSubset(call, target);
  return outcome?.kind === 'value' && !sameValue(outcome.repr, target.value);
}

function outcomeInSubset(call: string, { source }: ExecutionTarget) {
  return runInSubset({ source, calls: [call] })?.outcomes[0];
}

function instructionId({ id }: UsableFunction): string {
  return `${NAME}/${id}`;
}

/** `steps`: the smallest power of two that is not less than the run's, where the subset interpreter takes the function. */
function facetsOf({ code, steps }: UsableFunction): Item['facets'] {
  const lines = code.split('\n').filter((line) => line.trim() !== '').length;
  return {
    length: LINES * Math.ceil(lines / LINES),
    steps: steps === null ? 'unknown' : 2 ** (32 - Math.clz32(Math.max(steps, 1) - 1)),
  };
}

function itemOf(asked: UsableFunction, split: Split, answer: Answer): Item {
  const instruction = instructionId(asked);
  return {
    id: `${NAME}/${split}/${answer}/${asked.id}`,
    suite: NAME,
    split,
    answer,
    instruction,
    cluster: instruction,
    input: split === 'output' ? `${FUNCTION}(${asked.input})` : outputOf(asked),
    messages: messages(asked, split, answer),
    target: targetOf(asked, split),
    facets: facetsOf(asked),
    controls: {},
  };
}

function targetOf(asked: UsableFunction, split: Split): Target {
  const value = outputOf(asked);
  const { code: source, example } = asked;
  return split === 'output' || example === null
    ? { kind: 'python-literal', value }
    : { kind: 'execution', source, name: FUNCTION, value, example };
}
