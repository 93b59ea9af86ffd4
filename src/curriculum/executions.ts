/**
 * Documents that show executions. Invariant: a prompt is the very text of the item of `w-io-train` that asks the execution, and its
 * completion is right in the format that the prompt requests. Reasonings are written from the steps of the run; where a model's own
 * were kept for an execution, by that model.
 */
import type { Step } from '../python/index.js';
import { Random } from '../random/random.js';
import { writeMistake, writeReasoning } from '../reasoning/write.js';
import type { Answer } from '../scoring/verdict.js';
import type { Execution, Instruction, Item, Message, SuiteInstance } from '../suites/suite.js';
import type { ExecutionDocument, Source } from './document.js';
import type { HeldOutCalls } from './held-out-calls.js';

/** An execution, asked in one way. */
export interface AskedExecution {
  readonly instance: SuiteInstance;
  readonly role: Instruction['role'];
  readonly execution: Execution;
  readonly answer: Answer;
}

/** What completions are written from. */
export interface Completions {
  readonly seed: number;
  /** Kept reasonings, by `reasoningKey`. */
  readonly reasonings: ReadonlyMap<string, string>;
  /** A wrong completion that a model gave to an item; absent: plausible ones are made. */
  readonly sampledError?: (item: Item) => string | null;
  /** Steps that hold one of these are not written; absent: all are. */
  readonly heldOut?: HeldOutCalls;
}

/** Under which a reasoning is kept. */
export function reasoningKey({
  instruction,
  input,
}: Pick<Execution, 'instruction' | 'input'>): string {
  return `${instruction} ${input}`;
}

export class Executions implements Source<ExecutionDocument> {
  readonly kind = 'execution';
  readonly #asked: readonly AskedExecution[];
  readonly #completions: Completions;

  constructor(asked: readonly AskedExecution[], completions: Completions) {
    this.#asked = asked;
    this.#completions = completions;
  }

  get count(): number {
    return this.#asked.length;
  }

  documentAt(number: number): ExecutionDocument {
    const asked = this.#asked[number];
    if (asked === undefined) throw new RangeError(`there is no execution ${number}`);
    return new AskedDocument(asked, this.#completions);
  }

  /** Each question once: of a grammar and a vocabulary there are several sentences. */
  get questions(): Executions {
    const seen = new Set<string>();
    const once = this.#asked.filter(({ execution, answer }) => {
      const key = `${answer} ${reasoningKey(execution)}`;
      return !seen.has(key) && seen.add(key);
    });
    return new Executions(once, this.#completions);
  }
}

/** Its completions are made when they are asked for: what is trained by reward needs none. */
class AskedDocument implements ExecutionDocument {
  readonly kind = 'execution';
  readonly suite: string;
  readonly instruction: string;
  readonly role: Instruction['role'];
  readonly item: Item;
  readonly #asked: AskedExecution;
  readonly #completions: Completions;

  constructor(asked: AskedExecution, completions: Completions) {
    const { instance, execution, answer, role } = asked;
    const item = instance.training?.question(execution, answer);
    if (item === undefined) throw new TypeError(`${instance.suite} is not to be trained on`);
    this.suite = instance.suite;
    this.instruction = execution.instruction;
    this.role = role;
    this.item = item;
    this.#asked = asked;
    this.#completions = completions;
  }

  get prompt(): readonly Message[] {
    return this.item.messages;
  }

  get completion(): string | null {
    const { execution, answer } = this.#asked;
    if (answer === 'direct') return execution.output;
    const kept = this.#completions.reasonings.get(reasoningKey(execution));
    if (kept !== undefined) return kept;
    const steps = this.#steps();
    return steps === null
      ? null
      : writeReasoning(steps, execution.output, this.#random('reasoning'));
  }

  get rejected(): string | null {
    const { sampledError } = this.#completions;
    if (sampledError !== undefined) return sampledError(this.item);
    const { answer, instance } = this.#asked;
    const random = this.#random('rejected');
    const wrong = instance.plausibleError(this.item, random);
    if (answer === 'direct') return wrong;
    const steps = this.#steps();
    return steps === null ? null : `${writeMistake(steps, random)}\n\nAnswer: ${wrong}`;
  }

  /** Null where there are none to be shown. */
  #steps(): readonly Step[] | null {
    const steps = this.#asked.instance.trace(this.item);
    return steps === null || this.#completions.heldOut?.isAmong(steps) === true ? null : steps;
  }

  #random(purpose: string): Random {
    const { execution } = this.#asked;
    return new Random(
      'curriculum',
      this.#completions.seed,
      purpose,
      this.item.id,
      execution.output,
    );
  }
}
