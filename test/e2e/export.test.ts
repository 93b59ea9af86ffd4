/** `pbb-eval export` as a user runs it. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { makeRun } from '../interop/made-run.js';
import { emptyFolder, run, start } from './cli.js';

describe('pbb-eval export', () => {
  it('prints the files that it wrote, and says how many samples have no verdict', async () => {
    const folder = emptyFolder();
    await makeRun(folder);
    const made = await run(['export', 'step-200', '--format', 'lm-eval', '--out', 'a/b'], folder);
    const stem = 'a/b/model-of-step-200';
    expect(made).toEqual({
      code: 0,
      stdout: [
        `${stem}/results_2026-01-01T00-01-30.500.json\n`,
        `${stem}/samples_random-arithmetic_wo-io_direct_2026-01-01T00-01-30.500.jsonl\n`,
        `${stem}/samples_random-arithmetic_recall_direct_2026-01-01T00-01-30.500.jsonl\n`,
      ].join(''),
      stderr: '15 samples of 5 items; 8 of them without a verdict, and say why\n',
    });
    expect(readdirSync(join(folder, stem))).toHaveLength(3);
  });

  it('leaves nothing behind at Ctrl-C', async () => {
    const folder = emptyFolder();
    // Long enough to be interrupted.
    await makeRun(folder, ' ...'.repeat(20_000));
    const running = start(['export', 'step-200', '--format', 'inspect', '--out', 'logs'], folder);
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(2), { timeout: 60_000 });
    running.process.kill('SIGINT');
    expect(await running.ended).toEqual({
      code: 130,
      stdout: '',
      stderr:
        '\nStopping: what was written is being taken away. Press Ctrl-C again to leave at once.\n',
    });
    expect(readdirSync(folder)).toEqual(['step-200']);
  });

  it('writes over nothing, and leaves nothing behind when it is refused', async () => {
    const folder = emptyFolder();
    await makeRun(folder);
    mkdirSync(join(folder, 'kept'));
    writeFileSync(join(folder, 'kept', 'notes.txt'), 'mine');
    const ended = await run(['export', 'step-200', '--format', 'parquet', '--out', 'kept'], folder);
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr: 'kept is not empty: choose a new or empty folder. Nothing was written.\n',
    });
    const none = await run(['export', '.', '--format', 'parquet', '--out', 'new'], folder);
    expect(none).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('run.json: no such file or folder'),
    });
    writeFileSync(join(folder, 'step-200', 'responses.jsonl'), '{}\n');
    const broken = await run(['export', 'step-200', '--format', 'inspect', '--out', 'new'], folder);
    expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining('responses.jsonl:1') });
    expect(existsSync(join(folder, 'new'))).toBe(false);
    expect(readdirSync(folder).toSorted()).toEqual(['kept', 'step-200']);
  });
});
