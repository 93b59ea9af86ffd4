/** The package as `npm pack` makes it, unpacked beside the dependencies that it names, and nothing else. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../../src/config/load.js';
import { ROOT } from './cli.js';

/** Half as much again as they were when the bounds were set: docs/package.md has the numbers. */
const MOST_PACKED_MB = 2.5;
const MOST_UNPACKED_MB = 8;
/** One that we add is a decision; this leaves room for what they do by themselves. */
const MOST_DEPENDENCIES = 130;

const packSchema = z.tuple([
  z.object({
    filename: z.string(),
    size: z.number(),
    unpackedSize: z.number(),
    files: z.array(z.object({ path: z.string() })),
  }),
]);
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })),
});

/** `node_modules/…` of every package that is needed to run this one. */
function dependencies(): string[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path]) => path);
}

const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-package-'));
let packed: z.output<typeof packSchema>[0];

beforeAll(() => {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const listed = execFileSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  [packed] = packSchema.parse(JSON.parse(listed));
  writeFileSync(join(folder, 'package.json'), '{}');
  for (const path of dependencies().filter((each) => each.lastIndexOf('node_modules/') === 0)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path));
  }
  const home = join(folder, 'node_modules', 'pbb-eval');
  mkdirSync(home);
  execFileSync('tar', ['-xzf', packed.filename, '-C', home, '--strip-components=1'], {
    cwd: folder,
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where the links of a page lead that stay in the repository, outside of code, `at` being its folder. */
function linksOf(page: string, at: string): string[] {
  const prose = page.replaceAll(/```.*?```|`[^`\n]*`/gs, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => normalize(join(at, target)));
}

function pbbEval(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/pbb-eval/dist/bin/cli.js', ...args],
    { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  );
  return { code: status, stdout, stderr };
}

describe('the package', () => {
  it('is small, brings few, and holds what its pages name', () => {
    expect(packed.size / 1e6).toBeLessThan(MOST_PACKED_MB);
    expect(packed.unpackedSize / 1e6).toBeLessThan(MOST_UNPACKED_MB);
    expect(dependencies().length).toBeLessThan(MOST_DEPENDENCIES);
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/bin/cli.js',
        'docs/config.schema.json',
        'docs/examples/clock-suite.mjs',
        'eval-configs/quickstart.yaml',
        'SECURITY.md',
      ]),
    );
    expect(
      paths.filter((path) => /^(?:src|test|bench|results\/[^R])|^docs\/.*\.js$|\.map$/.test(path)),
    ).toEqual([]);
  });

  it('runs the quick start, draws a figure, and runs a program in the sandbox', () => {
    const config = 'node_modules/pbb-eval/eval-configs/quickstart.yaml';
    const ran = pbbEval('run', config, '--limit', '2', '--set', 'models.0.tags.step=1');
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toContain('SIMULATED');
    const drawn = pbbEval('report', 'results', '--figure', 'length', '--svg', 'length.svg');
    expect(drawn).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'length.svg'), 'utf8')).toContain('<svg');
    writeFileSync(
      join(folder, 'p.py'),
      'import re\ndef f(n):\n    return re.sub("a", "b", "a") * n\n',
    );
    expect(pbbEval('exec', 'p.py', '--call', 'f(2)', '--engine', 'sandbox')).toMatchObject({
      code: 0,
      stdout: "'bb'\n",
    });
  });

  it('writes a config that names the schema in the package', () => {
    const args = ['--url', 'http://m.test/v1', '--model', 'm', '--no-probe', '--out', 'my.yaml'];
    expect(pbbEval('init', ...args)).toMatchObject({ code: 0 });
    const text = readFileSync(join(folder, 'my.yaml'), 'utf8');
    expect(text.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=node_modules/pbb-eval/docs/config.schema.json',
    );
    expect(loadConfig(join(folder, 'my.yaml')).models).toHaveLength(1);
  });

  it('says what to do where a config that it brings has paths, and plans it once that is done', () => {
    const configs = ['jsonl.yaml', 'programs.yaml'];
    for (const config of configs) {
      const planned = pbbEval('plan', `node_modules/pbb-eval/eval-configs/${config}`);
      expect(planned.code).toBe(2);
      expect(planned.stderr).toContain('paths in a config are from where you stand, so this is ');
    }
    cpSync(join(folder, 'node_modules/pbb-eval/eval-configs'), join(folder, 'eval-configs'), {
      recursive: true,
    });
    for (const config of configs) {
      expect(pbbEval('plan', `eval-configs/${config}`)).toMatchObject({ code: 0 });
    }
  });

  it('holds what its pages link to', () => {
    const paths = packed.files.map(({ path }) => path);
    const home = join(folder, 'node_modules', 'pbb-eval');
    const missing = paths
      .filter((path) => path.endsWith('.md'))
      .flatMap((page) => linksOf(readFileSync(join(home, page), 'utf8'), dirname(page)))
      .filter((target) => !paths.some((path) => path === target || path.startsWith(`${target}/`)));
    expect(missing).toEqual([]);
  });

  it('has entries that load', () => {
    const script = `for (const each of ['cfg', 'python', 'stats']) await import('pbb-eval/' + each);`;
    const loaded = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(loaded).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['nodenext', 'nodenext'],
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ])(
    'has types for every entry, for strict projects of %s, resolved as by %s',
    (module, resolution) => {
      writeFileSync(
        join(folder, 'use.mts'),
        `import { compileGrammar, parseGrammar, type Recognition } from 'pbb-eval/cfg';
import { parseProgram, type Value } from 'pbb-eval/python';
import { type Cluster, estimate } from 'pbb-eval/stats';
const clusters: Cluster[] = [[{ correct: 1, valid: 2 }]];
export const low: number | undefined = estimate(clusters)?.low;
export const value: Value = 1;
export const grammar = compileGrammar(parseGrammar("S -> 'a'"));
export const program = parseProgram('def f():\\n    return 1\\n');
export type Answer = Recognition;
// @ts-expect-error: the types are there, and say no
export const wrong: string = estimate(clusters);
`,
      );
      const found = ['--module', module, '--moduleResolution', resolution];
      const options = [
        ...found,
        '--target',
        'es2022',
        '--strict',
        '--noEmit',
        '--skipLibCheck',
        'false',
      ];
      const compiled = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules/typescript/bin/tsc'), ...options, '--types', '', 'use.mts'],
        { cwd: folder, encoding: 'utf8' },
      );
      expect(compiled).toMatchObject({ status: 0, stdout: '' });
    },
  );
});
