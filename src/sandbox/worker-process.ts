/**
 * One worker, seen from outside: started, asked, killed. Invariant: what the worker writes is data; whatever it does, a question ends
 * with outcomes within its time.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { complaint } from './complaint.js';
import { FrameReader, frame } from './frames.js';
import { availableLayers, commandLine, type Layer } from './layers.js';
import type { Request, Setup } from './messages.js';
import type { Limits, Outcome, Program } from './program.js';
import { readReply } from './reply.js';
import { SandboxError } from './sandbox-error.js';

/**
 * What a worker starts from, as another wrote it: the interpreter's JavaScript, what V8 has compiled of it, the exports of its module
 * that are needed, and the memory of an interpreter that is ready.
 */
export type Snapshot = readonly Buffer[];
const SNAPSHOT_FRAMES = 4;

export interface WorkerOptions {
  readonly memoryMiB: number;
  /** Puts the interpreter in order after every program; without it a worker is for one. */
  readonly resets: boolean;
  /** For tests: another worker, some of the layers that the system gives, and of those inside the process. */
  readonly script?: string;
  readonly layers?: ReadonlySet<Layer>;
  readonly gate?: boolean;
  readonly disarm?: boolean;
}

/** The worker is built JavaScript even where the sandbox is run from its sources. */
const WORKER = fileURLToPath(new URL('../../dist/sandbox/worker/', import.meta.url));
/** An interpreter that is ready takes half of the first; of more than the second its addresses would be negative. */
const MIN_MEMORY_MIB = 64;
const MAX_MEMORY_MIB = 2048;
/** Starting takes a second on an idle machine. */
const START_MS = 60_000;
/** JSON writes a byte as six characters at most, and a reply has little beside its outcome. */
const REPLY_FACTOR = 6;
const REPLY_REST = 20_000;
/** Its end: an error stands behind the source that it quotes. */
const MAX_STDERR = 10_000;

/** How a process ended, or why it was ended from outside. */
type End = Outcome | SandboxError;

export class WorkerProcess {
  readonly #resets: boolean;
  readonly #child: ChildProcess;
  readonly #reader = new FrameReader();
  readonly #frames: Buffer[] = [];
  #wake: () => void = () => undefined;
  #end: End | null = null;
  #stderr = '';
  #received = 0;
  #maxReceived = Infinity;
  #isSpent = false;

  private constructor(options: WorkerOptions) {
    this.#resets = options.resets;
    this.#child = spawnWorker(options);
    LIVE.add(this);
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-MAX_STDERR);
    });
    // A worker that is gone does not read any more; its end says so.
    this.#child.stdin?.on('error', () => undefined);
    this.#child.on('error', (error) =>
      this.#ended(new SandboxError(`no worker of the sandbox can be started: ${error.message}`)),
    );
    // What it started may outlive it; later its number may be another's.
    this.#child.on('exit', () => this.#killGroup());
    this.#child.on('close', (code, signal) => this.#ended(this.#endOf(code, signal)));
  }

  /** A worker that is ready. Throws a `SandboxError`. */
  static async start(options: WorkerOptions, snapshot: Snapshot): Promise<WorkerProcess> {
    const worker = new WorkerProcess(options);
    worker.#send(setupOf(options, false));
    for (const part of snapshot) worker.#write(part);
    await worker.#startFrame();
    return worker;
  }

  /** From a worker of its own. Throws a `SandboxError`. */
  static async makeSnapshot(options: WorkerOptions): Promise<Snapshot> {
    const worker = new WorkerProcess(options);
    worker.#send(setupOf(options, true));
    const frames: Buffer[] = [];
    while (frames.length < SNAPSHOT_FRAMES) frames.push(await worker.#startFrame());
    worker.kill();
    return frames;
  }

  /** Whether it takes no further program. */
  get isSpent(): boolean {
    return this.#isSpent || this.#end !== null || this.#isGone();
  }

  /**
   * One outcome for every call; without calls nothing runs. After one that is stopped or rejected the worker is spent. Throws a
   * `SandboxError` when the worker was taken away by somebody else.
   */
  async run(program: Program, limits: Limits): Promise<Outcome[]> {
    if (program.calls.length === 0) return [];
    const nonce = randomBytes(16).toString('hex');
    this.#maxReceived = this.#received + limits.outputBytes * REPLY_FACTOR;
    this.#maxReceived += REPLY_REST * program.calls.length;
    const timer = setTimeout(() => this.#stop({ kind: 'stopped', limit: 'time' }), limits.timeMs);
    const { source, calls } = program;
    this.#send({ source, calls, nonce, outputBytes: limits.outputBytes } satisfies Request);
    try {
      const outcomes: Outcome[] = [];
      // Whatever the worker writes after an end is not asked for any more.
      for (const _ of calls) outcomes.push(outcomes.find(isEnd) ?? (await this.#outcome(nonce)));
      this.#isSpent = !this.#resets || outcomes.some(isEnd) || !Buffer.isBuffer(await this.#next());
      return outcomes;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Kills the process and whatever it started. */
  kill(): void {
    if (!this.#isGone()) this.#killGroup();
  }

  #isGone(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #killGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') this.#child.kill('SIGKILL');
      else process.kill(-pid, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  }

  async #outcome(nonce: string): Promise<Outcome> {
    const next = await this.#next();
    if (next instanceof SandboxError) throw next;
    if (!Buffer.isBuffer(next)) return next;
    const outcome = readReply(next, nonce);
    if (outcome !== null) return outcome;
    const forged: Outcome = { kind: 'rejected', reason: 'wrote an answer that is none' };
    this.#stop(forged);
    return forged;
  }

  async #startFrame(): Promise<Buffer> {
    const timer = setTimeout(
      () =>
        this.#stop(
          new SandboxError(
            `no worker of the sandbox was ready within ${START_MS / 1000} s: run again when the machine is less busy`,
          ),
        ),
      START_MS,
    );
    const first = await this.#next();
    clearTimeout(timer);
    if (Buffer.isBuffer(first)) return first;
    this.kill();
    throw first instanceof SandboxError ? first : this.#failedStart();
  }

  #failedStart(): SandboxError {
    return new SandboxError(`the worker does not start: ${complaint(this.#stderr)}`);
  }

  /** The next frame, or how the worker ended. */
  async #next(): Promise<Buffer | End> {
    for (;;) {
      const next = this.#frames.shift() ?? this.#end;
      if (next !== null) return next;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #send(message: Setup | Request): void {
    this.#write(Buffer.from(JSON.stringify(message)));
  }

  #write(body: Buffer): void {
    for (const part of frame(body)) this.#child.stdin?.write(part);
  }

  #receive(chunk: Buffer): void {
    if (this.#end !== null) return;
    this.#received += chunk.length;
    if (this.#received > this.#maxReceived) {
      this.#stop({ kind: 'stopped', limit: 'output' });
      return;
    }
    this.#frames.push(...this.#reader.push(chunk));
    if (this.#frames.length > 0) this.#wake();
  }

  #stop(end: End): void {
    this.#ended(end);
    this.kill();
  }

  /** The first end is the one that counts. */
  #ended(end: End): void {
    LIVE.delete(this);
    this.#end ??= end;
    this.#wake();
  }

  #endOf(code: number | null, signal: NodeJS.Signals | null): End {
    if (/out of memory|allocation failed/i.test(this.#stderr))
      return { kind: 'stopped', limit: 'memory' };
    if (signal === 'SIGKILL') {
      return new SandboxError(
        'a worker of the sandbox was killed from outside, perhaps for want of memory: run again',
      );
    }
    return { kind: 'rejected', reason: `ended its process (${signal ?? `exit ${code}`})` };
  }

  static killAll(): void {
    for (const worker of LIVE) worker.kill();
  }
}

/** After these the interpreter is gone or in no state to go on. */
function isEnd({ kind }: Outcome): boolean {
  return kind === 'stopped' || kind === 'rejected';
}

function spawnWorker(options: WorkerOptions): ChildProcess {
  const { memoryMiB, script = join(WORKER, 'main.cjs'), layers = availableLayers() } = options;
  if (!(memoryMiB >= MIN_MEMORY_MIB && memoryMiB <= MAX_MEMORY_MIB)) {
    throw new RangeError(`memoryMiB is from ${MIN_MEMORY_MIB} to ${MAX_MEMORY_MIB}: ${memoryMiB}`);
  }
  const readable = [join(dirname(script), '*'), join(pyodideFolder(), '*')];
  const [command = '', ...args] = commandLine(script, { readable, memoryMiB, layers });
  // A group of its own, so that the kill reaches whatever it may have started.
  return spawn(command, args, { env: {}, cwd: sep, stdio: 'pipe', detached: true });
}

const LIVE = new Set<WorkerProcess>();
process.on('exit', () => WorkerProcess.killAll());

let pyodide: string | undefined;

/** The interpreter's folder, looked up when the first worker is started. */
function pyodideFolder(): string {
  pyodide ??= dirname(createRequire(import.meta.url).resolve('pyodide/package.json')) + sep;
  return pyodide;
}

function setupOf(options: WorkerOptions, makesSnapshot: boolean): Setup {
  const { memoryMiB, resets, gate = true, disarm = true } = options;
  return { pyodide: pyodideFolder(), memoryMiB, makesSnapshot, resets, gate, disarm };
}
