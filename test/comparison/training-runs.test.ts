import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScoredRun, type ScoredRun } from '../../src/comparison/scored-run.js';
import { compareTrainingRuns } from '../../src/comparison/training-runs.js';
import { renderTrainingRuns, renderTrainingRunsMarkdown } from '../../src/report/training-runs.js';
import { emptyFolder, writeRun } from './runs.js';

async function runsOf(
  folder: string,
  side: string,
  splits: readonly string[],
): Promise<ScoredRun[]> {
  const runs: ScoredRun[] = [];
  for (const [index, text] of splits.entries()) {
    const { directory } = writeRun(folder, { label: `${side}${index}`, splits: { 'wo-io': text } });
    runs.push(await readScoredRun(directory));
  }
  return runs;
}

const FILTERS = { a: ['curriculum=p'], b: ['curriculum=<q>'] };

describe('groups of training runs', () => {
  it('are compared with the training run as the unit', async () => {
    const folder = emptyFolder();
    const a = await runsOf(folder, 'a', ['++-- ++--', '+--- ++--', '++-- +++-']);
    const b = await runsOf(folder, 'b', ['++++ +++-', '++++ ++++', '+++- +++-']);
    const found = compareTrainingRuns(a, b, FILTERS);
    const [group] = found.groups;
    expect(group?.a).toEqual([0.5, 0.375, 0.625]);
    expect(group?.b).toEqual([0.875, 1, 0.75]);
    expect(group?.difference.value).toBe(0.375);
    // scipy 1.17.1: ttest_ind(b, a, equal_var=False).confidence_interval().
    expect(group?.difference.limits?.low).toBeCloseTo(0.09163025805906, 11);
    expect(group?.difference.limits?.high).toBeCloseTo(0.65836974194094, 11);
    expect(group?.p_adjusted).toBeCloseTo(0.1, 12);
    const text = renderTrainingRuns(found);
    expect(text).toContain(
      'the unit is the training run: the interval (welch-t) says how other training runs',
    );
    expect(text).toContain('with so few runs none below 0.100 is possible');
    expect(renderTrainingRunsMarkdown(found)).toContain(
      '- B: curriculum=\\<q\\> (3 training runs): ',
    );
  });

  it('compare the splits that were named, and refuse one that a run lacks', async () => {
    const folder = emptyFolder();
    const made = async (label: string, splits: Record<string, string>): Promise<ScoredRun> =>
      await readScoredRun(writeRun(folder, { label, splits }).directory);
    const a = [await made('a', { 'wo-io': '++ ++', 'w-io-test': '++ --' })];
    const b = [await made('b', { 'wo-io': '++ --', 'w-io-test': '++ ++' })];
    const found = compareTrainingRuns(a, b, { ...FILTERS, splits: ['w-io-test'] });
    expect(found.groups.map(({ split }) => split)).toEqual(['w-io-test']);
    const wanted = { ...FILTERS, splits: ['wo-io', 'in-context'] };
    expect(() => compareTrainingRuns(a, b, wanted)).toThrow(
      'the split in-context was not asked in every run; there are: w-io-test, wo-io',
    );
  });

  it('refuse checkpoints of one training, and one checkpoint sampled twice, as two', async () => {
    const folder = emptyFolder();
    const made = async (path: string, label: string, tags: Record<string, string | number>) =>
      await readScoredRun(
        writeRun(join(folder, path), { label, tags, splits: { 'wo-io': '+' } }).directory,
      );
    const first = await made('', 'p-100', { curriculum: 'p', step: 100 });
    const second = await made('', 'p-200', { step: 200, curriculum: 'p' });
    const again = await made('again', 'p-100', { curriculum: 'p', step: 100 });
    const seed2 = await made('', 's-200', { curriculum: 'p', step: 200, seed: 2 });
    const b = [await made('', 'q', { curriculum: 'q' })];
    const advice =
      'Take one run of each training: narrow --a and --b by its step, such as --a step=300, or name the folders of the runs that count.';
    expect(() => compareTrainingRuns([first, second], b, FILTERS)).toThrow(
      'these runs are checkpoints of one training: no tag but step differs, so they do not count as two training runs:\n' +
        `  ${folder}/p-100\n  ${folder}/p-200\n${advice}`,
    );
    expect(() => compareTrainingRuns(b, [first, again], FILTERS)).toThrow(
      'these runs are one checkpoint sampled twice: label, model and tags are the same, so they do not count as two training runs:\n' +
        `  ${folder}/p-100\n  ${folder}/again/p-100\n${advice}`,
    );
    expect(compareTrainingRuns([first, seed2], b, FILTERS).a.runs).toHaveLength(2);
    const sameLabel = await made('seed-2', 'p-100', { curriculum: 'p', step: 100, seed: 2 });
    expect(compareTrainingRuns([first, sameLabel], b, FILTERS).a.runs).toHaveLength(2);
    expect(() =>
      compareTrainingRuns([first, second], b, { ...FILTERS, step_tag: 'epoch' }),
    ).not.toThrow();
  });

  it('use the items alone that every run has', async () => {
    const folder = emptyFolder();
    const a = await runsOf(folder, 'a', ['++ ++', '.. ++']);
    const b = await runsOf(folder, 'b', ['-- ++']);
    const [group] = compareTrainingRuns(a, b, FILTERS).groups;
    expect(group?.b).toEqual([1]);
  });

  it('of one run each have no interval, and say so', async () => {
    const folder = emptyFolder();
    const found = compareTrainingRuns(
      await runsOf(folder, 'a', ['++ +-']),
      await runsOf(folder, 'b', ['-- --']),
      FILTERS,
    );
    expect(found.groups[0]?.difference).toMatchObject({
      limits: null,
      p_two_sided: 1,
      p_smallest: 1,
    });
    expect(renderTrainingRuns(found)).toContain(
      'no interval: it needs two training runs on each side',
    );
  });
});
