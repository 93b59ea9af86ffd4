import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { mergeShards } from '../../src/eval/merge.js';
import { observing } from '../../src/eval/observing.js';
import { planOf } from '../../src/eval/plan.js';
import { Received } from '../../src/eval/received.js';
import { rescore } from '../../src/eval/rescore.js';
import { type RunOutcome, type RunRequest, runModel } from '../../src/eval/run.js';
import type { Progress } from '../../src/eval/session.js';
import { shardOf } from '../../src/eval/shard.js';
import { Observations } from '../../src/observation/observations.js';
import type { Runner } from '../../src/observation/observer.js';
import { type Program, SandboxError } from '../../src/sandbox/index.js';
import { readFailures } from '../../src/store/records.js';
import { listRuns, runPaths } from '../../src/store/run-directory.js';
import { choices, good, serve } from '../endpoint/scripted-server.js';

const out = mkdtempSync(join(tmpdir(), 'pbb-eval-observing-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const SAMPLES = 2;
const INSTRUCTIONS = 6;

function configFor(url: string, name: string): Config {
  return parseConfig(
    JSON.stringify({
      name,
      out,
      models: [{ label: 'model', base_url: url }],
      sampling: { samples: SAMPLES },
      suites: [
        {
          suite: 'random-arithmetic',
          train: 2,
          evaluation: 4,
          splits: ['recall'],
          answers: ['direct'],
        },
      ],
      endpoint: { concurrency: 2, retries: 0, timeout_s: 5 },
    }),
    'test.yaml',
  );
}

/** Code that the subset does not take, another in every sample. */
function codeFor(prompt: string, sample: number): string {
  const name = /code of (\w+)/.exec(prompt)?.[1];
  return `\`\`\`python\nimport math\ndef ${name}(x):\n    return math.floor(${sample})\n\`\`\``;
}

interface Watched {
  readonly outcome: RunOutcome;
  readonly asked: number;
  readonly ran: readonly Program[];
  readonly progress: readonly Progress[];
}

/** A run against a model that answers each item with `SAMPLES` different programs. */
async function run(
  name: string,
  runs: Runner['run'] | 'sandbox',
  {
    signal = new AbortController().signal,
    shard,
  }: Pick<Partial<RunRequest>, 'signal' | 'shard'> = {},
): Promise<Watched> {
  const server = await serve((asked, number) => {
    const [message] = asked.body.messages ?? [];
    const prompt = JSON.stringify(message);
    if (!/code of \w+/.test(prompt)) return good;
    const first = (asked.body.seed ?? number) * SAMPLES;
    return choices(...Array.from({ length: asked.body.n }, (_, at) => codeFor(prompt, first + at)));
  });
  const config = configFor(server.url, name);
  const [model] = config.models;
  if (model === undefined) throw new Error('the config has a model');
  const plan = await planOf(config);
  const ran: Program[] = [];
  const progress: Progress[] = [];
  const request: RunRequest = {
    config,
    model,
    plan: shard === undefined ? plan : shardOf(plan, shard),
    ...(shard === undefined ? {} : { shard }),
    access: {},
    fresh: false,
    signal,
    onProgress: (now) => void progress.push(now),
    onStart: () => undefined,
    ...(runs !== 'sandbox' && {
      runner: {
        run: async (program) => {
          ran.push(program);
          return await runs(program);
        },
        close: () => undefined,
      },
    }),
  };
  const outcome = await runModel(request);
  return { outcome, asked: server.asked.length, ran, progress };
}

const wrong: Runner['run'] = async ({ calls }) => calls.map(() => ({ kind: 'value', repr: '0.5' }));
const broken: Runner['run'] = async () => {
  throw new SandboxError('no worker within 60 s');
};

function file(outcome: RunOutcome, name: string): string {
  return readFileSync(join(outcome.directory, name), 'utf8');
}

it('samples, runs the code behind it, and scores what the code did', async () => {
  const { outcome, ran, progress } = await run('whole', wrong);
  expect(outcome).toMatchObject({ missing: 0, failed: new Map() });
  expect(ran).toHaveLength(INSTRUCTIONS * SAMPLES);
  expect(ran.map(({ source }) => source).join('\n')).not.toContain('0.5');
  expect(outcome.summary.groups[0]?.estimate).toMatchObject({
    value: 0,
    samples: 12,
    malformed: 0,
  });
  expect(outcome.summary.groups[0]?.estimate.measures).toEqual({ recalled: 0 });
  expect(outcome.summary.groups[0]?.cluster_noun).toBe('instruction');
  expect(Object.keys(outcome.summary.groups[0]?.facets ?? {})).toContain('role');
  expect(progress.at(-1)).toMatchObject({ done: 12, scored: 12, unjudged: 0 });
  expect(Math.max(...progress.map(({ unjudged }) => unjudged))).toBeGreaterThan(0);
});

it('asks nothing and runs nothing when all is there, and scoring again runs nothing', async () => {
  const first = await run('again', wrong);
  const second = await run('again', broken);
  expect(second).toMatchObject({ asked: 0, ran: [], outcome: { missing: 0 } });
  const before = file(first.outcome, 'scores.jsonl');
  await rescore(first.outcome.directory);
  expect(file(first.outcome, 'scores.jsonl')).toBe(before);
});

it('leaves samples without a verdict where the sandbox fails, and runs them the next time, and asks none again', async () => {
  const first = await run('broken', broken);
  expect(first.outcome.missing).toBe(INSTRUCTIONS * SAMPLES);
  expect(first.outcome.failed.get('sandbox')?.message).toBe('no worker within 60 s');
  expect(first.outcome.summary.groups[0]?.estimate).toMatchObject({ samples: 0, missing: 12 });
  const kinds: string[] = [];
  for await (const { kind } of readFailures(join(first.outcome.directory, 'failures.jsonl'))) {
    kinds.push(kind);
  }
  expect(new Set(kinds)).toEqual(new Set(['sandbox']));
  const second = await run('broken', wrong);
  expect(second).toMatchObject({ asked: 0, outcome: { missing: 0 } });
  expect(second.ran).toHaveLength(INSTRUCTIONS * SAMPLES);
});

it('goes on where it was killed: what was observed is not run again', async () => {
  const first = await run('killed', wrong);
  const path = join(first.outcome.directory, 'observations.jsonl');
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, `${lines.slice(0, 5).join('\n')}\n`);
  appendFileSync(path, lines[5]?.slice(0, 40) ?? '');
  const second = await run('killed', wrong);
  expect(second).toMatchObject({ asked: 0, outcome: { missing: 0 } });
  expect(second.ran).toHaveLength(INSTRUCTIONS * SAMPLES - 5);
  expect(file(second.outcome, 'scores.jsonl')).toBe(file(first.outcome, 'scores.jsonl'));
});

it('is scored again as far as its code was run, and says how much was not', async () => {
  const { outcome } = await run('partly', wrong);
  const path = join(outcome.directory, 'observations.jsonl');
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, `${lines.slice(0, 5).join('\n')}\n`);
  const { summary, unjudged } = await rescore(outcome.directory);
  expect(unjudged).toBe(INSTRUCTIONS * SAMPLES - 5);
  expect(summary.groups[0]?.estimate).toMatchObject({
    samples: 5,
    missing: 7,
    distinct_outputs: 1,
  });
});

it('judges samples that found no place in the queue, although their program was run for others', async () => {
  const plan = await planOf(configFor('http://localhost:1/v1', 'queue'));
  const [group] = plan.groups;
  const item = group?.items[0];
  if (group === undefined || item === undefined) throw new Error('the plan has an item');
  const paths = runPaths(mkdtempSync(join(out, 'queue-')));
  const samples = 1100;
  const response = {
    item: item.id,
    first: 0,
    n: samples,
    seed: 1,
    choices: Array.from({ length: samples }, (_, index) => ({
      index,
      content: codeFor(item.messages[0]?.content ?? '', 1),
      reasoning: null,
      finish_reason: 'stop',
    })),
    usage: null,
    latency_ms: 1,
    attempts: 1,
    at: '2026-01-01T00:00:00.000Z',
    id: null,
    model: null,
  };
  writeFileSync(paths.responses, `${JSON.stringify(response)}\n`);
  const observations = new Observations();
  const received = new Received([item], samples, observations);
  await observing(
    {
      paths,
      groups: [{ ...group, items: [item] }],
      received,
      observations,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      runner: { run: wrong, close: () => undefined },
    },
    async (offer) => offer(received.add(response)),
  );
  expect(received).toMatchObject({ unjudged: 0, missing: 0 });
});

it('takes no further program once it is interrupted', async () => {
  const interrupt = new AbortController();
  const { outcome, ran } = await run(
    'interrupted',
    async (program) => {
      interrupt.abort();
      return await wrong(program);
    },
    { signal: interrupt.signal },
  );
  expect(outcome.stop).toEqual({ kind: 'interrupted' });
  expect(ran.length).toBeLessThanOrEqual(4);
  expect(outcome.missing).toBeGreaterThan(0);
  const rest = await run('interrupted', wrong);
  expect(rest.outcome.missing).toBe(0);
});

it('runs code in the sandbox itself', async () => {
  const { outcome } = await run('sandboxed', 'sandbox');
  expect(outcome.missing).toBe(0);
  expect(outcome.summary.groups[0]?.estimate).toMatchObject({ samples: 12, malformed: 0 });
  const lines = file(outcome, 'observations.jsonl').trim().split('\n');
  expect(lines).toHaveLength(INSTRUCTIONS * SAMPLES);
  for (const line of lines)
    expect(line).toMatch(/"engine":"sandbox","outcomes":\[\{"kind":"value","repr":"\d+"/);
});

it('joins what shards have run, and runs none of it again', async () => {
  const one = await run('shards', wrong, { shard: { index: 1, of: 2 } });
  const two = await run('shards', wrong, { shard: { index: 2, of: 2 } });
  const shards = [one, two].map(({ outcome }) => outcome.directory);
  const listed = await Promise.all(shards.map((folder) => listRuns(folder)));
  const merged = await mergeShards(
    listed.flatMap(({ runs }) => runs),
    join(out, 'merged'),
  );
  expect(merged.missing).toBe(0);
  expect(merged.summary.groups[0]?.estimate).toMatchObject({ samples: 12, missing: 0, value: 0 });
});
