import { expect, test } from 'vitest';
import { isCollapsed, probe } from '../../src/endpoint/probe.js';
import { makeOf, readModels } from '../../src/endpoint/served-models.js';
import { type Asked, clientOf, failure, json, type Reply, serve } from './scripted-server.js';

const SAMPLING = { temperature: 0.8, top_p: 1, top_k: -1, min_p: 0, repetition_penalty: 1 };
const MODELS = json({ object: 'list', data: [{ id: 'm', owned_by: 'vllm' }] });

/** A server of one model whose choices say `contentOf` of their seeds. */
function server(contentOf: (seed: number) => string, answer: (asked: Asked) => Reply | null) {
  return serve((asked) => {
    if (asked.path === '/v1/models') return MODELS;
    const given = answer(asked);
    if (given !== null) return given;
    const { n, seed = 0 } = asked.body;
    const list = Array.from({ length: n }, (_, i) => ({
      index: i,
      message: { content: contentOf(seed + i) },
    }));
    return json({ choices: list });
  });
}

async function probed(url: string, most = 4) {
  const { client } = clientOf(url, { sampling: SAMPLING, optionalFields: ['top_k', 'min_p'] });
  return await probe({ client, most });
}

test('a good server is found to take everything and to sample', async () => {
  const { url } = await server(
    (seed) => `word ${seed}`,
    () => null,
  );
  const found = await probed(url);
  expect(found).toMatchObject({
    models: [{ id: 'm', ownedBy: 'vllm' }],
    terms: { sampling: SAMPLING, tokenLimit: 'max_tokens', seeded: true },
    unsent: [],
    choices: 8,
    spread: { samples: 8, distinct: 8 },
    reasoned: 0,
    failed: [],
  });
  expect(found.latencyMs).toBeGreaterThan(0);
  expect(found.throughput[0]?.concurrency).toBe(1);
  expect(found.throughput.length).toBeGreaterThanOrEqual(2);
  expect(found.spread !== null && isCollapsed(found.spread)).toBe(false);
});

test('copies, reasoning, refused fields and a refused n are found', async () => {
  const { url } = await server(
    () => '<think>hm</think>the same',
    ({ body }) => {
      if ('top_k' in body) return failure(400, 'unknown field top_k');
      return body.n > 1 ? failure(500, 'Only one completion choice is allowed') : null;
    },
  );
  const found = await probed(url, 1);
  expect(found).toMatchObject({
    unsent: ['top_k'],
    choices: null,
    spread: { samples: 8, distinct: 1 },
    reasoned: 1,
    throughput: [{ concurrency: 1 }],
  });
  expect(found.spread !== null && isCollapsed(found.spread)).toBe(true);
});

test('what a server fails at is told, and the rest found out', async () => {
  const { url } = await server(
    (seed) => `word ${seed}`,
    ({ body: { n, seed = 0 } }) => (n > 1 || seed > 10_000 ? failure(500, 'boom') : null),
  );
  const found = await probed(url);
  const message = `POST ${url}/chat/completions failed after 3 attempts: HTTP 500 Internal Server Error: "boom". See the server's log, then run again.`;
  expect(found).toMatchObject({
    choices: null,
    spread: { samples: 8, distinct: 8 },
    reasoned: 0,
    throughput: [],
    failed: [
      { part: 'n', message },
      { part: 'throughput', message },
    ],
  });
});

test('a server that answers nothing at all is no use', async () => {
  const { url } = await server(String, () => failure(500, 'boom'));
  await expect(probed(url)).rejects.toThrow('HTTP 500 Internal Server Error: "boom"');
});

function models(owner: string) {
  const data = [{ id: 'm', owned_by: owner }, { id: 5 }, null];
  return readModels(JSON.stringify({ data })) ?? [];
}

test('the make of a server is known by its host, or by what it says of its models', () => {
  expect(models('vllm')).toEqual([{ id: 'm', ownedBy: 'vllm' }]);
  expect(makeOf('http://localhost:8000/v1', models('vllm'))).toBe('vllm');
  expect(makeOf('http://localhost:8080/v1', models('llamacpp'))).toBe('llama.cpp');
  expect(makeOf('http://localhost:11434/v1', models('library'))).toBe('ollama');
  expect(makeOf('http://localhost:1/v1', models('toString'))).toBeUndefined();
  expect(makeOf('https://api.openai.com/v1', [])).toBe('openai');
  expect(readModels('<html>')).toBeNull();
});
