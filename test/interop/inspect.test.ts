/** Logs of Inspect, field by field. */
import { describe, expect, it } from 'vitest';
import type { ExportedRun } from '../../src/interop/exported-run.js';
import { openRun } from '../../src/interop/exported-run.js';
import { inspectFileName, inspectLog } from '../../src/interop/inspect-log.js';
import { emptyFolder } from '../comparison/runs.js';
import { type MadeRun, makeRun } from './made-run.js';

interface Log {
  readonly samples: readonly Readonly<Record<string, unknown>>[];
  readonly eval: { readonly [key: string]: unknown };
}

async function logOf(run: ExportedRun, place: number): Promise<Log> {
  let text = '';
  const group = run.groups[place];
  if (group === undefined) throw new Error('no such group');
  for await (const piece of inspectLog(run, group)) text += piece;
  return JSON.parse(text);
}

async function opened(): Promise<{ made: MadeRun; run: ExportedRun }> {
  const made = await makeRun(emptyFolder());
  return { made, run: await openRun(made.directory) };
}

const ID = 'random-arithmetic/wo-io/direct/s1-000';
/** The messages as they were sent. */
const asked = (input: number) => [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: `wo-io s1-000(${input})?` },
];

describe('the file of a log', () => {
  it('is named by time, task and id, as Inspect names it', async () => {
    const { run } = await opened();
    expect(run.groups.map((group) => inspectFileName(run, group))).toEqual([
      expect.stringMatching(
        /^2026-01-01T00-00-00-00-00_random-arithmetic-wo-io-direct_[0-9a-f]{22}\.json$/,
      ),
      expect.stringMatching(
        /^2026-01-01T00-00-00-00-00_random-arithmetic-recall-direct_[0-9a-f]{22}\.json$/,
      ),
    ]);
  });
});

describe('a log', () => {
  it('begins with what was asked, of which model, and what came of it: all before the samples', async () => {
    const { made, run } = await opened();
    const { samples, ...header } = await logOf(run, 0);
    const [group] = made.summary.groups;
    const metrics = [
      { name: 'inspect_ai/accuracy', options: {} },
      { name: 'inspect_ai/stderr', options: { cluster: 'cluster' } },
    ];
    const id = expect.stringMatching(/^[0-9a-f]{22}$/);
    expect(samples).toHaveLength(12);
    expect(header).toEqual({
      version: 2,
      status: 'success',
      eval: {
        eval_id: id,
        run_id: id,
        created: '2026-01-01T00:00:00.000Z',
        task: 'random-arithmetic_wo-io_direct',
        task_id: id,
        task_version: group?.fingerprint.slice(0, 12),
        tags: ['simulated', 'step=200'],
        dataset: {
          name: 'random-arithmetic',
          samples: 4,
          sample_ids: made.items.slice(0, 4).map((item) => item.id),
          shuffled: false,
        },
        model: 'model-of-step-200',
        model_generate_config: { temperature: 0.8, max_tokens: 64, stop_seqs: ['END'] },
        config: {
          epochs: 3,
          epochs_reducer: ['mean'],
          fail_on_error: false,
          continue_on_fail: true,
        },
        packages: { 'pbb-eval': '0.0.1' },
        scorers: [
          { name: 'strict', options: {}, metrics, metadata: {} },
          { name: 'lenient', options: {}, metrics, metadata: {} },
        ],
        metadata: {
          simulated: true,
          pbb_eval: { manifest: made.manifest, group, recall: made.summary.recall ?? [] },
        },
      },
      plan: { name: 'plan', steps: [{ solver: 'generate', params: {} }] },
      results: {
        total_samples: 12,
        completed_samples: 7,
        scores: [
          {
            name: 'strict',
            scorer: 'strict',
            reducer: 'mean',
            scored_samples: 3,
            unscored_samples: 1,
            metrics: Object.fromEntries(
              [
                ['accuracy', group?.estimate.value],
                ['stderr', group?.estimate.std_error],
                ['ci_low', group?.estimate.low],
                ['ci_high', group?.estimate.high],
              ].map(([name, value]) => [name, { name, value, params: {} }]),
            ),
          },
          {
            name: 'lenient',
            scorer: 'lenient',
            reducer: 'mean',
            scored_samples: 3,
            unscored_samples: 1,
            metrics: {
              accuracy: { name: 'accuracy', value: group?.estimate.lenient, params: {} },
            },
          },
        ],
      },
      stats: {
        started_at: '2026-01-01T00:00:00.000Z',
        completed_at: '2026-01-01T00:01:30.500Z',
        model_usage: {
          'model-of-step-200': {
            input_tokens: 21,
            output_tokens: 84,
            total_tokens: 105,
            reasoning_tokens: 5,
          },
        },
        role_usage: {},
      },
    });
    // What an estimate of 0 would hide: the numbers that are compared are there.
    expect(group?.estimate.value).toBeCloseTo(7 / 12, 12);
  });

  it('is cancelled where samples are still missing, not one that is being written', async () => {
    const { run } = await opened();
    for (const state of ['running', 'incomplete'] as const) {
      const log = await logOf({ ...run, manifest: { ...run.manifest, state } }, 0);
      expect(log).toMatchObject({ status: 'cancelled' });
    }
  });

  it('has a sample that came with others: reasoning apart, tokens and latency with their response', async () => {
    const { run } = await opened();
    const { samples } = await logOf(run, 0);
    const message = {
      role: 'assistant',
      source: 'generate',
      model: 'model-of-step-200',
      content: [
        { type: 'reasoning', reasoning: 'It is 8.' },
        { type: 'text', text: '8' },
      ],
    };
    expect(samples[1]).toEqual({
      id: `${ID}/0`,
      epoch: 2,
      input: asked(0),
      target: '7',
      messages: [...asked(0), message],
      output: {
        model: 'model-of-step-200',
        choices: [{ message, stop_reason: 'stop' }],
        completion: '8',
        time: 0.25,
      },
      scores: {
        strict: {
          value: 'I',
          answer: '8',
          explanation: 'found 8, expected 7',
          reason: null,
          metadata: {
            verdict: 'incorrect',
            truncated: false,
            reasoned: true,
            binding_error: null,
            steps: null,
            steps_stated: null,
            first_wrong_step: null,
            measures: {},
          },
        },
        lenient: { value: 'I' },
      },
      metadata: {
        instruction: 's1-000',
        cluster: 's1-000',
        input: '0',
        target: { kind: 'integer', value: '7' },
        facets: { ops: 1 },
        controls: {},
        failures: [],
        state: 'scored',
        finish_reason: 'stop',
        response: {
          item: `${ID}/0`,
          first: 0,
          n: 2,
          seed: 5,
          usage: { prompt_tokens: 10, completion_tokens: 20, reasoning_tokens: 5 },
          latency_ms: 250,
          attempts: 1,
          at: '2026-01-01T00:00:02.500Z',
          id: null,
          model: null,
          choices: 2,
        },
      },
      model_usage: {},
      total_time: 0.25,
      completed_at: '2026-01-01T00:00:02.500Z',
    });
  });

  it('has the tokens of a sample that came alone, N for one without an answer, and whole text for half a pair', async () => {
    const { run } = await opened();
    const { samples } = await logOf(run, 0);
    const usage = { input_tokens: 11, output_tokens: 64, total_tokens: 75, reasoning_tokens: null };
    expect(samples[2]).toMatchObject({
      epoch: 3,
      output: {
        choices: [{ stop_reason: 'max_tokens' }],
        completion: 'lone \ufffd and \ufffd here',
        usage,
        response_id: 'r-2',
      },
      scores: {
        strict: { value: 'N', answer: null, reason: 'invalid_response_format' },
        lenient: { value: 'N' },
      },
      metadata: {
        finish_reason: 'length',
        logprobs: { content: [{ token: '7' }] },
        response: { attempts: 2, model: 'served', choices: 1 },
      },
      model_usage: { 'model-of-step-200': usage },
    });
  });

  it('has an error for each sample that could not be had, and no score', async () => {
    const { run } = await opened();
    const { samples } = await logOf(run, 0);
    const message = 'timeout: no whole answer in time';
    expect(samples[3]).toEqual({
      id: `${ID}/1`,
      epoch: 1,
      input: asked(1),
      target: '7',
      messages: asked(1),
      output: { model: 'model-of-step-200', choices: [] },
      scores: {},
      metadata: expect.objectContaining({
        state: 'missing',
        failures: [expect.objectContaining({ kind: 'timeout', samples: [0, 1] })],
      }),
      model_usage: {},
      error: { message, traceback: '', traceback_ansi: '' },
    });
    expect(samples[5]).toMatchObject({ error: { message: 'missing: no answer came' } });
    // It came after all.
    expect(samples[4]).not.toHaveProperty('error');
    expect(samples[4]).toMatchObject({
      scores: { strict: { value: 'N' }, lenient: { value: 'C' } },
      metadata: { failures: [{ kind: 'timeout' }] },
    });
  });

  it('has no score and no error for a sample whose program was not run, and no metric without a verdict', async () => {
    const { run } = await opened();
    const log = await logOf(run, 1);
    expect(log.samples[0]).toMatchObject({
      id: 'random-arithmetic/recall/direct/s1-000/0',
      target: '1 → 2',
      scores: {},
      metadata: { state: 'unjudged' },
    });
    expect(log.samples[0]).not.toHaveProperty('error');
    expect(log).toMatchObject({
      results: {
        total_samples: 3,
        completed_samples: 0,
        scores: [{ metrics: {} }, { metrics: {} }],
      },
    });
  });
});
