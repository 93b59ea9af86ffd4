/**
 * A user's programs as a suite, by the protocol of Random Arithmetic: `w-io-train` asks the calls of train programs that training
 * showed, `w-io-test` their other calls, `wo-io` evaluation programs by the name of their function alone, `in-context` the same with
 * the program before the question.
 */
import { parseCall, repr, type Step } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import type { Answer, Probe } from '../../scoring/verdict.js';
import { guess, plausibleError, rightAnswer, wrongAnswers } from '../plausible.js';
import {
  PROBES,
  probesOf,
  programTarget,
  type RecallableInstance,
  type Recalled,
} from '../recall/recalled.js';
import type { Execution, Instruction, Item, Specification, Training } from '../suite.js';
import { type CalledRun, readFolder, type StatedProgram, traceCall } from './folder.js';
import type { Options } from './options.js';
import { introduction, messages, specification } from './prompts.js';

export const NAME = 'programs';

export const SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'] as const;
type Split = (typeof SPLITS)[number];

export class Programs implements RecallableInstance, Training {
  readonly suite: string = NAME;
  readonly splits: readonly Split[];
  readonly instructions: readonly Instruction[];
  readonly training: Training = this;
  readonly #train: readonly StatedProgram[];
  readonly #evaluation: readonly StatedProgram[];
  readonly #executions: number;
  readonly #byInstruction: ReadonlyMap<string, StatedProgram>;

  /** @throws DiagnosticError with what is wrong with the files */
  constructor({ folder, executions }: Options) {
    const { train, evaluation } = readFolder(folder);
    this.#train = train;
    this.#evaluation = evaluation;
    this.#executions = executions;
    this.instructions = [
      ...train.map((program) => instructionOf(program, 'train')),
      ...evaluation.map((program) => instructionOf(program, 'evaluation')),
    ];
    this.#byInstruction = new Map(
      [...train, ...evaluation].map((program) => [instructionId(program), program]),
    );
    this.splits = SPLITS.filter((split) => !this.items(split, 'direct').next().done);
  }

  *items(split: string, answer: Answer): Generator<Item, void> {
    const known = SPLITS.find((name) => name === split);
    if (known === undefined) return;
    const asked = known.startsWith('w-io') ? this.#train : this.#evaluation;
    for (const program of asked) {
      for (const run of this.#askedOf(program, known)) yield itemOf(program, run, known, answer);
    }
  }

  *executions(): Generator<Execution, void> {
    for (const program of this.#train) {
      for (const { call, value } of program.runs.slice(0, this.#executions)) {
        const instruction = instructionId(program);
        yield { instruction, name: program.entry, input: call, output: value };
      }
    }
  }

  specification(instruction: Instruction): Specification {
    return specification(this.#programOf(instruction.id));
  }

  question({ instruction, input }: Execution, answer: Answer): Item {
    const program = this.#programOf(instruction);
    const run = program.runs.find(({ call }) => call === input);
    if (run === undefined) throw new RangeError(`${instruction} has no call ${input}`);
    return itemOf(program, run, 'w-io-train', answer);
  }

  /** None: every call of an evaluation program is asked. */
  distillation(): Iterable<never> {
    return [];
  }

  /** Probes are the calls that training shows last, or never. */
  *recalled(): Generator<Recalled, void> {
    for (const instruction of this.instructions) {
      const program = this.#programOf(instruction.id);
      const target = programTarget(program.entry, probesFor(program));
      yield { instruction, introduction: introduction(program), target };
    }
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

  trace(item: Item): readonly Step[] | null {
    const steps = traceCall(this.#programOf(item.instruction), item.input);
    return steps.length === 0 ? null : steps;
  }

  rightAnswer({ target }: Item): string {
    return rightAnswer(target);
  }

  /** What the program gives for another call, where that is wrong; else something near the value. */
  plausibleError(item: Item, random: Random): string {
    const { value } = random.pick(this.#programOf(item.instruction).runs);
    return wrongAnswers(item.target, [value])[0] ?? plausibleError(item, random);
  }

  guess(item: Item, random: Random): string {
    return guess(item, random);
  }

  #askedOf({ runs }: StatedProgram, split: Split): readonly CalledRun[] {
    if (split === 'w-io-train') return runs.slice(0, this.#executions);
    return split === 'w-io-test' ? runs.slice(this.#executions) : runs;
  }

  #programOf(instruction: string): StatedProgram {
    const program = this.#byInstruction.get(instruction);
    if (program === undefined) throw new RangeError(`there is no instruction ${instruction}`);
    return program;
  }
}

function probesFor({ runs }: StatedProgram): Probe[] {
  const probes = runs.slice(-PROBES).map(({ call, value }) => ({
    arguments: parseCall(call).args.map(repr).join(', '),
    value,
  }));
  return probesOf([], probes.toReversed());
}

function instructionId({ name }: StatedProgram): string {
  return `${NAME}/${name}`;
}

function instructionOf(program: StatedProgram, role: Instruction['role']): Instruction {
  const { entry, source } = program;
  return { id: instructionId(program), kind: 'program', name: entry, source, role, facets: {} };
}

function itemOf(program: StatedProgram, run: CalledRun, split: Split, answer: Answer): Item {
  const instruction = instructionId(program);
  return {
    id: `${NAME}/${split}/${answer}/${program.name}/${run.call}`,
    suite: NAME,
    split,
    answer,
    instruction,
    cluster: instruction,
    input: run.call,
    messages: messages(program, run.call, answer, split === 'in-context'),
    target: { kind: 'python-literal', value: run.value },
    facets: { program: program.name },
    controls: {},
  };
}
