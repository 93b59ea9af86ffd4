/**
 * Kills a run with SIGKILL at random moments, 100 times (KILLS=…), and takes it up again each time. Checked at every kill:
 * what the run had counted as done is in the journal, and no sample is there twice. Checked at the end: the summary is
 * that of a run that nobody disturbed, byte for byte.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '../dist/config/load.js';
import { planOf } from '../dist/eval/plan.js';
import { runModel } from '../dist/eval/run.js';

const KILLS = Number(process.env.KILLS ?? 100);
/** A session lives for up to so long after its first answer. */
const LONGEST_MS = 200;
const SAMPLES = 16;

function configOf(out, latencyMs) {
  const simulator = { kind: 'noisy', skill: 0.4, icc: 0.3, malformed: 0.2, latency_ms: latencyMs };
  const suite = {
    suite: 'random-arithmetic',
    evaluation: 40,
    items_per_function: 5,
    splits: ['wo-io'],
  };
  return parseConfig(
    JSON.stringify({
      out,
      models: [{ label: 'm', simulator }],
      sampling: { samples: SAMPLES },
      suites: [suite],
      endpoint: { concurrency: 4, choices_per_request: 4 },
    }),
    'soak.yaml',
  );
}

async function run(out, latencyMs, onProgress) {
  const config = configOf(out, latencyMs);
  return await runModel({
    config,
    model: config.models[0],
    plan: await planOf(config),
    access: {},
    fresh: false,
    signal: new AbortController().signal,
    onStart: () => undefined,
    onProgress,
  });
}

/** The samples of a journal, its torn last line aside. */
function journaled(out) {
  const path = join(out, 'soak', readdirSync(join(out, 'soak'))[0], 'responses.jsonl');
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return lines.flatMap(({ item, choices }) => choices.map(({ index }) => `${item} ${index}`));
}

function summary(out) {
  const path = join(out, 'soak', readdirSync(join(out, 'soak'))[0], 'summary.json');
  return readFileSync(path, 'utf8');
}

/** One session that is killed soon after its first answer; whether it ended before. */
async function session(out) {
  const child = fork(fileURLToPath(import.meta.url), ['child', out], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  let doomed = false;
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (doomed) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_MS);
  });
  const [code] = await once(child, 'close');
  const counted = Number(said.split('\n').at(-2) ?? 0);
  const samples = journaled(out);
  if (samples.length < counted)
    throw new Error(`${counted} were counted, ${samples.length} are there`);
  if (new Set(samples).size < samples.length) throw new Error('a sample is in the journal twice');
  return { ended: code === 0, counted, there: samples.length };
}

if (process.argv[2] === 'child') {
  await run(process.argv[3], 4, ({ done }) => writeSync(1, `${done}\n`));
  process.exit(0);
}

const calm = mkdtempSync(join(tmpdir(), 'pbb-eval-calm-'));
const stormy = mkdtempSync(join(tmpdir(), 'pbb-eval-soak-'));
await run(calm, 0, () => undefined);
let kills = 0;
let turns = 0;
while (kills < KILLS) {
  const { ended } = await session(stormy);
  turns += 1;
  if (!ended) kills += 1;
  if (!ended) continue;
  if (summary(stormy) !== summary(calm)) throw new Error('the summaries differ');
  rmSync(stormy, { recursive: true });
}
await run(stormy, 4, () => undefined);
if (summary(stormy) !== summary(calm)) throw new Error('the summaries differ');
console.log(
  `killed ${kills} times in ${turns} sessions: all that was counted is in the journal, nothing twice, the summary the same to the byte`,
);
for (const folder of [calm, stormy]) rmSync(folder, { recursive: true, force: true });
