/**
 * Programs that are hostile until proven otherwise (a model's code): each in a process and an interpreter of its own, which is used
 * once. Workers are started ahead, so that one is ready when a program comes.
 */
import { DEFAULT_LIMITS, type Limits, type Outcome, type Program } from './program.js';
import { snapshot } from './snapshot.js';
import { WorkerProcess } from './worker-process.js';

export class HostileSandbox {
  readonly #limits: Limits;
  readonly #count: number;
  readonly #warm: Promise<WorkerProcess>[] = [];
  #closed = false;

  /** `warm` workers are held ready from the first program on, or from `warmUp`. */
  constructor(limits: Limits = DEFAULT_LIMITS, warm = 2) {
    this.#limits = limits;
    this.#count = warm;
  }

  /** Starts the workers that are held ready, behind whatever else goes on. */
  warmUp(): void {
    while (!this.#closed && this.#warm.length < this.#count) this.#warm.push(this.#start());
  }

  /** One outcome for every call; without calls nothing runs. Throws a `SandboxError` when no worker can be started. */
  async run(program: Program): Promise<Outcome[]> {
    if (this.#closed) throw new TypeError('the sandbox is closed');
    const starting = this.#warm.shift() ?? this.#start();
    this.warmUp();
    const first = await starting.catch(() => null);
    // One that somebody took away while it started or waited is no reason to fail; that none can start is said by the next.
    const worker = first === null || first.isSpent ? await this.#start() : first;
    try {
      return await worker.run(program, this.#limits);
    } finally {
      worker.kill();
    }
  }

  /** Ends the workers that are held ready. Programs that run go on to their end. */
  close(): void {
    this.#closed = true;
    for (const starting of this.#warm.splice(0)) {
      starting.then(
        (worker) => worker.kill(),
        () => undefined,
      );
    }
  }

  #start(): Promise<WorkerProcess> {
    const { memoryMiB } = this.#limits;
    const starting = snapshot().then((bytes) =>
      WorkerProcess.start({ memoryMiB, resets: false }, bytes),
    );
    // Whoever is given the worker hears of the failure.
    starting.catch(() => undefined);
    return starting;
  }
}
