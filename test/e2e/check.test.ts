import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clusters, writeRun } from '../comparison/runs.js';
import { type Ended, emptyFolder, run } from './cli.js';

const SPLITS = { 'wo-io': clusters(6, '+-') };

function checkArgs(baseline: string, candidate: string): string[] {
  return ['check', '--baseline', baseline, '--candidate', candidate, '--on-inconclusive', 'pass'];
}

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

    const itself = await check(directoryOf(folder, 'step-1'), '--baseline', 'step-1');
    expect(itself.code).toBe(2);
    expect(itself.stderr).toContain('step-1: neither a folder nor the label of a run beside ');
  });

  it('does not check a first checkpoint, and says so in every form', async () => {
    const folder = emptyFolder();
    writeRun(folder, { label: 'a', tags: { run: 'x', step: 1 }, splits: SPLITS });
    writeRun(folder, { label: 'b', tags: { rnu: 'x', step: 2 }, splits: SPLITS });
    const check = (candidate: string, ...more: string[]): Promise<Ended> =>
      run([...checkArgs('previous', candidate), ...more], folder);
    const none = 'a: first checkpoint: not checked; no run beside it has a smaller step';
    expect(await check('a', '--junit', 'gate.xml')).toEqual({
      code: 0,
      stdout: '',
      stderr: `${none}\n`,
    });
    expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain(
      `<skipped message="${none}"/>`,
    );
    const document = await check('a', '--json');
    expect(JSON.parse(document.stdout)).toEqual({
      format: 1,
      verdict: null,
      passed: true,
      directory: 'a',
      why: 'no run beside it has a smaller step',
      others: [],
    });
    const wrongTag = await check('b');
    expect(wrongTag).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'b: first checkpoint: not checked; no run beside it has a smaller step and otherwise the same tags; ' +
        'if it is not the first of its training, a tag is wrong\n' +
        '  a: run: "x" there, null here, rnu: null there, "x" here\n',
    });
    const markdown = await run([...checkArgs('previous', 'b'), '--markdown'], folder, {
      GITHUB_ACTIONS: 'true',
    });
    expect(markdown.stdout).toMatch(/^### pbb-eval check: not checked\n/);
    expect(markdown.stderr).toMatch(/^::warning title=pbb-eval check::b: first checkpoint/);
  });

  it('leaves a JUnit file that says there is no verdict, and none of an earlier command', async () => {
    const folder = emptyFolder();
    const junit = join(folder, 'gate.xml');
    writeRun(folder, { label: 'a', splits: SPLITS });
    writeRun(folder, { label: 'b', splits: SPLITS, settings: { system_prompt: 'Think.' } });
    const refused = await run([...checkArgs('a', 'b'), '--junit', 'gate.xml'], folder);
    expect(refused.code).toBe(2);
    expect(readFileSync(junit, 'utf8')).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="1" failures="0" errors="1" skipped="0">
  <testsuite name="pbb-eval check" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="not checked" classname="pbb-eval check">
      <error message="b: these runs cannot be compared: a (there) and b (here); system_prompt: null there, &quot;Think.&quot; here; Compare runs of the same items, sampled in the same way."/>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
    const wrong = await run(['run', 'nowhere.yaml', '--check', '--junit', 'gate.xml'], folder);
    expect(wrong.code).toBe(2);
    expect(existsSync(junit)).toBe(false);
  });

  it('quotes tags in no way that commands the runner', async () => {
    const folder = emptyFolder();
    writeRun(folder, { label: 'a', tags: { '##[error]': 1, step: 1 }, splits: SPLITS });
    writeRun(folder, { label: 'b', tags: { step: 2 }, splits: SPLITS });
    const first = await run(checkArgs('previous', 'b'), folder);
    expect(first.stderr).toContain('\n  a: ## [error]: 1 there, null here\n');
  });

  it('takes a label before a folder of that name, and refuses what is both', async () => {
    const folder = emptyFolder();
    const runs = join(folder, 'runs');
    writeRun(runs, { label: 'base', splits: SPLITS });
    writeRun(runs, { label: 'new', splits: SPLITS, text: 'other' });
    mkdirSync(join(folder, 'base'));
    const label = await run(checkArgs('base', 'runs/new'), folder);
    expect(label.stdout).toContain('baseline A: base (model-of-base)  runs/base\n');
    writeRun(folder, { label: 'base', splits: SPLITS });
    const both = await run(checkArgs('base', 'runs/new'), folder);
    expect(both).toEqual({
      code: 2,
      stdout: '',
      stderr: 'base is 2 runs; name one by its folder:\n  runs/base\n  ./base\n',
    });
  });

  it('explains options that say nothing or too much, and a file that cannot be written, before it reads', async () => {
    const folder = emptyFolder();
    const options = async (...more: string[]): Promise<string> => {
      const ended = await run([...checkArgs('a', 'b'), ...more], folder);
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      return ended.stderr;
    };
    expect(await options('--margin=')).toContain(
      '--tolerance and --margin take a number from 0 to 1, such as 0.02 for two points\n',
    );
    expect(await options('--json', '--markdown')).toContain(
      '--json and --markdown exclude each other\n',
    );
    expect(await options('--junit', 'nowhere/gate.xml')).toBe(
      'nowhere/gate.xml: no such file or folder (ENOENT)\n',
    );
    expect(await options('--junit', '.')).toBe('.: a folder, not a file\n');
  });

  it.skipIf(!existsSync('/dev/full'))(
    'prints the verdict, and ends with it where it fails, when the disk is full',
    async () => {
      const folder = emptyFolder();
      writeRun(folder, { label: 'a', splits: { 'wo-io': clusters(40, '++ --') } });
      writeRun(folder, { label: 'same', splits: { 'wo-io': clusters(40, '++ --') } });
      writeRun(folder, { label: 'lost', splits: { 'wo-io': clusters(80, '--') } });
      const full = (candidate: string): Promise<Ended> =>
        run([...checkArgs('a', candidate), '--junit', '/dev/full'], folder);
      const held = await full('same');
      expect(held.stdout).toContain('passed: held.');
      expect(held.code).toBe(3);
      const lost = await full('lost');
      expect(lost.stdout).toContain('FAILED: regressed.');
      expect(lost.code).toBe(1);
      expect(lost.stderr).toMatch(/^\/dev\/full: no space left on the disk\./);
    },
  );

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
      /step-1-[0-9a-f]{8}: first checkpoint: not checked; no run beside it has a smaller step\n/,
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

  it.each([
    ['1: a verdict on most of the samples', 0.02, 1, 'FAILED: regressed.'],
    ['3: too few for a verdict, and the rest can be had', 0.2, 3, ''],
  ])('ends a regression with missing samples with %s', async (_, share, code, verdict) => {
    const folder = emptyFolder();
    const config = checkpoints(folder, 'gate: { on_inconclusive: pass }\nendpoint: { retries: 0 }');
    const faults = `models.1.simulator.faults={ share: ${share}, kinds: [error-500] }`;
    const args = ['run', config, '--check', '--set', faults, '--junit', 'gate.xml'];
    const ended = await run(args, folder);
    expect(ended.stderr).toMatch(/\d samples missing; what came is saved in /);
    expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain(
      ` errors="${code === 3 ? 1 : 0}" `,
    );
    expect(ended.stdout).toContain(verdict);
    expect(ended.code).toBe(code);
  });

  it('asks nothing where the gate declares a split that the config does not ask', async () => {
    const folder = emptyFolder();
    const config = checkpoints(folder, 'gate: { on_inconclusive: pass }');
    const args = ['run', config, '--check', '--set', 'suites.0.splits=[w-io-test]'];
    const ended = await run(args, folder);
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr:
        `${config}: the gate declares the split wo-io, which this config does not ask; no item was asked. ` +
        'Declare gate.splits among: w-io-test\n',
    });
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
    const sides = ['compare', '--a', 'run=a', '--a', 'step=1', '--b', 'run=b', '--markdown'];
    const groups = await run(sides, folder);
    expect(groups.code).toBe(0);
    expect(groups.stdout).toContain('- A: run=a and step=1 (1 training run): ');
    const overlapping = ['compare', 'results', 'results/ck', '--a', 'run=a', '--b', 'run=b'];
    const twice = await run(overlapping, folder);
    expect(twice.code).toBe(2);
    expect(twice.stderr).toMatch(
      /^these runs are checkpoints of one training: no tag but step differs, so they do not count as two training runs:\n/,
    );
    const once = await run([...overlapping, '--a', 'step=1'], folder);
    expect(once.stdout).toMatch(/^A: run=a and step=1 \(1 training run\)\n/);
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
