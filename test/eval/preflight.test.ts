/** How long the open question is waited for, by who has no other question left. */
import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import type { Spread } from '../../src/endpoint/probe.js';
import { type Opened, open } from '../../src/eval/preflight.js';
import { failure, gate, good, type Reply, serve, silence } from '../endpoint/scripted-server.js';

const retryLater = failure(429, 'slow down', { 'retry-after': '3600' });

/** The client of a server that replies so to the open question, and what was told of it. */
async function opened(reply: Reply): Promise<{ opened: Opened; told: Spread[] }> {
  const { url } = await serve([reply]);
  const config = parseConfig(
    JSON.stringify({
      models: [{ label: 'm', base_url: url }],
      suites: [{ suite: 'random-arithmetic' }],
      endpoint: { timeout_s: 600 },
    }),
    'preflight.yaml',
  );
  const [model] = config.models;
  if (model === undefined) throw new Error('the config has a model');
  const told: Spread[] = [];
  const { signal } = new AbortController();
  const onPreflight = (spread: Spread): void => void told.push(spread);
  return { opened: open({ config, model, access: {}, signal, onPreflight }, url), told };
}

it.each([
  ['says nothing', silence],
  ['asks to be left alone for an hour', retryLater],
])('a server that %s is given up when the wait is over, and nothing is told', async (_, reply) => {
  const { opened: each, told } = await opened(reply);
  const start = performance.now();
  await each.close(50);
  expect(performance.now() - start).toBeLessThan(60_000);
  expect(told).toEqual([]);
});

it('an answer within the wait is told, and the client may be closed again', async () => {
  const { opened: released, open: release } = gate();
  const { opened: each, told } = await opened((response, asked) => {
    void released.then(() => good(response, asked));
  });
  const closed = each.close(60_000);
  release();
  await closed;
  await each.close();
  expect(told).toEqual([{ samples: 4, distinct: 4 }]);
});
