/**
 * Algorithms with its options filled in: what training shows of them, and the items of each split. The protocol is that of Cook et al.,
 * arXiv 2506.18777v2, section 4: `w-io-train` asks what training showed of train algorithms, `w-io-test` other inputs of theirs,
 * `wo-io` evaluation algorithms by word problem and name alone, `in-context` the same with the source before the question. Invariant: an
 * item depends on the seed, the algorithm, the input, the split and the answer; the other options only say which items there are.
 */
import { repr, type Step } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import type { Answer, Probe, Target } from '../../scoring/verdict.js';
import { guess, plausibleError, rightAnswer, wrongAnswers } from '../plausible.js';
import {
  PROBES,
  probesOf,
  programTarget,
  type RecallableInstance,
  type Recalled,
} from '../recall/recalled.js';
import type { Execution, Instruction, Item, Specification, Training } from '../suite.js';
import { AskedAlgorithm, INPUTS, NAME, type Run } from './asked-algorithm.js';
import { BindingErrors } from './binding.js';
import { confuse } from './confusions.js';
import type { Options } from './options.js';
import { orderOf } from './order.js';
import { introduction, messages, specification } from './prompts.js';

export const SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'] as const;
type Split = (typeof SPLITS)[number];

/** Draws of a wrong answer before one near the right one is taken. */
const MOST_TRIES = 20;

export class Algorithms implements RecallableInstance, Training {
  readonly suite: string = NAME;
  readonly splits: readonly Split[] = SPLITS;
  readonly instructions: readonly Instruction[];
  readonly training: Training = this;
  readonly #options: Options;
  readonly #train: readonly AskedAlgorithm[];
  readonly #evaluation: readonly AskedAlgorithm[];
  readonly #byInstruction: ReadonlyMap<string, AskedAlgorithm>;
  readonly #bindingErrors: BindingErrors;

  constructor(options: Options) {
    const { seed, train, evaluation } = options;
    const order = orderOf(seed).map((algorithm) => new AskedAlgorithm(seed, algorithm));
    this.#options = options;
    this.#train = order.slice(0, train);
    this.#evaluation = order.slice(-evaluation).toReversed();
    const used = [...this.#train, ...this.#evaluation];
    this.instructions = [
      ...this.#train.map((asked) => instructionOf(asked, 'train')),
      ...this.#evaluation.map((asked) => instructionOf(asked, 'evaluation')),
    ];
    this.#byInstruction = new Map(used.map((asked) => [asked.id, asked]));
    this.#bindingErrors = new BindingErrors(used);
  }

  /** @throws RangeError for a split that the suite does not have */
  *items(split: string, answer: Answer): Generator<Item, void> {
    const known = SPLITS.find((name) => name === split);
    if (known === undefined) throw new RangeError(`${NAME} has no split ${split}`);
    for (const asked of known.startsWith('w-io') ? this.#train : this.#evaluation) {
      for (const run of this.#askedOf(asked, known)) yield itemOf(asked, run, known, answer);
    }
  }

  /** Those of one algorithm have different inputs and are a prefix of what a larger `executions` gives. */
  *executions(): Generator<Execution, void> {
    for (const asked of this.#train) {
      yield* executionsOf(asked, asked.first(this.#options.executions));
    }
  }

  specification(instruction: Instruction): Specification {
    return specification(this.#askedAs(instruction.id));
  }

  question({ instruction, input }: Execution, answer: Answer): Item {
    const [asked, run] = this.#runOf({ instruction, input });
    return itemOf(asked, run, 'w-io-train', answer);
  }

  *distillation(count: number): Generator<Execution, void> {
    const unasked = INPUTS - this.#options.items_per_algorithm;
    for (const asked of this.#evaluation) {
      yield* executionsOf(asked, asked.first(Math.min(count, unasked)));
    }
  }

  /** Probes are small inputs, where edges lie, and those that training shows last. */
  *recalled(): Generator<Recalled, void> {
    for (const asked of [...this.#train, ...this.#evaluation]) {
      const instruction = this.instructions.find(({ id }) => id === asked.id);
      if (instruction === undefined) continue;
      const target = programTarget(asked.algorithm.name, probesFor(asked));
      yield { instruction, introduction: introduction(asked), target };
    }
  }

  measure(): Readonly<Record<string, never>> {
    return {};
  }

  isBindingError(item: Item, answer: string): boolean {
    return this.#bindingErrors.has(...this.#runOf(item), answer);
  }

  bindingErrorChance(item: Item, answer: string): number {
    return this.#bindingErrors.chance(...this.#runOf(item), answer);
  }

  trace(item: Item): readonly Step[] | null {
    const [asked, run] = this.#runOf(item);
    return asked.trace(run);
  }

  rightAnswer({ target }: Item): string {
    return rightAnswer(target);
  }

  plausibleError(item: Item, random: Random): string {
    const [asked, run] = this.#runOf(item);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const error = confuse(asked, run, this.#bindingErrors, random);
      if (wrongAnswers(item.target, [error]).length > 0) return error;
    }
    return plausibleError(item, random);
  }

  guess(item: Item, random: Random): string {
    return guess(item, random);
  }

  #askedOf(asked: AskedAlgorithm, split: Split): readonly Run[] {
    const { items_per_algorithm, executions, held_out } = this.#options;
    switch (split) {
      case 'w-io-train':
        return asked.first(Math.min(items_per_algorithm, executions));
      case 'w-io-test':
        return asked.last(Math.min(items_per_algorithm, held_out));
      case 'wo-io':
      case 'in-context':
        return asked.last(items_per_algorithm);
    }
  }

  #runOf({ instruction, input }: Pick<Item, 'instruction' | 'input'>): [AskedAlgorithm, Run] {
    const asked = this.#askedAs(instruction);
    const run = asked.runs.find(({ call }) => call === input);
    if (run === undefined) throw new RangeError(`${NAME} asks no ${input} of ${instruction}`);
    return [asked, run];
  }

  #askedAs(instruction: string): AskedAlgorithm {
    const asked = this.#byInstruction.get(instruction);
    if (asked === undefined) throw new RangeError(`there is no instruction ${instruction}`);
    return asked;
  }
}

function* executionsOf(asked: AskedAlgorithm, runs: readonly Run[]): Generator<Execution, void> {
  for (const { call, output } of runs) {
    yield { instruction: asked.id, name: asked.algorithm.name, input: call, output };
  }
}

/** Of the shortest inputs. */
const EDGES = 5;

function probesFor(asked: AskedAlgorithm): Probe[] {
  const shortest = asked.runs.toSorted((a, b) => a.call.length - b.call.length).slice(0, EDGES);
  return probesOf(shortest.map(probeOf), asked.last(PROBES).map(probeOf));
}

function probeOf({ args, output }: Run): Probe {
  return { arguments: args.map(repr).join(', '), value: output };
}

function instructionOf(asked: AskedAlgorithm, role: Instruction['role']): Instruction {
  const { name, source, problem } = asked.algorithm;
  const { id, facets } = asked;
  return { id, kind: 'program', name, source, description: problem, role, facets };
}

function itemOf(asked: AskedAlgorithm, run: Run, split: Split, answer: Answer): Item {
  const { seed, algorithm, id } = asked;
  const target = targetOf(run);
  const number = `n${String(run.number).padStart(3, '0')}`;
  return {
    id: `${NAME}/${split}/${answer}/s${seed}-${algorithm.name}/${number}`,
    suite: NAME,
    split,
    answer,
    instruction: id,
    cluster: id,
    input: run.call,
    messages: messages(asked, run, { answer, target, isShown: split === 'in-context' }),
    target,
    facets: asked.facetsOf(run),
    controls: asked.controlsOf(run),
  };
}

function targetOf({ output }: Run): Target {
  const kind = /^-?\d+$/.test(output) ? 'integer' : 'python-literal';
  return { kind, value: output };
}
