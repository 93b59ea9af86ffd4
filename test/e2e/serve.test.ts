import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listen } from '../../src/simulator/listening.js';
import { blocksOf } from '../docs/pages.js';
import { emptyFolder, ROOT, run, type Started, simulatedConfig, start } from './cli.js';

/** The first line of standard output: the service's address. */
function addressOf({ process: child, ended }: Started): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
}

async function scored(
  url: string,
  completion: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return await fetch(`${url}/score`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      instruction: 'random-arithmetic/s1-0000',
      input: '-77',
      split: 'w-io-train',
      answer: 'direct',
      completion,
    }),
  });
}

it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and ends well', async (signal) => {
  const folder = emptyFolder();
  const config = simulatedConfig(folder, 'rewards: { malformed: -2 }\n');
  const started = start(['serve', config, '--port', '0'], folder);
  const url = await addressOf(started);
  expect(await (await scored(url, 'no idea')).json()).toMatchObject({
    verdict: 'malformed',
    reward: -2,
  });
  started.process.kill(signal);
  const { code, stdout, stderr } = await started.ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${url}\n` });
  expect(stderr).toBe(
    'sim: 680 items; correct 1, incorrect 0, malformed -2. Ctrl-C stops. See docs/rewards.md.\n' +
      '\nStopping: what was asked is being answered. Press Ctrl-C again to leave at once.\n',
  );
});

it('scores the request of docs/rewards.md as the page says', async () => {
  const folder = emptyFolder();
  const started = start(['serve', simulatedConfig(folder), '--port', '0'], folder);
  const url = await addressOf(started);
  const request = blocksOf('docs/rewards.md', 'sh').find((block) => block.includes('curl')) ?? '';
  const [, body = ''] = / -d '(.*)'/.exec(request) ?? [];
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/score`, { method: 'POST', headers, body });
  expect(blocksOf('docs/rewards.md', 'json')).toEqual([`${(await response.text()).trimEnd()}\n`]);
  started.process.kill('SIGTERM');
  await started.ended;
});

it('listens beyond loopback for who bears the token alone', async () => {
  const folder = emptyFolder();
  const config = simulatedConfig(folder);
  const open = await run(['serve', config, '--host', '0.0.0.0'], folder);
  expect(open).toMatchObject({
    code: 2,
    stdout: '',
    stderr:
      '--host 0.0.0.0 can be reached from other machines, so requests must bear a token: set one in an environment variable, ' +
      'and name the variable by --token-env. Nothing was started.\n',
  });
  const args = ['serve', config, '--host', '0.0.0.0', '--port', '0', '--token-env', 'TOKEN'];
  const started = start(args, folder, { TOKEN: 'letmein' });
  const url = (await addressOf(started)).replace('0.0.0.0', '127.0.0.1');
  expect((await scored(url, '7')).status).toBe(401);
  expect((await scored(url, '7', { authorization: 'Bearer letmein' })).status).toBe(200);
  started.process.kill('SIGTERM');
  const { code, stdout, stderr } = await started.ended;
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain('letmein');
});

it('says what stands in the way, and starts nothing', async () => {
  const folder = emptyFolder();
  const config = simulatedConfig(folder);
  const unset = await run(['serve', config, '--token-env', 'TOKEN'], folder);
  expect(unset).toMatchObject({
    code: 2,
    stderr:
      '--token-env: TOKEN is not set, or is empty: set it in this shell (export TOKEN=…). Nothing was started.\n',
  });
  const odd = await run(['serve', config, '--token-env', 'TOKEN'], folder, { TOKEN: 'a b' });
  expect(odd).toMatchObject({
    code: 2,
    stderr:
      '--token-env: TOKEN may hold letters, digits and ._~+/- alone, and holds more. Nothing was started.\n',
  });
  const taken = createServer();
  const port = await listen(taken, 0, '127.0.0.1');
  const busy = await run(['serve', config, '--port', String(port)], folder);
  taken.close();
  expect(busy).toMatchObject({
    code: 2,
    stderr: `cannot listen on 127.0.0.1 port ${port}: another program listens there; --port 0 takes any free port\n`,
  });
  expect(await run(['serve', config, '--queue', '0'], folder)).toMatchObject({
    code: 2,
    stderr:
      '--queue takes a whole number from 1 to 100000\nSee pbb-eval --help, or pbb-eval COMMAND --help for its options.\n',
  });
  const missing = await run(['serve', join(folder, 'none.yaml')], folder);
  expect(missing).toMatchObject({ code: 2, stdout: '' });
});

it('answers the example of its documentation as that says', async () => {
  const folder = emptyFolder();
  const suites = '[{ suite: random-arithmetic }]';
  writeFileSync(
    join(folder, 'my.yaml'),
    `models: [{ label: m, simulator: { kind: oracle } }]\nsuites: ${suites}\n`,
  );
  const docs = readFileSync(join(ROOT, 'docs', 'rewards.md'), 'utf8');
  const body = /-d '([^']+)'/.exec(docs)?.[1] ?? '';
  const answer = /```json\n(.*)\n```/.exec(docs)?.[1] ?? '';
  const started = start(['serve', 'my.yaml', '--port', '0'], folder);
  const url = await addressOf(started);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/score`, { method: 'POST', headers, body });
  expect(await response.text()).toBe(answer);
  started.process.kill('SIGTERM');
  expect((await started.ended).code).toBe(0);
});
