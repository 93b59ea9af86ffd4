import { expect, test } from 'vitest';
import type { EndpointOptions, SamplePart, SamplesQuestion } from '../../src/endpoint/index.js';
import {
  choices,
  clientOf,
  errorOf,
  failure,
  good,
  json,
  type Reply,
  rawChoices,
  reset,
  type Script,
  serve,
} from './scripted-server.js';

const SEED = 100;

/** Asks for samples and tells them as `index:content`, beside the requests as `seed x n`. */
async function samplesOf(
  script: Script,
  range: Pick<SamplesQuestion, 'first' | 'count'>,
  options: Partial<EndpointOptions> = {},
) {
  const server = await serve(script);
  const { client } = clientOf(server.url, options);
  const parts: SamplePart[] = [];
  const ask = (asked = range) =>
    client.samples({ messages: [], seed: SEED, ...asked }, (part) => {
      parts.push(part);
    });
  return {
    ask,
    parts,
    server,
    samples: () =>
      parts.flatMap((part) => part.choices.map(({ index, content }) => `${index}:${content}`)),
    requests: () => server.asked.map(({ body }) => `${body.seed}x${body.n}`),
  };
}

/** Gives one choice, whatever n says. */
const single: Reply = (response, asked) => choices(`s${asked.body.seed}`)(response, asked);

/** Takes n = 1 only, and says so. */
function refusing(refusal: Reply): Reply {
  return (response, asked) => (asked.body.n === 1 ? single : refusal)(response, asked);
}

test('sixteen samples are one request whose seed is that of the first', async () => {
  const { ask, samples, requests, parts } = await samplesOf([good], { first: 4, count: 16 });
  await ask();
  expect(requests()).toEqual(['104x16']);
  expect(samples()).toEqual(Array.from({ length: 16 }, (_, i) => `${4 + i}:s${104 + i}`));
  expect(parts[0]).toMatchObject({ first: 4, n: 16, seed: 104, id: 'c-1', attempts: 1 });
});

test('a request asks for no more choices than it may', async () => {
  const { ask, samples, requests } = await samplesOf(
    [good],
    { first: 1, count: 7 },
    { choicesPerRequest: 3 },
  );
  await ask();
  expect(requests()).toEqual(['101x3', '104x3', '107x1']);
  expect(samples()).toEqual([1, 2, 3, 4, 5, 6, 7].map((index) => `${index}:s${100 + index}`));
});

test('what fewer choices leave open is asked one by one, each with its own seed', async () => {
  const { ask, samples, requests } = await samplesOf([choices('a', 'b'), single], {
    first: 0,
    count: 4,
  });
  await ask();
  expect(requests()).toEqual(['100x4', '102x1', '103x1']);
  expect(samples()).toEqual(['0:a', '1:b', '2:s102', '3:s103']);
});

test('one short answer of a server that can do more does not change how it is asked', async () => {
  const { ask, requests } = await samplesOf(
    (asked, number) => (number === 1 ? choices('a') : asked.body.n === 1 ? single : good),
    { first: 0, count: 2 },
  );
  await ask();
  await ask({ first: 2, count: 2 });
  await ask({ first: 4, count: 2 });
  expect(requests()).toEqual(['100x2', '102x2', '103x1', '104x2']);
});

test('a server that gives one choice whatever n says is asked one by one from then on', async () => {
  const { ask, samples, requests } = await samplesOf([single], { first: 0, count: 3 });
  await ask();
  await ask({ first: 3, count: 2 });
  expect(requests()).toEqual(['100x3', '101x1', '102x1', '103x1', '104x1']);
  expect(samples()).toEqual(['0:s100', '1:s101', '2:s102', '3:s103', '4:s104']);
});

test.each([
  ['llama.cpp, 500', failure(500, 'Only one completion choice is allowed')],
  ['llama.cpp, 400', failure(400, 'Only one completion choice is allowed')],
  ['vLLM, greedy', failure(400, 'n must be 1 when using greedy sampling, got 3.')],
  ['Groq', failure(400, "'n' : number must be at most 1")],
  ['by parameter', failure(400, 'bad value', {}, { param: 'n' })],
  [
    'FastAPI',
    json({ detail: [{ loc: ['body', 'n'], msg: 'Extra inputs are not permitted' }] }, 422),
  ],
])('a server that refuses n above 1 is asked one by one from then on (%s)', async (_, refusal) => {
  const { ask, samples, requests } = await samplesOf([refusing(refusal)], { first: 0, count: 3 });
  await ask();
  await ask({ first: 3, count: 2 });
  expect(requests()).toEqual(['100x3', '100x1', '101x1', '102x1', '103x1', '104x1']);
  expect(samples()).toEqual(['0:s100', '1:s101', '2:s102', '3:s103', '4:s104']);
});

test('a refusal of n = 1 is an error like any other', async () => {
  const { ask, server } = await samplesOf([failure(500, 'Only one completion choice is allowed')], {
    first: 0,
    count: 1,
  });
  expect(await errorOf(ask())).toMatchObject({ kind: 'server', attempts: 3 });
  expect(server.asked).toHaveLength(3);
});

test('choices without index go by position', async () => {
  const script = [rawChoices({ message: { content: 'a' } }, { message: { content: 'b' } })];
  const { ask, samples, requests } = await samplesOf(script, { first: 3, count: 2 });
  await ask();
  expect(requests()).toEqual(['103x2']);
  expect(samples()).toEqual(['3:a', '4:b']);
});

test('choices in any order go by their index', async () => {
  const script = [
    rawChoices({ index: 1, message: { content: 'b' } }, { index: 0, message: { content: 'a' } }),
  ];
  const { ask, samples } = await samplesOf(script, { first: 0, count: 2 });
  await ask();
  expect(samples()).toEqual(['0:a', '1:b']);
});

test('of one index the first choice counts, and what that leaves open is asked for', async () => {
  const doubled = rawChoices(
    { index: 1, message: { content: 'b' } },
    { index: 1, message: { content: 'x' } },
    { index: 2, message: { content: 'c' } },
  );
  const { ask, samples, requests } = await samplesOf([doubled, single], { first: 0, count: 3 });
  await ask();
  expect(requests()).toEqual(['100x3', '100x1']);
  expect(samples()).toEqual(['1:b', '2:c', '0:s100']);
});

test('choices out of range and more than asked for are dropped', async () => {
  const many = rawChoices(
    { index: 0, message: { content: 'a' } },
    { index: 5, message: { content: 'x' } },
    { index: -1, message: { content: 'x' } },
    { index: 0.5, message: { content: 'x' } },
    { message: { content: 'x' } },
  );
  const { ask, samples, requests } = await samplesOf([many, single], { first: 0, count: 2 });
  await ask();
  expect(requests()).toEqual(['100x2', '101x1']);
  expect(samples()).toEqual(['0:a', '1:s101']);
});

test('a choice that the server broke off is asked for again', async () => {
  const broken = rawChoices(
    { index: 0, message: { content: 'a' }, finish_reason: 'stop' },
    { index: 1, message: { content: 'half an' }, finish_reason: 'error' },
  );
  const { ask, samples, requests } = await samplesOf([broken, single], { first: 0, count: 2 });
  await ask();
  expect(requests()).toEqual(['100x2', '101x1']);
  expect(samples()).toEqual(['0:a', '1:s101']);
});

test('an answer that the filter took away is not asked again and keeps no other from being asked', async () => {
  const taken = { message: { content: '' }, finish_reason: 'content_filter' };
  const script: Script = (asked) => {
    if (asked.body.seed === 100) {
      const [a, c] = ['a', 'c'].map((content) => ({ message: { content } }));
      return rawChoices({ index: 0, ...a }, { index: 1, ...taken }, { index: 2, ...c });
    }
    return asked.body.seed === 101 ? rawChoices({ index: 0, ...taken }) : single;
  };
  const { ask, samples, requests } = await samplesOf(
    script,
    { first: 0, count: 4 },
    { choicesPerRequest: 3 },
  );
  const error = await errorOf(ask());
  expect(error).toMatchObject({ kind: 'content-filter', scope: 'request', attempts: 1 });
  expect(error.message).toContain(
    'HTTP 200 with nothing but "content_filter". The server\'s content filter refused this item',
  );
  expect(requests()).toEqual(['100x3', '101x1', '103x1']);
  expect(samples()).toEqual(['0:a', '2:c', '3:s103']);
});

test('an index may be written as a string', async () => {
  const script = [
    rawChoices(
      { index: '1', message: { content: 'b' } },
      { index: '0', message: { content: 'a' } },
      { index: 'x', message: { content: 'c' } },
    ),
  ];
  const { ask, samples } = await samplesOf(script, { first: 0, count: 3 });
  await ask();
  expect(samples()).toEqual(['0:a', '1:b', '2:c']);
});

test('a server that gives no choices for ever ends in an error', async () => {
  const { ask, server } = await samplesOf([json({ choices: [] })], { first: 0, count: 16 });
  expect(await errorOf(ask())).toMatchObject({ kind: 'bad-response', scope: 'request' });
  expect(server.asked).toHaveLength(3);
});

test('what came is handed over before the next request goes out, and stays when that fails', async () => {
  const { ask, samples, parts, server } = await samplesOf(
    (asked, number) => {
      expect(parts).toHaveLength(Math.min(number, 2));
      return asked.body.seed === 102 ? failure(400) : single;
    },
    { first: 0, count: 4 },
    { choicesPerRequest: 1 },
  );
  expect(await errorOf(ask())).toMatchObject({ kind: 'rejected', attempts: 1 });
  expect(samples()).toEqual(['0:s100', '1:s101']);
  expect(server.asked).toHaveLength(3);
});

test('the next request waits until a part is saved, and none goes out when that fails', async () => {
  const server = await serve([good]);
  const { client } = clientOf(server.url, { choicesPerRequest: 1 });
  let saved = 0;
  const run = client.samples({ messages: [], seed: 0, first: 0, count: 4 }, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.asked).toHaveLength(saved + 1);
    saved += 1;
    if (saved === 2) throw new Error('disk full');
  });
  await expect(run).rejects.toThrow('disk full');
  expect(server.asked).toHaveLength(2);
});

test('a reset in between loses no sample and asks for none twice', async () => {
  const { ask, samples, requests } = await samplesOf(
    (_, number) => (number === 1 ? reset : good),
    { first: 0, count: 4 },
    { choicesPerRequest: 2 },
  );
  await ask();
  expect(requests()).toEqual(['100x2', '102x2', '102x2']);
  expect(samples()).toEqual(['0:s100', '1:s101', '2:s102', '3:s103']);
});
