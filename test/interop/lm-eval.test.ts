/** Results and samples of lm-evaluation-harness, field by field. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRun } from '../../src/interop/exported-run.js';
import { FORMATS } from '../../src/interop/formats.js';
import { emptyFolder } from '../comparison/runs.js';
import { type MadeRun, makeRun } from './made-run.js';

const TASK = 'random-arithmetic_wo-io_direct';
const RECALL = 'random-arithmetic_recall_direct';
const DATE = '2026-01-01T00-01-30.500';

interface Written {
  readonly made: MadeRun;
  readonly names: readonly string[];
  readonly read: (name: string) => string;
}

async function written(): Promise<Written> {
  const made = await makeRun(emptyFolder());
  const folder = emptyFolder();
  const names = await FORMATS['lm-eval'](await openRun(made.directory), folder);
  return { made, names, read: (name) => readFileSync(join(folder, name), 'utf8') };
}

describe('the files of a run', () => {
  it('lie in the folder of the model under the names that lm_eval gives them', async () => {
    const { names } = await written();
    expect(names).toEqual([
      `model-of-step-200/results_${DATE}.json`,
      `model-of-step-200/samples_${TASK}_${DATE}.jsonl`,
      `model-of-step-200/samples_${RECALL}_${DATE}.jsonl`,
    ]);
  });

  it('hold the results of every task, what was sent, and the run in our words', async () => {
    const { made, names, read } = await written();
    const { manifest, summary } = made;
    const [group, recall] = summary.groups;
    const linesOf = (name = ''): { doc_hash: string; prompt_hash: string; target_hash: string }[] =>
      read(name)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    const hashOf = (name?: string) =>
      hash(
        'sha256',
        linesOf(name)
          .map((line) => line.doc_hash + line.prompt_hash + line.target_hash)
          .join(''),
      );
    const configOf = (task: string, split: string, fingerprint = '') => ({
      task,
      dataset_name: 'random-arithmetic',
      test_split: split,
      output_type: 'generate_until',
      // A source is asked for with the larger limit.
      generation_kwargs: { ...manifest.sampling_sent, max_tokens: split === 'recall' ? 1024 : 64 },
      repeats: 3,
      num_fewshot: 0,
      metadata: { version: fingerprint, answer: 'direct' },
    });
    const better = { acc: true, acc_lenient: true };
    expect(JSON.parse(read(names[0] ?? ''))).toEqual({
      results: {
        [TASK]: {
          alias: 'random-arithmetic/wo-io/direct',
          name: TASK,
          sample_len: 3,
          'acc,none': group?.estimate.value,
          'acc_stderr,none': group?.estimate.std_error,
          'acc_lenient,none': group?.estimate.lenient,
          'acc_lenient_stderr,none': 'N/A',
        },
        // Nothing was judged: nothing could be computed.
        [RECALL]: { alias: 'random-arithmetic/recall/direct', name: RECALL, sample_len: 0 },
      },
      group_subtasks: { [TASK]: [], [RECALL]: [] },
      configs: {
        [TASK]: configOf(TASK, 'wo-io', group?.fingerprint),
        [RECALL]: configOf(RECALL, 'recall', recall?.fingerprint),
      },
      versions: {
        [TASK]: group?.fingerprint.slice(0, 12),
        [RECALL]: recall?.fingerprint.slice(0, 12),
      },
      'n-shot': { [TASK]: 0, [RECALL]: 0 },
      higher_is_better: { [TASK]: better, [RECALL]: better },
      'n-samples': {
        [TASK]: { original: 4, effective: 4 },
        [RECALL]: { original: 1, effective: 1 },
      },
      config: {
        model: 'pbb-eval',
        model_args: { model: 'model-of-step-200' },
        batch_size: null,
        device: null,
        use_cache: null,
        limit: null,
        gen_kwargs: manifest.sampling_sent,
      },
      git_hash: null,
      date: 1767225600,
      model_source: 'simulated',
      model_name: 'model-of-step-200',
      model_name_sanitized: 'model-of-step-200',
      system_instruction: 'Be brief.',
      system_instruction_sha: hash('sha256', 'Be brief.'),
      fewshot_as_multiturn: null,
      chat_template: null,
      chat_template_sha: null,
      task_hashes: { [TASK]: hashOf(names[1]), [RECALL]: hashOf(names[2]) },
      total_evaluation_time_seconds: '90.5',
      pbb_eval: { manifest, summary },
    });
  });

  it('hold a line for every item with all of its samples, the missing ones too', async () => {
    const { made, names, read } = await written();
    const lines = read(names[1] ?? '')
      .trimEnd()
      .split('\n')
      .map((line): { readonly [key: string]: unknown } => JSON.parse(line));
    expect(lines.map(({ doc_id }) => doc_id)).toEqual([0, 1, 2, 3]);
    expect(lines.map(({ acc, acc_lenient: lenient }) => [acc, lenient])).toEqual([
      [1 / 3, 1 / 3],
      [0, 1],
      [1, 1],
      [null, null],
    ]);
    const [item] = made.items;
    const { messages, ...doc } = item ?? {};
    const prompt = JSON.stringify([{ role: 'system', content: 'Be brief.' }, ...(messages ?? [])]);
    const unread = { steps: null, steps_stated: null, first_wrong_step: null, measures: {} };
    const together = {
      item: item?.id,
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
    };
    expect(lines[0]).toEqual({
      doc_id: 0,
      doc,
      target: '7',
      arguments: {
        gen_args_0: { arg_0: prompt, arg_1: { ...made.manifest.sampling_sent, max_tokens: 64 } },
      },
      resps: [['7', '8', 'lone \ufffd and \ufffd here']],
      filtered_resps: [['7', '8', '[invalid]']],
      filter: 'none',
      metrics: ['acc', 'acc_lenient'],
      doc_hash: hash('sha256', JSON.stringify(doc, null, 2)),
      prompt_hash: hash('sha256', prompt),
      target_hash: hash('sha256', '7'),
      acc: 1 / 3,
      acc_lenient: 1 / 3,
      pbb_eval: [
        {
          index: 0,
          verdict: 'correct',
          lenient: 'correct',
          answer: '7',
          reason: 'equals the target',
          truncated: false,
          reasoned: false,
          binding_error: null,
          ...unread,
          reasoning: null,
          finish_reason: 'stop',
          response: together,
          failures: [],
        },
        {
          index: 1,
          verdict: 'incorrect',
          lenient: 'incorrect',
          answer: '8',
          reason: 'found 8, expected 7',
          truncated: false,
          reasoned: true,
          binding_error: null,
          ...unread,
          reasoning: 'It is 8.',
          finish_reason: 'stop',
          response: together,
          failures: [],
        },
        {
          index: 2,
          verdict: 'malformed',
          lenient: 'malformed',
          answer: null,
          reason: expect.any(String),
          truncated: true,
          reasoned: false,
          binding_error: null,
          ...unread,
          reasoning: null,
          finish_reason: 'length',
          logprobs: { content: [{ token: '7' }] },
          response: expect.objectContaining({ first: 2, n: 1, choices: 1, id: 'r-2' }),
          failures: [],
        },
      ],
    });
    const failed = { kind: 'timeout', samples: [0, 1], message: 'no whole answer in time' };
    expect(lines[1]).toMatchObject({
      resps: [['It is 7.']],
      filtered_resps: [['[invalid]']],
      pbb_eval: [
        { index: 0, response: null, failures: [failed] },
        { index: 1, verdict: 'malformed', lenient: 'correct', failures: [failed] },
        { index: 2, response: null, failures: [] },
      ],
    });
  });
});
