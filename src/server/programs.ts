/**
 * Runs the programs of completions behind everything else: a completion that is judged as it stands never waits for one. Invariant:
 * of completions with one program, as long as it is remembered, the first runs it; a failure of the world is not remembered.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import pLimit from 'p-limit';
import { programKey } from '../observation/observations.js';
import type { Runner } from '../observation/observer.js';
import type { Outcome, Program } from '../sandbox/index.js';
import { outcomesInSubset } from '../sandbox/subset.js';

/** Programs whose outcomes are kept, each with at most what a program may print. */
const MOST_REMEMBERED = 1000;

export interface ProgramsOptions {
  readonly runner: Runner;
  /** Processes at a time. */
  readonly workers: number;
  /** Programs that may wait before more are refused. */
  readonly mostWaiting: number;
}

export class Programs {
  readonly #it: ProgramsOptions;
  readonly #sandbox: ReturnType<typeof pLimit>;
  /** One after the other, and what came in meanwhile between them. */
  readonly #subset = pLimit(1);
  readonly #remembered = new Map<string, Promise<readonly Outcome[]>>();
  #waiting = 0;

  constructor(options: ProgramsOptions) {
    this.#it = options;
    this.#sandbox = pLimit(options.workers);
  }

  /** Programs that are not done. */
  get waiting(): number {
    return this.#waiting;
  }

  get isFull(): boolean {
    return this.#waiting >= this.#it.mostWaiting;
  }

  /** One outcome for every call. Rejects with a `SandboxError` when it could not be run. */
  outcomesOf(program: Program): Promise<readonly Outcome[]> {
    const key = programKey(program);
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    const outcomes = this.#run(program);
    this.#remember(key, outcomes);
    return outcomes;
  }

  /** Programs that run go on to their end. */
  close(): void {
    this.#it.runner.close();
  }

  async #run(program: Program): Promise<readonly Outcome[]> {
    this.#waiting += 1;
    try {
      const inSubset = await this.#subset(async () => {
        await nextTurn();
        return outcomesInSubset(program);
      });
      return inSubset ?? (await this.#sandbox(() => this.#it.runner.run(program)));
    } finally {
      this.#waiting -= 1;
    }
  }

  #remember(key: string, outcomes: Promise<readonly Outcome[]>): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MOST_REMEMBERED && oldest !== undefined) {
      this.#remembered.delete(oldest);
    }
    this.#remembered.set(key, outcomes);
    outcomes.catch(() => {
      if (this.#remembered.get(key) === outcomes) this.#remembered.delete(key);
    });
  }
}
