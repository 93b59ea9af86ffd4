import { describe, expect, it } from 'vitest';
import { compareExchange } from '../../src/comparison/exchange.js';
import { readScoredRun, type ScoredRun } from '../../src/comparison/scored-run.js';
import { renderExchange, renderExchangeMarkdown, worthWords } from '../../src/report/exchange.js';
import { clusters, emptyFolder, type Made, writeRun } from './runs.js';

async function runOf(folder: string, made: Made): Promise<ScoredRun> {
  return await readScoredRun(writeRun(folder, made).directory);
}

/** Twenty instructions, so many of ten samples right. */
function right(samples: number): Readonly<Record<string, string>> {
  return { 'wo-io': clusters(20, '+'.repeat(samples) + '-'.repeat(10 - samples)) };
}

async function distilledIn(folder: string, simulated = false): Promise<ScoredRun[]> {
  return [
    await runOf(folder, { label: 'a-1000', tags: { examples: 1000 }, splits: right(6), simulated }),
    await runOf(folder, { label: 'a-10', tags: { examples: 10 }, splits: right(2), simulated }),
  ];
}

describe('compare --exchange', () => {
  it('says how many execution examples one instruction is worth', async () => {
    const folder = emptyFolder();
    const pbb = await runOf(folder, { label: 'pbb', splits: right(4), simulated: true });
    const found = compareExchange(pbb, await distilledIn(folder, true), 'examples');
    expect(found).toMatchObject({
      simulated: true,
      distilled: [{ examples: 10 }, { examples: 1000 }],
    });
    expect(renderExchange(found).split('\n').slice(0, 2)).toEqual([
      'suite              split  answer  one instruction  is worth  95% CI      examples: accuracy',
      'random-arithmetic  wo-io  direct            40.0%       100  100 to 100  10: 20.0%, 1,000: 60.0%',
    ]);
    const text = renderExchange(found);
    expect(text).toContain(`\n10 examples: a-10  ${folder}/a-10\n1,000 examples: a-1000  `);
    expect(text).toContain(
      '95% interval: cluster-bootstrap, 2,000 draws of the instructions, the same for every run (percentiles)',
    );
    expect(text).toContain('SIMULATED: made-up answers');
    expect(renderExchangeMarkdown(found)).toContain(
      '| random-arithmetic | wo-io | direct | 40.0% | 100 | 100 to 100 | 10: 20.0%, 1,000: 60.0% |',
    );
  });

  it('takes several runs of one number of examples together', async () => {
    const folder = emptyFolder();
    const distilled = [
      ...(await distilledIn(folder)),
      await runOf(folder, { label: 'b-10', tags: { examples: 10 }, splits: right(4) }),
    ];
    const pbb = await runOf(folder, { label: 'pbb', splits: right(3) });
    const [group] = compareExchange(pbb, distilled, 'examples').groups;
    expect(group?.exchange.distilled[0]?.accuracy).toBeCloseTo(0.3, 12);
    expect(group?.exchange.worth).toEqual({ kind: 'about', examples: expect.closeTo(10, 9) });
  });

  it('uses the items alone that every run has', async () => {
    const folder = emptyFolder();
    const distilled = [
      await runOf(folder, { label: 'x', tags: { examples: 1 }, splits: { 'wo-io': '++ -- ..' } }),
      await runOf(folder, { label: 'y', tags: { examples: 9 }, splits: { 'wo-io': '++ ++ --' } }),
    ];
    const pbb = await runOf(folder, { label: 'pbb', splits: { 'wo-io': '++ ++ ++' } });
    const [group] = compareExchange(pbb, distilled, 'examples').groups;
    expect(group?.exchange).toMatchObject({ clusters: 2, instruction: 1 });
  });

  it('refuses other items, tags that are no numbers, and one number alone', async () => {
    const folder = emptyFolder();
    const distilled = await distilledIn(folder);
    const other = await runOf(folder, { label: 'other', splits: right(4), seed: 2 });
    expect(() => compareExchange(other, distilled, 'examples')).toThrow(
      'these runs cannot be compared',
    );
    const pbb = await runOf(folder, { label: 'pbb', splits: right(4) });
    expect(() => compareExchange(pbb, distilled, 'step')).toThrow(
      `${folder}/a-1000: expected the tag step to be the number of examples that it was trained on, above 0; found no such tag`,
    );
    expect(() => compareExchange(pbb, distilled.slice(1), 'examples')).toThrow(
      'an exchange needs runs with two or more different numbers in the tag examples, found 10',
    );
    expect(() => compareExchange(pbb, distilled, 'examples', ['w-io-test'])).toThrow(
      'the split w-io-test was not asked in every run; there are: wo-io',
    );
  });

  it('refuses checkpoints of one training as several runs', async () => {
    const folder = emptyFolder();
    const distilled = [
      ...(await distilledIn(folder)),
      await runOf(folder, { label: 'b-10', tags: { examples: 10, step: 200 }, splits: right(4) }),
    ];
    const pbb = await runOf(folder, { label: 'pbb', splits: right(3) });
    expect(() => compareExchange(pbb, distilled, 'examples')).toThrow(
      'these runs are checkpoints of one training: no tag but step differs',
    );
  });

  it('refuses an instruction that has a number of examples itself', async () => {
    const folder = emptyFolder();
    const distilled = await distilledIn(folder);
    const pbb = await runOf(folder, { label: 'pbb', tags: { examples: 10 }, splits: right(4) });
    expect(() => compareExchange(pbb, distilled, 'examples')).toThrow(
      `${folder}/pbb: has the tag examples itself; the run that read the instruction is one without it`,
    );
  });

  it('warns of runs that may be no one curve, of few instructions, and of nothing to compare', async () => {
    const folder = emptyFolder();
    const one = {
      label: 'one',
      tags: { examples: 1, size: '1B' },
      splits: { 'wo-io': clusters(4, '-+') },
    };
    const two = {
      label: 'two',
      tags: { examples: 9, size: '8B' },
      splits: { 'wo-io': clusters(4, '++') },
    };
    const distilled = [await runOf(folder, one), await runOf(folder, two)];
    const pbb = await runOf(folder, { label: 'pbb', splits: { 'wo-io': clusters(4, '--') } });
    expect(compareExchange(pbb, distilled, 'examples').warnings).toEqual([
      'the runs with examples differ in other tags, too (size), and are taken as one curve: name the runs that belong together',
      'random-arithmetic/wo-io/direct: clusters: 4, too few for an interval that says anything of others',
      'random-arithmetic/wo-io/direct: the instruction gives no right answer, where accuracy tells no numbers of examples apart',
    ]);
  });

  it('says limits beyond the numbers measured once, and fractions as they are', async () => {
    const folder = emptyFolder();
    const distilled = [
      await runOf(folder, { label: 'a', tags: { examples: 0.0125 }, splits: right(1) }),
      await runOf(folder, { label: 'b', tags: { examples: 1234.5678 }, splits: right(2) }),
    ];
    const pbb = await runOf(folder, { label: 'pbb', splits: right(4) });
    expect(renderExchange(compareExchange(pbb, distilled, 'examples')).split('\n')[1]).toBe(
      'random-arithmetic  wo-io  direct            40.0%  more than 1234.5678  more than 1234.5678  0.0125: 10.0%, 1234.5678: 20.0%',
    );
  });

  it('rounds to what is known', () => {
    expect(worthWords({ kind: 'about', examples: 1234.5 })).toBe('1,200');
    expect(worthWords({ kind: 'about', examples: 1.04 })).toBe('1');
    expect(worthWords({ kind: 'about', examples: 2.345 })).toBe('2.3');
    expect(worthWords({ kind: 'more than', examples: 1000 })).toBe('more than 1,000');
    expect(worthWords({ kind: 'fewer than', examples: 10 })).toBe('fewer than 10');
  });
});
