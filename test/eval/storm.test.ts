import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { type Plan, planOf } from '../../src/eval/plan.js';
import { type RunOutcome, runModel } from '../../src/eval/run.js';
import { FAULTS } from '../../src/simulator/faults.js';
import { readFailures, readResponses } from '../../src/store/records.js';

const out = mkdtempSync(join(tmpdir(), 'pbb-eval-storm-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** A run of one simulated model whose requests go wrong as `faults` says. */
function configOf(name: string, faults: object, endpoint: object): Config {
  const simulator = { kind: 'noisy', skill: 0.5, icc: 0.3, malformed: 0.1, ...faults };
  return parseConfig(
    JSON.stringify({
      name,
      out,
      models: [{ label: 'stormy', simulator }],
      sampling: { samples: 4 },
      suites: [
        {
          suite: 'random-arithmetic',
          train: 10,
          evaluation: 20,
          items_per_function: 2,
          splits: ['wo-io'],
        },
      ],
      endpoint: { concurrency: 8, choices_per_request: 2, ...endpoint },
    }),
    'storm.yaml',
  );
}

/** 80 items of 4 samples, two a request: made once. */
const plan: Plan = await planOf(configOf('plan', {}, {}));
const SAMPLES = 4 * 80;

async function run(name: string, faults: object, endpoint: object = {}): Promise<RunOutcome> {
  const config = configOf(name, faults, endpoint);
  const [model] = config.models;
  if (model === undefined) throw new Error('the config has a model');
  return await runModel({
    config,
    model,
    plan,
    access: {},
    fresh: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onStart: () => undefined,
  });
}

const calm = run('calm', {});

/** But for mean tokens: a server counts those of a response, and a response that comes in parts is not counted. */
function groupsIn({ directory }: RunOutcome): unknown {
  const text = readFileSync(join(directory, 'summary.json'), 'utf8');
  return JSON.parse(text, (key, value) => (key === 'tokens' ? null : value)).groups;
}

async function indicesIn(outcome: RunOutcome): Promise<string[]> {
  const indices: string[] = [];
  for await (const { item, choices } of readResponses(join(outcome.directory, 'responses.jsonl')))
    for (const { index } of choices) indices.push(`${item} ${index}`);
  return indices;
}

test('a storm that spoils three requests in ten ends with the summary of a calm night', async () => {
  const faults = { share: 0.3, seed: 1 };
  const stormy = await run('stormy', { faults }, { retries: 30, timeout_s: 1 });
  expect(stormy.stop).toBeUndefined();
  const failures: object[] = [];
  for await (const one of readFailures(join(stormy.directory, 'failures.jsonl')))
    failures.push(one);
  expect(failures).toEqual([]);
  expect(stormy.missing).toBe(0);
  expect(groupsIn(stormy)).toEqual(groupsIn(await calm));
  const indices = await indicesIn(stormy);
  expect(indices).toHaveLength(SAMPLES);
  expect(new Set(indices).size).toBe(SAMPLES);
});

test('a storm that is too long leaves exact counts of what is missing, and the next run asks only for that', async () => {
  const kinds = ['error-500', 'reset-before', 'stall', 'truncated', 'not-json', 'redirect'];
  const faults = { share: 0.3, seed: 2, kinds };
  const stormy = await run('too-long', { faults }, { retries: 1, timeout_s: 1 });
  expect(stormy.stop).toBeUndefined();
  const indices = await indicesIn(stormy);
  expect(new Set(indices).size).toBe(indices.length);
  expect(stormy.missing).toBe(SAMPLES - indices.length);
  expect(stormy.missing).toBeGreaterThan(0);
  const missing: string[] = [];
  for await (const { item, samples } of readFailures(join(stormy.directory, 'failures.jsonl')))
    for (const index of samples) missing.push(`${item} ${index}`);
  expect(missing).toHaveLength(stormy.missing);
  expect(new Set([...missing, ...indices]).size).toBe(SAMPLES);
  const resumed = await untilComplete('too-long', { ...faults, seed: 3 });
  expect(groupsIn(resumed)).toEqual(groupsIn(await calm));
});

/** Runs again what is missing: a request that timed out is tried only once more in each run, and each run is another night. */
async function untilComplete(
  name: string,
  faults: object & { readonly seed: number; readonly share: number; readonly kinds: string[] },
): Promise<RunOutcome> {
  for (let turn = 0; turn < 5; turn += 1) {
    // Each run begins where the last one ended.
    const night = { ...faults, seed: faults.seed + turn };
    const outcome = await run(name, { faults: night }, { retries: 30, timeout_s: 1 });
    if (outcome.missing === 0) return outcome;
  }
  throw new Error('five runs were not enough');
}

test.each(Object.keys(FAULTS))('a night of %s alone changes no result', async (kind) => {
  const stormy = await untilComplete(`only-${kind}`, { share: 0.1, seed: 3, kinds: [kind] });
  expect(groupsIn(stormy)).toEqual(groupsIn(await calm));
});
