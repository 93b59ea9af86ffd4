/**
 * Programs that mean no harm (a data set's own solutions), many of them: they share warm workers, each in a namespace of its own. A
 * program that is stopped costs its worker, and no other program its outcome.
 */
import { DEFAULT_LIMITS, type Limits, type Outcome, type Program } from './program.js';
import { snapshot } from './snapshot.js';
import { WorkerProcess } from './worker-process.js';

/** What a program leaves behind adds up; a worker is put away after so many. */
const PROGRAMS_PER_WORKER = 2000;

/** Programs that are taken from the source ahead of the one whose outcomes are next, per worker. */
const AHEAD = 16;

/**
 * The outcomes of every program, in order: one per call. `programs` is read as it is needed. Throws a `SandboxError` when no worker can be
 * started, and whatever `programs` throws.
 */
export async function* runTrusted(
  programs: AsyncIterable<Program> | Iterable<Program>,
  limits: Limits = DEFAULT_LIMITS,
  workers = 2,
): AsyncGenerator<Outcome[]> {
  const pool = new WorkerPool(limits, workers);
  const running: Promise<Outcome[]>[] = [];
  try {
    for await (const program of programs) {
      const outcomes = pool.run(program);
      // It is awaited in its turn; until then nobody else shall take it for lost.
      outcomes.catch(() => undefined);
      running.push(outcomes);
      const next = running.length < workers * AHEAD ? undefined : running.shift();
      if (next !== undefined) yield await next;
    }
    for (const next of running) yield await next;
  } finally {
    pool.close();
  }
}

interface Seat {
  worker: Promise<WorkerProcess> | null;
  programs: number;
}

/** A fixed number of seats; a program waits for a free one, whose worker is started when it is first needed. */
class WorkerPool {
  readonly #limits: Limits;
  readonly #free: Seat[];
  readonly #waiting: ((seat: Seat) => void)[] = [];
  readonly #all: readonly Seat[];

  constructor(limits: Limits, workers: number) {
    this.#limits = limits;
    this.#all = Array.from({ length: workers }, () => ({ worker: null, programs: 0 }));
    this.#free = [...this.#all];
  }

  async run(program: Program): Promise<Outcome[]> {
    const seat = this.#free.pop() ?? (await new Promise<Seat>((give) => this.#waiting.push(give)));
    try {
      return await this.#runAt(seat, program);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(seat);
      else next(seat);
    }
  }

  close(): void {
    for (const seat of this.#all) vacate(seat);
  }

  async #runAt(seat: Seat, program: Program): Promise<Outcome[]> {
    seat.worker ??= this.#start();
    try {
      const worker = await seat.worker;
      const outcomes = await worker.run(program, this.#limits);
      seat.programs += 1;
      if (worker.isSpent || seat.programs >= PROGRAMS_PER_WORKER) vacate(seat);
      return outcomes;
    } catch (error) {
      vacate(seat);
      throw error;
    }
  }

  async #start(): Promise<WorkerProcess> {
    const { memoryMiB } = this.#limits;
    return WorkerProcess.start({ memoryMiB, resets: true }, await snapshot());
  }
}

function vacate(seat: Seat): void {
  seat.worker?.then(
    (worker) => worker.kill(),
    () => undefined,
  );
  seat.worker = null;
  seat.programs = 0;
}
