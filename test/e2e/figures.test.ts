/** The commands of docs/figures.md as they stand there, with a few items for each simulated checkpoint. */

import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { CLI, emptyFolder, ROOT, run, simulatedConfig } from './cli.js';

const blocks = [
  ...readFileSync(join(ROOT, 'docs', 'figures.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm),
].map(([, block = '']) => block);

/** A folder in which `npx pbb-eval` is the built command line, and `run` asks little. */
function workshop(): string {
  const folder = emptyFolder();
  symlinkSync(join(ROOT, 'eval-configs'), join(folder, 'eval-configs'));
  mkdirSync(join(folder, 'bin'));
  const npx = join(folder, 'bin', 'npx');
  writeFileSync(
    npx,
    `#!/bin/sh
shift
if [ "$1" = run ]; then set -- "$@" --limit 3 --set sampling.samples=1; fi
exec "${process.execPath}" "${CLI}" "$@"
`,
  );
  chmodSync(npx, 0o755);
  return folder;
}

async function shell(block: string, folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', block], {
    cwd: folder,
    env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

describe('docs/figures.md', () => {
  it('draws every figure of the rehearsed paper, and says what an instruction is worth', async () => {
    const folder = workshop();
    const loop = blocks.find((block) => block.includes('while read'));
    const exchange = blocks.find((block) => block.includes('--exchange'));
    await shell(loop ?? 'exit 9', folder);
    const list = await run(['report', '--figure', 'list'], folder);
    const names = [...list.stdout.matchAll(/^(\S+):/gm)].map(([, name]) => name ?? '');
    expect(readdirSync(join(folder, 'figures')).toSorted()).toEqual(
      names.flatMap((name) => [`${name}.csv`, `${name}.svg`]).toSorted(),
    );
    for (const name of names) {
      const rows = parse(readFileSync(join(folder, 'figures', `${name}.csv`)), { columns: true });
      expect(rows.length).toBeGreaterThan(0);
      expect(readFileSync(join(folder, 'figures', `${name}.svg`), 'utf8')).toContain('(SIMULATED)');
    }
    expect(await shell(exchange ?? 'exit 9', folder)).toMatch(/^random-arithmetic +wo-io +cot /m);
  });
});

describe('report --figure', () => {
  it('writes the specification, prints the data where there is no file, and refuses with exit code 2', async () => {
    const folder = emptyFolder();
    await run(['run', simulatedConfig(folder), '--limit', '4'], folder);
    const written = await run(
      ['report', 'results', '--figure', 'length', '--spec', 's.json'],
      folder,
    );
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: 's.json\n' });
    const spec: unknown = JSON.parse(readFileSync(join(folder, 's.json'), 'utf8'));
    expect(spec).toMatchObject({ $schema: 'https://vega.github.io/schema/vega-lite/v6.json' });
    const printed = await run(['report', 'results', '--figure', 'length'], folder);
    expect(printed.stdout.startsWith('figure,panel,series,x,measure,value,ci_low,')).toBe(true);
    const refused = await run(['report', 'results', '--figure', 'steps', '--svg', 'x.svg'], folder);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('the figure steps cannot be drawn of these runs; it needs ');
    expect(existsSync(join(folder, 'x.svg'))).toBe(false);
    const idle = await run(['report', 'results', '--svg', 'x.svg'], folder);
    expect(idle).toMatchObject({
      code: 2,
      stderr: '--svg is for figures: name one with --figure, or see --figure list\n',
    });
    const one = ['--svg', 'x.svg', '--csv', './x.svg'];
    expect(await run(['report', 'results', '--figure', 'length', ...one], folder)).toMatchObject({
      code: 2,
      stderr: '--svg, --csv and --spec each need a file of their own\n',
    });
    const unknown = await run(['report', 'results', '--figure', 'lenght'], folder);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain('--figure: no figure "lenght"; did you mean "length"?');
  });
});
