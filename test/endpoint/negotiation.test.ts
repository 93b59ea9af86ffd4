import { expect, test } from 'vitest';
import type { EndpointOptions } from '../../src/endpoint/index.js';
import {
  type Asked,
  choices,
  clientOf,
  errorOf,
  failure,
  json,
  question,
  type Reply,
  type Script,
  serve,
} from './scripted-server.js';

const SAMPLING = { temperature: 0.8, top_p: 1, top_k: -1, min_p: 0, repetition_penalty: 1 };
const OPTIONAL = ['top_k', 'min_p', 'repetition_penalty'];

async function negotiate(script: Script, options: Partial<EndpointOptions> = {}) {
  const server = await serve(script);
  return {
    server,
    // As auto, without its second name for the repetition penalty.
    ...clientOf(server.url, {
      server: 'vllm',
      sampling: SAMPLING,
      optionalFields: OPTIONAL,
      ...options,
    }),
  };
}

/** Refuses the first of these fields that a request has. */
function strict(
  fields: readonly string[],
  refusal: (field: string) => Reply,
): (asked: Asked) => Reply {
  return ({ body }) => {
    const field = fields.find((name) => name in body);
    return field === undefined ? choices('yes') : refusal(field);
  };
}

test.each<readonly [string, (field: string) => Reply]>([
  ['OpenAI', (field) => failure(400, `Unrecognized request argument supplied: ${field}`)],
  ['OpenAI, by parameter', (field) => failure(400, 'no', {}, { param: field })],
  [
    'FastAPI',
    (field) =>
      json(
        {
          detail: [
            {
              type: 'extra_forbidden',
              loc: ['body', field],
              msg: 'Extra inputs are not permitted',
              input: 0,
            },
          ],
        },
        422,
      ),
  ],
  [
    'Mistral',
    (field) =>
      json({ object: 'error', message: { detail: [{ loc: ['body', field], msg: 'no' }] } }, 422),
  ],
  ['under HTTP 200', (field) => json({ error: { code: 400, message: `unknown field ${field}` } })],
])(
  'fields that a server refuses by name are dropped for good, at once (%s)',
  async (_, refusal) => {
    const { client, server, waits } = await negotiate(strict(['top_k', 'min_p'], refusal), {
      retries: 0,
    });
    expect(client.terms.sampling).toEqual(SAMPLING);
    expect(await client.chat(question())).toMatchObject({ attempts: 3 });
    await client.chat(question());
    expect(client.terms.sampling).toEqual({ temperature: 0.8, top_p: 1, repetition_penalty: 1 });
    expect(server.asked).toHaveLength(4);
    expect(server.asked[3]?.body).not.toHaveProperty('top_k');
    expect(waits).toEqual([]);
  },
);

test('a refusal of unknown fields that names none drops all optional ones', async () => {
  const { client, server } = await negotiate(
    strict(['min_p'], () => failure(400, 'This model got unsupported parameters')),
  );
  await client.chat(question());
  expect(client.terms.sampling).toEqual({ temperature: 0.8, top_p: 1 });
  expect(server.asked).toHaveLength(2);
});

test.each([
  [
    'names a field that the user set',
    failure(400, 'top_p is not supported', {}, { param: 'top_p' }),
  ],
  ['names an extra field', failure(400, "unknown field 'chat_template_kwargs'")],
  ['is about something else', failure(400, 'temperature must be 1')],
  [
    'only repeats the request',
    json(
      { detail: [{ loc: ['body', 'messages'], msg: 'Field required', input: { top_k: -1 } }] },
      422,
    ),
  ],
  [
    'only repeats the request, as Mistral does',
    json(
      { message: { detail: [{ loc: ['body', 'messages'], msg: 'unknown', input: 'top_k' }] } },
      422,
    ),
  ],
  ['is no refusal', failure(401, 'unknown key for top_k')],
  ['is about the length', failure(400, 'maximum context length is 8, unknown top_k')],
])('nothing is dropped when the error %s', async (_, reply) => {
  const { client, server } = await negotiate([reply], { extraBody: { chat_template_kwargs: {} } });
  expect(await errorOf(client.chat(question()))).toMatchObject({ attempts: 1 });
  expect(client.terms.sampling).toEqual(SAMPLING);
  expect(server.asked).toHaveLength(1);
});

test('fields that the user set stay, though the server refuses them', async () => {
  const { client } = await negotiate(
    strict(['top_k'], () => failure(400, 'unknown field top_k')),
    { optionalFields: ['min_p'] },
  );
  const error = await errorOf(client.chat(question()));
  expect(error.message).toContain('HTTP 400 Bad Request: "unknown field top_k". Correct what');
  expect(client.terms.sampling).toEqual(SAMPLING);
});

test('what a server has taken once stays: all answers come from one sampling', async () => {
  const { client } = await negotiate([choices('yes'), failure(400, 'unknown field top_k')]);
  await client.chat(question());
  expect(await errorOf(client.chat(question()))).toMatchObject({ kind: 'rejected', attempts: 1 });
  expect(client.terms.sampling).toEqual(SAMPLING);
});

test('requests that were under way when fields were dropped are sent again, whatever the order', async () => {
  const held: (() => void)[] = [];
  const { client, server } = await negotiate(
    ({ body }) =>
      'top_k' in body
        ? (response, asked) => {
            held.push(() => failure(400, 'unknown field top_k')(response, asked));
            // All four are refused once all are there, the last first.
            if (held.length === 4) for (const release of held.toReversed()) release();
          }
        : choices('yes'),
    { retries: 0 },
  );
  const answers = await Promise.all([1, 2, 3, 4].map((seed) => client.chat(question(1, seed))));
  expect(answers.map(({ attempts }) => attempts)).toEqual([2, 2, 2, 2]);
  expect(client.terms.sampling).toEqual({
    temperature: 0.8,
    top_p: 1,
    min_p: 0,
    repetition_penalty: 1,
  });
  expect(server.asked).toHaveLength(8);
});

test('a server that refuses whatever it gets is asked a bounded number of times', async () => {
  let turn = 0;
  const { client, server } = await negotiate(() => {
    turn += 1;
    return failure(400, `unknown field ${OPTIONAL[turn - 1] ?? 'top_k'}`);
  });
  expect(await errorOf(client.chat(question()))).toMatchObject({ kind: 'rejected', attempts: 4 });
  expect(server.asked).toHaveLength(4);
});

test('a server that switches top_k off by 0 is sent 0, also where it refuses -1 with a 500', async () => {
  const { server, client } = await negotiate(({ body }) =>
    body['top_k'] === -1
      ? failure(
          500,
          "1 validation error: {'loc': ('body', 'top_k'), 'msg': 'Input should be greater than or equal to 0'}",
        )
      : choices('yes'),
  );
  await client.chat(question());
  await client.chat(question());
  expect(server.asked.map(({ body }) => body['top_k'])).toEqual([-1, 0, 0]);
  expect(client.terms.sampling).toEqual({ ...SAMPLING, top_k: 0 });
});

test('auto sends the repetition penalty under both of its names, and is content when one is taken', async () => {
  const sampling = { ...SAMPLING, repetition_penalty: 1.3 };
  const { server, client } = await negotiate(
    strict(['repeat_penalty'], (field) => failure(400, `unknown field ${field}`)),
    { server: 'auto', sampling, optionalFields: ['top_k', 'min_p'] },
  );
  await client.chat(question());
  expect(server.asked[0]?.body).toMatchObject({ repetition_penalty: 1.3, repeat_penalty: 1.3 });
  expect(client.terms.sampling).toEqual(sampling);
  expect(client.unsent).toEqual([]);
});

test('a 500 that names no optional field drops none', async () => {
  const { client, server } = await negotiate([failure(500, 'unsupported thing'), choices('yes')], {
    retries: 1,
  });
  await client.chat(question());
  expect(server.asked).toHaveLength(2);
  expect(client.terms.sampling).toEqual(SAMPLING);
});

test('a server that knows the token limit by its other name is asked by that name, and only once more', async () => {
  const refusal = failure(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'");
  const { server, client } = await negotiate(({ body }) =>
    'max_tokens' in body ? refusal : choices('yes'),
  );
  await client.chat(question());
  expect(client.terms).toEqual({
    sampling: SAMPLING,
    tokenLimit: 'max_completion_tokens',
    seeded: true,
  });
  expect(server.asked[1]?.body).toMatchObject({ max_completion_tokens: 16 });
  const neither = await negotiate(({ body }) =>
    failure(400, `unknown field ${'max_tokens' in body ? 'max_tokens' : 'max_completion_tokens'}`),
  );
  expect(await errorOf(neither.client.chat(question()))).toMatchObject({ attempts: 2 });
});

test('a server that takes no seed is asked without', async () => {
  const { server, client } = await negotiate(({ body }) =>
    'seed' in body
      ? json({ detail: [{ loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }] }, 422)
      : choices('yes'),
  );
  await client.chat(question());
  expect(client.terms.seeded).toBe(false);
  expect(server.asked.map(({ body }) => 'seed' in body)).toEqual([true, false]);
});
