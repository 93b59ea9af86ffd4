import { expect, test } from 'vitest';
import { readAnswer } from '../../src/endpoint/answer.js';
import { clientOf, json, question, rawChoices, serve, text } from './scripted-server.js';

/** The first choice of an answer whose message is `message`. */
async function choiceOf(message: object, more: object = {}) {
  const server = await serve([rawChoices({ index: 0, message, ...more })]);
  const answer = await clientOf(server.url).client.chat(question());
  return answer.choices[0];
}

test('a whole answer is read with its id, model, usage and finish reason', async () => {
  const server = await serve([
    json({
      id: 'chatcmpl-1',
      model: 'org/model',
      choices: [
        { index: 0, message: { role: 'assistant', content: ' 12\n' }, finish_reason: 'stop' },
      ],
      usage: {
        prompt_tokens: 9,
        completion_tokens: 4,
        total_tokens: 13,
        completion_tokens_details: { reasoning_tokens: 3 },
      },
    }),
  ]);
  const { latencyMs, ...answer } = await clientOf(server.url).client.chat(question());
  expect(latencyMs).toBeGreaterThan(0);
  expect(answer).toEqual({
    id: 'chatcmpl-1',
    model: 'org/model',
    choices: [{ index: 0, content: ' 12\n', reasoning: null, finishReason: 'stop' }],
    usage: { prompt_tokens: 9, completion_tokens: 4, reasoning_tokens: 3 },
    attempts: 1,
  });
});

test('the request is as the protocol has it, with all sampling fields and the extra ones', async () => {
  const server = await serve([rawChoices({ message: { content: 'a' } })]);
  const sampling = { temperature: 0.8, top_p: 1, top_k: -1, min_p: 0, stop: ['\n\n'] };
  const { client } = clientOf(`${server.url}/`, {
    sampling,
    apiKey: ' sk-1234567 \n',
    headers: { 'X-Team': 'lab' },
    extraBody: { chat_template_kwargs: { enable_thinking: false } },
  });
  await client.chat(question(3, 11));
  expect(server.asked[0]?.path).toBe('/v1/chat/completions');
  expect(server.asked[0]?.headers).toMatchObject({
    authorization: 'Bearer sk-1234567',
    'content-type': 'application/json',
    'x-team': 'lab',
  });
  expect(server.asked[0]?.body).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'What is f(3)?' }],
    n: 3,
    seed: 11,
    max_tokens: 16,
    ...sampling,
    chat_template_kwargs: { enable_thinking: false },
  });
});

test('a base URL is taken as given: without /v1, with a query', async () => {
  const server = await serve([rawChoices({ message: { content: 'a' } })]);
  const base = server.url.replace('/v1', '');
  await clientOf(base).client.chat(question());
  await clientOf(`${base}/`).client.chat(question());
  await clientOf(`${base}/openai/x?api-version=2025-01-01`).client.chat(question());
  expect(server.asked.map(({ path }) => path)).toEqual([
    '/chat/completions',
    '/chat/completions',
    '/openai/x/chat/completions?api-version=2025-01-01',
  ]);
});

test('a choice that the server broke off or took away is none', async () => {
  const lost = [
    [{ content: '' }, { finish_reason: 'content_filter' }],
    [{ content: null }, { finish_reason: 'content_filter' }],
    [{ content: '' }, { finish_reason: 'insufficient_system_resource' }],
    [{ content: 'The ans' }, { finish_reason: 'network_error' }],
    [{ content: '42' }, { finish_reason: 'stop', error: { code: 502, message: 'provider' } }],
    [{ content: null }, {}],
    [{}, {}],
  ] as const;
  for (const [message, fields] of lost) {
    expect(readAnswer({ choices: [{ index: 0, message, ...fields }] }, 1).choices).toEqual([]);
  }
  const cut = { index: 0, message: { content: 'The' }, finish_reason: 'content_filter' };
  expect(readAnswer({ choices: [cut] }, 1).choices).toHaveLength(1);
});

test('a choice without content is a choice', async () => {
  const expected = { index: 0, content: null, reasoning: null, finishReason: 'length' };
  expect(await choiceOf({ content: null }, { finish_reason: 'length' })).toEqual(expected);
  expect(await choiceOf({}, { finish_reason: 'length' })).toEqual(expected);
  expect(await choiceOf({ content: '' })).toMatchObject({ content: '', finishReason: null });
});

test.each([
  ['reasoning', { reasoning: 'because' }],
  ['reasoning_content', { reasoning: null, reasoning_content: 'because' }],
  [
    'reasoning_details',
    {
      reasoning_details: [
        { type: 'reasoning.text', text: 'be' },
        { type: 'reasoning.summary', summary: 'cause' },
      ],
    },
  ],
  [
    'parts of type thinking',
    {
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'because' }] },
        { type: 'text', text: '12' },
      ],
    },
  ],
])('reasoning is read from %s', async (_, message) => {
  expect(await choiceOf({ content: '12', ...message })).toMatchObject({
    content: '12',
    reasoning: 'because',
  });
});

test('reasoning that the server keeps encrypted is told from none', async () => {
  const details = [{ type: 'reasoning.encrypted', data: 'AAAA' }];
  expect(await choiceOf({ content: '12', reasoning_details: details })).toMatchObject({
    reasoning: '[encrypted]',
  });
  expect(await choiceOf({ content: '12', reasoning_details: [] })).toMatchObject({
    reasoning: null,
  });
});

test('the text parts of a list are joined, other parts left out', async () => {
  const content = [
    { type: 'text', text: 'a' },
    'b',
    { type: 'image_url' },
    { type: 'text', text: 'c' },
  ];
  expect(await choiceOf({ content })).toMatchObject({ content: 'abc' });
});

test('a refusal shows as finish reason, its text as content', async () => {
  const refusal = 'I cannot.';
  expect(await choiceOf({ content: null, refusal }, { finish_reason: 'stop' })).toMatchObject({
    content: 'I cannot.',
    finishReason: 'refusal',
  });
  expect(await choiceOf({ content: '12', refusal: null }, { finish_reason: 'stop' })).toMatchObject(
    {
      content: '12',
      finishReason: 'stop',
    },
  );
});

test('fields of the wrong type read as absent', async () => {
  const server = await serve([
    json({
      id: 5,
      model: [],
      usage: { prompt_tokens: '9' },
      error: null,
      choices: [{ index: '0', message: { reasoning: {} }, finish_reason: 5 }],
    }),
  ]);
  expect(await clientOf(server.url).client.chat(question())).toMatchObject({
    id: null,
    model: null,
    usage: null,
    choices: [{ index: 0, content: null, reasoning: null, finishReason: null }],
  });
});

test('bytes that are no UTF-8 become replacement characters; a byte order mark is skipped', async () => {
  const body = Buffer.concat([
    Buffer.from('\ufeff{"choices": [{"message": {"content": "a'),
    Buffer.from([0xff, 0xc3]),
    Buffer.from('b"}}]}'),
  ]);
  const server = await serve([text(body)]);
  const answer = await clientOf(server.url).client.chat(question());
  expect(answer.choices[0]?.content).toBe('a\ufffd\ufffdb');
});

test('a character whose bytes come in two pieces stays whole', async () => {
  const body = Buffer.from('{"choices": [{"message": {"content": "é"}}]}');
  const middle = body.indexOf(0xc3) + 1;
  const server = await serve([
    (response) => {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, middle), () => {
        setImmediate(() => response.end(body.subarray(middle)));
      });
    },
  ]);
  const answer = await clientOf(server.url).client.chat(question());
  expect(answer.choices[0]?.content).toBe('é');
});

/** A body with one choice that has these log probabilities. */
function bodyWith(logprobs: object) {
  return { choices: [{ message: { content: '4' }, logprobs }] };
}

test('log probabilities of thousands of levels, which no journal can hold, are left out', async () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  const [left] = readAnswer(bodyWith({ content: deep }), 1).choices;
  expect(left).toEqual({ index: 0, content: '4', reasoning: null, finishReason: null });
  const real = { content: [{ token: '4', top_logprobs: [{ token: '4', bytes: [52] }] }] };
  expect(readAnswer(bodyWith(real), 1).choices[0]).toMatchObject({ logprobs: real });
});
