/** The recipes of docs/checkpoints.md, run as they stand, with simulated checkpoints in the place of a server. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CLI, emptyFolder, ROOT } from './cli.js';

const PAGE = readFileSync(join(ROOT, 'docs', 'checkpoints.md'), 'utf8');

/** The one block of the page in this language that holds `words`. */
function block(language: string, words: string): string {
  const blocks = [...PAGE.matchAll(/```(\w+)\n(.*?)```/gs)]
    .filter(([, of, text]) => of === language && (text ?? '').includes(words))
    .map(([, , text = '']) => text);
  expect(blocks).toHaveLength(1);
  return blocks[0] ?? '';
}

const SIZES = 'evaluation: 70\n    items_per_function: 1\n    answers: [direct]';

/** A folder with the page's ck.yaml for simulated models that are always right, and an `npx` that starts this build. */
function workplace(): string {
  const folder = emptyFolder();
  const config = block('yaml', '# ck.yaml')
    .replace(/base_url: .*\n/, 'simulator: { kind: oracle }\n')
    .replace(/ +model: my-model\n/, '')
    .replace('suite: random-arithmetic', `suite: random-arithmetic\n    ${SIZES}`)
    .concat('sampling: { samples: 2 }\n');
  writeFileSync(join(folder, 'ck.yaml'), config);
  mkdirSync(join(folder, 'bin'));
  const npx = join(folder, 'bin', 'npx');
  writeFileSync(
    npx,
    `#!/bin/sh\n[ "$1" = pbb-eval ] || exit 99\nshift\nexec "${process.execPath}" "${CLI}" "$@"\n`,
  );
  chmodSync(npx, 0o755);
  return folder;
}

/** Runs a script as the runner of GitHub Actions runs a step. */
function bash(script: string, folder: string, env: Readonly<Record<string, string>>) {
  writeFileSync(join(folder, 'step.sh'), script);
  const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`;
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', 'step.sh'], {
    cwd: folder,
    env: { ...env, PATH: path },
    encoding: 'utf8',
  });
}

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The shell steps of the workflow but for the installation, for one checkpoint. */
function runWorkflow(folder: string, step: number, summary: string) {
  const steps: readonly Step[] = parse(block('yaml', 'runs-on:')).jobs.gate.steps;
  return steps
    .filter(({ run }) => run !== undefined && run !== 'npm ci')
    .map(({ run = '', env = {} }) => {
      const filled = Object.entries(env).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ inputs\.step \}\}/, String(step)),
      ]);
      const actions = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
      return bash(run, folder, { ...actions, ...Object.fromEntries(filled) });
    });
}

describe('the workflow for GitHub', () => {
  it('passes the first checkpoint unchecked, and holds the second against it', () => {
    const folder = workplace();
    const summary = join(folder, 'summary.md');
    const [first] = runWorkflow(folder, 100, summary);
    expect(first?.stderr).toMatch(
      /^::notice title=pbb-eval check::[^\n]*: first checkpoint: not checked; /m,
    );
    expect(first).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain(
      '<testsuites tests="1" failures="0" errors="0" skipped="1">',
    );

    const [second] = runWorkflow(folder, 200, summary);
    expect(second).toMatchObject({ status: 0, stdout: '' });
    expect(second?.stderr).toMatch(/^::notice title=pbb-eval check::passed: held\./m);
    expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain(
      '<testsuites tests="1" failures="0" errors="0" skipped="0">',
    );
    const shown = readFileSync(summary, 'utf8');
    expect(shown).not.toContain('::');
    expect(shown.match(/^### .*$/gm)).toEqual([
      '### step-100 (simulated:step-100), SIMULATED · random-arithmetic · temperature 0.8, 2 samples per item',
      '### pbb-eval check: not checked',
      '### step-200 (simulated:step-200), SIMULATED · random-arithmetic · temperature 0.8, 2 samples per item',
      '### pbb-eval check: held',
    ]);
  });

  it('leaves the results of earlier checkpoints in place, and uploads what its steps write', () => {
    const steps: readonly Step[] = parse(block('yaml', 'runs-on:')).jobs.gate.steps;
    expect(steps.find(({ uses }) => uses?.startsWith('actions/checkout'))?.with).toEqual({
      clean: false,
    });
    expect(steps.find(({ uses }) => uses?.startsWith('actions/upload'))?.with).toMatchObject({
      path: 'gate.xml',
    });
  });
});

it('the loop over checkpoints ends with a table of them', () => {
  const folder = workplace();
  const ended = bash(block('sh', 'for step in 100 200 300; do\n  # serve'), folder, {});
  expect(ended.status).toBe(0);
  expect(ended.stdout.match(/^passed: held\./gm)).toHaveLength(2);
  const rows = readFileSync(join(folder, 'checkpoints.csv'), 'utf8').trim().split('\r\n');
  expect(rows.map((row) => row.split(',').slice(2, 5).join(' '))).toEqual([
    'label suite split',
    ...[100, 200, 300].flatMap((step) => [
      `step-${step} random-arithmetic w-io-test`,
      `step-${step} random-arithmetic wo-io`,
    ]),
  ]);
  expect(existsSync(join(folder, 'results', 'ck'))).toBe(true);
});
