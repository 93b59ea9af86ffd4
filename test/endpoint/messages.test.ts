import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  clientOf,
  errorOf,
  failure,
  json,
  question,
  type Reply,
  rawChoices,
  reset,
  serve,
  text,
} from './scripted-server.js';

async function messageOf(reply: Reply, options = {}): Promise<string> {
  const server = await serve([reply]);
  const { client } = clientOf(server.url, options);
  const { message } = await errorOf(client.chat(question()));
  return message.replaceAll(server.url, 'URL');
}

test('a server that is not there: what was asked, what happened, how to start one', async () => {
  const url = `http://127.0.0.1:${await freePort()}/v1`;
  const { client, waits } = clientOf(url, { retries: 5 });
  const error = await errorOf(client.chat(question()));
  expect(error).toMatchObject({ kind: 'unreachable', scope: 'endpoint', attempts: 2 });
  expect(waits).toEqual([250]);
  expect(error.status).toBeUndefined();
  expect(error.message).toBe(
    `POST ${url}/chat/completions failed after 2 attempts: connection refused (ECONNREFUSED). ` +
      'Check base_url, or start a server: `vllm serve MODEL --port 8000` or ' +
      '`llama-server -m model.gguf --port 8080`.',
  );
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return port;
}

test.each<readonly [string, Reply, string]>([
  [
    'a rate limit',
    failure(429, 'slow down'),
    'after 3 attempts: HTTP 429 Too Many Requests: "slow down". Lower the concurrency, or run again later.',
  ],
  [
    'no money',
    failure(429, 'pay', {}, { code: 'insufficient_quota' }),
    ': HTTP 429 Too Many Requests: "pay". The account behind the key has no quota left: add credit or use another key.',
  ],
  [
    'an HTML page of a proxy',
    text('<html>\n<head><title>502 Bad\u001b[2J Gateway</title></head><body>…</body></html>', 502),
    'after 3 attempts: HTTP 502 Bad Gateway: "502 Bad [2J Gateway". See the server\'s log, then run again.',
  ],
  [
    'an error without a word',
    text('', 500),
    "after 3 attempts: HTTP 500 Internal Server Error, without a message. See the server's log, then run again.",
  ],
  [
    'a broken connection',
    reset,
    "after 3 attempts: the connection was reset (ECONNRESET) before the answer was complete. See the server's log, then run again.",
  ],
  [
    'no HTTP',
    (response) => void response.socket?.end('hello\r\n\r\n'),
    'after 3 attempts: the answer is not HTTP: Response does not match the HTTP/1.1 protocol (Expected HTTP/, RTSP/ or ICE/). Check that base_url is that of an OpenAI-compatible server.',
  ],
  [
    'a refused request',
    json(
      { detail: [{ loc: ['body', 'seed'], msg: 'Input should be less than 9', input: 7 }] },
      422,
    ),
    ': HTTP 422 Unprocessable Entity: "seed: Input should be less than 9". Correct what the server names; the same request would be refused again.',
  ],
  [
    'a prompt that is too long',
    failure(400, "This model's maximum context length is 8 tokens."),
    ': HTTP 400 Bad Request: "This model\'s maximum context length is 8 tokens." Lower max_tokens, or serve the model with a longer context (`vllm serve --max-model-len`, `llama-server -c`).',
  ],
  [
    'a missing key',
    failure(401, 'who?'),
    ': HTTP 401 Unauthorized: "who?" No key was sent: name the variable that holds one with api_key_env.',
  ],
  [
    'an unknown model',
    failure(404, 'The model `m` does not exist.'),
    ': HTTP 404 Not Found: "The model `m` does not exist." Check that base_url ends with /v1 and that the server lists the model "m" (GET /v1/models).',
  ],
  [
    'a redirect',
    text('', 308, { location: 'https://u:p@other.example/v2?key=1' }),
    ': HTTP 308 Permanent Redirect, a redirect to https://other.example/v2. Redirects are not followed, so that a key cannot reach another host: put the final address into base_url.',
  ],
  [
    'something else than a chat server',
    text('<!doctype html><title>My site</title>'),
    'after 3 attempts: HTTP 200, but the body is not JSON: "My site". Check that base_url is that of an OpenAI-compatible server.',
  ],
  [
    'no choices',
    json({ choices: [] }),
    'after 3 attempts: HTTP 200 with no choices: "{"choices":[]}". Check that base_url is that of an OpenAI-compatible server.',
  ],
  [
    'a provider that fails inside a choice',
    rawChoices({ finish_reason: 'error', message: {}, error: { code: 502, message: 'GPU lost' } }),
    'after 3 attempts: HTTP 200 with no usable choice: "GPU lost". Check that base_url is that of an OpenAI-compatible server.',
  ],
  [
    'a content that is no text',
    rawChoices({ message: { content: 42 } }),
    'after 3 attempts: HTTP 200 with no usable choice: "{"id":"c-1","model":"served","choices":[{"message":{"content":42}}]}". Check that base_url is that of an OpenAI-compatible server.',
  ],
  [
    'an error under 200',
    json({ error: { code: 502, message: 'upstream' } }),
    'after 3 attempts: HTTP 200 with an error 502: "upstream". See the server\'s log, then run again.',
  ],
])('%s is explained', async (_, reply, expected) => {
  const gap = expected.startsWith(':') ? '' : ' ';
  expect(await messageOf(reply)).toBe(`POST URL/chat/completions failed${gap}${expected}`);
});

test('a wrong key is told from a missing one', async () => {
  expect(await messageOf(failure(401, 'bad key'), { apiKey: 'sk-12345678' })).toBe(
    'POST URL/chat/completions failed: HTTP 401 Unauthorized: "bad key". Set the variable named ' +
      'by api_key_env to a key that this server accepts for this model.',
  );
});

test('a long message of the server is cut to 300 characters, never within one', async () => {
  const message = await messageOf(failure(400, `${'a'.repeat(298)}😀${'b'.repeat(1_000_000)}`));
  expect(message).toContain(`"${'a'.repeat(298)}…"`);
  expect(message).not.toContain('bb');
});

test('control characters and text direction of the server do not reach the terminal', async () => {
  const message = await messageOf(failure(400, 'a\u001b]0;owned\u0007\r\nb\u202ec\u0000\ud800d'));
  expect(message).toContain('"a ]0;owned b c d"');
});
