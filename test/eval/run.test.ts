import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { type Plan, planOf } from '../../src/eval/plan.js';
import { type RunOutcome, runModel } from '../../src/eval/run.js';
import { startSimulator } from '../../src/simulator/server.js';
import { type FailureRecord, readFailures } from '../../src/store/records.js';
import { readManifest } from '../../src/store/run-directory.js';
import {
  type Reply,
  failure as refusal,
  reset,
  type Script,
  serve,
  silence,
  text,
} from '../endpoint/scripted-server.js';

const out = mkdtempSync(join(tmpdir(), 'pbb-eval-run-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const ITEMS = 30;
const CONCURRENCY = 4;

function configFor(url: string | readonly string[], name: string): Config {
  return parseConfig(
    JSON.stringify({
      name,
      out,
      models: [{ label: 'model', base_url: url }],
      sampling: { samples: 2 },
      suites: [
        {
          suite: 'random-arithmetic',
          train: 10,
          evaluation: 30,
          items_per_function: 1,
          splits: ['wo-io'],
          answers: ['direct'],
        },
      ],
      endpoint: { concurrency: CONCURRENCY, retries: 0, timeout_s: 2 },
    }),
    'test.yaml',
  );
}

/** The pool is the same for all tests, so it is made once. */
const plan: Plan = await planOf(configFor('http://localhost/v1', 'any'));
const questions: string[] = plan.groups.flatMap(({ items }) =>
  items.map((item) => JSON.stringify(item.messages)),
);

async function runAgainst(script: Script, name: string): Promise<RunOutcome & { asked: number }> {
  const server = await serve(script);
  const outcome = await runWith(server.url, name);
  return { ...outcome, asked: server.asked.length };
}

async function runWith(url: string | readonly string[], name: string): Promise<RunOutcome> {
  const config = configFor(url, name);
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

const answer: Reply = (response, { body }) => {
  response.setHeader('content-type', 'application/json');
  const choices = Array.from({ length: body.n }, (_, index) => ({
    index,
    message: { role: 'assistant', content: '7' },
    finish_reason: 'stop',
  }));
  response.end(JSON.stringify({ id: 'x', model: 'a-model', choices }));
};

function status(code: number): Reply {
  return (response) => {
    response.statusCode = code;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ error: { message: `no (${code})`, type: 'test', code } }));
  };
}

describe('samples that could not be had', () => {
  it('are missing, never wrong, and are all that the same command asks for next time', async () => {
    const lost = new Set(questions.slice(3, 8));
    const first = await runAgainst(
      ({ body }) => (lost.has(JSON.stringify(body.messages)) ? status(500) : answer),
      'lost',
    );
    expect(first).toMatchObject({ missing: 10, asked: ITEMS });
    expect(first.stop).toBeUndefined();
    const estimate = first.summary.groups[0]?.estimate;
    expect(estimate).toMatchObject({ items: 25, samples: 50, missing: 10 });
    expect(first.summary.groups[0]?.warnings.join()).toContain('16.7% of the samples are missing');
    expect((await readManifest(first.directory)).state).toBe('incomplete');
    const failures: FailureRecord[] = [];
    for await (const failure of readFailures(join(first.directory, 'failures.jsonl'))) {
      failures.push(failure);
    }
    expect(failures).toHaveLength(5);
    expect(failures[0]).toMatchObject({
      samples: [0, 1],
      kind: 'server',
      status: 500,
      attempts: 1,
    });

    const second = await runAgainst(() => answer, 'lost');
    expect(second).toMatchObject({ missing: 0, asked: 5, directory: first.directory });
    expect((await readManifest(second.directory)).state).toBe('complete');
  });

  it('that a server refuses for good do not keep a later session from asking the others', async () => {
    const refused = new Set(questions.slice(0, 12));
    const seeded = await runAgainst(
      ({ body }) => (JSON.stringify(body.messages) === questions[0] ? answer : status(401)),
      'refused',
    );
    expect(seeded.missing).toBe(2 * ITEMS - 2);
    const second = await runAgainst(
      ({ body }) => (refused.has(JSON.stringify(body.messages)) ? status(413) : answer),
      'refused',
    );
    expect(second.stop).toBeUndefined();
    expect(second.missing).toBe(2 * 11);
    expect(second.failed.get('rejected')).toMatchObject({ count: 11 });
  });

  it('do not let a server that stopped answering be asked for everything', async () => {
    const outcome = await runAgainst((_, number) => (number < 6 ? answer : status(503)), 'stopped');
    expect(outcome.stop).toMatchObject({ kind: 'endpoint', error: { kind: 'server' } });
    expect(outcome.asked).toBeLessThanOrEqual(6 + 10 + CONCURRENCY);
    expect(outcome.missing).toBe(2 * (ITEMS - 6));
    expect(outcome.removed).toBe(false);
  });
});

describe('two addresses of which one is no use', () => {
  it.each<readonly [string, Reply]>([
    ['is silent', silence],
    ['cannot be reached', reset],
    ['refuses the key', refusal(401)],
    ['has no quota left', refusal(429, 'x', {}, { code: 'insufficient_quota' })],
    ['is busy', refusal(429)],
    ['refuses every request', refusal(400)],
    ['filters everything', refusal(400, 'x', {}, { code: 'content_filter' })],
    ['answers nothing', text('', 204)],
  ])('give all samples though one %s and no retries are allowed', async (what, reply) => {
    const [bad, fine] = [await serve([reply]), await serve([answer])];
    const outcome = await runWith([bad.url, fine.url], what.replaceAll(' ', '-'));
    expect(outcome.stop).toBeUndefined();
    expect(outcome).toMatchObject({ missing: 0 });
    expect(bad.asked.length).toBeLessThanOrEqual(3);
  });
});

describe('an endpoint that is no use', () => {
  it('with a wrong key is asked once, and leaves no folder behind', async () => {
    const outcome = await runAgainst([status(401)], 'unauthorized');
    expect(outcome).toMatchObject({ asked: 1, removed: true, missing: 2 * ITEMS });
    expect(outcome.stop).toMatchObject({ error: { kind: 'unauthorized' } });
    expect(existsSync(outcome.directory)).toBe(false);
  });

  it('that refuses every request is asked ten times, one after the other', async () => {
    const outcome = await runAgainst([status(422)], 'refused-all');
    expect(outcome.stop).toMatchObject({ error: { kind: 'rejected' } });
    // Each is tried again without the sampling fields that a server may not know, once for all.
    expect(outcome.asked).toBeGreaterThanOrEqual(10);
    expect(outcome.asked).toBeLessThanOrEqual(11);
  });
});

describe('a simulated model behind an ordinary address', () => {
  it('is marked simulated all the same', async () => {
    const server = await startSimulator({
      models: { model: { kind: 'oracle', seed: 1, reasoned: 0, latency_ms: 0 } },
      suites: [...plan.instances.values()],
      items: plan.groups.flatMap(({ items }) => items),
    });
    onTestFinished(() => server.close());
    const outcome = await runWith(server.url, 'hidden');
    expect(outcome.summary.simulated).toBe(true);
    expect(outcome.summary.groups[0]?.estimate).toMatchObject({ value: 1, high: 1 });
    expect((await readManifest(outcome.directory)).simulated).toBe(true);
  });
});

describe('the files of a run', () => {
  it('record the sampling parameters that were sent', async () => {
    const outcome = await runAgainst([answer], 'sent');
    const { sampling_sent: sent } = await readManifest(outcome.directory);
    expect(sent).toMatchObject({
      temperature: 0.8,
      top_p: 1,
      top_k: -1,
      min_p: 0,
      repetition_penalty: 1,
    });
    const [line = ''] = readFileSync(join(outcome.directory, 'responses.jsonl'), 'utf8').split(
      '\n',
    );
    expect(JSON.parse(line)).toMatchObject({ first: 0, n: 2, model: 'a-model', attempts: 1 });
  });
});
