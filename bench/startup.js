/**
 * The time from starting the command to its version, to the first request of a run of 8,000 items, which asks the open question of
 * the preflight, and to the first that asks an item, beside that of Node itself. The server answers none of them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const CLI = fileURLToPath(new URL('../dist/bin/cli.js', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'pbb-eval-bench-'));
let runs = 0;

/** Until Node ends. */
async function wholeMs(...args) {
  const start = performance.now();
  await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
  return performance.now() - start;
}

/** Until the first two requests. */
async function firstRequestsMs() {
  const times = [];
  const server = createServer((request) => {
    times.push(performance.now() - start);
    request.resume();
    server.emit('asked');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const file = join(out, 'first.yaml');
  runs += 1;
  const base_url = `http://127.0.0.1:${server.address().port}/v1`;
  const models = [{ label: `m${runs}`, base_url }];
  writeFileSync(file, JSON.stringify({ out, models, suites: [{ suite: 'random-arithmetic' }] }));
  const start = performance.now();
  const command = spawn(process.execPath, [CLI, 'run', file], { stdio: 'ignore' });
  while (times.length < 2) await once(server, 'asked');
  command.kill('SIGKILL');
  server.closeAllConnections();
  server.close();
  return times;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function row(name, values, peers) {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(Math.round);
  const ratio = median(values.map((value, round) => value / peers[round])).toFixed(1);
  const spread = `${Math.round(median(values))} ms (${low} to ${high})`;
  console.log(`${name}: ${spread}, ${ratio} times node -e 0`);
}

const [bare, version, first, item] = [[], [], [], []];
for (let round = 0; round < ROUNDS; round += 1) {
  bare.push(await wholeMs('-e', '0'));
  version.push(await wholeMs(CLI, '--version'));
  const [preflight, asked] = await firstRequestsMs();
  first.push(preflight);
  item.push(asked);
}
row('node -e 0', bare, bare);
row('pbb-eval --version', version, bare);
row('pbb-eval run, to its first request', first, bare);
row('pbb-eval run, to the first request for an item', item, bare);
rmSync(out, { recursive: true, force: true });
