/** What docs/first-run.md, docs/own-suite.md and docs/output-files.md tell, done as it stands. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../docs/pages.js';
import { answeringServer } from './answering-server.js';
import { CLI, emptyFolder, ROOT, run, simulatedConfig } from './cli.js';

/** A folder in which this package is installed, with an `npx` that starts it and an `npm` that does nothing. */
function installed(): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{}');
  symlinkSync(ROOT, join(folder, 'node_modules', 'pbb-eval'));
  const scripts = {
    npm: '#!/bin/sh\nexit 0\n',
    npx: `#!/bin/sh\n[ "$1" = pbb-eval ] || exit 99\nshift\nexec "${process.execPath}" "${CLI}" "$@"\n`,
  };
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, 'bin', name), script);
    chmodSync(join(folder, 'bin', name), 0o755);
  }
  return folder;
}

async function shell(script: string, folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'bash',
    ['--norc', '-euo', 'pipefail', '-c', script],
    {
      cwd: folder,
      env: { PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter) },
      maxBuffer: 2 ** 26,
    },
  );
  return stdout;
}

describe('docs/first-run.md', () => {
  it('leads from nothing to a table of two checkpoints of a server', async () => {
    const { url } = await answeringServer(['m']);
    const folder = installed();
    const [quick = '', init = '', look = '', whole = '', next = ''] = blocksOf(
      'docs/first-run.md',
      'sh',
    );
    // As it stands it takes a minute: `.ci/run` does that.
    expect(await shell(`${quick.trimEnd()} --limit 2`, folder)).toContain('SIMULATED');
    await shell(init.replace('http://localhost:8000/v1', url), folder);
    // Smaller, so that a server in a test answers it all.
    const config = readFileSync(join(folder, 'my.yaml'), 'utf8')
      .replace('samples: 16', 'samples: 4')
      .replace(
        '- suite: random-arithmetic',
        '- { suite: random-arithmetic, train: 4, evaluation: 4, items_per_function: 2 }',
      );
    writeFileSync(join(folder, 'my.yaml'), config);
    expect(await shell(look, folder)).toContain('run directory: results/my/m-');
    expect(await shell(whole, folder)).toContain('| m | random-arithmetic | wo-io | cot |');
    const board = await shell(next, folder);
    expect(board).toContain('results/my/step-200-');
    expect(readdirSync(join(folder, 'results/my'))).toHaveLength(2);
  });
});

/** One item of each split in the place of ten, and of all. */
function small(line: string): string {
  return line.replace(/(run my\.yaml)(?: --limit 10)?/, '$1 --limit 1');
}

describe('README.md', () => {
  it('evaluates a checkpoint by its config and commands', async () => {
    const { url } = await answeringServer(['my-model']);
    const folder = installed();
    const [config = ''] = blocksOf('README.md', 'yaml');
    const script =
      blocksOf('README.md', 'sh').find((block) => block.includes('plan my.yaml')) ?? '';
    const lines = script
      .trimEnd()
      .split('\n')
      // It runs until somebody ends it, as docs/viewer.md's does.
      .filter((line) => !line.startsWith('npx pbb-eval view '));
    expect(lines).toHaveLength(6);
    writeFileSync(join(folder, 'my.yaml'), config.replace('http://localhost:8000/v1', url));
    const printed = await shell(lines.map(small).join('\n'), folder);
    expect(printed).toContain('run directory: results/my/step-200-');
    expect(printed).toMatch(/inconclusive/);
    expect(readFileSync(join(folder, 'leaderboard.csv'), 'utf8')).toContain(
      ',grammars,wo-io,direct,',
    );
  });
});

describe('docs/own-suite.md', () => {
  it('makes a suite in 50 lines that runs, and whose answers are right', async () => {
    const script = readFileSync(join(ROOT, 'docs/examples/clock-suite.mjs'), 'utf8');
    expect(script.split('\n').length).toBeLessThanOrEqual(51);
    const folder = installed();
    const [make = '', evaluate = ''] = blocksOf('docs/own-suite.md', 'sh');
    const [config = ''] = blocksOf('docs/own-suite.md', 'yaml');
    await shell(make, folder);
    writeFileSync(join(folder, 'clocks.yaml'), config);
    const table = await shell(evaluate, folder);
    expect(table).toMatch(/^wo-io +direct .* 40 +200 +3200 /m);
    expect(table).toMatch(/^in-context +cot .* 90\.0%$/m);
    const [first = ''] = readFileSync(join(folder, 'clocks/items.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(first)).toMatchObject({ id: 'wo-io:Bram1:3', target: `${(3 * 2) % 7}` });
  });
});

describe('docs/output-files.md', () => {
  it('has every key of every file of a run, and no file that there is not', async () => {
    const folder = emptyFolder();
    simulatedConfig(folder);
    await run(['run', 'sim.yaml', '--limit', '2'], folder);
    const [name = ''] = readdirSync(join(folder, 'results/sim'));
    const directory = join(folder, 'results/sim', name);
    const page = readFileSync(join(ROOT, 'docs/output-files.md'), 'utf8');
    const sections = new Map(
      page.split(/^## /m).map((section) => [section.split('\n')[0], section] as const),
    );
    const missing = readdirSync(directory).flatMap((file) => {
      expect(page).toContain(`| \`${file}\` |`);
      const [line = ''] = readFileSync(join(directory, file), 'utf8').split('\n');
      const whole = file.endsWith('.json') ? readFileSync(join(directory, file), 'utf8') : line;
      const keys = whole === '' ? [] : keysOf(JSON.parse(whole), file);
      return keys.filter((key) => !sections.get(file)?.includes(`\`${key}\``));
    });
    expect(missing).toEqual([]);
  });
});

/** The keys of a file, and those of the blocks that the page goes into. */
function keysOf(value: object, file: string): string[] {
  const inner: unknown[] =
    file === 'summary.json' && 'groups' in value && Array.isArray(value.groups) ? value.groups : [];
  const blocks = [value, ...inner, ...inner.map((group) => Object(group).estimate)];
  return blocks.flatMap((block) => Object.keys(Object(block)));
}
