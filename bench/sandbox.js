/**
 * The sandbox's speed: trusted programs per second (functions of CRUXEval where `cruxeval-dev.jsonl` is at hand, else short functions of
 * our own), and hostile programs per second. Medians of rounds by the wall clock: other work on the machine counts in full.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { HostileSandbox, runTrusted, sameValue } from '../dist/sandbox/index.js';

const ROUNDS = 5;
const HOSTILE_PROGRAMS = 20;
const LIMITS = { timeMs: 60_000, memoryMiB: 256, outputBytes: 100_000 };
const WORKERS = Math.min(2, availableParallelism());

const FILE = join(process.env.PBB_EVAL_SHARED ?? '../shared', 'data', 'cruxeval-dev.jsonl');
const OWN = Array.from({ length: 400 }, (_, index) => ({
  code: `def f(xs):\n    total = ${index}\n    for x in sorted(xs):\n        total += x * len(xs)\n    return [total, str(total)]`,
  input: '[3, 1, 2]',
  output: `[${index + 18}, '${index + 18}']`,
}));
const records = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  : OWN;

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function trusted() {
  const rounds = ROUNDS + 1;
  function* programs() {
    for (let round = 0; round < rounds; round += 1)
      for (const { code, input } of records) yield { source: code, calls: [`f(${input})`] };
  }
  const rates = [];
  let right = 0;
  let done = 0;
  let start = performance.now();
  for await (const [outcome] of runTrusted(programs(), LIMITS, WORKERS)) {
    const { output } = records[done % records.length];
    if (outcome.kind === 'value' && sameValue(outcome.repr, output)) right += 1;
    done += 1;
    if (done % records.length > 0) continue;
    rates.push((records.length * 1000) / (performance.now() - start));
    start = performance.now();
  }
  // The first round starts the workers.
  return { rate: median(rates.slice(1)), right: right / rounds };
}

async function hostile() {
  const sandbox = new HostileSandbox(LIMITS, WORKERS);
  const program = { source: 'def f(x):\n    return x + 1\n', calls: ['f(1)'] };
  await sandbox.run(program);
  const rates = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    let left = HOSTILE_PROGRAMS;
    const lanes = Array.from({ length: WORKERS }, async () => {
      while (left-- > 0) await sandbox.run(program);
    });
    await Promise.all(lanes);
    rates.push((HOSTILE_PROGRAMS * 1000) / (performance.now() - start));
  }
  sandbox.close();
  return median(rates);
}

const source = records === OWN ? 'functions of our own' : 'functions of CRUXEval';
const { rate, right } = await trusted();
console.log(`${cpus()[0]?.model}, ${availableParallelism()} cores, ${WORKERS} workers`);
console.log(`trusted  ${rate.toFixed(0)} ${source}/s, ${right} of ${records.length} right`);
console.log(`hostile  ${(await hostile()).toFixed(1)} programs/s, each in a process of its own`);
process.exit();
