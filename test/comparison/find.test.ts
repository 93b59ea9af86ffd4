import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { baselineOf, runAt } from '../../src/comparison/find.js';
import { taggedRuns } from '../../src/comparison/tags.js';
import type { ListedRun } from '../../src/store/run-directory.js';
import { emptyFolder, writeRun } from './runs.js';

const splits = { 'wo-io': '+ +' };

function made(folder: string, label: string, tags: Record<string, number | string>): ListedRun {
  return writeRun(folder, { label, tags, splits });
}

describe('the baseline', () => {
  it('previous is the run with the greatest smaller step and otherwise the same tags', async () => {
    const folder = emptyFolder();
    made(folder, 'p100', { step: 100, curriculum: 'p' });
    made(folder, 'p200', { step: 200, curriculum: 'p' });
    made(folder, 'q250', { step: 250, curriculum: 'q' });
    const candidate = made(folder, 'p300', { curriculum: 'p', step: 300 });
    made(folder, 'p400', { step: 400, curriculum: 'p' });
    expect((await baselineOf(candidate, 'previous', 'step'))?.manifest.label).toBe('p200');
    const first = await runAt(join(folder, 'p100'));
    expect(await baselineOf(first, 'previous', 'step')).toBeNull();
  });

  it('previous needs a step that is a number', async () => {
    const candidate = made(emptyFolder(), 'a', { step: 'late' });
    await expect(baselineOf(candidate, 'previous', 'step')).rejects.toThrow(
      /a: its tag step is no number, so there is no previous checkpoint; tag checkpoints with their step, or name the baseline by folder or label$/,
    );
  });

  it('is a folder, or a label beside the candidate', async () => {
    const folder = emptyFolder();
    const candidate = made(folder, 'b', {});
    const other = made(folder, 'a', {});
    expect((await baselineOf(candidate, 'a', 'step'))?.directory).toBe(other.directory);
    expect((await baselineOf(candidate, other.directory, 'step'))?.directory).toBe(other.directory);
    await expect(baselineOf(candidate, 'c', 'step')).rejects.toThrow(
      /^c: neither a folder nor the label of a run beside .*b\n {2}labels there: a$/,
    );
  });

  it('is not chosen where a folder holds more than one run, or none', async () => {
    const folder = emptyFolder();
    await expect(runAt(folder)).rejects.toThrow(
      `no run in ${folder}: a run directory holds run.json`,
    );
    made(folder, 'a', {});
    made(folder, 'b', {});
    await expect(runAt(folder)).rejects.toThrow(
      `${folder} is 2 runs; name one by its folder:\n  ${join(folder, 'a')}\n  ${join(folder, 'b')}`,
    );
  });
});

describe('a filter by tags', () => {
  it('takes runs that have all of them, numbers as they are written', () => {
    const folder = emptyFolder();
    const runs = [made(folder, 'a', { stage: 2, x: 'y' }), made(folder, 'b', { stage: 1, x: 'y' })];
    expect(taggedRuns(runs, ['x=y', 'stage=2']).map(({ manifest }) => manifest.label)).toEqual([
      'a',
    ]);
    expect(taggedRuns(runs, [])).toHaveLength(2);
    expect(() => taggedRuns(runs, ['stage=3'])).toThrow('no run has stage=3; tags there: stage, x');
    expect(() => taggedRuns(runs, ['stage'])).toThrow(
      '"stage" is no tag: expected tag=value, such as curriculum=proactive',
    );
    expect(() => taggedRuns(runs, ['constructor=x'])).toThrow('no run has constructor=x');
  });
});
