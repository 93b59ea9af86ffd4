import { expect, test } from 'vitest';
import {
  clientOf,
  errorOf,
  failure,
  good,
  question,
  type Reply,
  serve,
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
  const queue = seeds(200);
  const worker = async () => {
    for (let seed = queue.pop(); seed !== undefined; seed = queue.pop()) {
      // Each of eight has one request out at a time.
      await client.chat(question(1, seed));
    }
  };
  await Promise.all(seeds(8).map(worker));
  expect(fast.asked.length + slow.asked.length).toBe(200);
  expect(fast.asked.length).toBeGreaterThan(3 * slow.asked.length);
  expect(slow.asked.length).toBeGreaterThan(0);
});

test.each([
  ['fails', failure(500)],
  ['says that the model is loading', failure(503, 'Loading model')],
  ['refuses the key', failure(401)],
  ['has another model', failure(404)],
  ['sends us elsewhere', text('', 302, { location: 'http://elsewhere.test' })],
])('an address that %s costs nothing but its own share', async (_, reply) => {
  const [bad, fine] = [await serve([reply]), await serve([good])];
  const { client } = clientOf('', { baseUrl: [bad.url, fine.url] });
  for (const seed of seeds(20)) {
    // In turn, so that what was learnt holds for the next.
    expect((await client.chat(question(1, seed))).choices[0]?.content).toBe(`s${seed}`);
  }
  expect(bad.asked.length).toBeLessThanOrEqual(2);
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
