import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyFolder, ROOT, run, simulatedConfig } from './cli.js';

const runsSchema = z.object({
  runs: z.array(
    z.object({
      directory: z.string(),
      missing: z.number(),
      summary: z.object({
        label: z.string(),
        simulated: z.boolean(),
        samples_per_item: z.number(),
        groups: z.array(
          z.object({
            split: z.string(),
            answer: z.string(),
            stated_accuracy: z.number(),
            estimate: z.object({
              low: z.number(),
              high: z.number(),
              items: z.number(),
              samples: z.number(),
            }),
          }),
        ),
      }),
    }),
  ),
});

describe('the quick start', () => {
  it('finds each simulated accuracy where the stated skill says it should be, and marks all as simulated', async () => {
    const folder = emptyFolder();
    const config = join(ROOT, 'eval-configs', 'quickstart.yaml');
    const ended = await run(['run', config, '--json'], folder);
    expect(ended).toMatchObject({ code: 0 });
    const { runs } = runsSchema.parse(JSON.parse(ended.stdout));
    expect(runs.map(({ summary }) => summary.label)).toEqual(['stage-1', 'stage-2']);
    const groups = runs.flatMap(({ summary }) => summary.groups);
    expect(groups).toHaveLength(16);
    for (const { stated_accuracy: stated, estimate } of groups) {
      expect(stated).toBeGreaterThanOrEqual(estimate.low);
      expect(stated).toBeLessThanOrEqual(estimate.high);
      expect(estimate.samples).toBe(16 * estimate.items);
    }
    for (const { directory } of runs) {
      const files = readdirSync(join(folder, directory)).toSorted();
      expect(files).toEqual([
        'failures.jsonl',
        'items.jsonl',
        'responses.jsonl',
        'run.json',
        'scores.jsonl',
        'summary.json',
      ]);
      expect(readFileSync(join(folder, directory, 'run.json'), 'utf8')).toContain(
        '"simulated": true',
      );
    }
    const table = await run(['report', 'results'], folder);
    expect(table.stdout.match(/SIMULATED/g)).toHaveLength(3);
    await run(['leaderboard', 'results', '--csv', 'board.csv'], folder);
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(parse(readFileSync(join(folder, 'board.csv')), { columns: true }));
    expect(rows).toHaveLength(16);
    expect(new Set(rows.map((row) => row['simulated']))).toEqual(new Set(['true']));
  });
});

describe('a run', () => {
  it('that is complete is not asked again, and says since when', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    await run(['run', config], folder);
    const again = await run(['run', config], folder);
    expect(again.code).toBe(0);
    expect(again.stderr).toMatch(
      /complete since \d{4}-\d\d-\d\dT[^ ]+Z, nothing was asked\. New weights/,
    );
    expect(again.stdout).toContain('wo-io');
  });

  it('grows by samples, splits and items, and asks only for what is new', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    await run(
      [
        'run',
        config,
        '--limit',
        '5',
        '--set',
        'sampling.samples=2',
        '--set',
        'suites.0.splits=[wo-io]',
      ],
      folder,
    );
    const grown = await run(['run', config], folder);
    expect(grown.stderr).toContain('1,260 samples to ask');
    const whole = emptyFolder();
    await run(['run', simulatedConfig(whole)], whole);
    expect(summaryIn(folder)).toBe(summaryIn(whole));
  });

  it('of other settings under the same label is refused with the difference', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    await run(['run', config, '--limit', '2'], folder);
    const other = await run(['run', config, '--set', 'sampling.temperature=0.7'], folder);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('  sampling.temperature: 0.8 there, 0.7 here');
    const fresh = await run(
      ['run', config, '--set', 'sampling.temperature=0.7', '--limit', '2', '--fresh'],
      folder,
    );
    expect(fresh.code).toBe(0);
    expect(readdirSync(join(folder, 'results', 'sim'))).toHaveLength(2);
  });

  it('scored again has the same scores and the same summary', async () => {
    const folder = emptyFolder();
    await run(['run', simulatedConfig(folder), '--limit', '3'], folder);
    const before = summaryIn(folder);
    const scored = await run(['score', 'results'], folder);
    expect(scored.code).toBe(0);
    expect(scored.stderr).toContain('scored again\n');
    expect(summaryIn(folder)).toBe(before);
  });

  it('whose manifest cannot be read is not asked again by accident', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    await run(['run', config, '--limit', '1'], folder);
    const [name = ''] = readdirSync(join(folder, 'results', 'sim'));
    writeFileSync(join(folder, 'results', 'sim', name, 'run.json'), '');
    const again = await run(['run', config, '--limit', '1'], folder);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('nothing was started. Restore it or move it away');
    expect(readdirSync(join(folder, 'results', 'sim'))).toEqual([name]);
  });

  it('whose items were edited is not scored again', async () => {
    const folder = emptyFolder();
    await run(['run', simulatedConfig(folder), '--limit', '2'], folder);
    const [name = ''] = readdirSync(join(folder, 'results', 'sim'));
    const items = join(folder, 'results', 'sim', name, 'items.jsonl');
    writeFileSync(items, readFileSync(items, 'utf8').split('\n').slice(1).join('\n'));
    const scored = await run(['score', 'results'], folder);
    expect(scored.code).toBe(2);
    expect(scored.stderr).toContain(
      'not the items that this run asked (random-arithmetic/w-io-test/direct)',
    );
  });

  it('takes new tags when it is complete already', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    await run(['run', config, '--limit', '1'], folder);
    await run(['run', config, '--limit', '1', '--set', 'models.0.tags.step=2'], folder);
    const tagged = summaryIn(folder);
    expect(tagged).toContain('"step": 2');
    await run(['score', 'results'], folder);
    expect(summaryIn(folder)).toBe(tagged);
  });

  it('of several models starts none when one of them cannot be started', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    await run(['run', config, '--limit', '1'], folder);
    const two = await run(
      [
        'run',
        config,
        '--limit',
        '1',
        '--set',
        'models=[{label: new, simulator: {kind: oracle}}, {label: noisy, simulator: {kind: oracle}}]',
      ],
      folder,
    );
    expect(two.code).toBe(2);
    expect(two.stderr).toContain('label "noisy" already names another run');
    expect(readdirSync(join(folder, 'results', 'sim'))).toHaveLength(1);
  });

  it('holds no key, wherever one looks', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder, '', 0);
    const key = 'sk-test-4bd1c0ffee';
    const secret = 'header-secret-77aa';
    const sets = ['models.0.api_key_env=PBB_TEST_KEY', 'models.0.header_env={X-Route: PBB_ROUTE}'];
    const ended = await run(
      ['run', config, '--limit', '2', ...sets.flatMap((change) => ['--set', change])],
      folder,
      { PBB_TEST_KEY: key, PBB_ROUTE: secret },
    );
    expect(ended.code).toBe(0);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(5);
    for (const { parentPath, name } of files) {
      const written = readFileSync(join(parentPath, name), 'utf8');
      for (const hidden of [key, secret]) expect(written).not.toContain(hidden);
    }
    for (const hidden of [key, secret]) expect(ended.stdout + ended.stderr).not.toContain(hidden);
  });
});

describe('the leaderboard', () => {
  it('is written where a link leads to, and into a device rather than over it', async () => {
    const folder = emptyFolder();
    await run(['run', simulatedConfig(folder), '--limit', '1'], folder);
    writeFileSync(join(folder, 'real.csv'), 'old');
    symlinkSync('real.csv', join(folder, 'link.csv'));
    await run(['leaderboard', 'results', '--csv', 'link.csv'], folder);
    expect(lstatSync(join(folder, 'link.csv')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.csv'), 'utf8')).toMatch(/^run,model,label,/);
    const full = await run(['leaderboard', 'results', '--csv', '/dev/full'], folder);
    expect(full.code).toBe(3);
    expect(lstatSync('/dev/full').isCharacterDevice()).toBe(true);
  });
});

describe('data', () => {
  it('writes instructions and items, the same bytes each time', async () => {
    const folder = emptyFolder();
    for (const out of ['a', 'b']) {
      const ended = await run(
        ['data', 'random-arithmetic', '--out', out, '--set', 'train=10', '--set', 'evaluation=10'],
        folder,
      );
      expect(ended).toMatchObject({ code: 0 });
      expect(ended.stdout).toContain(`${out}/instructions.jsonl: 20 instructions`);
      expect(ended.stdout).toContain(`${out}/executions.jsonl: 300 executions`);
    }
    for (const file of ['instructions.jsonl', 'executions.jsonl', 'items.jsonl']) {
      expect(readFileSync(join(folder, 'a', file))).toEqual(readFileSync(join(folder, 'b', file)));
    }
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });
});

function summaryIn(folder: string): string {
  const parent = join(folder, 'results', 'sim');
  return readFileSync(join(parent, readdirSync(parent)[0] ?? '', 'summary.json'), 'utf8');
}
