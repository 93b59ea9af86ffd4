import { expect, it } from 'vitest';
import { planOf } from '../../src/eval/plan.js';
import { appOf } from '../../src/server/app.js';
import { itemsOf, KnownItems } from '../../src/server/known-items.js';
import { Programs } from '../../src/server/programs.js';
import { Scorer } from '../../src/server/scorer.js';
import { ARITHMETIC, codeOf, configOf, heldSandbox } from './service.js';

const config = configOf([{ ...ARITHMETIC, splits: ['recall'] }]);
const plan = await planOf(config);

it('bounds what requests hold in memory while they are answered', async () => {
  const { runner, release } = heldSandbox();
  const programs = new Programs({ runner, workers: 1, mostWaiting: 100 });
  const [item] = plan.groups[0]?.items ?? [];
  if (item === undefined) throw new Error('there is an item');
  const app = appOf({
    items: new KnownItems(itemsOf(config, plan)),
    scorer: new Scorer({
      instances: plan.instances,
      rewards: { correct: 1, incorrect: 0, malformed: -1 },
      programs,
      timeoutMs: 100,
    }),
    token: undefined,
    mostBodyBytes: 1000,
    mostBytes: 1500,
    onBug: (error) => {
      throw error;
    },
    isStopping: () => false,
    health: () => ({}),
  });
  const ask = async (completion: string) => {
    const body = JSON.stringify({ item: item.id, completion });
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    return await app.request('/score', { method: 'POST', headers, body });
  };
  const held = ask(codeOf(item).padEnd(800));
  const refused = await ask('no idea'.padEnd(900));
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({
    error: {
      faults: [
        {
          message: expect.stringMatching(
            /^8\d\d bytes of requests are being answered, and 1500 may be$/,
          ),
        },
      ],
    },
  });
  expect((await ask('no idea')).status).toBe(200);
  expect((await held).status).toBe(503);
  expect((await ask('no idea'.padEnd(900))).status).toBe(200);
  release();
});
