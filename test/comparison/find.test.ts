import { symlinkSync, writeFileSync } from 'node:fs';
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

/** The folder of the baseline, or why there is none. */
async function found(candidate: ListedRun, baseline: string): Promise<string> {
  const result = await baselineOf(candidate, baseline, 'step');
  return result.kind === 'run' ? result.run.directory : [result.why, ...result.others].join('\n');
}

describe('the baseline', () => {
  it('previous is the run with the greatest smaller step and otherwise the same tags', async () => {
    const folder = emptyFolder();
    made(folder, 'p100', { step: 100, curriculum: 'p' });
    made(folder, 'p200', { step: 200, curriculum: 'p' });
    made(folder, 'q250', { step: 250, curriculum: 'q' });
    const candidate = made(folder, 'p300', { curriculum: 'p', step: 300 });
    made(folder, 'p400', { step: 400, curriculum: 'p' });
    expect(await found(candidate, 'previous')).toBe(join(folder, 'p200'));
    const first = await runAt(join(folder, 'p100'));
    expect(await found(first, 'previous')).toBe('no run beside it has a smaller step');
  });

  it('previous names the runs that another tag shuts out, since that tag may be wrong', async () => {
    const folder = emptyFolder();
    for (const step of [1, 2, 3, 4, 5, 6]) made(folder, `p${step}`, { step, curriculum: 'p' });
    const candidate = made(folder, 'p7', { step: 7, curiculum: 'p' });
    const other = (step: number): string =>
      `${folder}/p${step}: curriculum: "p" there, null here, curiculum: null there, "p" here`;
    expect(await found(candidate, 'previous')).toBe(
      [
        'no run beside it has a smaller step and otherwise the same tags; if it is not the first of its training, a tag is wrong',
        ...[6, 5, 4, 3, 2].map(other),
        'and 1 more',
      ].join('\n'),
    );
  });

  it('previous is looked for beside the run itself where a link leads to it', async () => {
    const folder = emptyFolder();
    const first = made(folder, 'a', { step: 1 });
    made(folder, 'b', { step: 2 });
    const link = join(emptyFolder(), 'latest');
    symlinkSync(join(folder, 'b'), link);
    expect(await found(await runAt(link), 'previous')).toBe(first.directory);
  });

  it('previous is not looked for past a run that cannot be read', async () => {
    const folder = emptyFolder();
    made(folder, 'a', { step: 1 });
    const broken = made(folder, 'b', { step: 2 });
    const candidate = made(folder, 'c', { step: 3 });
    writeFileSync(join(broken.directory, 'run.json'), '{}');
    await expect(found(candidate, 'previous')).rejects.toThrow(
      /b\/run\.json: .*\nIt may be the previous checkpoint\. Restore it or move it away, or name the baseline by folder or label\.$/,
    );
    expect(await found(candidate, 'a')).toBe(join(folder, 'a'));
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
    expect(await found(candidate, 'a')).toBe(other.directory);
    expect(await found(candidate, other.directory)).toBe(other.directory);
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

describe('what others wrote', () => {
  it('begins no line of a refusal', async () => {
    const folder = emptyFolder();
    const candidate = made(folder, 'b', { step: 1 });
    const hostile = { label: 'a\n::error::x', tags: { 'y\n::error::z': 'v' }, splits };
    const run = writeRun(folder, hostile);
    await expect(baselineOf(candidate, 'c', 'step')).rejects.toThrow(
      /\n {2}labels there: a\uFFFD::error::x$/,
    );
    await expect(runAt(folder)).rejects.toThrow(/\n {2}[^\n]*a\uFFFD::error::x\n/);
    expect(() => taggedRuns([run], ['stage=3'])).toThrow(
      'no run has stage=3; tags there: y\uFFFD::error::z (v)',
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
    expect(() => taggedRuns(runs, ['stage=3'])).toThrow(
      'no run has stage=3; tags there: stage (2, 1), x (y)',
    );
    expect(() => taggedRuns(runs, ['stage'])).toThrow(
      '"stage" is no tag: expected tag=value, such as curriculum=proactive',
    );
    expect(() => taggedRuns(runs, ['constructor=x'])).toThrow('no run has constructor=x');
  });
});
