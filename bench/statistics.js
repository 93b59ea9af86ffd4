/**
 * Statistics of a large run: 1,600,000 scores read from a scores.jsonl on disk, counted as they are read, and summarised over
 * every facet and one pair of facets, with the peak of memory; and two sign-flip tests. The file is made by another process, so
 * that the peak is that of reading and summarising, items included. There is no peer that computes clustered intervals over
 * items of many samples.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configSchema } from '../dist/config/schema.js';
import { summarise } from '../dist/eval/summary.js';
import { Tallies } from '../dist/eval/tally.js';
import { Random } from '../dist/random/random.js';
import { signFlip } from '../dist/stats/index.js';
import { readScores } from '../dist/store/scores.js';

const INSTRUCTIONS = 1000;
const INPUTS = 100;
const SAMPLES = 16;
const FLOWS = ['none', 'branch', 'loop'];
const RUNS = 3;

function* itemsOf() {
  for (let instruction = 0; instruction < INSTRUCTIONS; instruction += 1) {
    const facets = { ops: 1 + (instruction % 10), control_flow: FLOWS[instruction % 3] };
    for (let input = 0; input < INPUTS; input += 1) {
      yield {
        id: `random-arithmetic/wo-io/direct/1/${instruction}/${input}`,
        suite: 'random-arithmetic',
        split: 'wo-io',
        answer: 'direct',
        instruction: `f${instruction}`,
        cluster: `f${instruction}`,
        input: String(input),
        messages: [{ role: 'user', content: `What is f${instruction}(${input})?` }],
        target: { kind: 'integer', value: '7' },
        facets,
        controls: { most_common_output: 0, repeat_input: 0 },
      };
    }
  }
}

/** The lines of one item, as they stand in scores.jsonl. */
function scoreLines({ id }, random) {
  const skill = random.integer(0, 100);
  let lines = '';
  for (let index = 0; index < SAMPLES; index += 1) {
    const correct = random.integer(0, 99) < skill;
    const score = {
      item: id,
      index,
      verdict: correct ? 'correct' : 'incorrect',
      answer: correct ? '7' : String(random.integer(8, 40)),
      reason: '',
      lenient: correct ? 'correct' : 'incorrect',
      truncated: false,
      reasoned: false,
      binding_error: null,
      steps: null,
      steps_stated: null,
      first_wrong_step: null,
      measures: {},
    };
    lines += `${JSON.stringify(score)}\n`;
  }
  return lines;
}

function writeScores(path) {
  const random = new Random('bench', 'scores');
  const file = openSync(path, 'w');
  let lines = '';
  for (const item of itemsOf()) {
    lines += scoreLines(item, random);
    if (lines.length < 2 ** 22) continue;
    writeSync(file, lines);
    lines = '';
  }
  writeSync(file, lines);
  closeSync(file);
}

const HEAD = {
  name: 'bench',
  label: 'a',
  model: 'm',
  simulated: false,
  tags: {},
  samples_per_item: SAMPLES,
  temperature: 0.8,
};

/** Wall clock and processor time, the garbage collector's included, in seconds. */
function now() {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, processor: (user + system) / 1e6 };
}

function took(from, to) {
  return `${(to.wall - from.wall).toFixed(2)} s (processor ${(to.processor - from.processor).toFixed(2)} s)`;
}

async function summaryTime(path) {
  const items = [...itemsOf()];
  const group = { suite: 'random-arithmetic', split: 'wo-io', answer: 'direct', items };
  const { statistics } = configSchema.parse({
    models: [{ label: 'a', simulator: { kind: 'oracle' } }],
    suites: [{ suite: 'random-arithmetic' }],
    statistics: { breakdowns: [['ops', 'control_flow']] },
  });
  const begin = now();
  const tallies = new Tallies(items, SAMPLES, new Map());
  await readScores(path, (item, index, score) => tallies.record(item, index, score));
  const counted = now();
  const [{ estimate }] = summarise(HEAD, [group], tallies, statistics).groups;
  const end = now();
  console.log(
    `${estimate.samples.toLocaleString('en')} scores, ${Math.round(statSync(path).size / 1e6)} MB: read and counted in ` +
      `${took(begin, counted)}, summarised in ${took(counted, end)}, ${took(begin, end)} in all; ` +
      `peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, items included`,
  );
}

function signFlips() {
  const random = new Random('bench', 'differences');
  const whole = Array.from({ length: 1000 }, () => random.integer(-160, 160));
  const ragged = Array.from({ length: 200 }, () => random.real() - 0.5);
  for (const { name, differences, unit } of [
    { name: '1,000 clusters of ten items', differences: whole, unit: 1 },
    { name: '200 clusters without a common unit', differences: ragged },
  ]) {
    const begin = now();
    const { method } = signFlip(differences, unit);
    console.log(
      `sign-flip test over ${name}: ${method}, ${Math.round(1000 * (now().wall - begin.wall))} ms`,
    );
  }
}

/** Each step in a process of its own. */
function again(...args) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

const [step, path] = process.argv.slice(2);
if (step === 'write') writeScores(path);
else if (step === 'summarise') await summaryTime(path);
else {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-bench-'));
  const scores = join(folder, 'scores.jsonl');
  again('write', scores);
  for (let run = 0; run < RUNS; run += 1) again('summarise', scores);
  rmSync(folder, { recursive: true });
  signFlips();
}
