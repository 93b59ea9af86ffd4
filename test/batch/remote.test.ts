import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { download, readNote, statusOf, submit } from '../../src/batch/remote.js';
import { BatchServer } from '../../src/batch/server.js';
import { EndpointError } from '../../src/endpoint/index.js';

const KEY = 'sk-batch/secret-key';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that answers requests such as `POST /v1/batches` in turn, the last answer for ever. */
async function serve(answers: Readonly<Record<string, readonly Answer[]>>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const name = `${request.method} ${request.url}`;
      const list = answers[name] ?? [];
      const answer = list[Math.min(asked.filter((one) => one === name).length, list.length - 1)];
      asked.push(name);
      if (answer === undefined) response.writeHead(404).end();
      else answer(response, request);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const dispatcher = new Pool(`http://127.0.0.1:${port}`);
  onTestFinished(async () => {
    await dispatcher.destroy();
    server.closeAllConnections();
    server.close();
  });
  const of = (timeoutMs = 20_000, retries = 2) =>
    new BatchServer({
      baseUrl: `http://127.0.0.1:${port}/v1/`,
      headers: { authorization: `Bearer ${KEY}` },
      secrets: [KEY],
      dispatcher,
      timeoutMs,
      retries,
      pace: {
        startTimer: (_ms, done) => {
          queueMicrotask(done);
          return () => undefined;
        },
        now: () => 0,
        jitter: () => 0,
      },
    });
  return { of, asked, url: `http://127.0.0.1:${port}/v1` };
}

function json(body: unknown, status = 200): Answer {
  return (response) => void response.writeHead(status).end(JSON.stringify(body));
}

const cut: Answer = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"custom_id', () => response.socket?.resetAndDestroy());
};
const silence: Answer = () => undefined;
const redirect: Answer = (response) => response.writeHead(307, { location: '/steal' }).end();
/** A byte now and then, for ever. */
const trickle: Answer = (response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};
const BATCH = { id: 'b', status: 'in_progress' };

function requests() {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-remote-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'm-0001.jsonl');
  writeFileSync(path, '{}\n');
  return { folder, path, label: 'm', url: '/v1/completions' };
}

async function failureOf(promise: Promise<unknown>): Promise<EndpointError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  if (error instanceof EndpointError) return error;
  throw new Error('it did not fail as it should', { cause: error });
}

describe('a batch', () => {
  test('is begun once, however often the server puts us off', async () => {
    const busy = json({ error: { message: 'slow down' } }, 429);
    const server = await serve({
      'POST /v1/files': [json({}, 500), cut, json({ id: 'f' })],
      'POST /v1/batches': [busy, json(BATCH)],
    });
    const file = requests();
    expect(await submit(server.of(), file)).toEqual(BATCH);
    expect(await readNote(file.path)).toEqual({
      batch: 'b',
      base_url: server.url,
      label: 'm',
      input_file_id: 'f',
    });
    expect(server.asked.filter((name) => name === 'POST /v1/batches')).toHaveLength(2);
  });

  test.each<readonly [string, Answer]>([
    ['fails', json({ error: { message: 'oops' } }, 500)],
    ['breaks off', cut],
    ['says what is no batch', json({ ok: true })],
    ['is silent', silence],
  ])('is not ordered again when the server %s, and the doubt is noted', async (_, answer) => {
    const server = await serve({
      'POST /v1/files': [json({ id: 'f' })],
      'POST /v1/batches': [answer],
    });
    const file = requests();
    const { message } = await failureOf(submit(server.of(300), file));
    expect(message).toContain(`POST ${server.url}/batches failed: `);
    expect(message).toContain(
      `Whether a batch of ${file.path} was begun is not known. Look for the input file f in the server's list of batches`,
    );
    expect(server.asked).toEqual(['POST /v1/files', 'POST /v1/batches']);
    expect(await readNote(file.path)).toMatchObject({ batch: null, input_file_id: 'f' });
  });

  test('that the server refuses leaves no note', async () => {
    const server = await serve({
      'POST /v1/files': [json({ id: 'f' })],
      'POST /v1/batches': [json({ error: { message: `no batches for ${KEY}` } }, 400)],
    });
    const file = requests();
    const { message } = await failureOf(submit(server.of(), file));
    expect(message).toBe(
      `POST ${server.url}/batches failed: HTTP 400 Bad Request: "no batches for [key]".`,
    );
    expect(readdirSync(file.folder)).toEqual(['m-0001.jsonl']);
  });
});

test('a server that hangs or trickles is given up in time', async () => {
  for (const answer of [silence, trickle]) {
    const server = await serve({ 'GET /v1/batches/b': [answer] });
    const error = await failureOf(statusOf(server.of(200), 'b'));
    expect(error.message).toBe(
      `GET ${server.url}/batches/b failed after 2 attempts: no whole answer within 0.2 s.`,
    );
  }
});

test('a redirect is not followed, and an id cannot leave its path', async () => {
  const server = await serve({
    'GET /v1/batches/..%2F..': [redirect],
    'GET /v1/batches/..': [json(BATCH)],
  });
  expect((await failureOf(statusOf(server.of(), '../..'))).kind).toBe('redirect');
  expect(await statusOf(server.of(), '..')).toEqual(BATCH);
  expect(server.asked).toEqual(['GET /v1/batches/..%2F..', 'GET /v1/batches/..']);
});

describe('what a batch has given', () => {
  const DONE = { id: 'b', status: 'completed', output_file_id: 'o', error_file_id: null };
  const content = 'GET /v1/files/o/content';

  test('is fetched again from its beginning when the connection breaks, and is whole or not there', async () => {
    const lines = '{"a": 1.0}\n{"b": 2}';
    const server = await serve({ [content]: [cut, (response) => response.end(lines)] });
    const { folder, path } = requests();
    expect(await download(server.of(), DONE, path)).toEqual([`${path}.answers.jsonl`]);
    expect(readFileSync(`${path}.answers.jsonl`, 'utf8')).toBe(lines);
    const broken = await serve({ [content]: [cut] });
    await failureOf(download(broken.of(), { ...DONE, output_file_id: 'o' }, join(folder, 'x')));
    expect(readdirSync(folder).toSorted()).toEqual(['m-0001.jsonl', 'm-0001.jsonl.answers.jsonl']);
  });

  test('is written without the key, in whatever form and wherever it is cut', async () => {
    const escaped = KEY.replaceAll('-', '\\u002d').replaceAll('/', '\\/');
    const lines = [
      `{"${KEY}":["x ${escaped} y"]}`,
      `no JSON ${encodeURIComponent(KEY)}`,
      '{"a":"clean \\u0041"}',
    ].join('\n');
    const answer: Answer = (response) => {
      for (const character of lines) response.write(character);
      response.end();
    };
    const server = await serve({ [content]: [answer] });
    const { path } = requests();
    await download(server.of(), DONE, path);
    expect(readFileSync(`${path}.answers.jsonl`, 'utf8')).toBe(
      '{"[key]":["x [key] y"]}\nno JSON [key]\n{"a":"clean \\u0041"}',
    );
  });

  test('may be larger than memory should hold', async () => {
    const line = `${JSON.stringify({ custom_id: 'x', text: 'y'.repeat(1_000_000) })}\n`;
    const many = 300;
    const answer: Answer = (response) => {
      let sent = 0;
      const more = () => {
        while (sent < many) {
          sent += 1;
          if (!response.write(line)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    const server = await serve({ [content]: [answer] });
    const { path } = requests();
    const before = process.memoryUsage().rss;
    await download(server.of(60_000), DONE, path);
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
    const written = readFileSync(`${path}.answers.jsonl`);
    expect(written.length).toBe(many * line.length);
  });

  test('is given up when the disk takes no more, without a rest', async () => {
    if (!existsSync('/proc/self')) return;
    const server = await serve({ [content]: [(response) => response.end('{}\n')] });
    await expect(download(server.of(), DONE, '/proc/self/x')).rejects.toThrow(
      '/proc/self/x.answers.jsonl: no such file or folder (ENOENT)',
    );
  });
});
