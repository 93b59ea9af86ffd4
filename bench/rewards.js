/**
 * Scores per second of the reward service, asked one by one and in batches, beside the HTTP framework answering the same bodies without
 * scoring, and how long a single score takes while programs run in the sandbox: `node bench/rewards.js` after a build. Both servers are in
 * a process of their own, and this one asks. Also per second of that process's CPU time, which other work on the machine disturbs less. The spread is the
 * slowest and the fastest of the rounds.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const ROUND_MS = 2000;
const BATCH = 1000;
const HEADERS = { 'content-type': 'application/json' };

const child = fork(fileURLToPath(new URL('reward-server.js', import.meta.url)));
const [{ urls, entries, programs }] = await once(child, 'message');
const pools = {
  ours: new Pool(urls.ours, { connections: 16 }),
  bare: new Pool(urls.bare, { connections: 16 }),
};

async function post(pool, path, body) {
  const answer = await pool.request({ method: 'POST', path, headers: HEADERS, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(text);
  return text;
}

/** Of the servers' process so far. */
async function cpuSeconds() {
  child.send('cpu');
  const [{ user, system }] = await once(child, 'message');
  return (user + system) / 1e6;
}

/** Scores per second and per second of the server's CPU time, `at` requests at a time. */
async function rate(pool, path, bodies, scores, at) {
  const before = await cpuSeconds();
  const start = performance.now();
  let [asked, answered] = [0, 0];
  const asker = async () => {
    while (performance.now() - start < ROUND_MS) {
      await post(pool, path, bodies[asked++ % bodies.length]);
      answered += scores;
    }
  };
  await Promise.all(Array.from({ length: at }, asker));
  const seconds = (performance.now() - start) / 1000;
  return { clock: answered / seconds, cpu: answered / ((await cpuSeconds()) - before) };
}

function spread(rates) {
  const sorted = rates.toSorted((a, b) => a - b);
  const [low, middle, high] = [0, rates.length >> 1, rates.length - 1].map((at) =>
    Math.round(sorted[at]).toLocaleString('en'),
  );
  return `${middle.padStart(9)} (${low} to ${high})`;
}

async function compare(name, path, bodies, scores, at) {
  const rates = { ours: [], bare: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const server of ['ours', 'bare']) {
      const found = await rate(pools[server], path, bodies, scores, at);
      if (round >= 0) rates[server].push(found);
    }
  }
  process.stdout.write(`${name}: scores per second\n`);
  for (const [time, words] of [
    ['clock', 'by the clock'],
    ['cpu', 'of CPU time'],
  ]) {
    const [ours, peer] = [rates.ours, rates.bare].map((all) => all.map((each) => each[time]));
    const ratios = ours.map((found, round) => found / peer[round]).toSorted((a, b) => a - b);
    process.stdout.write(
      `  ${words.padEnd(13)} ours ${spread(ours)}   bare ${spread(peer)}   ratio ${ratios[ROUNDS >> 1].toFixed(2)}\n`,
    );
  }
}

const singles = entries.slice(0, 5000).map((entry) => JSON.stringify(entry));
const batches = Array.from({ length: 8 }, (_, at) =>
  JSON.stringify({ entries: entries.slice(at * BATCH, (at + 1) * BATCH) }),
);
await compare('one by one', '/score', singles, 1, 16);
await compare(`in batches of ${BATCH}`, '/score/batch', batches, BATCH, 2);

/** Milliseconds that a single score takes, of so many asked one after the other. */
async function latencies(count) {
  const times = [];
  for (let at = 0; at < count; at += 1) {
    const start = performance.now();
    await post(pools.ours, '/score', singles[at]);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.95, 1].map((share) => sorted[Math.ceil(share * count) - 1].toFixed(1)).join(', ');
}

process.stdout.write(`a single score takes (median, 95%, longest) ${await latencies(500)} ms\n`);
const running = post(pools.ours, '/score/batch', JSON.stringify({ entries: programs }));
process.stdout.write(
  `and while ${programs.length} programs run in the sandbox    ${await latencies(500)} ms\n`,
);
const { scores } = JSON.parse(await running);
if (scores.some(({ verdict }) => verdict !== 'incorrect')) throw new Error('a program was not run');
await Promise.all(Object.values(pools).map((pool) => pool.close()));
child.disconnect();
