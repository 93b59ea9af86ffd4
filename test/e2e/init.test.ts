/** `init` without a terminal, and on one that `script` of util-linux makes. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { failure, serve } from '../endpoint/scripted-server.js';
import { answeringServer } from './answering-server.js';
import { CLI, emptyFolder, run } from './cli.js';

const WRITTEN =
  'my.yaml is written. Next:\n  npx pbb-eval plan my.yaml\n  npx pbb-eval run my.yaml --limit 10\n';

describe('init without a terminal', () => {
  it('looks at the server by some twenty questions, and writes a config that runs', async () => {
    const folder = emptyFolder();
    const { url, asked } = await answeringServer(['org/m-1'], (seed, index) =>
      index === 0 ? `<think>Hm.</think>${seed}` : `${seed} ${index}`,
    );
    const args = ['init', '--url', url, '--suites', 'ciphers, random-arithmetic'];
    const ended = await run([...args, '--out', 'my.yaml'], folder);
    expect(ended).toMatchObject({ code: 0, stdout: WRITTEN });
    expect(ended.stderr.replace(/\d+ ms/, '# ms').replace(/\d+%/, '#%')).toBe(
      `Looking at ${url} …\nIt answers, a short question in # ms.\n` +
        'warning: #% of the samples reasoned unasked: see the comment at sampling in the config\n',
    );
    expect(asked.length).toBeLessThan(25);
    const config = loadConfig(join(folder, 'my.yaml'));
    expect(config.models).toMatchObject([
      { label: 'org-m-1', model: 'org/m-1', base_url: url, server: 'vllm' },
    ]);
    expect(config.suites.map(({ suite }) => suite)).toEqual(['random-arithmetic', 'ciphers']);
    const ran = await run(['run', 'my.yaml', '--limit', '1'], folder);
    expect(ran.code).toBe(0);
  });

  it('names the schema by a path that leads to it', async () => {
    const folder = emptyFolder();
    await run(['init', '--url', 'http://m.test/v1', '--model', 'm', '--no-probe'], folder);
    const [first = ''] = readFileSync(join(folder, 'pbb.yaml'), 'utf8').split('\n');
    const schema = readFileSync(join(folder, first.replace(/.*=/, '')), 'utf8');
    expect(JSON.parse(schema)).toMatchObject({ title: 'Config of pbb-eval' });
  });

  it('needs an address, or --yes', async () => {
    const folder = emptyFolder();
    expect(await run(['init'], folder)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'init asks its questions on a terminal, and this is none: give --url, and --model and --suites where the defaults do not do\n',
    });
    const usual = await run(['init', '--yes', '--model', 'm', '--no-probe'], folder);
    expect(usual).toMatchObject({ code: 0, stderr: '' });
    const config = loadConfig(join(folder, 'pbb.yaml'));
    expect(config.models).toMatchObject([{ base_url: 'http://localhost:8000/v1', label: 'm' }]);
    expect(config.suites).toHaveLength(4);
  });

  it('overwrites nothing, not even where a link leads nowhere', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'my.yaml'), 'mine');
    symlinkSync('nowhere', join(folder, 'link.yaml'));
    for (const out of ['my.yaml', 'link.yaml']) {
      const args = ['init', '--url', 'http://m.test/v1', '--model', 'm', '--no-probe'];
      expect(await run([...args, '--out', out], folder)).toEqual({
        code: 2,
        stdout: '',
        stderr: `${out} exists, and init overwrites nothing: name another file by --out\n`,
      });
    }
    expect(readFileSync(join(folder, 'my.yaml'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it.each([
    [
      ['--url', 'localhost:8000'],
      'expected an http or https address such as http://localhost:8000/v1',
    ],
    [
      ['--url', 'http://m.test/v1', '--suites', 'cipher', '--model', 'm', '--no-probe'],
      'did you mean "ciphers"?',
    ],
    [
      ['--url', 'http://m.test/v1', '--suites', 'jsonl', '--model', 'm', '--no-probe'],
      'read files of yours',
    ],
    [
      ['--url', 'http://m.test/v1', '--suites', ',', '--model', 'm', '--no-probe'],
      'name one at least',
    ],
    [['--url', 'http://m.test/v1', '--no-probe'], 'Model: name one'],
    [
      ['--url', 'http://m.test/v1', '--api-key-env', 'sk-123'],
      'expected the NAME of an environment variable',
    ],
    [['--url', 'http://m.test/v1', '--api-key-env', 'NOT_SET'], 'NOT_SET is not set'],
    [['--url', 'http://m.test/v1', '--api-key-env', 'OPENAI_API_KEY'], 'Nothing was sent.'],
    [
      ['--url', 'http://m.test/v1', '--model', 'm', '--no-probe', '--out', 'no/my.yaml'],
      'no such file or folder',
    ],
  ])('refuses %j, and writes nothing', async (args, words) => {
    const folder = emptyFolder();
    const ended = await run(['init', ...args], folder, { OPENAI_API_KEY: 'sk-4bd1c0ffee' });
    expect(ended.stderr).toContain(words);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lists the models where there are several, and takes one that is named', async () => {
    const { url } = await answeringServer(['a', 'b']);
    const folder = emptyFolder();
    const several = await run(['init', '--url', url], folder);
    expect(several.code).toBe(2);
    expect(several.stderr).toContain('Model, of a, b: name one by --model; ');
    const named = await run(['init', '--url', url, '--model', 'b'], folder);
    expect(named.code).toBe(0);
  });

  it('says of a server that fails what goes wrong, and how to do without', async () => {
    const folder = emptyFolder();
    const { url } = await serve(() => failure(401, 'no'));
    const ended = await run(['init', '--url', url, '--model', 'm'], folder);
    expect(ended.code).toBe(3);
    expect(ended.stderr.split('\n').slice(-2)).toEqual([
      'init --no-probe writes a config without asking the server.',
      '',
    ]);
    expect(ended.stderr).toContain('name the variable that holds one with api_key_env');
    expect(readdirSync(folder)).toEqual([]);
  });
});

const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) process.stderr.write('init on a terminal: skipped, there is no script command\n');

/** Types each answer when its prompt has come; the code and all that the terminal showed. */
function onTerminal(args: readonly string[], cwd: string, answers: readonly string[]) {
  const command = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd,
    env: { PATH: process.env['PATH'], TERM: 'dumb' },
  });
  let shown = '';
  let given = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if ((shown.match(/\[[^\]]*\] /g) ?? []).length <= given) return;
    child.stdin.write(answers[given] ?? '');
    given += 1;
  });
  return new Promise<{ code: number | null; shown: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, shown }));
  });
}

describe.runIf(hasTerminal)('init on a terminal', () => {
  it('asks three things, again where an answer cannot be taken', async () => {
    const folder = emptyFolder();
    const { url } = await answeringServer(['a', 'b']);
    const answers = ['nonsense\r', `${url}\r`, '\r', 'b\r', 'ciphers\r'];
    const { code, shown } = await onTerminal(['init', '--out', 'my.yaml'], folder, answers);
    expect(shown).toContain('Endpoint, /v1 included [http://localhost:8000/v1] ');
    expect(shown).toContain('expected an http or https address');
    expect(shown).toContain('Model, of a, b [] ');
    expect(shown).toContain('Suites, of random-arithmetic, ');
    expect(code).toBe(0);
    const config = loadConfig(join(folder, 'my.yaml'));
    expect(config.models).toMatchObject([{ model: 'b', base_url: url }]);
    expect(config.suites).toMatchObject([{ suite: 'ciphers' }]);
  });

  it('writes nothing on Ctrl-C and at the end of input', async () => {
    for (const key of ['\u0003', '\u0004']) {
      const folder = emptyFolder();
      const { code, shown } = await onTerminal(['init'], folder, [key]);
      expect(shown).toContain('Nothing was written.');
      expect(code).toBe(130);
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});
