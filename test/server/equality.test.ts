/** The reward of a completion is what an evaluation says of it: every sample of runs, replayed through the service. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { runModel } from '../../src/eval/run.js';
import { readResponses, type ScoreRecord } from '../../src/store/records.js';
import { runPaths } from '../../src/store/run-directory.js';
import { readScores } from '../../src/store/scores.js';
import { configOf, post, type Service, serve } from './service.js';

const out = mkdtempSync(join(tmpdir(), 'pbb-eval-rewards-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const NOISY = { kind: 'noisy', skill: 0.5, icc: 0.3, malformed: 0.4, reasoned: 0.4 };
const FEW = { train: 4, evaluation: 6 };
const REWARDS = { correct: 1, incorrect: 0, malformed: -1 };

const CASES: readonly (readonly [string, object])[] = [
  ['integers', { suite: 'random-arithmetic', ...FEW, items_per_function: 2 }],
  ['sentences', { suite: 'grammars', ...FEW }],
  ['texts', { suite: 'ciphers', texts: 4, splits: ['wo-io'] }],
  ['literals', { suite: 'algorithms', items_per_algorithm: 1, splits: ['wo-io'] }],
  ['programs', { suite: 'random-arithmetic', ...FEW, splits: ['recall'] }],
  ['grammars', { suite: 'grammars', ...FEW, splits: ['recall'] }],
];

interface Replayed {
  readonly item: string;
  readonly index: number;
  readonly sample: Sample;
}

interface Sample {
  readonly completion: string | null;
  readonly reasoning: string | null;
  readonly finish_reason: string | null;
}

/** The samples of a run in the order of its journal, each once, and what was said of each. */
async function samplesOf(directory: string): Promise<Replayed[]> {
  const samples: Replayed[] = [];
  for await (const { item, choices } of readResponses(runPaths(directory).responses)) {
    for (const { index, content, reasoning, finish_reason } of choices) {
      samples.push({ item, index, sample: { completion: content, reasoning, finish_reason } });
    }
  }
  return samples;
}

async function scoresOf(directory: string): Promise<Map<string, unknown>> {
  const scores = new Map<string, unknown>();
  await readScores(runPaths(directory).scores, (item, index, score) => {
    scores.set(`${item} ${index}`, score);
  });
  return scores;
}

const answerSchema = z.object({ scores: z.array(z.record(z.string(), z.unknown())) });

async function replayed(
  { url }: Service,
  samples: readonly Replayed[],
  details: boolean,
): Promise<Record<string, unknown>[]> {
  const entries = samples.map(({ item, sample }) => ({ item, ...sample }));
  const { status, body } = await post(`${url}/score/batch`, { entries, details });
  expect(status).toBe(200);
  return answerSchema.parse(body).scores;
}

it.each(CASES)('is the verdict and reason of every sample of a run of %s', async (name, suite) => {
  const config = {
    ...configOf([suite], {
      name,
      sampling: { samples: 4 },
      models: [{ label: 'm', simulator: NOISY }],
    }),
    out,
  };
  const service = await serve(config);
  const [model] = config.models;
  if (model === undefined) throw new Error('the config has a model');
  const { directory, missing } = await runModel({
    config,
    model,
    plan: service.plan,
    access: {},
    fresh: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onStart: () => undefined,
  });
  expect(missing).toBe(0);
  const [samples, scores] = [await samplesOf(directory), await scoresOf(directory)];
  expect(samples.length).toBe(4 * service.plan.groups.flatMap(({ items }) => items).length);

  const full = await replayed(service, samples, true);
  const brief = await replayed(service, samples, false);
  const verdicts = new Set<unknown>();
  for (const [at, { item, index }] of samples.entries()) {
    const { item: named, reward, ...score } = full[at] ?? {};
    expect({ named, score }).toEqual({ named: item, score: scores.get(`${item} ${index}`) });
    const verdict = z.enum(['correct', 'incorrect', 'malformed']).parse(score['verdict']);
    expect(reward).toBe(REWARDS[verdict]);
    const { reason }: Partial<ScoreRecord> = score;
    expect(brief[at]).toEqual({ item, verdict, reward, reason });
    verdicts.add(verdict);
  }
  expect(verdicts.size).toBe(3);
  expect(service.bugs).toEqual([]);
});
