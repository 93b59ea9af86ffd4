import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { isLoopback } from '../../src/endpoint/transport.js';
import { clientOf, errorOf, question } from './scripted-server.js';

const ANSWER = JSON.stringify({ choices: [{ index: 0, message: { content: '42' } }] });
const answer: RequestListener = (request, response) => {
  request.resume();
  response.end(ANSWER);
};

async function listening(server: Server, at: string | number): Promise<number> {
  await new Promise<void>((resolve) => {
    if (typeof at === 'string') server.listen(at, resolve);
    else server.listen(at, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  return z.object({ port: z.number() }).catch({ port: 0 }).parse(server.address()).port;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'pbb-eval-transport-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('a server is reached over a Unix socket', async () => {
  const socketPath = join(folder(), 's');
  await listening(createServer(answer), socketPath);
  const { client } = clientOf('http://localhost/v1', { transport: { socketPath } });
  expect((await client.chat(question())).choices[0]?.content).toBe('42');
});

test('a certificate is verified, against the system or against the file that is named', async () => {
  // Of this test alone: self-signed for localhost, for a hundred years.
  const [key, cert] = ['key', 'cert'].map((part) =>
    readFileSync(new URL(`localhost-${part}.pem`, import.meta.url), 'utf8'),
  );
  const secure = { key, cert };
  const port = await listening(createSecureServer(secure, answer), 0);
  const url = `https://localhost:${port}/v1`;
  const stranger = await errorOf(clientOf(url).client.chat(question()));
  expect(stranger).toMatchObject({ kind: 'unreachable', attempts: 1 });
  expect(stranger.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  const { client } = clientOf(url, { transport: { ca: cert } });
  expect((await client.chat(question())).choices[0]?.content).toBe('42');
});

/** A proxy that tunnels every request to `port`, whatever host was asked for, and tells of each. */
async function proxy(port: number) {
  const asked: { readonly target: string; readonly authorization: string | undefined }[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    asked.push({
      target: request.url ?? '',
      authorization: request.headers['proxy-authorization'],
    });
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  return { asked, url: `127.0.0.1:${await listening(server, 0)}` };
}

test('requests go through the proxy of the environment, but for hosts that NO_PROXY names and loopback', async () => {
  const port = await listening(createServer(answer), 0);
  const { asked, url } = await proxy(port);
  const environment = { HTTP_PROXY: `http://user:word@${url}`, NO_PROXY: 'direct.test' };
  const ask = (host: string) =>
    clientOf(`http://${host}/v1`, { transport: { environment }, retries: 0 }).client.chat(
      question(),
    );
  expect((await ask('model.test')).choices[0]?.content).toBe('42');
  expect(asked).toEqual([
    {
      target: 'model.test:80',
      authorization: `Basic ${Buffer.from('user:word').toString('base64')}`,
    },
  ]);
  expect(await errorOf(ask('direct.test'))).toMatchObject({ kind: 'unreachable' });
  await ask(`127.0.0.1:${port}`);
  expect(asked).toHaveLength(1);
});

test('a proxy may be named without http://', async () => {
  const { asked, url } = await proxy(await listening(createServer(answer), 0));
  const environment = { HTTP_PROXY: url };
  const { client } = clientOf('http://model.test/v1', { transport: { environment }, retries: 0 });
  await client.chat(question());
  expect(asked).toHaveLength(1);
});

test.each(['http://', 'ftp://proxy', 'a b', 'user:word@:1'])(
  'a proxy that is none (%s) is refused without being shown, and does not concern loopback',
  (HTTP_PROXY) => {
    const transport = { environment: { HTTP_PROXY } };
    expect(() => clientOf('http://model.test/v1', { transport })).toThrow(
      new RangeError('HTTP_PROXY must be the URL of a proxy, such as http://proxy.test:3128'),
    );
    expect(clientOf('http://127.0.0.1/v1', { transport }).client).toBeDefined();
  },
);

test('the password of a proxy is in no message', async () => {
  const environment = { http_proxy: 'http://user:proxy-password@127.0.0.1:1' };
  const { client } = clientOf('http://model.test/v1', { transport: { environment }, retries: 0 });
  const error = await errorOf(client.chat(question()));
  expect(error.kind).toBe('unreachable');
  expect(`${error.message} ${error.stack}`).not.toContain('proxy-password');
});

test.each([
  ['http://localhost:8000/v1', true],
  ['http://127.0.0.1/v1', true],
  ['http://127.9.9.9/v1', true],
  ['http://[::1]:8000/v1', true],
  ['http://box.localhost/v1', true],
  ['http://localhost.evil.test/v1', false],
  ['http://127.0.0.1.evil.test/v1', false],
  ['http://10.0.0.1/v1', false],
])('%s is loopback: %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});
