/**
 * LeetCode with its options filled in. The protocol is that of Cook et al., arXiv 2506.18777v2, section 4: `w-io-train` asks what training
 * showed of train problems, `w-io-test` other inputs of theirs, `wo-io` evaluation problems by word problem and name alone, `in-context`
 * the same with the solution before the question. Invariant: an item depends on the seed, the problem, the case, the split and the
 * answer; the other options only say which items there are.
 */
import type { Random } from '../../random/random.js';
import type { Answer } from '../../scoring/verdict.js';
import { DiagnosticError } from '../../text/diagnostic.js';
import { guess, plausibleError, rightAnswer, wrongAnswers } from '../plausible.js';
import type { RecallableInstance, Recalled } from '../recall/recalled.js';
import type { Execution, Instruction, Item, Refusal, Specification, Training } from '../suite.js';
import { AskedProblem, NAME, targetOf } from './asked-problem.js';
import type { Options } from './options.js';
import { ordered } from './order.js';
import { callOf, type Run } from './problem.js';
import { readProblems } from './problems-file.js';
import { introductionTo, messages, specification } from './prompts.js';
import { recallOf } from './recall.js';
import { type Sorted, sorted } from './usable.js';

export const SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'] as const;
type Split = (typeof SPLITS)[number];

/**
 * Reads the file and runs every solution.
 * @throws DiagnosticError with what is wrong with the file, or when too few problems can be used
 */
export async function instanceOf(options: Options): Promise<LeetCode> {
  return new LeetCode(options, await sorted(readProblems(options.file)));
}

class LeetCode implements RecallableInstance, Training {
  readonly suite: string = NAME;
  readonly splits: readonly Split[];
  readonly instructions: readonly Instruction[];
  readonly training: Training = this;
  readonly usable: number;
  readonly refused: readonly Refusal[];
  readonly #options: Options;
  readonly #train: readonly AskedProblem[];
  readonly #evaluation: readonly AskedProblem[];
  readonly #byInstruction: ReadonlyMap<string, AskedProblem>;

  constructor(options: Options, { usable, refused }: Sorted) {
    const { train, evaluation } = options;
    if (usable.length < train + evaluation) throw tooFew(options, { usable, refused });
    const order = ordered(usable, options).map((problem) => new AskedProblem(problem));
    this.#options = options;
    this.usable = usable.length;
    this.refused = refused;
    this.#train = order.slice(0, train);
    this.#evaluation = order.slice(-evaluation).toReversed();
    this.instructions = [
      ...this.#train.map((asked) => instructionOf(asked, 'train')),
      ...this.#evaluation.map((asked) => instructionOf(asked, 'evaluation')),
    ];
    this.#byInstruction = new Map(
      [...this.#train, ...this.#evaluation].map((asked) => [asked.id, asked]),
    );
    this.splits = SPLITS.filter((split) => !this.items(split, 'direct').next().done);
  }

  *items(split: string, answer: Answer): Generator<Item, void> {
    const known = SPLITS.find((name) => name === split);
    if (known === undefined) return;
    for (const asked of known.startsWith('w-io') ? this.#train : this.#evaluation) {
      for (const run of this.#askedOf(asked, known)) yield this.#itemOf(asked, run, known, answer);
    }
  }

  *executions(): Generator<Execution, void> {
    const { executions, held_out } = this.#options;
    for (const asked of this.#train) {
      yield* executionsOf(asked, asked.first(executions, held_out));
    }
  }

  specification({ id }: Instruction): Specification {
    return specification(this.#askedIn({ instruction: id }).problem, this.#options.seed);
  }

  question({ instruction, input }: Execution, answer: Answer): Item {
    const asked = this.#askedIn({ instruction });
    const run = asked.runOf(input);
    if (run === undefined) throw new RangeError(`${NAME} has no ${input} of ${instruction}`);
    return this.#itemOf(asked, run, 'w-io-train', answer);
  }

  *distillation(count: number): Generator<Execution, void> {
    for (const asked of this.#evaluation) {
      yield* executionsOf(asked, asked.unasked(count, this.#options.items_per_problem));
    }
  }

  /** Probes are small cases and those that training shows last. */
  *recalled(): Generator<Recalled, void> {
    for (const instruction of this.instructions) {
      const asked = this.#askedIn({ instruction: instruction.id });
      const introduction = introductionTo(asked.problem, this.#options.seed);
      yield { instruction, introduction, ...recallOf(asked) };
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

  trace(): null {
    return null;
  }

  rightAnswer({ target }: Item): string {
    return rightAnswer(target);
  }

  /** What the solution gives for another case, where that is wrong; else something near the value. */
  plausibleError(item: Item, random: Random): string {
    const { output } = random.pick(this.#askedIn(item).problem.runs);
    return wrongAnswers(item.target, [output])[0] ?? plausibleError(item, random);
  }

  guess(item: Item, random: Random): string {
    return guess(item, random);
  }

  #askedOf(asked: AskedProblem, split: Split): readonly Run[] {
    const { items_per_problem: most, executions, held_out } = this.#options;
    switch (split) {
      case 'w-io-train':
        return asked.first(Math.min(most, executions), held_out);
      case 'w-io-test':
        return asked.heldOut(most, held_out);
      case 'wo-io':
      case 'in-context':
        return asked.last(most);
    }
  }

  #askedIn({ instruction }: Pick<Item, 'instruction'>): AskedProblem {
    const asked = this.#byInstruction.get(instruction);
    if (asked === undefined) throw new RangeError(`there is no instruction ${instruction}`);
    return asked;
  }

  #itemOf(asked: AskedProblem, run: Run, split: Split, answer: Answer): Item {
    const { problem, id } = asked;
    const { seed } = this.#options;
    const target = targetOf(run);
    const number = `n${String(run.number).padStart(3, '0')}`;
    return {
      id: `${NAME}/${split}/${answer}/s${seed}-${problem.id}/${number}`,
      suite: NAME,
      split,
      answer,
      instruction: id,
      cluster: id,
      input: callOf(problem, run),
      messages: messages(problem, run, { seed, answer, target, isShown: split === 'in-context' }),
      target,
      facets: asked.facets,
      controls: asked.controlsOf(run),
    };
  }
}

function* executionsOf(
  { id, problem }: AskedProblem,
  runs: readonly Run[],
): Generator<Execution, void> {
  for (const run of runs) {
    yield { instruction: id, name: problem.id, input: callOf(problem, run), output: run.output };
  }
}

function instructionOf(asked: AskedProblem, role: Instruction['role']): Instruction {
  const { problem, id, facets } = asked;
  const { source, description } = problem;
  return { id, kind: 'program', name: problem.id, source, description, role, facets };
}

function tooFew(
  { file, train, evaluation }: Options,
  { usable, refused }: Sorted,
): DiagnosticError {
  const message =
    `${usable.length} of its ${usable.length + refused.length} problems can be used, and train + evaluation ask for ` +
    `${train} + ${evaluation} = ${train + evaluation}`;
  const [first] = refused;
  const help =
    first === undefined
      ? {}
      : { help: `The first that cannot: ${first.id}: ${first.reason}: ${first.detail}` };
  return new DiagnosticError([{ file, message, ...help }]);
}
