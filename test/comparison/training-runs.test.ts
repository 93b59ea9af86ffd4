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
