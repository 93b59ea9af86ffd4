/**
 * Requests per second, and per second of this process's CPU time (which other work on the machine disturbs less), of a whole run (client, journal, scoring) against those of a bare undici loop with the same bodies,
 * server and concurrency.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { parseConfig } from '../dist/config/load.js';
import { itemSeed, planOf } from '../dist/eval/plan.js';
import { runModel } from '../dist/eval/run.js';

const CONCURRENCY = 64;
const PATH = '/v1/chat/completions';
const HEADERS = { 'content-type': 'application/json' };
const SAMPLING = {
  temperature: 0.8,
  top_p: 1,
  top_k: -1,
  min_p: 0,
  repetition_penalty: 1,
  max_tokens: 64,
};
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const out = mkdtempSync(join(tmpdir(), 'pbb-eval-bench-'));
const child = fork(fileURLToPath(new URL('server.js', import.meta.url)));
const [port] = await once(child, 'message');
const origin = `http://127.0.0.1:${port}`;
let runs = 0;

function configOf(n, items) {
  runs += 1;
  return parseConfig(
    JSON.stringify({
      name: `run-${runs}`,
      out,
      models: [{ label: 'm', base_url: `${origin}/v1` }],
      sampling: { samples: 16 },
      suites: [
        {
          suite: 'random-arithmetic',
          items_per_function: items,
          answers: ['direct'],
          splits: ['wo-io'],
          evaluation: 200,
        },
      ],
      endpoint: { concurrency: CONCURRENCY, choices_per_request: n },
    }),
    'bench.yaml',
  );
}

/** Of this process since `before`. */
function cpuSeconds(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** From the first answer, since the first requests go out alone, to the last. */
async function ours(config, plan) {
  const { samples } = config.sampling;
  const perItem = Math.ceil(samples / config.endpoint.choices_per_request);
  const requests = perItem * plan.groups.flatMap(({ items }) => items).length;
  let done = 0;
  let start;
  let cpu;
  let rates;
  await runModel({
    config,
    model: config.models[0],
    plan,
    access: {},
    fresh: false,
    signal: new AbortController().signal,
    onStart: () => undefined,
    onProgress: () => {
      done += 1;
      if (done === 1) [start, cpu] = [performance.now(), process.cpuUsage()];
      if (done < requests) return;
      rates = ratesOf(requests - 1, (performance.now() - start) / 1000, cpuSeconds(cpu));
    },
  });
  return rates;
}

function ratesOf(requests, wall, cpu) {
  return { wall: requests / wall, cpu: requests / cpu };
}

async function bare(config, plan) {
  const pool = new Pool(origin, { connections: CONCURRENCY });
  const n = config.endpoint.choices_per_request;
  const items = plan.groups.flatMap((group) => group.items);
  const perItem = Math.ceil(config.sampling.samples / n);
  const requests = items.length * perItem;
  let next = 0;
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const worker = async () => {
    while (next < requests) {
      const item = items[Math.floor(next / perItem)];
      const seed = itemSeed(item) + (next % perItem) * n;
      next += 1;
      const body = JSON.stringify({ ...SAMPLING, model: 'm', n, seed, messages: item.messages });
      const reply = await pool.request({ method: 'POST', path: PATH, headers: HEADERS, body });
      JSON.parse(await reply.body.text());
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const rates = ratesOf(requests, (performance.now() - start) / 1000, cpuSeconds(cpu));
  await pool.close();
  return rates;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function figures(values) {
  const rounded = values.map(Math.round);
  return `${Math.round(median(values))} (${Math.min(...rounded)} to ${Math.max(...rounded)})`;
}

for (const n of [1, 16]) {
  const items = n === 1 ? 10 : 50;
  const plan = await planOf(configOf(n, items));
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const theirs = await bare(configOf(n, items), plan);
    const own = await ours(configOf(n, items), plan);
    // The first is left out: code is still being compiled then, of ours more than of the bare loop's.
    if (round > 0) rounds.push({ theirs, own });
  }
  for (const per of ['wall', 'cpu']) {
    const ratios = rounds.map(({ own, theirs }) => own[per] / theirs[per]);
    console.log(
      `n = ${n}: requests per ${per} second, median of ${ROUNDS}: ours ${figures(rounds.map(({ own }) => own[per]))}, ` +
        `bare undici ${figures(rounds.map(({ theirs }) => theirs[per]))}, ` +
        `ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    );
  }
}

child.disconnect();
rmSync(out, { recursive: true, force: true });
