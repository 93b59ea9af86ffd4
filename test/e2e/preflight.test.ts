/** The question that is asked while the plan of a new run is made: it comes first, costs one request, and stands in nothing's way. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { failure, type Reply, serve } from '../endpoint/scripted-server.js';
import { answeringServer } from './answering-server.js';
import { emptyFolder, run } from './cli.js';

const OPEN = 'Make up a random sentence of ten words about anything at all. Only the sentence.';
const never: Reply = () => undefined;

/** A config of one model in `folder`. */
function config(folder: string, url: string, more: object = {}): void {
  const suite = { suite: 'random-arithmetic', train: 10, evaluation: 10, items_per_function: 2 };
  writeFileSync(
    join(folder, 'c.yaml'),
    JSON.stringify({
      models: [{ label: 'm', base_url: url }],
      suites: [{ ...suite, splits: ['wo-io'], answers: ['direct'] }],
      ...more,
    }),
  );
}

it('a new run asks it first and once, and a run that is complete not again', async () => {
  const folder = emptyFolder();
  const server = await answeringServer(['m']);
  config(folder, server.url);
  const ended = await run(['run', 'c.yaml', '--limit', '6'], folder);
  expect(ended).toMatchObject({ code: 0 });
  const asked = server.asked.map(({ body }) => body.messages?.at(-1));
  expect(asked[0]).toMatchObject({ content: OPEN });
  expect(asked.filter((message) => JSON.stringify(message).includes(OPEN))).toHaveLength(1);
  expect(asked).toHaveLength(7);
  await run(['run', 'c.yaml', '--limit', '6'], folder);
  expect(server.asked).toHaveLength(7);
});

it('is not waited for when the run has ended without it', async () => {
  const folder = emptyFolder();
  const { url } = await serve(({ body }) =>
    JSON.stringify(body.messages).includes(OPEN) ? never : failure(401, 'no such key'),
  );
  config(folder, url, { endpoint: { timeout_s: 600 } });
  const ended = await run(['run', 'c.yaml'], folder);
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain('HTTP 401');
  expect(readdirSync(folder)).toEqual(['c.yaml']);
});

it.each([
  ['says nothing', never],
  ['asks to be left alone for an hour', failure(429, 'slow down', { 'retry-after': '3600' })],
])(
  'a config whose plan is refused ends with 2 and no folder, at once, though a server was asked that %s',
  async (_, reply) => {
    const folder = emptyFolder();
    const { url } = await serve([reply]);
    config(folder, url, { statistics: { breakdowns: [['nothing']] } });
    const start = performance.now();
    const ended = await run(['run', 'c.yaml'], folder);
    expect(performance.now() - start).toBeLessThan(60_000);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('no item of this config has the facet "nothing"');
    expect(existsSync(join(folder, 'results'))).toBe(false);
  },
);
