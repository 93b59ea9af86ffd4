/** The outside of a worker, held against one that lies. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/sandbox/index.js';
import { type Snapshot, WorkerProcess } from '../../src/sandbox/worker-process.js';

const SCRIPT = fileURLToPath(new URL('lying-worker.js', import.meta.url));
const LIMITS = { timeMs: 3000, memoryMiB: 64, outputBytes: 10_000 };

const NOTHING: Snapshot = [];

/** What a worker's answers come to, and after how long. */
async function answer(source: string, calls = ['1']): Promise<{ outcomes: Outcome[]; ms: number }> {
  const options = { memoryMiB: 64, resets: false, script: SCRIPT };
  const worker = await WorkerProcess.start(options, NOTHING);
  const start = performance.now();
  const outcomes = await worker.run({ source, calls }, LIMITS);
  worker.kill();
  return { outcomes, ms: performance.now() - start };
}

const NO_ANSWER = { kind: 'rejected', reason: 'wrote an answer that is none' };

describe('a worker that a program has taken over', () => {
  it('is believed where it answers as it should, so that the rest of these tests can fail', async () => {
    expect((await answer('tells the truth')).outcomes).toEqual([{ kind: 'value', repr: '1' }]);
  });

  it.each([
    'has no nonce',
    'has another nonce',
    'writes no JSON',
    'writes JSON that is no object',
    'writes an outcome that is none',
    'writes a limit that is none',
  ])('is rejected when it %s', async (way) => {
    expect((await answer(way)).outcomes).toEqual([NO_ANSWER]);
  });

  it('is stopped when it writes more than it may', async () => {
    expect((await answer('writes without end')).outcomes).toEqual([
      { kind: 'stopped', limit: 'output' },
    ]);
  });

  it.each(['says nothing', 'announces more than it may write'])(
    'is killed in time when it %s',
    async (way) => {
      const { outcomes, ms } = await answer(way);
      expect(outcomes).toEqual([{ kind: 'stopped', limit: 'time' }]);
      expect(ms).toBeLessThan(LIMITS.timeMs + 1000);
    },
  );

  it('is not asked any more after an end, whatever it says', async () => {
    const two = ['1', '2'];
    expect((await answer('writes none and then one', two)).outcomes).toEqual([
      NO_ANSWER,
      NO_ANSWER,
    ]);
    const stack = { kind: 'stopped', limit: 'stack' };
    expect((await answer('goes on after an end', two)).outcomes).toEqual([stack, stack]);
  });

  it.skipIf(process.platform === 'win32')(
    'takes what it started with it when it goes away',
    async () => {
      const options = { memoryMiB: 64, resets: false, script: SCRIPT, layers: new Set<never>() };
      const worker = await WorkerProcess.start(options, NOTHING);
      const [outcome] = await worker.run(
        { source: 'leaves a process behind', calls: ['1'] },
        LIMITS,
      );
      const pid = outcome?.kind === 'value' ? Number(outcome.repr) : 0;
      expect(pid).toBeGreaterThan(1);
      await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    },
  );

  it('is rejected when it goes away or crashes', async () => {
    expect((await answer('goes away')).outcomes).toEqual([
      { kind: 'rejected', reason: 'ended its process (exit 0)' },
    ]);
    expect((await answer('crashes')).outcomes).toEqual([
      { kind: 'rejected', reason: 'ended its process (SIGABRT)' },
    ]);
  });

  it('is a failure of the world, and no outcome, when it does not start', async () => {
    const missing = { memoryMiB: 64, resets: false, script: '/nowhere/main.js' };
    await expect(WorkerProcess.start(missing, NOTHING)).rejects.toThrow(
      /^the worker does not start: Error: .{1,293}$/,
    );
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(statusOf(pid));
  } catch {
    return false;
  }
}

/** Of Linux; a process that ended and was not asked for its end is none that runs. */
function statusOf(pid: number): string {
  return process.platform === 'linux' ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
}
