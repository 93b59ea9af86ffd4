import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { planOf } from '../../src/eval/plan.js';
import { runModel } from '../../src/eval/run.js';
import { simulatedModelSchema } from '../../src/simulator/model.js';
import { startSimulator } from '../../src/simulator/server.js';
import { readFailures, readResponses } from '../../src/store/records.js';

const SUITE = {
  suite: 'random-arithmetic',
  train: 10,
  evaluation: 10,
  items_per_function: 2,
  splits: ['wo-io'],
};

function configOf(out: string, urls: readonly string[]) {
  const models = [{ label: 'm', base_url: urls }];
  const endpoint = { concurrency: 8, choices_per_request: 2, retries: 30, timeout_s: 1 };
  const config = { out, models, suites: [SUITE], sampling: { samples: 4 }, endpoint };
  return parseConfig(JSON.stringify(config), 'c.yaml');
}

/** Asks `count` addresses of one model, each of which spoils some requests; what came. */
async function outcomeOf(count: number, share: number) {
  const out = mkdtempSync(join(tmpdir(), 'pbb-eval-addresses-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const plan = await planOf(configOf(out, ['http://localhost:1/v1']));
  const servers = await Promise.all(
    Array.from({ length: count }, (_, seed) => {
      const faults = { share, seed };
      const model = { kind: 'noisy', skill: 0.5, icc: 0.3, ...(share === 0 ? {} : { faults }) };
      return startSimulator({
        models: { m: simulatedModelSchema.parse(model) },
        suites: [...plan.instances.values()],
        items: plan.groups.flatMap(({ items }) => items),
      });
    }),
  );
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))));
  const config = configOf(
    out,
    servers.map(({ url }) => url),
  );
  const [model] = config.models;
  if (model === undefined) throw new Error('the config has a model');
  const { directory, missing } = await runModel({
    config,
    model,
    plan,
    access: {},
    fresh: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onStart: () => undefined,
  });
  const samples: string[] = [];
  for await (const { item, choices } of readResponses(join(directory, 'responses.jsonl')))
    for (const { index } of choices) samples.push(`${item} ${index}`);
  let failures = 0;
  for await (const _ of readFailures(join(directory, 'failures.jsonl'))) failures += 1;
  const summary = readFileSync(join(directory, 'summary.json'), 'utf8');
  // A response that comes in parts has no tokens of its own.
  const { groups } = JSON.parse(summary, (key, value) => (key === 'tokens' ? null : value));
  return { missing, samples, failures, groups, asked: servers.map(({ requests }) => requests) };
}

test('two addresses that fail now and then give every sample once, as one that never fails', async () => {
  const [calm, stormy] = [await outcomeOf(1, 0), await outcomeOf(2, 0.3)];
  expect(stormy.missing).toBe(0);
  expect(stormy.failures).toBe(0);
  expect(new Set(stormy.samples).size).toBe(stormy.samples.length);
  expect(stormy.samples.toSorted()).toEqual(calm.samples.toSorted());
  expect(stormy.groups).toEqual(calm.groups);
  for (const requests of stormy.asked) expect(requests).toBeGreaterThan(0);
});
