/** The outside of a worker, held against one that lies. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/sandbox/index.js';
import { WorkerProcess } from '../../src/sandbox/worker-process.js';

const SCRIPT = fileURLToPath(new URL('lying-worker.js', import.meta.url));
const LIMITS = { timeMs: 3000, memoryMiB: 64, outputBytes: 10_000 };

/** What a worker's answers to two calls come to, and after how long. */
async function answer(source: string): Promise<{ outcomes: Outcome[]; ms: number }> {
  const options = { memoryMiB: 64, resets: false, script: SCRIPT };
  const worker = await WorkerProcess.start(options, Buffer.alloc(0));
  const start = performance.now();
  const outcomes = await worker.run({ source, calls: ['1'] }, LIMITS);
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
    await expect(WorkerProcess.start(missing, Buffer.alloc(0))).rejects.toThrow(
      /^the worker does not start: /,
    );
  });
});
