import { expect, test } from 'vitest';
import type { EndpointClient } from '../../src/endpoint/index.js';
import {
  clientOf,
  errorOf,
  failure,
  good,
  json,
  question,
  type Reply,
  reset,
  resetInBody,
  serve,
  silence,
  stalled,
  text,
} from './scripted-server.js';

/** Answers after so many milliseconds. */
function after(ms: number): Reply {
  return (response, asked) => void setTimeout(() => good(response, asked), ms);
}

function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, seed) => seed);
}

test('each of several addresses is asked as much as it delivers', async () => {
  const [fast, slow] = [await serve([after(5)]), await serve([after(100)])];
  const { client } = clientOf('', { baseUrl: [slow.url, fast.url] });
  await answersOf(client, 200, 8);
  expect(fast.asked.length + slow.asked.length).toBe(200);
  expect(fast.asked.length).toBeGreaterThan(3 * slow.asked.length);
  expect(slow.asked.length).toBeGreaterThan(0);
});

/** Asks one question of each seed, `lanes` at a time; what was answered, by seed. */
async function answersOf(client: EndpointClient, count: number, lanes: number) {
  const queue = seeds(count);
  const answers: unknown[] = [];
  const lane = async () => {
    for (let seed = queue.pop(); seed !== undefined; seed = queue.pop()) {
      answers[seed] = (await client.chat(question(1, seed))).choices[0]?.content;
    }
  };
  await Promise.all(seeds(lanes).map(lane));
  return answers;
}

const strict: Reply = (response, asked) =>
  ('top_k' in asked.body ? failure(400, 'unknown field top_k') : good)(response, asked);

const BAD: readonly (readonly [string, Reply])[] = [
  ['fails', failure(500)],
  ['hides behind a page', text('<html><title>Bad Gateway</title></html>', 502)],
  ['says that the model is loading', failure(503, 'Loading model')],
  ['wants less', failure(429)],
  ['wants to be left alone for a minute', failure(429, 'busy', { 'retry-after': '60' })],
  ['has no quota left', failure(429, 'x', {}, { code: 'insufficient_quota' })],
  ['refuses the key', failure(401)],
  ['forbids', failure(403)],
  ['has another model', failure(404)],
  ['sends us elsewhere', text('', 302, { location: 'http://elsewhere.test' })],
  ['refuses every request', failure(400)],
  ['refuses a field that the other takes', strict],
  ['refuses n', failure(400, "'n' : number must be at most 0")],
  ['filters everything', failure(400, 'x', {}, { code: 'content_filter' })],
  ['has no room', failure(400, 'x', {}, { code: 'context_length_exceeded' })],
  ['answers 204', text('', 204)],
  ['answers nothing', text('')],
  ['answers without choices', json({ choices: [] })],
  ['streams', text('data: {"choices": []}\n\ndata: [DONE]', 200)],
  ['answers too much', text('x'.repeat(100_000))],
  ['hides an error under 200', json({ error: { message: 'x' } })],
  ['resets connections', reset],
  ['resets connections in the body', resetInBody],
  ['speaks no HTTP', (response) => void response.socket?.end('hello\r\n\r\n')],
  ['is silent', silence],
  ['stops in the middle', stalled],
];

test.each(BAD)('an address that %s costs nothing but its own share', async (_, reply) => {
  const [bad, fine] = [await serve([reply]), await serve([after(2)])];
  const sampling = { temperature: 0.8, top_k: -1 };
  for (const baseUrl of [
    [bad.url, fine.url],
    [fine.url, bad.url],
  ]) {
    const { client } = clientOf('', {
      baseUrl,
      sampling,
      timeoutMs: 2000,
      maxResponseBytes: 50_000,
    });
    // One answer comes before most is asked, as in a run.
    expect((await client.chat(question(1, 200))).choices[0]?.content).toBe('s200');
    expect(await answersOf(client, 200, 16)).toEqual(seeds(200).map((seed) => `s${seed}`));
  }
  // Both times at most one a second, by a clock that nearly stands.
  expect(bad.asked.length).toBeLessThanOrEqual(12);
});

test('without any retries an address that fails costs nothing either', async () => {
  const [bad, fine] = [await serve([failure(500)]), await serve([good])];
  const { client } = clientOf('', { baseUrl: [fine.url, bad.url], retries: 0 });
  expect(await answersOf(client, 20, 1)).toEqual(seeds(20).map((seed) => `s${seed}`));
  expect(bad.asked).toHaveLength(1);
});

test('a bad moment of the one that delivers drives nobody to the one that is silent', async () => {
  const [silent, moody] = [
    await serve([silence]),
    await serve((_, number) => (number >= 20 && number < 40 ? failure(500) : after(2))),
  ];
  const { client } = clientOf('', {
    baseUrl: [moody.url, silent.url],
    timeoutMs: 2000,
    retries: 30,
  });
  await client.chat(question(1, 200));
  expect(await answersOf(client, 100, 8)).toEqual(seeds(100).map((seed) => `s${seed}`));
  expect(silent.asked.length).toBeLessThanOrEqual(2);
});

test('what only one address fails at is what that address says, whatever the others refuse', async () => {
  const [locked, fine] = [
    await serve([failure(401)]),
    await serve((asked) => (asked.body.seed === 3 ? failure(400, 'odd question') : good)),
  ];
  const { client } = clientOf('', { baseUrl: [fine.url, locked.url] });
  await client.chat(question(1, 1));
  const error = await errorOf(client.chat(question(1, 3)));
  expect(error).toMatchObject({ kind: 'rejected', scope: 'request', attempts: 2 });
  expect(error.message).toContain(`POST ${fine.url}/chat/completions failed after 2 attempts`);
});

test('one bad address is no sign that less may be asked of the others', async () => {
  const outcomes: string[] = [];
  const [bad, fine] = [await serve([failure(429)]), await serve([good])];
  const { client } = clientOf('', {
    baseUrl: [fine.url, bad.url],
    onOutcome: ({ type }) => outcomes.push(type),
  });
  await answersOf(client, 3, 1);
  expect(outcomes).toEqual(['answered', 'failed', 'answered', 'answered']);
  const alone = clientOf(bad.url, { onOutcome: ({ type }) => outcomes.push(type) });
  await errorOf(alone.client.chat(question()));
  expect(outcomes.slice(4)).toEqual(['congested', 'congested', 'congested']);
});

test('addresses that nobody answers at are all tried before the model is given up', async () => {
  const gone = await Promise.all(seeds(2).map(() => serve([good])));
  await Promise.all(gone.map((server) => server.close()));
  const fine = await serve([good]);
  const urls = gone.map(({ url }) => url);
  const { client } = clientOf('', { baseUrl: [...urls, fine.url], retries: 5 });
  expect(await client.chat(question())).toMatchObject({ attempts: 3 });
  const none = clientOf('', { baseUrl: urls, retries: 5 });
  expect(await errorOf(none.client.chat(question()))).toMatchObject({
    kind: 'unreachable',
    attempts: 3,
  });
});

test('when all addresses refuse, the last refusal is the error', async () => {
  const servers = [await serve([failure(401)]), await serve([failure(401)])];
  const { client } = clientOf('', { baseUrl: servers.map(({ url }) => url) });
  expect(await errorOf(client.chat(question()))).toMatchObject({
    kind: 'unauthorized',
    attempts: 2,
  });
});
