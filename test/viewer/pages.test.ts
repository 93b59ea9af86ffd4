/** What the pages are told of runs that are known to the last sample. */
import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/stats/index.js';
import { acquireLock } from '../../src/store/lock.js';
import type {
  Breakdown,
  ItemPage,
  ItemsPage,
  PairsPage,
  RanksPage,
  RunPage,
  RunsPage,
} from '../../src/viewer/api.js';
import { Pages } from '../../src/viewer/pages.js';
import { Runs } from '../../src/viewer/runs.js';
import { emptyFolder, writeRun } from '../comparison/runs.js';

const GROUP = 'random-arithmetic/wo-io/direct';

/** Pages over two runs of the same items. */
async function pagesOf(folder = emptyFolder()): Promise<{
  ask: <T>(name: string, values?: Record<string, string>) => Promise<T>;
  a: string;
  b: string;
}> {
  writeRun(folder, {
    label: 'a',
    splits: { 'wo-io': '++/+- --/.. +-', 'w-io-test': '++' },
    text: 'Answer 7',
  });
  writeRun(folder, { label: 'b', splits: { 'wo-io': '--/++ +-/++ +-', 'w-io-test': '++' } });
  const runs = new Runs(folder);
  await runs.look();
  await Promise.all(runs.all.map(({ index }) => index.refresh()));
  const pages = new Pages(runs);
  const idOf = (label: string): string =>
    runs.all.find(({ manifest }) => manifest.label === label)?.id ?? '';
  return {
    ask: async <T>(name: string, values: Record<string, string> = {}) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      (await pages.page(name, new URLSearchParams(values))) as T,
    a: idOf('a'),
    b: idOf('b'),
  };
}

describe('the pages', () => {
  it('list the runs, and say which have no summary', async () => {
    const { ask } = await pagesOf();
    const page = await ask<RunsPage>('runs');
    expect(page.runs.map(({ label, state, is_so_far }) => [label, state, is_so_far])).toEqual([
      ['a', 'complete', true],
      ['b', 'complete', true],
    ]);
    expect(page.warnings).toEqual([
      'a: no summary that can be read; pbb-eval score makes it again',
      'b: no summary that can be read; pbb-eval score makes it again',
    ]);
  });

  it('filter items by split, facet, outcome and text, and sort them by accuracy', async () => {
    const { ask, a } = await pagesOf();
    const inputs = async (values: Record<string, string>): Promise<string[]> => {
      const { rows } = await ask<ItemsPage>('items', { run: a, ...values });
      return rows.map(({ id }) => id.split('/').slice(1).join('/').replace('/direct', ''));
    };
    const all = [
      'wo-io/s1-000/0',
      'wo-io/s1-000/1',
      'wo-io/s1-001/0',
      'wo-io/s1-001/1',
      'wo-io/s1-002/0',
    ];
    expect(await inputs({})).toEqual([...all, 'w-io-test/s1-000/0']);
    expect(await inputs({ group: GROUP })).toEqual(all);
    expect(await inputs({ group: GROUP, outcome: 'right' })).toEqual([all[0]]);
    expect(await inputs({ group: GROUP, outcome: 'mixed' })).toEqual([all[1], all[4]]);
    expect(await inputs({ group: GROUP, outcome: 'wrong' })).toEqual([all[2]]);
    expect(await inputs({ group: GROUP, sort: 'accuracy' })).toEqual([
      all[2],
      all[1],
      all[4],
      all[0],
      all[3],
    ]);
    expect(await inputs({ group: GROUP, sort: '-accuracy' })).toEqual([
      all[0],
      all[1],
      all[4],
      all[2],
      all[3],
    ]);
    expect(await inputs({ group: GROUP, 'facet.ops': '1' })).toEqual(all);
    expect(await inputs({ group: GROUP, 'facet.ops': '2' })).toEqual([]);
    expect(await inputs({ text: 'S1-001(1)?' })).toEqual([all[3]]);
    // The fourth has no answer.
    expect(await inputs({ text: 'answer 7', in: 'answers', group: GROUP })).toEqual(
      all.toSpliced(3, 1),
    );
    expect(await inputs({ text: 'nowhere' })).toEqual([]);
    expect(await inputs({ from: '4', count: '1' })).toEqual([all[4]]);
    expect(await inputs({ from: '-1', count: '0.5', group: GROUP })).toEqual(all);
  });

  it('show an item with its samples, its place in the list and its neighbours there', async () => {
    const { ask, a } = await pagesOf();
    const item = `${GROUP}/s1-000/1`;
    const page = await ask<ItemPage>('item', { run: a, item, outcome: 'mixed' });
    expect(page).toMatchObject({
      id: item,
      place: { at: 0, total: 2 },
      previous: null,
      next: `${GROUP}/s1-002/0`,
      expected: { kind: 'integer', text: { text: '7', more: 0 } },
      asked: 2,
    });
    expect(
      page.samples.map(({ index, text, score }) => [index, text.text, score?.verdict]),
    ).toEqual([
      [0, 'Answer 7', 'correct'],
      [1, 'Answer 7', 'incorrect'],
    ]);
  });

  it('break accuracies down as statistics have them', async () => {
    const { ask, a } = await pagesOf();
    const table = await ask<Breakdown>('breakdown', { run: a, group: GROUP, facet: 'ops' });
    const clusters = [
      [
        { correct: 2, valid: 2 },
        { correct: 1, valid: 2 },
      ],
      [
        { correct: 0, valid: 2 },
        { correct: 0, valid: 0 },
      ],
      [{ correct: 1, valid: 2 }],
    ];
    expect(table.rows).toEqual([{ value: 1, items: 5, estimate: estimate(clusters) }]);
    const by = await ask<Breakdown>('breakdown', { run: a, group: GROUP, facet: 'instruction' });
    expect(by.rows.map(({ value, items }) => [value, items])).toEqual([
      ['s1-000', 2],
      ['s1-001', 2],
      ['s1-002', 1],
    ]);
  });

  it('pair two runs by item, what was lost first', async () => {
    const { ask, a, b } = await pagesOf();
    const page = await ask<PairsPage>('pairs', { a, b });
    expect(page.rows.map(({ item, change }) => [item.id, change])).toEqual([
      [`${GROUP}/s1-000/0`, -1],
      [`${GROUP}/s1-002/0`, 0],
      ['random-arithmetic/w-io-test/direct/s1-000/0', 0],
      [`${GROUP}/s1-000/1`, 0.5],
      [`${GROUP}/s1-001/0`, 0.5],
    ]);
    const [group] = page.groups;
    expect(group?.group).toBe(GROUP);
    expect(group?.difference).toMatchObject({ items: 4, clusters: 3 });
    const gains = await ask<PairsPage>('pairs', { a, b, direction: 'gains', count: '1' });
    expect(gains.rows.map(({ change }) => change)).toEqual([0.5]);
  });

  it('say why runs of other conditions may not be compared', async () => {
    const folder = emptyFolder();
    writeRun(folder, { label: 'c', splits: { 'wo-io': '++' }, sampling: { temperature: 0 } });
    const { ask, a } = await pagesOf(folder);
    const { runs } = await ask<RunsPage>('runs');
    const c = runs.find(({ label }) => label === 'c')?.id ?? '';
    const page = await ask<PairsPage>('pairs', { a, b: c });
    expect(page.groups).toMatchObject([{ group: GROUP, difference: null }]);
    expect(page.groups[0]?.obstacles.join()).toContain('temperature');
  });

  it('rank runs of the same items, and say when a run is compared with itself', async () => {
    const { ask, a } = await pagesOf();
    await expect(ask('pairs', { a, b: a })).rejects.toThrow(
      'This is one run: a comparison takes two.',
    );
    // Neither is summarised.
    expect(await ask<RanksPage>('ranks')).toMatchObject({ ranks: [], warnings: [] });
  });

  it('say of a run whose process died that it stopped, and of one whose process runs nothing', async () => {
    const folder = emptyFolder();
    const { directory, manifest } = writeRun(folder, { label: 'run', splits: { 'wo-io': '+-' } });
    const path = join(directory, 'run.json');
    writeFileSync(path, JSON.stringify({ ...manifest, state: 'running' }));
    const runs = new Runs(folder);
    await runs.look();
    expect(runs.all.map(({ state }) => state)).toEqual(['stopped']);
    expect(runs.warnings).toEqual([
      'run: its process ended before the run did; the command that began it goes on with it',
    ]);
    const lock = await acquireLock(directory);
    await runs.look();
    await lock.release();
    expect([runs.all.map(({ state }) => state), runs.warnings]).toEqual([['running'], []]);
  });

  it('pass over a run whose files lead elsewhere', async () => {
    const folder = emptyFolder();
    const { directory } = writeRun(folder, { label: 'run', splits: { 'wo-io': '+-' } });
    const items = join(directory, 'items.jsonl');
    renameSync(items, join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), items);
    const runs = new Runs(folder);
    await runs.look();
    expect([runs.all, runs.warnings]).toEqual([
      [],
      [`${items}: a link, or no file at all: this run is passed over`],
    ]);
  });

  it('know no page, run or item but those that there are', async () => {
    const { ask, a } = await pagesOf();
    expect(await ask('nothing')).toBeNull();
    expect(await ask('constructor')).toBeNull();
    expect(await ask('run', { run: '../../etc' })).toBeNull();
    expect(await ask('items', { run: '__proto__' })).toBeNull();
    expect(await ask('item', { run: a, item: '../run.json' })).toBeNull();
    expect(await ask('breakdown', { run: a, group: GROUP, facet: '__proto__' })).toBeNull();
  });

  it('count the groups of items and name their facets', async () => {
    const { ask, a } = await pagesOf();
    const { items, indexed } = await ask<RunPage>('run', { run: a });
    expect(indexed).toBe(true);
    expect(items).toEqual([
      { group: GROUP, items: 5, facets: ['ops', 'instruction'] },
      { group: 'random-arithmetic/w-io-test/direct', items: 1, facets: ['ops', 'instruction'] },
    ]);
  });
});
