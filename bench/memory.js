/** The most memory that a whole run of a million samples (SAMPLES=…) holds resident: client, journal and scoring, in this process alone. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '../dist/config/load.js';
import { planOf } from '../dist/eval/plan.js';
import { runModel } from '../dist/eval/run.js';

const SAMPLES = Number(process.env.SAMPLES ?? 1_000_000);
const out = mkdtempSync(join(tmpdir(), 'pbb-eval-bench-'));
const child = fork(fileURLToPath(new URL('server.js', import.meta.url)));
const [port] = await once(child, 'message');

function configOf(samples) {
  return parseConfig(
    JSON.stringify({
      out,
      models: [{ label: 'm', base_url: `http://127.0.0.1:${port}/v1` }],
      sampling: { samples },
      suites: [{ suite: 'random-arithmetic' }],
      endpoint: { concurrency: 64, choices_per_request: 16 },
    }),
    'memory.yaml',
  );
}

const plan = await planOf(configOf(1));
const items = plan.groups.flatMap((group) => group.items).length;
const config = configOf(Math.ceil(SAMPLES / items));
const start = performance.now();
const { missing } = await runModel({
  config,
  model: config.models[0],
  plan,
  access: {},
  fresh: false,
  signal: new AbortController().signal,
  onStart: () => undefined,
  onProgress: () => undefined,
});
const seconds = (performance.now() - start) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1000;
console.log(
  `${items} items x ${config.sampling.samples} samples in ${seconds.toFixed(0)} s, ${missing} missing: ` +
    `at most ${Math.round(megabytes)} MB resident`,
);
child.disconnect();
rmSync(out, { recursive: true, force: true });
