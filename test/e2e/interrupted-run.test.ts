import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, emptyFolder, ROOT, run, simulatedConfig, start } from './cli.js';

/** Items of the config, so also requests of an undisturbed run. */
const ITEMS = 80;
const LATENCY_MS = 4;

function runDirectory(folder: string): string | undefined {
  const parent = join(folder, 'results', 'sim');
  const [name] = existsSync(parent) ? readdirSync(parent) : [];
  return name === undefined ? undefined : join(parent, name);
}

/** Whole lines of the journal; -1 before there is a run directory. */
function responses(folder: string): number {
  const directory = runDirectory(folder);
  if (directory === undefined) return -1;
  const path = join(directory, 'responses.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** Polls without a fixed wait until the journal holds so many lines. */
async function until(folder: string, lines: number): Promise<void> {
  while (responses(folder) < lines) await new Promise((resolve) => setTimeout(resolve, 1));
}

function summary(folder: string): string {
  return readFileSync(join(runDirectory(folder) ?? '', 'summary.json'), 'utf8');
}

/** When the run in `folder` says that it began and ended, as ISO 8601. */
function timesOf(folder: string): string[] {
  const manifest = readFileSync(join(runDirectory(folder) ?? '', 'run.json'), 'utf8');
  return [...manifest.matchAll(/"(?:started|finished)_at": "([^"]*)"/g)].map(([, at = '']) => at);
}

/** A module that sets the clock of its process back. */
const CLOCK_SET_BACK = `
  const now = () => Actual.now() - 10 * 365 * 86_400_000;
  const Actual = globalThis.Date;
  globalThis.Date = class extends Actual {
    static now = now;
    constructor(...given) { given.length === 0 ? super(now()) : super(...given); }
  };`;

/** A module that lets the clock of its process jump a day forth or back at every look. */
const CLOCK_THAT_JUMPS = `
  let looks = 0;
  const now = () => Actual.now() + ((looks += 1) % 2 === 0 ? 1 : -1) * 86_400_000;
  const Actual = globalThis.Date;
  globalThis.Date = class extends Actual {
    static now = now;
    constructor(...given) { given.length === 0 ? super(now()) : super(...given); }
  };`;

describe('a run under a clock that jumps', () => {
  it('waits and ends as under one that goes', async () => {
    const storm = 'faults: { share: 0.3, kinds: [rate-limit-wait, error-503, reset-before] }';
    const [calm, jumping] = [emptyFolder(), emptyFolder()];
    await run(['run', simulatedConfig(calm)], calm);
    const config = simulatedConfig(jumping);
    const stormy = readFileSync(config, 'utf8').replace('latency_ms: 0', `latency_ms: 0, ${storm}`);
    writeFileSync(config, stormy);
    const clock = join(jumping, 'clock.mjs');
    writeFileSync(clock, CLOCK_THAT_JUMPS);
    const ended = await run(['run', config], jumping, { NODE_OPTIONS: `--import=${clock}` });
    expect(ended).toMatchObject({ code: 0 });
    expect(responses(jumping)).toBe(ITEMS);
    expect(JSON.parse(summary(jumping))).toEqual(JSON.parse(summary(calm)));
  });
});

describe('a run that is killed', () => {
  it('and taken up again gives the summary of an undisturbed run, byte for byte', async () => {
    const undisturbed = emptyFolder();
    const first = await run(['run', simulatedConfig(undisturbed, '', LATENCY_MS)], undisturbed);
    expect(first).toMatchObject({ code: 0 });
    for (const moment of [0, 1, 20, 45, ITEMS - 3]) {
      const folder = emptyFolder();
      const config = simulatedConfig(folder, '', LATENCY_MS);
      const killed = start(['run', config], folder);
      await until(folder, moment);
      killed.process.kill('SIGKILL');
      expect((await killed.ended).code).toBeNull();
      const before = responses(folder);
      expect(before).toBeLessThan(ITEMS);
      const resumed = await run(['run', config], folder);
      expect(resumed, `killed at ${before} responses`).toMatchObject({ code: 0 });
      expect(summary(folder)).toBe(summary(undisturbed));
      expect(responses(folder)).toBe(ITEMS);
    }
  });

  it('is taken up under a system clock that was set back by ten years', async () => {
    const undisturbed = emptyFolder();
    await run(['run', simulatedConfig(undisturbed, '', LATENCY_MS)], undisturbed);
    const folder = emptyFolder();
    const config = simulatedConfig(folder, '', LATENCY_MS);
    const killed = start(['run', config], folder);
    await until(folder, 20);
    killed.process.kill('SIGKILL');
    await killed.ended;
    const clock = join(folder, 'clock.mjs');
    writeFileSync(clock, CLOCK_SET_BACK);
    const resumed = await run(['run', config], folder, { NODE_OPTIONS: `--import=${clock}` });
    expect(resumed).toMatchObject({ code: 0 });
    const [began = '', ended = ''] = timesOf(folder);
    expect(ended < began).toBe(true);
    expect(summary(folder)).toBe(summary(undisturbed));
    expect(responses(folder)).toBe(ITEMS);
  });

  it('five times over loses and repeats nothing', async () => {
    const undisturbed = emptyFolder();
    await run(['run', simulatedConfig(undisturbed)], undisturbed);
    const folder = emptyFolder();
    const config = simulatedConfig(folder, '', LATENCY_MS);
    for (const moment of [5, 15, 30, 50, 70]) {
      const killed = start(['run', config], folder);
      await until(folder, moment);
      killed.process.kill('SIGKILL');
      await killed.ended;
    }
    expect(await run(['run', config], folder)).toMatchObject({ code: 0 });
    expect(responses(folder)).toBe(ITEMS);
    // The address and the latency of a simulated model are part of its settings, its numbers are not changed by them.
    expect(JSON.parse(summary(folder))).toEqual(JSON.parse(summary(undisturbed)));
  });
});

describe('the benchmark that kills a run at random moments', () => {
  it('finds all that was counted on disk, nothing twice, and the same summary', () => {
    const soak = spawnSync(process.execPath, [join(ROOT, 'bench', 'soak.js')], {
      env: { ...process.env, KILLS: '5' },
      encoding: 'utf8',
    });
    expect(soak.stderr).toBe('');
    expect(soak.stdout).toMatch(
      /^killed 5 times in \d+ sessions: all that was counted is in the journal, nothing twice, the summary the same to the byte\n$/,
    );
  });
});

describe('Ctrl-C', () => {
  it('saves what came, says how to go on, and exits with 130', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder, '', LATENCY_MS);
    const running = start(['run', config], folder);
    await until(folder, 10);
    running.process.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(130);
    expect(ended.stderr).toMatch(
      /Interrupted\. [\d,]+ samples missing; what came is saved in results\/sim\/noisy-/,
    );
    expect(ended.stderr).toContain(
      `Run the same command again to ask only for the rest: npx pbb-eval run ${config}`,
    );
    const saved = responses(folder);
    expect(saved).toBeGreaterThanOrEqual(10);
    expect(saved).toBeLessThan(ITEMS);
    expect(await run(['run', config], folder)).toMatchObject({ code: 0 });
    expect(responses(folder)).toBe(ITEMS);
  });
});

describe('a disk that is full', () => {
  it('ends with 3 and what to do; once there is room the same command goes on to the same summary', async () => {
    const undisturbed = emptyFolder();
    await run(['run', simulatedConfig(undisturbed)], undisturbed);
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    // A limit on the size of files stands for a disk: the journal runs into it, the items do not.
    const limited = `ulimit -f 150; exec '${process.execPath}' '${CLI}' run '${config}'`;
    const full = spawnSync('bash', ['-c', limited], { cwd: folder, encoding: 'utf8' });
    expect(full.stderr).toContain(
      'responses.jsonl: the file is as large as this file system or user may have it (EFBIG)',
    );
    expect(full.status).toBe(3);
    expect(responses(folder)).toBeGreaterThan(10);
    expect(responses(folder)).toBeLessThan(ITEMS);
    expect(await run(['run', config], folder)).toMatchObject({ code: 0 });
    expect(summary(folder)).toBe(summary(undisturbed));
    expect(responses(folder)).toBe(ITEMS);
  });
});

describe('a folder that may not be written to', () => {
  it('ends with 2 and what to do, before anything is asked', () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    chmodSync(folder, 0o555);
    // Root may write anywhere, so it steps down to nobody.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const refused = spawnSync(process.execPath, [CLI, 'run', config], {
      cwd: folder,
      encoding: 'utf8',
      ...user,
    });
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(
      /^results\/sim\/noisy-[0-9a-f]+: permission denied\. Change the permissions, or choose another folder \(EACCES\)\n$/,
    );
    expect(refused.status).toBe(2);
  });
});

describe('a second process', () => {
  it('at the same run is turned away and harms nothing', async () => {
    const folder = emptyFolder();
    // Slow enough to be at work for as long as the second takes to start.
    const config = simulatedConfig(folder, '', 1000);
    const running = start(['run', config], folder);
    await until(folder, 2);
    const second = await run(['run', config], folder);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain(`process ${running.process.pid ?? 0}`);
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
    expect((await run(['score', 'results'], folder)).code).toBe(0);
  });
});
