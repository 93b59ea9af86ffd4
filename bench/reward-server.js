/** The reward service for rewards.js, and beside it the bare framework, which parses the same bodies and answers as much. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { parseConfig } from '../dist/config/load.js';
import { planOf } from '../dist/eval/plan.js';
import { itemsOf } from '../dist/server/known-items.js';
import { startRewardServer } from '../dist/server/server.js';

const config = parseConfig(
  JSON.stringify({
    models: [{ label: 'm', simulator: { kind: 'oracle' } }],
    suites: [{ suite: 'random-arithmetic', splits: ['wo-io', 'recall'], items_per_function: 20 }],
  }),
  'bench.yaml',
);
const plan = await planOf(config);
const server = await startRewardServer({
  items: itemsOf(config, plan),
  instances: plan.instances,
  rewards: { correct: 1, incorrect: 0, malformed: -1 },
  host: '127.0.0.1',
  port: 0,
  workers: 2,
  mostWaiting: 1000,
  timeoutMs: 150_000,
  onBug: (error) => console.error(error),
});

const STEPS =
  'To evaluate the function, we go through it line by line. First, t0 = 4 * 3 = 12. Since 12 > 7, the first branch is taken: ' +
  't1 = t0 + 9 = 21. The loop runs twice, so that t2 = 42.\n\n';
const items = plan.groups.filter(({ split }) => split === 'wo-io').flatMap((group) => group.items);
const entries = Array.from({ length: 8000 }, (_, at) => {
  const item = items[at % items.length];
  const value = at % 2 === 0 ? item.target.value : '42';
  return {
    item: item.id,
    completion: item.answer === 'direct' ? value : `${STEPS}Answer: ${value}`,
  };
});
const recalled = plan.groups.find(({ split }) => split === 'recall').items;
const programs = Array.from({ length: 16 }, (_, at) => {
  const { id, target } = recalled[at];
  const code = `import math\ndef ${target.name}(x):\n    return math.floor(${at}.5)`;
  return { item: id, completion: `\`\`\`python\n${code}\n\`\`\`` };
});

const score = { item: entries[0].item, verdict: 'correct', reward: 1, reason: 'equals the target' };
const bare = new Hono();
bare.post('/score', async (context) => {
  await context.req.json();
  return context.json(score);
});
bare.post('/score/batch', async (context) => {
  const body = await context.req.json();
  return context.json({ scores: body.entries.map(() => score) });
});
const listener = getRequestListener(bare.fetch);
const peer = createServer((request, response) => void listener(request, response));
peer.listen(0, '127.0.0.1');
await once(peer, 'listening');
const urls = { ours: server.url, bare: `http://127.0.0.1:${peer.address().port}` };
process.send({ urls, entries, programs });
process.on('message', () => process.send(process.cpuUsage()));
process.on('disconnect', () => process.exit());
