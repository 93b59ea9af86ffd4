/**
 * How long `pbb-eval curriculum` takes for a stage of a million lines, and the most memory that is resident meanwhile, the plan of the
 * evaluation included. LINES=…: about so many; a fixed 240,000 of them are executions, half with reasoning, the others specifications.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { curriculum } from '../dist/commands/curriculum.js';

const LINES = Number(process.env.LINES ?? 1_000_000);
const TRAIN = 800;
const EXECUTIONS = 150;

const repeats = Math.max(1, Math.round((LINES - 2 * TRAIN * EXECUTIONS) / TRAIN));
const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-bench-'));
const config = join(folder, 'bench.yaml');
const suite = {
  suite: 'random-arithmetic',
  train: TRAIN,
  evaluation: 200,
  executions: EXECUTIONS,
};
writeFileSync(
  config,
  JSON.stringify({
    models: [{ label: 'none', simulator: { kind: 'oracle' } }],
    suites: [suite],
    curriculum: { stages: 'first', repeats: { train: repeats } },
  }),
);
const start = performance.now();
await curriculum({ config, out: join(folder, 'out'), set: [], json: false });
const seconds = (performance.now() - start) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1000;
console.log(`${seconds.toFixed(1)} s, at most ${Math.round(megabytes)} MB resident`);
rmSync(folder, { recursive: true, force: true });
