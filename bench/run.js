/** Runs every benchmark of this folder in turn; each prints ours, the peer's where there is one, and the ratio. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const chosen = process.argv.slice(2);
/** This file, servers that benchmarks start, and a test that takes minutes (KILLS=100 node bench/soak.js). */
const OTHERS = new Set(['run.js', 'server.js', 'reward-server.js', 'soak.js']);
const names = readdirSync(here)
  .filter((name) => name.endsWith('.js') && !OTHERS.has(name))
  .filter((name) => chosen.length === 0 || chosen.includes(name.replace('.js', '')))
  .toSorted();
for (const name of names) {
  const { status } = spawnSync(process.execPath, [`${here}/${name}`], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
