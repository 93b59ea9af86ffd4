/** In a file of its own: undici keeps one timer for all clients, which has to begin under the fake clock. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clientOf, gate, question, serve, silence, stalled } from './scripted-server.js';

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterAll(() => {
  vi.useRealTimers();
});

test.each([
  ['before the headers', silence],
  ['in the middle of the body', stalled],
])('an hour of silence %s is waited out when the time-out allows', async (_, reply) => {
  const asked = gate();
  const waited = gate();
  const server = await serve([
    (response, one) => {
      reply(response, one);
      const rest = '{"choices": [{"message": {"content": "late"}}]}';
      void waited.opened.then(() => response.end(reply === stalled ? rest.slice(12) : rest));
      setImmediate(asked.open);
    },
  ]);
  const { client } = clientOf(server.url, { timeoutMs: 7_200_000, retries: 0 });
  const answer = client.chat(question());
  await asked.opened;
  await vi.advanceTimersByTimeAsync(3_600_000);
  waited.open();
  expect((await answer).choices[0]?.content).toBe('late');
});
