import { expect, test, vi } from 'vitest';
import {
  choices,
  clientOf,
  errorOf,
  failure,
  gate,
  good,
  question,
  serve,
  silence,
  stalled,
  text,
} from './scripted-server.js';

test.each([
  ['says nothing', silence],
  ['stops in the middle of a body', stalled],
])('a server that %s runs into our time-out, and is tried again', async (_, reply) => {
  const server = await serve([reply, choices('yes')]);
  const { client } = clientOf(server.url, { timeoutMs: 250 });
  expect(await client.chat(question())).toMatchObject({ attempts: 2 });
});

test('a server that is silent for ever: the time-out is named', async () => {
  const server = await serve([silence]);
  const { client } = clientOf(server.url, { timeoutMs: 20 });
  const error = await errorOf(client.chat(question()));
  expect(error).toMatchObject({ kind: 'timeout', scope: 'request', attempts: 2 });
  expect(error.message).toBe(
    `POST ${server.url}/chat/completions failed after 2 attempts: no whole answer within 0.02 s. ` +
      'Raise the time-out, or ask for fewer tokens or with less concurrency.',
  );
});

test('our time-out is tried again once, whatever the retries and the faults between', async () => {
  const server = await serve([silence, failure(500), failure(408), stalled, good]);
  const { client } = clientOf(server.url, { timeoutMs: 250, retries: 9 });
  expect(await errorOf(client.chat(question()))).toMatchObject({ kind: 'timeout', attempts: 4 });
  const hasty = clientOf((await serve([silence, good])).url, { timeoutMs: 250, retries: 0 });
  expect(await errorOf(hasty.client.chat(question()))).toMatchObject({ attempts: 1 });
});

test('the next request has a time-out of its own to get over', async () => {
  const server = await serve([silence, good, silence, good]);
  const { client } = clientOf(server.url, { timeoutMs: 250 });
  expect(await client.chat(question())).toMatchObject({ attempts: 2 });
  expect(await client.chat(question())).toMatchObject({ attempts: 2 });
});

test('a time-out longer than a Node timer can be is no time-out of 1 ms', async () => {
  const server = await serve([good]);
  const { client } = clientOf(server.url, { timeoutMs: Number.POSITIVE_INFINITY });
  expect(await client.chat(question())).toMatchObject({ attempts: 1 });
});

test('a body beyond the bound ends in an error, at once', async () => {
  const server = await serve([text('x'.repeat(2_000_000))]);
  const { client } = clientOf(server.url, { maxResponseBytes: 1_000_000 });
  const error = await errorOf(client.chat(question()));
  expect(error).toMatchObject({ kind: 'bad-response', attempts: 1 });
  expect(error.message).toBe(
    `POST ${server.url}/chat/completions failed: more than 1000000 bytes in one answer. Check that ` +
      'base_url is that of an OpenAI-compatible server.',
  );
});

test('a body of 10 MB is an answer', async () => {
  const server = await serve([choices('x'.repeat(10_000_000))]);
  const answer = await clientOf(server.url).client.chat(question());
  expect(answer.choices[0]?.content).toHaveLength(10_000_000);
});

test('a signal that has aborted: nothing is asked', async () => {
  const server = await serve([good]);
  const error = await errorOf(clientOf(server.url).client.chat(question(), AbortSignal.abort()));
  expect(error).toMatchObject({ kind: 'interrupted', attempts: 0, scope: 'request' });
  expect(error.message).toBe(`POST ${server.url}/chat/completions was interrupted.`);
  expect(server.asked).toEqual([]);
});

test.each([
  ['before the headers', silence],
  ['in the middle of the body', stalled],
])('an abort %s ends the request, and the connection', async (_, reply) => {
  const controller = new AbortController();
  const closed = gate();
  const server = await serve([
    (response, asked) => {
      reply(response, asked);
      response.on('close', closed.open);
      setImmediate(() => controller.abort());
    },
  ]);
  const error = await errorOf(clientOf(server.url).client.chat(question(), controller.signal));
  expect(error).toMatchObject({ kind: 'interrupted', attempts: 1 });
  await closed.opened;
});

test('an abort during the wait between tries ends it', async () => {
  const controller = new AbortController();
  const server = await serve([failure(429, 'busy', { 'retry-after': '100' })]);
  let cancelled = 0;
  const { client } = clientOf(server.url, {
    pace: {
      startTimer: () => {
        setImmediate(() => controller.abort());
        return () => {
          cancelled += 1;
        };
      },
      now: Date.now,
      jitter: () => 0,
    },
  });
  const error = await errorOf(client.chat(question(), controller.signal));
  expect(error).toMatchObject({ kind: 'interrupted', attempts: 1 });
  expect(cancelled).toBe(1);
  expect(server.asked).toHaveLength(1);
});

test('an abort reaches a request that still waits for a connection', async () => {
  const controller = new AbortController();
  const server = await serve(({ body }) => (body.seed === 3 ? good : silence));
  const { client } = clientOf(server.url, { connections: 1 });
  const errors = [1, 2].map((seed) => errorOf(client.chat(question(1, seed), controller.signal)));
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
  controller.abort();
  for (const error of await Promise.all(errors)) expect(error.kind).toBe('interrupted');
  await client.chat(question(1, 3));
  expect(server.seeds).toEqual([1, 3]);
});

test('hundreds of requests under one signal make Node warn of nothing', async () => {
  const warnings: string[] = [];
  const onWarning = (warning: Error): number => warnings.push(warning.message);
  process.on('warning', onWarning);
  const controller = new AbortController();
  const server = await serve([silence]);
  const { client } = clientOf(server.url, { connections: 100 });
  const errors = Array.from({ length: 100 }, (_, seed) =>
    errorOf(client.chat(question(1, seed), controller.signal)),
  );
  await vi.waitFor(() => expect(server.asked).toHaveLength(100));
  controller.abort();
  await Promise.all(errors);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
});

test('connections are kept: many requests, no more connections than allowed', async () => {
  const server = await serve([good]);
  const { client } = clientOf(server.url, { connections: 3 });
  await Promise.all(Array.from({ length: 60 }, (_, seed) => client.chat(question(2, seed))));
  expect(server.asked).toHaveLength(60);
  expect(new Set(server.asked.map(({ connection }) => connection))).toEqual(new Set([1, 2, 3]));
});

test('an error answer keeps the connection', async () => {
  const server = await serve([failure(500), failure(429), good]);
  const { client } = clientOf(server.url, { connections: 1 });
  await client.chat(question());
  expect(server.asked.map(({ connection }) => connection)).toEqual([1, 1, 1]);
});

test('closing ends what is in flight, and nothing can be asked afterwards', async () => {
  const server = await serve([silence]);
  const { client } = clientOf(server.url);
  const running = errorOf(client.chat(question()));
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
  await client.close();
  expect(await running).toMatchObject({ kind: 'interrupted', attempts: 1 });
  expect(await errorOf(client.chat(question()))).toMatchObject({ kind: 'interrupted' });
  await client.close();
});
