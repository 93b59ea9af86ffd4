import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    expect(merged.stderr).toBe(
      'of 3 shards these are not there: 2. Run them (--shard 2/3), or name their folders, too; nothing was merged\n',
    );
    const wrong = await run(['run', config, '--shard', '4/3'], folder);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('--shard takes i/n with i from 1 to n');
  });
});

/** Runs both halves of `sim.yaml`, each with options of its own. */
async function halves(folder: string, ...options: readonly [string[], string[]]): Promise<void> {
  const config = simulatedConfig(folder);
  const ended = await Promise.all(
    options.map((more, place) =>
      run(['run', config, '--shard', `${place + 1}/2`, ...more], folder),
    ),
  );
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
}

/** The folder of the one run below a folder. */
function runIn(...path: readonly string[]): string {
  const parent = join(...path);
  return join(parent, readdirSync(parent)[0] ?? '');
}

/** Changes a file of a run. */
function change(directory: string, name: string, from: string | RegExp, to: string): void {
  const path = join(directory, name);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

describe('the join of shards', () => {
  it('that were amended differently lacks what one of them lacks, and is whole once that has come', async () => {
    const [four, six] = [4, 6].map((count) => ['--set', `sampling.samples=${count}`]);
    const [w, both] = [['w-io-test'], ['w-io-test', 'wo-io']].map((splits) => [
      '--set',
      `suites.0.splits=[${splits.join(',')}]`,
    ]);
    const folder = emptyFolder();
    await halves(folder, [...(four ?? []), ...(w ?? [])], [...(six ?? []), ...(both ?? [])]);
    const partial = await run(['merge', 'results/sim.shards'], folder);
    expect(partial.code).toBe(3);
    expect(partial.stdout).toMatch(/: 2 shards, [\d,]+ samples missing\n$/);
    await halves(folder, [...(six ?? []), ...(both ?? [])], four ?? []);
    expect((await run(['merge', 'results/sim.shards'], folder)).code).toBe(0);
    const whole = emptyFolder();
    await run(['run', simulatedConfig(whole), ...(six ?? [])], whole);
    for (const name of ['items.jsonl', 'summary.json']) {
      expect(file(folder, name)).toBe(file(whole, name));
    }
  });

  it('keeps what the joined run has come by since, and its number of samples', async () => {
    const folder = emptyFolder();
    await halves(folder, ['--set', 'sampling.samples=2'], ['--set', 'sampling.samples=2']);
    await run(['merge', 'results/sim.shards'], folder);
    await run(['run', 'sim.yaml', '--set', 'sampling.samples=4'], folder);
    const grown = file(folder, 'summary.json');
    expect((await run(['merge', 'results/sim.shards'], folder)).code).toBe(0);
    expect(file(folder, 'summary.json')).toBe(grown);
  });

  it('is the same when folders are named twice, and lies where its shards do', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder, 'out: runs');
    for (const shard of ['1/2', '2/2']) await run(['run', config, '--shard', shard], folder);
    const failure =
      '{"item":"a","samples":[0],"kind":"server","status":500,"message":"no","attempts":1,"at":"2026-01-01T00:00:00.000Z"}\n';
    const half = runIn(folder, 'runs', 'sim.shards', '1-of-2');
    writeFileSync(join(half, 'failures.jsonl'), failure);
    const shards = 'runs/sim.shards';
    const merged = await run(['merge', shards, `${shards}/1-of-2`, shards], folder);
    expect(merged.stdout).toMatch(/runs\/sim\/noisy-[0-9a-f]{8}: 2 shards\n$/);
    await run(['merge', shards], folder);
    expect(readFileSync(join(runIn(folder, 'runs', 'sim'), 'failures.jsonl'), 'utf8')).toBe(
      failure,
    );
    expect((await run(['run', config], folder)).stderr).toContain('nothing was asked');
  });

  it('is refused when one part is there twice, or parts lie apart', async () => {
    const folder = emptyFolder();
    await halves(folder, [], []);
    cpSync(join(folder, 'results'), join(folder, 'copy'), { recursive: true });
    const [first, second] = ['results', 'copy'].map((out) =>
      runIn(folder, out, 'sim.shards', '1-of-2').slice(folder.length + 1),
    );
    const twice = await run(
      ['merge', 'results/sim.shards', 'copy/sim.shards', '--out', 'o'],
      folder,
    );
    expect(twice).toMatchObject({
      code: 2,
      stderr: `${first} and ${second} are both shard 1 of 2, and their samples may differ: name the one to take; nothing was merged\n`,
    });
    const apart = ['merge', 'results/sim.shards/1-of-2', 'copy/sim.shards/2-of-2'];
    expect((await run(apart, folder)).stderr).toContain('say with --out where the run is to be');
    expect((await run([...apart, '--out', 'o'], folder)).code).toBe(0);
  });

  it('is refused when items or sampling are not those of the run that is there', async () => {
    const folder = emptyFolder();
    await halves(folder, [], []);
    await run(['merge', 'results/sim.shards'], folder);
    const joined = runIn(folder, 'results', 'sim');
    const files = () => readdirSync(joined).map((name) => readFileSync(join(joined, name), 'utf8'));
    change(joined, 'run.json', /("sampling_sent": \{\s*"temperature": )0.8/, '$10.7');
    const before = files();
    const sampled = await run(['merge', 'results/sim.shards'], folder);
    expect(sampled).toMatchObject({
      code: 2,
      stderr:
        'the shards, or the run that they are to join, were sampled with different parameters (sampling_sent in run.json): ' +
        'sample those that differ again, with --fresh and the server of the others; nothing was merged\n',
    });
    expect(files()).toEqual(before);
    change(joined, 'run.json', /("sampling_sent": \{\s*"temperature": )0.7/, '$10.8');
    change(joined, 'items.jsonl', /"value":"-?\d+"/, '"value":"77"');
    const items = files();
    const swapped = await run(['merge', 'results/sim.shards'], folder);
    expect(swapped.code).toBe(2);
    expect(swapped.stderr).toMatch(/holds item \S+ with other content than results\/sim\/noisy-/);
    expect(files()).toEqual(items);
  });

  it('that is refused leaves no folder behind', async () => {
    const folder = emptyFolder();
    await halves(folder, [], []);
    const shard = runIn(folder, 'results', join('sim.shards', '1-of-2'));
    change(shard, 'run.json', /("sampling_sent": \{\s*"temperature": )0.8/, '$10.7');
    const merged = await run(['merge', 'results/sim.shards'], folder);
    expect(merged.code).toBe(2);
    expect(readdirSync(join(folder, 'results'))).toEqual(['sim.shards']);
  });

  it('is not waited for in a folder that takes none', async () => {
    if (!existsSync('/proc/self')) return;
    const folder = emptyFolder();
    await halves(folder, ['--limit', '2'], ['--limit', '2']);
    const merged = await run(['merge', 'results/sim.shards', '--out', '/proc/x'], folder);
    expect(merged.code).toBe(2);
    expect(merged.stderr).toMatch(/^\/proc\/x\/sim\/noisy-[0-9a-f]{8}: no such file or folder/);
  });
});

/** A line of a journal without what depends on when it was written. */
function withoutTimes(line: string): string {
  return line.replace(/"latency_ms":\d+,"attempts":\d+,"at":"[^"]*"/, '');
}
