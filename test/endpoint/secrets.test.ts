import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { EndpointClient, type EndpointOptions } from '../../src/endpoint/index.js';
import { Redaction } from '../../src/endpoint/redaction.js';
import {
  choices,
  clientOf,
  errorOf,
  failure,
  question,
  type Reply,
  serve,
  text,
} from './scripted-server.js';

const KEY = 'sk-proj-"quoted"/and+long';

/** All that a crash dump or a log could show of an error. */
async function shown(reply: Reply, options: Partial<EndpointOptions>): Promise<string> {
  const server = await serve([reply]);
  const error = await errorOf(clientOf(server.url, options).client.chat(question()));
  return `${error.message}\n${error.stack}\n${inspect(error, { depth: 9, showHidden: true })}\n${JSON.stringify(error)}`;
}

test.each<readonly [string, Reply]>([
  ['in the message', failure(401, `no such key: ${KEY}`)],
  ['in the raw JSON', text(JSON.stringify({ sent: KEY }), 400)],
  ['in a page', text(`<title>${KEY}</title>`, 500)],
  ['in a URL', failure(404, `no ?key=${encodeURIComponent(KEY)}`)],
  ['in a redirect', text('', 302, { location: `https://x.example/${encodeURIComponent(KEY)}` })],
  ['where the excerpt is cut', failure(400, `${'x'.repeat(290)}${KEY}`)],
  ['in a body that is no answer', text(`hello ${KEY}`)],
])('a key that the server repeats %s is shown as [key]', async (_, reply) => {
  const all = await shown(reply, { apiKey: KEY, retries: 0 });
  expect(all).toContain('[k');
  for (const form of [KEY, KEY.slice(0, 10), encodeURIComponent(KEY).slice(0, 12)]) {
    expect(all).not.toContain(form);
  }
});

test('a key that the server repeats in an answer is kept as [key], and a short one may be a word of it', async () => {
  const reply = choices(`Your key is ${KEY}, and none.`);
  for (const [apiKey, kept] of [
    [KEY, 'Your key is [key], and none.'],
    ['none', `Your key is ${KEY}, and none.`],
  ] as const) {
    const server = await serve([reply]);
    const { client } = clientOf(server.url, { apiKey });
    expect((await client.chat(question())).choices[0]?.content).toBe(kept);
  }
});

test('secret headers, a password and a long query value are keys too', async () => {
  const secrets = ['header-secret-1', 'pass-word-1', 'query-secret-value-1'];
  const server = await serve([failure(400, `got ${secrets.join(' and ')} from lab`)]);
  const url = server.url.replace('//', '//user:pass-word-1@');
  const { client } = clientOf(`${url}?api-version=1&code=query-secret-value-1`, {
    headers: { 'X-Api-Key': 'header-secret-1', 'X-Team': 'lab' },
  });
  const { message } = await errorOf(client.chat(question()));
  expect(message).toBe(
    `POST ${server.url}/chat/completions failed: HTTP 400 Bad Request: "got [key] and [key] and ` +
      '[key] from lab". Correct what the server names; the same request would be refused again.',
  );
  expect(server.asked[0]?.headers.authorization).toBe(`Basic ${btoa('user:pass-word-1')}`);
});

test('a key that stands in a path or a model name is shown nowhere either', async () => {
  const server = await serve([failure(404)]);
  const { client } = clientOf(`${server.url}/abcd-1234`, {
    apiKey: 'abcd-1234',
    model: 'abcd-1234',
  });
  const { message } = await errorOf(client.chat(question()));
  expect(message).toBe(
    `POST ${server.url}/[key]/chat/completions failed: HTTP 404 Not Found: "no". Check that ` +
      'base_url ends with /v1 and that the server lists the model "[key]" (GET /v1/models).',
  );
});

test('the value of a secret header is redacted, whatever the name of the header', async () => {
  const all = await shown(failure(400, `no route ${KEY}`), { secretHeaders: { 'X-Route': KEY } });
  expect(all).toContain('no route [key]');
  expect(all).not.toContain(KEY);
});

test('a redirect is not followed, so the key goes nowhere else', async () => {
  const other = await serve([choices('caught')]);
  const server = await serve([text('', 307, { location: `${other.url}/chat/completions` })]);
  const error = await errorOf(clientOf(server.url, { apiKey: KEY }).client.chat(question()));
  expect(error).toMatchObject({ kind: 'redirect', status: 307, scope: 'endpoint', attempts: 1 });
  expect(other.asked).toEqual([]);
});

const RIGHT: EndpointOptions = {
  baseUrl: 'http://localhost/v1',
  model: 'm',
  connections: 1,
  timeoutMs: 1000,
  retries: 0,
  sampling: { temperature: 0.8, top_k: -1 },
};

test.each<readonly [string, Partial<EndpointOptions>, string]>([
  [
    'no URL',
    { baseUrl: `localhost ${KEY}` },
    'base_url must be a URL that begins with http:// or https://',
  ],
  [
    'another scheme',
    { baseUrl: `ftp://u:${encodeURIComponent(KEY)}@x` },
    'base_url must be a URL that begins with http:// or https://',
  ],
  [
    'a key with a line break',
    { apiKey: `${KEY}\n2` },
    'Invalid character in header content ["authorization"]',
  ],
  ['no connections', { connections: 0 }, 'connections must be an integer from 1, found 0'],
  ['half a retry', { retries: 0.5 }, 'retries must be an integer from 0, found 0.5'],
  ['no choices', { choicesPerRequest: 0 }, 'choicesPerRequest must be an integer from 1, found 0'],
  ['no time', { timeoutMs: Number.NaN }, 'timeoutMs must be above 0, found NaN'],
  ['an extra n', { extraBody: { n: 4 } }, 'extra_body must not hold n: it is set from elsewhere'],
  [
    'an extra top_k',
    { extraBody: { top_k: 4 } },
    'extra_body must not hold top_k: it is set from elsewhere',
  ],
  [
    'an extra stream',
    { extraBody: { stream: true } },
    'extra_body must not hold stream: it is set from elsewhere',
  ],
  [
    'an extra bound on tokens',
    { extraBody: { max_completion_tokens: 4 } },
    'extra_body must not hold max_completion_tokens: it is set from elsewhere',
  ],
])('a client is not made with %s, and the error holds no secret', (_, options, message) => {
  let thrown: unknown;
  try {
    thrown = new EndpointClient({ ...RIGHT, ...options });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toHaveProperty('message', message);
  expect(inspect(thrown, { showHidden: true, depth: 9 })).not.toContain('sk-proj');
});

test('a secret too short to be one leaves messages readable', () => {
  expect(new Redaction(['a', 'abc', '']).excerpt('abc a b')).toBe('abc a b');
});

test('of two keys, one within the other, both vanish', () => {
  expect(new Redaction(['secret', 'secret-long']).excerpt('secret-long secret')).toBe(
    '[key] [key]',
  );
});
