/**
 * How long the viewer takes to open a run of a million samples: until the first page of its items is there, until every verdict is,
 * and what a list, a search and an item cost then. `node bench/viewer.js [items] [samples]`
 */
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Pages } from '../dist/viewer/pages.js';
import { Runs } from '../dist/viewer/runs.js';

const [items = 62_500, samples = 16] = process.argv.slice(2).map(Number);
const PER_INSTRUCTION = 5;
const GROUP = { suite: 'random-arithmetic', split: 'wo-io', answer: 'cot' };

const folder = mkdtempSync(join(tmpdir(), 'viewer-bench-'));
try {
  await makeRun();
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function idOf(item) {
  return `random-arithmetic/wo-io/cot/s1-${Math.floor(item / PER_INSTRUCTION)}/x${item % PER_INSTRUCTION}`;
}

async function makeRun() {
  const now = new Date(0).toISOString();
  writeFileSync(
    join(folder, 'run.json'),
    JSON.stringify({
      format: 1,
      name: 'bench',
      label: 'bench',
      state: 'complete',
      simulated: true,
      model: 'bench',
      tags: {},
      samples,
      settings: {},
      settings_hash: '0',
      config: { suites: [] },
      fingerprints: {},
      sampling_sent: null,
      versions: { pbb_eval: '0', node: '0' },
      started_at: now,
      finished_at: now,
    }),
  );
  await write('items.jsonl', (item) => [
    {
      id: idOf(item),
      ...GROUP,
      instruction: `random-arithmetic/s1-${Math.floor(item / PER_INSTRUCTION)}`,
      cluster: `random-arithmetic/s1-${Math.floor(item / PER_INSTRUCTION)}`,
      input: String(item),
      messages: [
        { role: 'user', content: `What does Zib give for ${item}? `.padEnd(300, 'Work it out. ') },
      ],
      target: { kind: 'integer', value: String(7 * item) },
      facets: { ops: item % 10, control_flow: item % 3 === 0 ? 'loop' : 'straight' },
      controls: { most_common_output: 0 },
    },
  ]);
  await write('responses.jsonl', (item) => [
    {
      item: idOf(item),
      first: 0,
      n: samples,
      seed: item,
      choices: Array.from({ length: samples }, (_, index) => ({
        index,
        content: `t0 = ${item} + ${index}. ${'Then t1 = 4. '.repeat(18)}Answer: ${7 * item}`,
        reasoning: null,
        finish_reason: 'stop',
      })),
      usage: { prompt_tokens: 90, completion_tokens: 900 },
      latency_ms: 900,
      attempts: 1,
      at: new Date(0).toISOString(),
      id: null,
      model: 'bench',
    },
  ]);
  await write('scores.jsonl', (item) =>
    Array.from({ length: samples }, (_, index) => ({
      item: idOf(item),
      index,
      verdict: (item + index) % 3 === 0 ? 'incorrect' : 'correct',
      answer: String(7 * item),
      reason: 'equals the target',
      lenient: 'correct',
      truncated: false,
      reasoned: false,
      binding_error: null,
      steps_stated: 4,
      steps: 6,
      first_wrong_step: null,
      measures: {},
    })),
  );
}

async function write(name, recordsOf) {
  const path = join(folder, name);
  const file = createWriteStream(path);
  for (let item = 0; item < items; item += 1) {
    const lines = recordsOf(item).map((record) => `${JSON.stringify(record)}\n`);
    if (!file.write(lines.join(''))) await new Promise((resolve) => file.once('drain', resolve));
  }
  file.end();
  await finished(file);
  console.log(`${name.padEnd(16)} ${(statSync(path).size / 1e6).toFixed(0)} MB`);
}

async function measure() {
  const before = memory();
  const runs = new Runs(folder);
  const pages = new Pages(runs);
  const start = performance.now();
  await runs.look();
  const run = runs.all[0];
  const ask = (page, more = {}) => pages.page(page, new URLSearchParams({ run: run.id, ...more }));
  await ask('run');
  tell('run page', start);
  await ask('items', { count: '100' });
  tell('first page of items', start);
  await run.index.refresh();
  tell('every verdict', start);
  console.log(`memory           ${((memory() - before) / 1e6).toFixed(0)} MB`);
  for (const [name, more] of [
    ['page in the middle', { from: String(Math.floor(items / 2)) }],
    ['worst first', { sort: 'accuracy' }],
    ['by a facet', { 'facet.ops': '3' }],
    ['search in questions', { text: `give for ${items - 1}?` }],
    ['search in answers', { text: `t0 = ${items - 1} +`, in: 'answers' }],
  ]) {
    const began = performance.now();
    await ask('items', { count: '100', ...more });
    tell(name, began);
  }
  const began = performance.now();
  await ask('item', { item: idOf(Math.floor(items / 2)) });
  tell('one item', began);
  const broken = performance.now();
  await ask('breakdown', { group: Object.values(GROUP).join('/'), facet: 'ops' });
  tell('by ops, intervals', broken);
}

function memory() {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function tell(what, since) {
  console.log(`${what.padEnd(20)} ${((performance.now() - since) / 1000).toFixed(2)} s`);
}
