/**
 * What the tests of the store share: folders that go away, and child processes that run the store's own code. Children
 * can be killed at any moment, as a test of a journal or a lock needs. They run compiled JavaScript, made once per file.
 */
// Each step of a test waits for the one before.
// oxlint-disable no-await-in-loop
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { StoreError } from '../../src/store/store-error.js';

/** A new empty folder, removed when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let compiled: string | undefined;

/** The folder that holds the store as JavaScript; `removeCompiled` belongs into `afterAll`. */
function compiledStore(): string {
  if (compiled !== undefined) return compiled;
  compiled = mkdtempSync(join(tmpdir(), 'pbb-eval-compiled-'));
  const sources = ['lock.ts', 'journal.ts', 'atomic.ts'].map((name) => `src/store/${name}`);
  const options = '--ignoreConfig --noCheck --rootDir src --module nodenext --target es2023';
  const program = [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    ...options.split(' '),
    '--outDir',
    compiled,
  ];
  execFileSync(process.execPath, [...program, ...sources], { cwd: ROOT });
  writeFileSync(join(compiled, 'package.json'), '{"type":"module"}');
  symlinkSync(join(ROOT, 'node_modules'), join(compiled, 'node_modules'));
  return compiled;
}

export function removeCompiled(): void {
  if (compiled !== undefined) rmSync(compiled, { recursive: true, force: true });
  compiled = undefined;
}

/** What every child's code may use. */
const PRELUDE = `
  import { writeSync } from 'node:fs';
  const { acquireLock } = await import(process.argv[1] + '/store/lock.js');
  const { Journal } = await import(process.argv[1] + '/store/journal.js');
  const { writeAtomic } = await import(process.argv[1] + '/store/atomic.js');
  const [folder] = process.argv.slice(2);
  const say = (word) => void writeSync(1, word + '\\n');
`;

/** A child that runs `code`, which has `folder`, `say` and the store; `limitKiB` bounds the size of its files. */
export class Child {
  readonly process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<void>;

  constructor(code: string, folder: string, limitKiB?: number) {
    const node = [
      process.execPath,
      '--input-type=module',
      '-e',
      PRELUDE + code,
      compiledStore(),
      folder,
    ];
    const limited = ['sh', '-c', `ulimit -f ${(limitKiB ?? 0) * 2}; exec "$@"`, 'sh', ...node];
    const [program = '', ...rest] = limitKiB === undefined ? node : limited;
    const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.process = child;
    this.#ended = new Promise((resolve) => {
      child.on('close', () => resolve());
    });
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    onTestFinished(() => void child.kill('SIGKILL'));
  }

  /** The next line that it says; undefined when it has ended. */
  async line(): Promise<string | undefined> {
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : value;
  }

  /** All that it says from here on. */
  async rest(): Promise<string[]> {
    const lines: string[] = [];
    for (let line = await this.line(); line !== undefined; line = await this.line()) {
      lines.push(line);
    }
    return lines;
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#ended;
  }
}

/** The StoreError that a promise rejects with. */
export async function storeErrorOf(promise: Promise<unknown>): Promise<StoreError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof StoreError) return error;
  throw new Error('expected a StoreError', { cause: error });
}
