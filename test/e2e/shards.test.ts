import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, run, simulatedConfig } from './cli.js';

/** A file of the one run of `sim.yaml`. */
function file(folder: string, name: string): string {
  const parent = join(folder, 'results', 'sim');
  return readFileSync(join(parent, readdirSync(parent)[0] ?? '', name), 'utf8');
}

describe('the shards of a run', () => {
  it('joined are the run that one machine makes, byte for byte, and grow like it', async () => {
    const whole = emptyFolder();
    await run(['run', simulatedConfig(whole)], whole);
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    const ended = await Promise.all(
      ['1/3', '2/3', '3/3'].map((shard) => run(['run', config, '--shard', shard], folder)),
    );
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    // Parts are not shown where whole runs are.
    expect(await run(['leaderboard', 'results'], folder)).toMatchObject({
      code: 2,
      stderr: 'results: no run with a summary in or below this folder\n',
    });
    const merged = await run(['merge', 'results/sim.shards'], folder);
    expect(merged).toMatchObject({ code: 0, stderr: '' });
    expect(merged.stdout).toMatch(/results\/sim\/noisy-[0-9a-f]{8}: 3 shards\n$/);
    for (const name of ['items.jsonl', 'summary.json']) {
      expect(file(folder, name)).toBe(file(whole, name));
    }
    expect(file(folder, 'responses.jsonl').split('\n').toSorted().map(withoutTimes)).toEqual(
      file(whole, 'responses.jsonl').split('\n').toSorted().map(withoutTimes),
    );
    const again = await run(['run', config], folder);
    expect(again.stderr).toContain('nothing was asked');
    const twice = await run(['merge', 'results/sim.shards'], folder);
    expect(twice.code).toBe(0);
    expect(file(folder, 'summary.json')).toBe(file(whole, 'summary.json'));
  });

  it('are not merged when one is not there, and no shard is no number', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    for (const shard of ['1/3', '2/3', '3/3']) {
      await run(['run', config, '--limit', '3', '--shard', shard], folder);
    }
    rmSync(join(folder, 'results', 'sim.shards', '2-of-3'), { recursive: true });
    const merged = await run(['merge', 'results/sim.shards'], folder);
    expect(merged.code).toBe(2);
    expect(merged.stderr).toBe('shards 2 of 3 are not there; nothing was merged\n');
    const wrong = await run(['run', config, '--shard', '4/3'], folder);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('--shard takes i/n with i from 1 to n');
  });
});

/** A line of a journal without what depends on when it was written. */
function withoutTimes(line: string): string {
  return line.replace(/"latency_ms":\d+,"attempts":\d+,"at":"[^"]*"/, '');
}
