import { expect, test } from 'vitest';
import { SERVERS, type Server } from '../../src/endpoint/dialect.js';
import { clientOf, good, question, serve } from './scripted-server.js';

/** All that a config sends by default. */
const SAMPLING = { temperature: 0.8, top_p: 1, top_k: -1, min_p: 0, repetition_penalty: 1 };

/** The body that a server of each make is sent for one question, without messages and model. */
const BODIES: Readonly<Record<Server, object>> = {
  auto: { ...SAMPLING, repeat_penalty: 1, n: 2, seed: 7, max_tokens: 16 },
  openai: { temperature: 0.8, top_p: 1, n: 2, seed: 7, max_completion_tokens: 16 },
  azure: { temperature: 0.8, top_p: 1, n: 2, seed: 7, max_completion_tokens: 16 },
  vllm: { ...SAMPLING, n: 2, seed: 7, max_tokens: 16 },
  sglang: { ...SAMPLING, n: 2, seed: 7, max_tokens: 16 },
  'llama.cpp': {
    temperature: 0.8,
    top_p: 1,
    top_k: 0,
    min_p: 0,
    repeat_penalty: 1,
    n: 2,
    seed: 7,
    max_tokens: 16,
  },
  ollama: { temperature: 0.8, top_p: 1, n: 1, seed: 7, max_tokens: 16 },
  'lm-studio': {
    temperature: 0.8,
    top_p: 1,
    top_k: 0,
    repeat_penalty: 1,
    n: 1,
    seed: 7,
    max_tokens: 16,
  },
  openrouter: { ...SAMPLING, top_k: 0, n: 2, seed: 7, max_tokens: 16 },
};

test.each(SERVERS)('a server of type %s is sent what it takes, under its names', async (make) => {
  const server = await serve([good]);
  const { client } = clientOf(server.url, { server: make, sampling: SAMPLING });
  const { messages } = question();
  await client.samples({ messages, seed: 7, first: 0, count: 2, maxTokens: 16 }, () => undefined);
  expect(server.asked[0]?.body).toEqual({ ...BODIES[make], model: 'm', messages });
});

test('what a server has and cannot be sent is known', () => {
  const unsent = (make: Server) =>
    clientOf('http://localhost/v1', { server: make, sampling: SAMPLING }).client.unsent;
  expect(unsent('ollama')).toEqual(['top_k', 'min_p', 'repetition_penalty']);
  expect(unsent('lm-studio')).toEqual(['min_p']);
  // OpenAI's models have none of them.
  expect(unsent('openai')).toEqual([]);
  expect(unsent('llama.cpp')).toEqual([]);
});

test('a value that would be lost is refused', () => {
  expect(() =>
    clientOf('http://localhost/v1', { server: 'openai', sampling: { temperature: 1, top_k: 5 } }),
  ).toThrow(new RangeError('a server of type openai takes no top_k'));
});
