/**
 * Runs the programs of outputs behind sampling, which never waits for it: what finds no place in the queue is left for later. What
 * came is journaled before it counts. A failure of the world is told and leaves its sample unjudged.
 */
import pLimit from 'p-limit';
import {
  HostileSandbox,
  type Limits,
  type Outcome,
  type Program,
  SandboxError,
} from '../sandbox/index.js';
import { outcomesInSubset } from '../sandbox/subset.js';
import type { Journal } from '../store/journal.js';
import { type ObservationRecord, type Observations, programKey } from './observations.js';

/** A program in a sample. */
export interface Observable {
  readonly item: string;
  readonly index: number;
  readonly program: Program;
}

/** For one program, source and all probes together. */
export const OBSERVATION_LIMITS: Limits = { timeMs: 5000, memoryMiB: 256, outputBytes: 100_000 };

/** Programs that wait in memory. */
const MOST_WAITING = 1000;
/** So many failures one after the other are no chance. */
const MOST_FAILURES = 3;

/** Runs hostile programs: the sandbox, or what stands for it in tests. */
export type Runner = Pick<HostileSandbox, 'run' | 'close'>;

export interface ObserverOptions<Seen extends Observable> {
  readonly observations: Observations;
  readonly journal: Journal;
  /** Processes at a time. */
  readonly workers: number;
  /** Its outcomes are on disk and known to `observations`. */
  readonly onSeen: (seen: Seen) => void;
  readonly onFailure: (sample: Seen, error: SandboxError) => void;
  readonly runner?: Runner | undefined;
}

export class Observer<Seen extends Observable> {
  readonly #it: ObserverOptions<Seen>;
  readonly #runner: Runner;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #tasks = new Set<Promise<void>>();
  /** Of different samples with one program, the first runs it. */
  readonly #running = new Map<string, Promise<boolean>>();
  #failuresInARow = 0;
  #stopped = false;
  #freed: () => void = () => undefined;
  #fault: { readonly error: unknown } | undefined;

  constructor(options: ObserverOptions<Seen>) {
    this.#it = options;
    this.#runner = options.runner ?? new HostileSandbox(OBSERVATION_LIMITS, options.workers);
    this.#limit = pLimit(options.workers);
  }

  /** Nothing more is run: it was stopped, or the sandbox fails again and again. */
  get hasEnded(): boolean {
    return this.#stopped || this.#failuresInARow >= MOST_FAILURES;
  }

  /** Puts it in the queue where there is room. Returns at once. */
  offer(sample: Seen): void {
    if (this.#tasks.size < MOST_WAITING) this.#start(sample);
  }

  /** Puts it in the queue as soon as there is room. */
  async take(sample: Seen): Promise<void> {
    while (this.#tasks.size >= MOST_WAITING) {
      await new Promise<void>((resolve) => {
        this.#freed = resolve;
      });
    }
    this.#start(sample);
  }

  /** Resolves when the queue is empty. Throws what went wrong beside the sandbox. */
  async idle(): Promise<void> {
    while (this.#tasks.size > 0) await Promise.all(this.#tasks);
    if (this.#fault !== undefined) throw this.#fault.error;
  }

  /** Takes nothing more out of the queue; what runs goes on to its end. */
  stop(): void {
    this.#stopped = true;
  }

  close(): void {
    this.#runner.close();
  }

  #start(sample: Seen): void {
    if (this.hasEnded) return;
    const task: Promise<void> = this.#observe(sample)
      .catch((error: unknown) => {
        this.#fault ??= { error };
        this.stop();
      })
      .finally(() => {
        this.#tasks.delete(task);
        this.#freed();
      });
    this.#tasks.add(task);
  }

  async #observe(sample: Seen): Promise<void> {
    const key = programKey(sample.program);
    const running = this.#running.get(key) ?? this.#limit(() => this.#run(sample, key));
    this.#running.set(key, running);
    try {
      if (!(await running)) return;
      this.#it.onSeen(sample);
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      this.#it.onFailure(sample, error);
    } finally {
      this.#running.delete(key);
    }
  }

  /** Whether its outcomes are there. */
  async #run({ item, index, program }: Seen, key: string): Promise<boolean> {
    if (this.#it.observations.of(program) !== undefined) return true;
    if (this.hasEnded) return false;
    const inSubset = outcomesInSubset(program);
    const outcomes = inSubset ?? (await this.#runInSandbox(program));
    const record: ObservationRecord = {
      program: key,
      item,
      index,
      engine: inSubset === null ? 'sandbox' : 'subset',
      outcomes,
      at: new Date().toISOString(),
    };
    await this.#it.journal.append(record);
    this.#it.observations.add(record);
    return true;
  }

  async #runInSandbox(program: Program): Promise<Outcome[]> {
    try {
      const outcomes = await this.#runner.run(program);
      this.#failuresInARow = 0;
      return outcomes;
    } catch (error) {
      this.#failuresInARow += 1;
      throw error;
    }
  }
}
