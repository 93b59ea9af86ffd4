/** The two layers within the interpreter, each with the other off: the gate around an interpreter with a bridge, and the missing bridge. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/sandbox/index.js';
import { type Snapshot, WorkerProcess } from '../../src/sandbox/worker-process.js';
import { ending } from './ending.js';
import { HOSTILE } from './hostile-programs.js';

const LIMITS = { timeMs: 60_000, memoryMiB: 256, outputBytes: 100_000 };

/** With the gate and without: another gate is another way to instantiate, and functions lie elsewhere in the table. */
const SNAPSHOTS = new Map<boolean, Promise<Snapshot>>();

function snapshotOf(gate: boolean): Promise<Snapshot> {
  const made =
    SNAPSHOTS.get(gate) ?? WorkerProcess.makeSnapshot({ memoryMiB: 256, resets: false, gate });
  SNAPSHOTS.set(gate, made);
  return made;
}

async function alone(
  options: { gate: boolean; disarm: boolean },
  source: string,
  ...calls: string[]
): Promise<Outcome[]> {
  const layers = new Set<never>();
  const worker = await WorkerProcess.start(
    { memoryMiB: 256, resets: false, layers, ...options },
    await snapshotOf(options.gate),
  );
  const outcomes = await worker.run({ source, calls }, LIMITS);
  worker.kill();
  return outcomes;
}

/** What Pyodide as it comes makes of each program, with the gate open or closed. */
function endings(): { readonly open: string[]; readonly closed: string[] } {
  const script = fileURLToPath(new URL('bridged.js', import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, [script], {
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
}

describe('an interpreter without a bridge, alone', () => {
  it('gives no way to JavaScript', async () => {
    const programs = HOSTILE['the bridge to JavaScript'] ?? [];
    expect(programs.length).toBeGreaterThan(10);
    const ended: string[] = [];
    for (const { source, call } of programs) {
      const [outcome] = await alone({ gate: false, disarm: false }, source, call);
      ended.push(ending(outcome));
    }
    expect(ended).toEqual(programs.map(({ ends }) => ends));
  });
});

describe('the gate alone', () => {
  const write = 'import os\nfd = os.open("/tmp/x", os.O_CREAT | os.O_RDWR)';
  const load = 'import _imp, importlib.machinery as m';
  const dynamic = '_imp.create_dynamic(m.ModuleSpec("evil", None, origin="/tmp/evil.so"))';

  it('closes dynamic linking, files and sockets, which are there without it', async () => {
    expect(await alone({ gate: true, disarm: false }, load, dynamic)).toEqual([
      { kind: 'rejected', reason: 'reached for what the sandbox does not give: _dlopen_js' },
    ]);
    expect(await alone({ gate: true, disarm: false }, write, 'fd')).toMatchObject([
      { kind: 'raised', type: 'OSError' },
    ]);
    expect(await alone({ gate: false, disarm: false }, load, dynamic)).toMatchObject([
      { kind: 'raised', type: 'ImportError' },
    ]);
    expect(await alone({ gate: false, disarm: false }, write, 'fd')).toMatchObject([
      { kind: 'value' },
    ]);
  });

  it('cannot be caught away', async () => {
    const source = `${load}\ntry:\n  ${dynamic}\nexcept BaseException:\n  pass`;
    expect(await alone({ gate: true, disarm: false }, source, '1', '2')).toEqual(
      [1, 2].map(() => ({
        kind: 'rejected',
        reason: 'reached for what the sandbox does not give: _dlopen_js',
      })),
    );
  });

  it('bounds the memory', async () => {
    expect(await alone({ gate: false, disarm: false }, '', '[0] * 10 ** 8')).toEqual([
      { kind: 'stopped', limit: 'memory' },
    ]);
  });
});

describe('the gate around an interpreter that has the bridge', () => {
  it('lets nothing through of what works without it', () => {
    const ends = endings();
    expect(ends.open).toEqual(Array.from({ length: 4 }, () => 'went through'));
    expect(ends.closed.every((end) => end.startsWith('denied: '))).toBe(true);
    expect(ends.closed).toHaveLength(ends.open.length);
  });
});
