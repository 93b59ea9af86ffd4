import { expect, test } from 'vitest';
import { clientOf, json, question, serve } from './scripted-server.js';

test('a plain completion is asked with the messages as paragraphs, and its text is the content', async () => {
  const server = await serve([
    json({ id: 'cmpl-1', choices: [{ index: 0, text: ' 42', finish_reason: 'stop' }] }),
  ]);
  const { client } = clientOf(server.url, { api: 'completions' });
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is f(3)?' },
  ];
  const answer = await client.chat({ ...question(), messages });
  expect(answer.choices).toEqual([
    { index: 0, content: ' 42', reasoning: null, finishReason: 'stop' },
  ]);
  expect(server.asked[0]).toMatchObject({
    path: '/v1/completions',
    body: { prompt: 'Be brief.\n\nWhat is f(3)?\n', max_tokens: 16, n: 1, seed: 7 },
  });
  expect(server.asked[0]?.body).not.toHaveProperty('messages');
});

const LOGPROBS = { content: [{ token: '4', logprob: -0.1, top_logprobs: [] }] };

test.each([
  ['chat', { logprobs: true, top_logprobs: 2 }, { message: { content: '4' } }],
  ['completions', { logprobs: 2 }, { text: '4' }],
] as const)(
  'log probabilities are asked for in the words of %s, and kept as they come',
  async (api, asked, choice) => {
    const server = await serve([json({ choices: [{ index: 0, ...choice, logprobs: LOGPROBS }] })]);
    const { client } = clientOf(server.url, { api, logprobs: 2 });
    const answer = await client.chat(question());
    expect(server.asked[0]?.body).toMatchObject(asked);
    expect(answer.choices[0]?.logprobs).toEqual(LOGPROBS);
  },
);

test('a server that says that it has no log probabilities adds nothing to an answer', async () => {
  const server = await serve([json({ choices: [{ message: { content: '4' }, logprobs: null }] })]);
  const answer = await clientOf(server.url).client.chat(question());
  expect(answer.choices[0]).not.toHaveProperty('logprobs');
});
