import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failure, json, type Reply, serve } from '../endpoint/scripted-server.js';
import { emptyFolder, run } from './cli.js';

/** Every choice says the same, whatever the seed. */
const copies: Reply = (response, asked) => {
  const list = Array.from({ length: asked.body.n }, (_, index) => ({
    index,
    message: { role: 'assistant', content: '42' },
    finish_reason: 'stop',
  }));
  json({ id: 'x', model: 'm', choices: list })(response, asked);
};

function server() {
  const models = json({ object: 'list', data: [{ id: 'org/m-1', owned_by: 'vllm' }] });
  return serve((asked) => (asked.path === '/v1/models' ? models : copies));
}

describe('endpoint probe', () => {
  it('says that nothing answers, and what to do', async () => {
    const ended = await run(['endpoint', 'probe', 'http://127.0.0.1:1/v1'], emptyFolder());
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'GET /models brought no list of models: start the server, or mend the URL, which ends with /v1; ' +
        'where a server has no such list, name a model with --model\n',
    });
  });

  it('says what the server does and prints a config that fits it', async () => {
    const { url } = await server();
    const ended = await run(['endpoint', 'probe', url, '--most', '2'], emptyFolder());
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout.replaceAll(/\d+(\.\d)?\/s|\d+ ms|concurrency: \d/g, '#')).toBe(
      [
        'model            org/m-1 (of 1 model)',
        'sampling taken   temperature, top_p, top_k, min_p, repetition_penalty, repeat_penalty; refused: none',
        'token limit      max_tokens',
        'seed             taken',
        'n                works (8 of 8 came)',
        'distinct samples 1 of 8 at temperature 0.8 - COLLAPSED: a hidden default makes copies; see docs/endpoints.md',
        'reasons unasked  no',
        'latency          # for one short answer',
        'throughput       1: #  2: #',
        '',
        'models:',
        '  - label: org-m-1',
        '    model: "org/m-1"',
        `    base_url: "${url}"`,
        '    server: vllm',
        'endpoint:',
        '  #   # or auto',
        '',
      ].join('\n'),
    );
  });

  it('tells of the parts that the server fails at, and prints a config that does without', async () => {
    const { url } = await serve((asked) => {
      if (asked.path === '/v1/models') return json({ data: [{ id: 'm' }] });
      return asked.body.n > 1 ? failure(400, 'boom') : copies;
    });
    const ended = await run(['endpoint', 'probe', url, '--most', '1'], emptyFolder());
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const lines = ended.stdout.split('\n');
    expect(lines).toContain('n                does not work: a request for 8 choices fails');
    expect(lines).toContain(
      `failed           n: POST ${url}/chat/completions failed: HTTP 400 Bad Request: "boom". Correct what the server names; the same request would be refused again.`,
    );
    expect(lines).toContain('  choices_per_request: 1');
  });

  it('refuses what is no URL, with and without a key, and a proxy that is none', async () => {
    const probe = ['endpoint', 'probe'];
    for (const key of [[], ['--api-key-env', 'OPENAI_API_KEY']]) {
      const ended = await run([...probe, 'notaurl', ...key], emptyFolder(), {
        OPENAI_API_KEY: 'k',
      });
      expect(ended.stderr).toBe('base_url must be a URL that begins with http:// or https://\n');
      expect(ended.code).toBe(2);
    }
    const proxy = { HTTP_PROXY: 'ftp://user:secret@proxy' };
    const ended = await run([...probe, 'http://model.test/v1'], emptyFolder(), proxy);
    expect(ended.stderr).toBe(
      'HTTP_PROXY must be the URL of a proxy, such as http://proxy.test:3128\n',
    );
    expect(ended.code).toBe(2);
  });

  it('sends no key to a stranger, and says when a server is not there', async () => {
    const folder = emptyFolder();
    const args = ['endpoint', 'probe', 'https://evil.test/v1', '--api-key-env', 'OPENAI_API_KEY'];
    const stranger = await run(args, folder, { OPENAI_API_KEY: 'sk-4bd1c0ffee' });
    expect(stranger.code).toBe(2);
    expect(stranger.stderr).toContain(
      'and the config would send it to evil.test. Nothing was sent.',
    );
    const { url, close } = await server();
    await close();
    const gone = await run(['endpoint', 'probe', url, '--model', 'm'], folder);
    expect(gone.code).toBe(3);
    expect(gone.stderr).toContain('connection refused (ECONNREFUSED)');
  });
});

describe('a run behind a proxy that is none', () => {
  it('is refused before it has begun', async () => {
    const folder = emptyFolder();
    const model = { label: 'm', base_url: 'http://model.test/v1' };
    const suite = { suite: 'random-arithmetic', splits: ['wo-io'], answers: ['direct'] };
    writeFileSync(join(folder, 'c.yaml'), JSON.stringify({ models: [model], suites: [suite] }));
    const ended = await run(['run', 'c.yaml'], folder, { https_proxy: 'ftp://proxy' });
    expect(ended.stderr).toBe(
      'HTTPS_PROXY must be the URL of a proxy, such as http://proxy.test:3128. Nothing was started.\n',
    );
    expect(ended.code).toBe(2);
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });
});

describe('a run against a server that does not sample', () => {
  it('warns before most is asked, and its summary shows how few outputs differ', async () => {
    const folder = emptyFolder();
    const { url } = await server();
    const model = { label: 'm', base_url: url };
    const suite = { suite: 'random-arithmetic', splits: ['wo-io'], answers: ['direct'] };
    writeFileSync(join(folder, 'c.yaml'), JSON.stringify({ models: [model], suites: [suite] }));
    const ended = await run(['run', 'c.yaml', '--limit', '3', '--json'], folder);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain(
      'warning: m: 4 samples of an open question came out the same, so the server seems not to sample',
    );
    expect(JSON.parse(ended.stdout).runs[0].summary.groups[0].estimate.distinct_outputs).toBe(
      1 / 16,
    );
  });
});
