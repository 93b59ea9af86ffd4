import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, run } from './cli.js';

const SUITES = `suites:
  - suite: random-arithmetic
    train: 10
    evaluation: 10
    items_per_function: 1
    splits: [wo-io]
    answers: [direct]
`;

function config(folder: string, models: string, more = ''): string {
  writeFileSync(join(folder, 'my.yaml'), `models:\n${models}${SUITES}${more}`);
  return 'my.yaml';
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the command line', () => {
  it.each([
    ['a missing file', ['run', 'none.yaml'], 'none.yaml: no such config file'],
    ['an unknown command', ['runn', 'x.yaml'], 'Did you mean run?'],
    ['an unknown option', ['run', 'x.yaml', '--limitt', '3'], 'limitt'],
    ['no command', [], 'Say what to do: a command is missing.'],
    [
      'a limit that is none',
      ['run', 'x.yaml', '--limit', 'many'],
      '--limit takes a whole number from 1',
    ],
    [
      'an unknown suite',
      ['data', 'random-arithmetics', '--out', 'd'],
      'did you mean "random-arithmetic"?',
    ],
    ['a folder without runs', ['report', '.'], 'no run in .'],
    ['a folder that is not there', ['leaderboard', 'nowhere'], 'nowhere: no such folder'],
  ])('explains %s and exits with 2', async (_, args, words) => {
    const folder = emptyFolder();
    const ended = await run(args, folder);
    expect(ended.stderr).toContain(words);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });

  it('explains a broken config, with place and caret, and starts nothing', async () => {
    const folder = emptyFolder();
    const file = config(folder, '  - label: a\n    simulator: { kind: oracel }\n', 'samplng: 1\n');
    const ended = await run(['run', file], folder);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toBe(
      [
        'my.yaml:3:24: models[0].simulator.kind: found "oracel"; did you mean "oracle"?',
        '  3 |     simulator: { kind: oracel }',
        '    |                        ^^^^^^',
        '  allowed: oracle, noisy, random, malformed',
        'my.yaml:11:1: samplng: unknown key "samplng"; did you mean "sampling"?',
        '  11 | samplng: 1',
        '     | ^^^^^^^',
        '  known keys here: name, models, sampling, suites, curriculum, endpoint, statistics, gate, out',
        '',
      ].join('\n'),
    );
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });

  it('names every key variable that is not set', async () => {
    const folder = emptyFolder();
    const file = config(
      folder,
      '  - { label: a, base_url: "http://localhost:1/v1", api_key_env: PBB_TEST_NO_SUCH_KEY }\n',
    );
    const ended = await run(['run', file], folder);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('models "a": PBB_TEST_NO_SUCH_KEY');
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });

  it('keeps a key of a provider from a host that is not the provider, unless it is told to trust it', async () => {
    const folder = emptyFolder();
    const file = config(
      folder,
      '  - { label: a, base_url: "https://models.evil.test/v1", api_key_env: OPENAI_API_KEY }\n' +
        '  - { label: b, base_url: "https://models.evil.test/v1", header_env: { X-Key: HF_TOKEN } }\n',
    );
    const keys = { OPENAI_API_KEY: 'sk-openai-4bd1c0', HF_TOKEN: 'hf_4bd1c0ffee' };
    const ended = await run(['run', file], folder, keys);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toBe(
      [
        `${file}: a provider's key would leave for a host that is not the provider's:`,
        '  models "a": OPENAI_API_KEY is a key for api.openai.com, *.api.openai.com, and the config would send it to models.evil.test',
        '  models "b": HF_TOKEN is a key for huggingface.co, router.huggingface.co, api-inference.huggingface.co, and the config would send it to models.evil.test',
        'Nothing was started and nothing was sent. If you trust that host with this key, pass --allow-key-host HOST.',
        '',
      ].join('\n'),
    );
    const trusted = ['run', file, '--allow-key-host', 'models.evil.test', '--limit', '1'];
    const asked = await run([...trusted, '--set', 'endpoint.retries=0'], folder, keys);
    expect(asked.code).toBe(3);
    expect(asked.stderr).toContain('the host name is unknown');
    expect(asked.stderr).not.toContain('4bd1c0');
  });

  it('turns away a key that no header can carry, without showing it', async () => {
    const folder = emptyFolder();
    const file = config(
      folder,
      '  - { label: a, base_url: "http://localhost:1/v1", api_key_env: PBB_TEST_KEY }\n',
    );
    const ended = await run(['run', file], folder, { PBB_TEST_KEY: 'sk-first\nsk-second' });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('the value of PBB_TEST_KEY cannot be an API key');
    expect(ended.stderr).not.toContain('sk-');
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });

  it('never shows the line of a key that was typed into the config', async () => {
    const folder = emptyFolder();
    const file = config(
      folder,
      '  - label: a\n    simulator: { kind: oracle }\n    api_key: sk-typed-in\n',
    );
    const ended = await run(['run', file], folder);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('unknown key "api_key"; did you mean "api_key_env"?');
    expect(ended.stderr).not.toContain('sk-typed-in');
  });

  it('explains a folder that cannot be made', async () => {
    const folder = emptyFolder();
    const file = config(folder, '  - { label: a, simulator: { kind: oracle } }\n');
    const ended = await run(['run', file, '--out', file], folder);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('my.yaml');
    expect(ended.stderr).not.toContain('bug');
  });

  it('blames --set for what --set brought, with the nearest option', async () => {
    const folder = emptyFolder();
    const ended = await run(
      ['data', 'random-arithmetic', '--out', 'd', '--set', 'trian=4'],
      folder,
    );
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(
      '--set: suites[0].trian: unknown key "trian"; did you mean "train"?',
    );
    expect(existsSync(join(folder, 'd'))).toBe(false);
  });

  it('says which address cannot be reached and how to start a server, and exits with 3', async () => {
    const folder = emptyFolder();
    const url = `http://127.0.0.1:${await freePort()}/v1`;
    const file = config(
      folder,
      `  - { label: a, base_url: "${url}" }\n`,
      'endpoint: { retries: 0 }\n',
    );
    const ended = await run(['run', file], folder);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(url);
    expect(ended.stderr).toContain('vllm serve');
    expect(ended.stdout).toBe('');
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });
});
