import { describe, expect, it } from 'vitest';
import { rankingOf } from '../../src/comparison/ranking.js';
import { readScoredRun } from '../../src/comparison/scored-run.js';
import { configSchema } from '../../src/config/schema.js';
import type { StoredRun } from '../../src/eval/stored.js';
import { summarise } from '../../src/eval/summary.js';
import { clusters, emptyFolder, type Made, writeRun } from './runs.js';

async function stored(folder: string, made: Made): Promise<StoredRun> {
  const { directory, manifest } = writeRun(folder, made);
  const { groups, tallies } = await readScoredRun(directory);
  const { statistics } = configSchema.parse({
    models: [{ label: 'a', simulator: { kind: 'oracle' } }],
    suites: [{ suite: 'random-arithmetic' }],
  });
  const head = {
    name: 'test',
    label: made.label,
    model: 'm',
    simulated: made.simulated ?? false,
    tags: {},
    samples_per_item: manifest.samples,
    temperature: 0.8,
  };
  const summary = summarise(head, [...groups.values()], tallies, statistics);
  return { run: made.label, directory, manifest, summary };
}

async function ranksOf(runs: readonly StoredRun[]): Promise<Record<string, string>> {
  const ranking = await rankingOf(runs);
  return Object.fromEntries(
    runs.map((run) => {
      const [group] = run.summary.groups;
      const rank = group === undefined ? undefined : ranking.rankOf(run, group);
      const words =
        rank === undefined
          ? 'none'
          : `${rank.rank} of ${rank.among}, ${rank.best} to ${rank.worst}`;
      return [run.summary.label, words];
    }),
  );
}

describe('a rank', () => {
  it('has the best and the worst that all paired comparisons allow', async () => {
    const folder = emptyFolder();
    const runs = [
      await stored(folder, { label: 'low', splits: { 'wo-io': clusters(20, '+---') } }),
      await stored(folder, { label: 'high', splits: { 'wo-io': clusters(20, '+++-') } }),
      await stored(folder, {
        label: 'nearly',
        splits: { 'wo-io': `++-- ${clusters(19, '+++-')}` },
      }),
    ];
    expect(await ranksOf(runs)).toEqual({
      high: '1 of 3, 1 to 2',
      nearly: '2 of 3, 1 to 2',
      low: '3 of 3, 3 to 3',
    });
  });

  it('is shared by runs of equal accuracy', async () => {
    const folder = emptyFolder();
    const splits = { 'wo-io': clusters(5, '+-') };
    const runs = [
      await stored(folder, { label: 'a', splits }),
      await stored(folder, { label: 'b', splits }),
    ];
    expect(await ranksOf(runs)).toEqual({ a: '1 of 2, 1 to 2', b: '1 of 2, 1 to 2' });
  });

  it('is never taken across other items, other sampling or requests, or from simulated to real', async () => {
    const folder = emptyFolder();
    const splits = { 'wo-io': clusters(20, '++') };
    const lost = { 'wo-io': clusters(20, '--') };
    const runs = [
      await stored(folder, { label: 'a', splits }),
      await stored(folder, { label: 'items', splits: lost, seed: 2 }),
      await stored(folder, { label: 'sampling', splits: lost, sampling: { temperature: 0 } }),
      await stored(folder, { label: 'simulated', splits: lost, simulated: true }),
      await stored(folder, { label: 'body', splits: lost, settings: { extra_body: { x: 1 } } }),
      await stored(folder, { label: 'refused', splits: lost, sent: { max_tokens: 9 } }),
    ];
    expect(new Set(Object.values(await ranksOf(runs)))).toEqual(new Set(['1 of 1, 1 to 1']));
  });

  it('is not given where too much is missing', async () => {
    const folder = emptyFolder();
    const runs = [
      await stored(folder, { label: 'a', splits: { 'wo-io': clusters(10, '++') } }),
      await stored(folder, { label: 'b', splits: { 'wo-io': `.. ${clusters(9, '++')}` } }),
    ];
    expect(await ranksOf(runs)).toEqual({ a: '1 of 1, 1 to 1', b: 'none' });
  });
});
