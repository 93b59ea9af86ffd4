import { expect, test } from 'vitest';
import {
  choices,
  clientOf,
  errorOf,
  failure,
  good,
  json,
  question,
  type Reply,
  rawChoices,
  reset,
  resetInBody,
  serve,
  text,
} from './scripted-server.js';

const PASSING: readonly (readonly [string, Reply])[] = [
  ['408', failure(408)],
  ['409', failure(409)],
  ['425', failure(425)],
  ['429', failure(429)],
  ['500', failure(500)],
  ['502 with an HTML page', text('<html><title>Bad Gateway</title></html>', 502)],
  ['503', failure(503, 'busy')],
  ['504', failure(504)],
  ['529', failure(529)],
  ['a reset before the answer', reset],
  ['a reset in the middle of the body', resetInBody],
  ['an orderly end in the middle of the body', closeInBody],
  [
    'a body that ends early without a length',
    text('{"choices": [{"ind', 200, { connection: 'close' }),
  ],
  ['an empty body', text('')],
  ['204', text('', 204)],
  ['a body that is not JSON', text('<html>hello</html>')],
  ['JSON that is no object', json('hello')],
  ['no choices', json({ id: 'x' })],
  ['choices that are no list', json({ choices: 5 })],
  ['an empty list of choices', json({ choices: [] })],
  ['choices without messages', rawChoices({ index: 0 }, null, 'x')],
  [
    'a choice that the server broke off',
    rawChoices({ message: { content: 'a' }, finish_reason: 'abort' }),
  ],
  ['a choice with an index out of range', rawChoices({ index: 1, message: { content: 'a' } })],
  ['an error under 200 with a code that passes', json({ error: { code: 502, message: 'x' } })],
  ['an error under 200 without a code', json({ error: { message: 'x' } })],
  ['an error under 200 with a rate limit', json({ error: { code: '429', message: 'x' } })],
];

function closeInBody(...[response]: Parameters<Reply>): void {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"choices": [', () => response.socket?.end());
}

test.each(PASSING)('%s is tried again and the answer found', async (_, reply) => {
  const server = await serve([reply, choices('yes')]);
  const { client, waits } = clientOf(server.url);
  const answer = await client.chat(question());
  expect(answer).toMatchObject({ attempts: 2, choices: [{ index: 0, content: 'yes' }] });
  expect(waits).toEqual([250]);
  expect(server.seeds).toEqual([7, 7]);
});

test.each(PASSING)('%s for ever ends in an error after all tries', async (_, reply) => {
  const server = await serve([reply]);
  const { client, waits } = clientOf(server.url);
  const error = await errorOf(client.chat(question()));
  expect(error).toMatchObject({ attempts: 3, scope: 'request' });
  expect(waits).toEqual([250, 500]);
  expect(server.asked).toHaveLength(3);
});

const LASTING: readonly (readonly [string, Reply, string, string])[] = [
  ['400', failure(400), 'rejected', 'request'],
  ['401', failure(401), 'unauthorized', 'endpoint'],
  ['402', failure(402), 'quota', 'endpoint'],
  ['403', failure(403), 'unauthorized', 'endpoint'],
  ['403 of a filter', failure(403, 'Input was flagged by moderation'), 'content-filter', 'request'],
  [
    'Azure: filtered',
    failure(400, 'The response was filtered', {}, { code: 'content_filter' }),
    'content-filter',
    'request',
  ],
  [
    'OpenAI: filtered',
    failure(400, 'x', {}, { code: 'content_policy_violation' }),
    'content-filter',
    'request',
  ],
  ['404', failure(404), 'not-found', 'endpoint'],
  ['405', failure(405), 'not-found', 'endpoint'],
  ['413', failure(413), 'rejected', 'request'],
  ['422', failure(422), 'rejected', 'request'],
  ['307', text('', 307, { location: 'http://other.example/v1' }), 'redirect', 'endpoint'],
  [
    '429 for lack of money',
    failure(429, 'x', {}, { code: 'insufficient_quota' }),
    'quota',
    'endpoint',
  ],
  [
    '429 for lack of money by type',
    failure(429, 'x', {}, { type: 'insufficient_quota' }),
    'quota',
    'endpoint',
  ],
  [
    'an error under 200 with 401',
    json({ error: { code: 401, message: 'x' } }),
    'unauthorized',
    'endpoint',
  ],
  [
    'an error under 200 for lack of money',
    json({ error: { code: 'insufficient_quota', message: 'x' } }),
    'quota',
    'endpoint',
  ],
  [
    'OpenAI: too long',
    failure(400, 'x', {}, { code: 'context_length_exceeded' }),
    'context-overflow',
    'request',
  ],
  [
    'vLLM: too long',
    failure(400, "This model's maximum context length is 2048 tokens. However, you requested 3000"),
    'context-overflow',
    'request',
  ],
  [
    'SGLang: too long',
    failure(
      400,
      "The input (3000 tokens) is longer than the model's context length (2048 tokens).",
    ),
    'context-overflow',
    'request',
  ],
  [
    'llama.cpp: too long',
    failure(
      400,
      'the request exceeds the available context size, try increasing it',
      {},
      { type: 'exceed_context_size_error', code: 400 },
    ),
    'context-overflow',
    'request',
  ],
  [
    'TGI: too long',
    json(
      {
        error: 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048',
        error_type: 'validation',
      },
      422,
    ),
    'context-overflow',
    'request',
  ],
];

test.each(LASTING)('%s is not tried again', async (_, reply, kind, scope) => {
  const server = await serve([reply]);
  const { client, waits } = clientOf(server.url);
  const error = await errorOf(client.chat(question()));
  expect(error).toMatchObject({ kind, scope, attempts: 1 });
  expect(waits).toEqual([]);
  expect(server.asked).toHaveLength(1);
});

test.each([
  ['seconds', { 'retry-after': '3' }, [3250, 3500]],
  ['an HTTP date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:10 GMT' }, [10_250, 500]],
  ['milliseconds, which win', { 'retry-after-ms': '40', 'retry-after': '9' }, [290, 540]],
  ['more than the bound', { 'retry-after': '86400' }, [120_250, 120_500]],
  ['a date that has passed', { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, [250, 500]],
  ['nothing that can be read', { 'retry-after': 'soon' }, [250, 500]],
  ['an unknown time', { 'retry-after': '-1' }, [250, 500]],
])('Retry-After of %s is obeyed, with jitter on top', async (_, headers, expected) => {
  const replies = [429, 503].map((status) => failure(status, 'busy', headers));
  const server = await serve([...replies, choices('yes')]);
  const { client, waits } = clientOf(server.url);
  await client.chat(question());
  // The second wait draws from twice the time, and a date may have passed by then.
  expect(waits).toEqual(expected);
});

test('waits double up to 30 s, times the jitter', async () => {
  const server = await serve([failure(500)]);
  const { client, waits } = clientOf(server.url, { retries: 9 });
  await errorOf(client.chat(question()));
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

test('without retries a passing fault is final', async () => {
  const server = await serve([failure(500), choices('yes')]);
  const { client } = clientOf(server.url, { retries: 0 });
  expect(await errorOf(client.chat(question()))).toMatchObject({ kind: 'server', attempts: 1 });
});

test.each([
  ['an answer', good],
  ['an error', failure(400)],
])('a server that has given %s and is gone is waited for with all retries', async (_, reply) => {
  const last: Reply = (response, asked) => reply(response.setHeader('connection', 'close'), asked);
  const server = await serve([last]);
  const { client, waits } = clientOf(server.url, { retries: 3 });
  await client.chat(question()).catch(() => undefined);
  await server.close();
  const error = await errorOf(client.chat(question()));
  expect(error).toMatchObject({ kind: 'unreachable', attempts: 4 });
  expect(waits).toEqual([250, 500, 1000]);
});

test('a reset after a whole answer loses nothing', async () => {
  const server = await serve([
    (response, asked) => {
      response.on('finish', () => setImmediate(() => response.socket?.resetAndDestroy()));
      choices('yes')(response, asked);
    },
    choices('again'),
  ]);
  const { client } = clientOf(server.url);
  expect((await client.chat(question())).choices[0]?.content).toBe('yes');
  expect((await client.chat(question())).choices[0]?.content).toBe('again');
});

const LOADING: readonly (readonly [string, Reply])[] = [
  ['llama.cpp', failure(503, 'Loading model', {}, { type: 'unavailable_error', code: 503 })],
  ['Hugging Face', json({ error: 'Model m is currently loading', estimated_time: 20 }, 503)],
  ['a gateway', text('<title>Model server is starting</title>', 503)],
];

test.each(LOADING)(
  'a model that %s is still loading is waited for, beside all retries',
  async (_, reply) => {
    const server = await serve([...Array<Reply>(8).fill(reply), choices('yes')]);
    const { client, waits } = clientOf(server.url, { retries: 0 });
    expect(await client.chat(question())).toMatchObject({ attempts: 9 });
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  },
);

test('a model that loads for ever is given up in time', async () => {
  const server = await serve([failure(503, 'Loading model')]);
  const { client, waits } = clientOf(server.url, { loadingMs: 3000 });
  const error = await errorOf(client.chat(question()));
  expect(error).toMatchObject({ kind: 'loading', scope: 'endpoint', attempts: 5 });
  expect(waits).toEqual([250, 500, 1000, 2000]);
  expect(error.message).toContain(
    'HTTP 503 Service Unavailable: "Loading model". Run again when the model is loaded, or raise endpoint.loading_s.',
  );
});
