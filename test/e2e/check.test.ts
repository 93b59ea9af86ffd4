import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, emptyFolder, run } from './cli.js';

/** Checkpoints of one training: the second lost nearly everything, the third is as good as the first. */
function checkpoints(folder: string, more = ''): string {
  const path = join(folder, 'ck.yaml');
  writeFileSync(
    path,
    `models:
  - { label: step-1, tags: { run: a, step: 1 }, simulator: { kind: oracle } }
  - { label: step-2, tags: { run: a, step: 2 }, simulator: { kind: noisy, skill: 0.2, icc: 0.3 } }
  - { label: step-3, tags: { run: b, step: 1 }, simulator: { kind: oracle } }
sampling: { samples: 2 }
suites:
  - { suite: random-arithmetic, evaluation: 70, items_per_function: 1, splits: [wo-io], answers: [direct] }
${more}`,
  );
  return path;
}

function directoryOf(folder: string, label: string): string {
  const parent = join(folder, 'results', 'ck');
  const name = readdirSync(parent).find((each) => each.startsWith(`${label}-`)) ?? '';
  return join('results', 'ck', name);
}

describe('pbb-eval check', () => {
  it('ends with 0 when it held, 1 when it regressed, 2 when runs cannot be compared', async () => {
    const folder = emptyFolder();
    await run(['run', checkpoints(folder)], folder);
    const check = (candidate: string, ...more: string[]): Promise<Ended> =>
      run(['check', '--candidate', candidate, '--on-inconclusive', 'fail', ...more], folder);

    const held = await check(directoryOf(folder, 'step-3'), '--baseline', 'step-1');
    expect(held).toMatchObject({ code: 0, stderr: '' });
    expect(held.stdout).toMatch(
      /\npassed: held\. A loss of the margin is excluded on every declared split\. SIMULATED runs\.\n$/,
    );

    const lost = await check(
      directoryOf(folder, 'step-2'),
      '--baseline',
      'previous',
      '--junit',
      'gate.xml',
    );
    expect(lost).toMatchObject({ code: 1, stderr: '' });
    expect(lost.stdout).toContain('FAILED: regressed.');
    expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain('failures="1"');

    const split = await check(
      directoryOf(folder, 'step-2'),
      '--baseline',
      'step-1',
      '--split',
      'in-context',
    );
    expect(split.code).toBe(2);
    expect(split.stderr).toBe('the split in-context was asked in neither run; there are: wo-io\n');

    const first = await check(directoryOf(folder, 'step-1'), '--baseline', 'previous');
    expect(first.code).toBe(2);
    expect(first.stderr).toMatch(
      /no run beside it has a smaller step and otherwise the same tags\n$/,
    );
  });

  it('has no silent default for an inconclusive verdict', async () => {
    const ended = await run(['check', '--baseline', 'a', '--candidate', 'b'], emptyFolder());
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('Missing required argument: on-inconclusive');
  });

  it('annotates in GitHub Actions, where no line of the report is a command', async () => {
    const folder = emptyFolder();
    await run(['run', checkpoints(folder)], folder);
    const words = ['check', '--baseline', 'step-1', '--candidate', directoryOf(folder, 'step-2')];
    const args = [...words, '--on-inconclusive', 'fail'];
    const text = await run(args, folder, { GITHUB_ACTIONS: 'true' });
    expect(text.stdout).toMatch(
      /^::stop-commands::([0-9a-f-]{36})\n[\s\S]*\n::\1::\n::error title=[^\n]*\n$/,
    );
    const document = await run([...args, '--json'], folder, { GITHUB_ACTIONS: 'true' });
    expect(JSON.parse(document.stdout)).toMatchObject({ verdict: 'regressed', passed: false });
    expect(document.stderr).toMatch(/^::error title=/);
  });
});

describe('run --check', () => {
  it('holds every checkpoint against the one before it', async () => {
    const folder = emptyFolder();
    const config = checkpoints(folder, 'gate: { on_inconclusive: pass }');
    const ended = await run(['run', config, '--check'], folder);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('baseline A: step-1');
    expect(ended.stdout).toContain('FAILED: regressed.');
    expect(ended.stderr).toMatch(
      /step-1-[0-9a-f]{8}: not checked, no run beside it has a smaller step\n/,
    );
  });

  it('needs a gate in the config', async () => {
    const folder = emptyFolder();
    const ended = await run(['run', checkpoints(folder), '--check'], folder);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(
      '--check needs a gate in the config, at the least\n  gate: { on_inconclusive: fail }   # or pass\n',
    );
    expect(readdirSync(folder)).toEqual(['ck.yaml']);
  });

  it('explains a gate that names no split of the config', async () => {
    const folder = emptyFolder();
    const config = checkpoints(folder, 'gate: { on_inconclusive: pass, splits: [wo-oi] }');
    const ended = await run(['run', config, '--check'], folder);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('no suite of this config has a split "wo-oi"');
  });
});

describe('pbb-eval compare', () => {
  it('compares two runs, and groups of training runs by their tags', async () => {
    const folder = emptyFolder();
    await run(['run', checkpoints(folder)], folder);
    const pair = await run(['compare', directoryOf(folder, 'step-1'), 'step-2'], folder);
    expect(pair.code).toBe(0);
    expect(pair.stdout).toContain('A is higher');
    const groups = await run(['compare', '--a', 'run=a', '--b', 'run=b', '--markdown'], folder);
    expect(groups.code).toBe(0);
    expect(groups.stdout).toContain('- A: run=a (2 training runs): ');
    const alone = await run(['compare', '--a', 'run=a'], folder);
    expect(alone).toMatchObject({
      code: 2,
      stderr: '--a and --b belong together: the tags of one side and of the other\n',
    });
  });
});

describe('the leaderboard', () => {
  it('of a folder without runs is refused', async () => {
    const folder = emptyFolder();
    expect(await run(['leaderboard', '.'], folder)).toEqual({
      code: 2,
      stdout: '',
      stderr: '.: no run with a summary in or below this folder\n',
    });
  });

  it('ranks comparable runs, filters by tag and sorts by a column', async () => {
    const folder = emptyFolder();
    await run(['run', checkpoints(folder)], folder);
    const ended = await run(
      ['leaderboard', 'results', '--tag', 'run=a', '--sort', 'accuracy:desc', '--json'],
      folder,
    );
    const { rows } = JSON.parse(ended.stdout);
    expect(rows).toMatchObject([
      { label: 'step-1', rank: 1, rank_best: 1, rank_worst: 1, ranked_among: 2 },
      { label: 'step-2', rank: 2, rank_best: 2, rank_worst: 2, ranked_among: 2 },
    ]);
    const printed = await run(['leaderboard', 'results', '--csv', '-'], folder);
    expect(printed.stdout).toMatch(/^run,model,label,/);
    expect(readdirSync(folder).toSorted()).toEqual(['ck.yaml', 'results']);
    const unknown = await run(['leaderboard', 'results', '--sort', 'acuracy'], folder);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('--sort: no column "acuracy"; did you mean "accuracy"?');
  });
});
