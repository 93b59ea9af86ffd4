/** The numbers of the pages are those of summary.json, and those that `compare` and `leaderboard` tell of the same runs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/comparison/comparison.js';
import type { Summary } from '../../src/eval/summary.js';
import type { Breakdown, PairsPage, RanksPage, RunPage, RunsPage } from '../../src/viewer/api.js';
import { nameOfGroup } from '../../src/viewer/item-query.js';
import { Pages } from '../../src/viewer/pages.js';
import { Runs } from '../../src/viewer/runs.js';
import { emptyFolder } from '../comparison/runs.js';
import { run } from '../e2e/cli.js';

const CONFIG = `
models:
  - label: earlier
    simulator: { kind: noisy, seed: 1, skill: 0.4, malformed: 0.1 }
  - label: later
    simulator: { kind: noisy, seed: 2, skill: 0.6, malformed: 0.1 }
sampling: { samples: 4 }
suites:
  - { suite: random-arithmetic, splits: [wo-io, w-io-test] }
  - { suite: jsonl, file: own.jsonl }
`;

const OWN = ['a', 'b', 'c'].map((id) =>
  JSON.stringify({ id, prompt: `Say ${id}.`, kind: 'text', target: id, facets: { letter: id } }),
);

/** Two runs as the command line leaves them, and pages over them. */
async function simulated() {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'small.yaml'), CONFIG);
  writeFileSync(join(folder, 'own.jsonl'), `${OWN.join('\n')}\n`);
  const { code, stderr } = await run(['run', 'small.yaml', '--limit', '12'], folder);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const runs = new Runs(join(folder, 'results'));
  await runs.look();
  const pages = new Pages(runs);
  const ask = async <T>(name: string, values: Record<string, string> = {}): Promise<T> =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    (await pages.page(name, new URLSearchParams(values))) as T;
  return { folder, runs: runs.all, ask };
}

describe('the numbers of the pages', () => {
  it('are those of summary.json, of compare and of leaderboard', async () => {
    const { folder, runs, ask } = await simulated();
    const listed = await ask<RunsPage>('runs');
    for (const { id, directory } of runs) {
      const path = join(directory, 'summary.json');
      const summary: Summary = JSON.parse(readFileSync(path, 'utf8'));
      const row = listed.runs.find((each) => each.id === id);
      const page = await ask<RunPage>('run', { run: id });
      expect(page.groups).toEqual(summary.groups.map(({ facets: _facets, ...group }) => group));
      expect(Object.keys(summary.groups[0]?.facets ?? {})).not.toEqual([]);
      for (const [place, group] of summary.groups.entries()) {
        expect(group).toMatchObject(row?.groups[place] ?? {});
        for (const [facet, values] of Object.entries(group.facets)) {
          const asked = { run: id, group: nameOfGroup(group), facet };
          const { rows } = await ask<Breakdown>('breakdown', asked);
          expect(
            rows.map(({ value, items, estimate }) => [String(value), items, estimate]),
          ).toEqual(
            rows.map(({ value }) => {
              const there = values[String(value)];
              const { low, high, std_error, n_eff, clusters, samples } = there ?? {};
              const numbers = {
                value: there?.value,
                low,
                high,
                std_error,
                n_eff,
                clusters,
                samples,
              };
              return [String(value), there?.items, expect.objectContaining(numbers)];
            }),
          );
          expect(rows).toHaveLength(Object.keys(values).length);
        }
      }
    }

    const [a, b] = runs;
    if (a === undefined || b === undefined) throw new Error('there are not two runs');
    const compared = await run(['compare', a.directory, b.directory, '--json'], folder);
    const comparison: Comparison = JSON.parse(compared.stdout);
    const pairs = await ask<PairsPage>('pairs', { a: a.id, b: b.id });
    expect(pairs.groups).toEqual(
      comparison.groups.map((group) => ({
        group: nameOfGroup(group),
        obstacles: [],
        difference: group.difference,
        p_adjusted: group.p_adjusted,
      })),
    );
    expect(pairs.pooled).toEqual(comparison.pooled);
    expect(pairs.groups.length).toBeGreaterThan(2);

    const board = await run(['leaderboard', 'results', '--json'], folder);
    const { rows }: { rows: Record<string, unknown>[] } = JSON.parse(board.stdout);
    const { ranks, note } = await ask<RanksPage>('ranks');
    expect(
      ranks.map(({ run: id, group, rank }) => [
        runs.find((each) => each.id === id)?.run,
        group,
        rank,
      ]),
    ).toEqual(
      rows.map((row) => [
        row['run'],
        [row['suite'], row['split'], row['answer']].join('/'),
        {
          rank: row['rank'],
          best: row['rank_best'],
          worst: row['rank_worst'],
          among: row['ranked_among'],
        },
      ]),
    );
    expect(note).toMatch(/^Rank: among runs that answered the same items/);
  });
});
