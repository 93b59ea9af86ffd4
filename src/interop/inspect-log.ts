/**
 * A group of a run as a log of Inspect in JSON (`EvalLog`, version 2, of inspect_ai.log; written against inspect_ai 0.3.285): what
 * `read_eval_log`, `inspect view` and its data frames take. The order of the keys is the one in which Inspect reads a header alone.
 */
import { hash } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../store/records.js';
import { itemsOf } from './exported-items.js';
import type { ExportedGroup, ExportedRun } from './exported-run.js';
import { inspectSample, LENIENT, modelUsage, STRICT } from './inspect-sample.js';
import { jsonText } from './json-text.js';

/** As Inspect names the file of a log: time, task and the task's id. */
export function inspectFileName(run: ExportedRun, group: ExportedGroup): string {
  const time = run.manifest.started_at.replace(/\.\d+/, '').replace('Z', '+00:00');
  return `${time.replaceAll(/[:+]/g, '-')}_${group.task.replaceAll('_', '-')}_${idOf(run, 'task', group.task)}.json`;
}

/** The text of the log, in pieces. */
export async function* inspectLog(run: ExportedRun, group: ExportedGroup): AsyncGenerator<string> {
  const header = {
    version: 2,
    // A log that is `started` is shown as one that is still being written.
    status: run.manifest.state === 'complete' ? 'success' : 'cancelled',
    eval: evalOf(run, group),
    plan: { name: 'plan', steps: [{ solver: 'generate', params: {} }] },
    results: resultsOf(run, group),
    stats: statsOf(run, group),
  };
  yield `${jsonText(header).slice(0, -1)},"samples":[`;
  let separator = '\n';
  for await (const item of itemsOf(run, group)) {
    for (const sample of item.samples) {
      yield separator + jsonText(inspectSample(item, sample, run.manifest.model));
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

/** The same for the same run, and no other's. */
function idOf({ manifest }: ExportedRun, ...of: string[]): string {
  const { name, label, settings_hash, started_at } = manifest;
  return hash('sha256', JSON.stringify([name, label, settings_hash, started_at, ...of])).slice(
    0,
    22,
  );
}

/** Items of one cluster are not independent: Inspect is told by which key of a sample's metadata they go together. */
const METRICS = [
  { name: 'inspect_ai/accuracy', options: {} },
  { name: 'inspect_ai/stderr', options: { cluster: 'cluster' } },
];

function evalOf(run: ExportedRun, group: ExportedGroup): object {
  const { manifest, summary, index } = run;
  const { task, summary: stated, items, sent } = group;
  return {
    eval_id: idOf(run, 'eval', task),
    run_id: idOf(run),
    created: manifest.started_at,
    task,
    task_id: idOf(run, 'task', task),
    task_version: stated.fingerprint.slice(0, 12),
    tags: tagsOf(run),
    dataset: {
      name: stated.suite,
      samples: items.length,
      sample_ids: items.map((item) => index.items.idOf(item)),
      shuffled: false,
    },
    model: manifest.model,
    model_generate_config: generateConfig(sent),
    config: {
      epochs: manifest.samples,
      epochs_reducer: ['mean'],
      fail_on_error: false,
      continue_on_fail: true,
    },
    packages: { 'pbb-eval': manifest.versions.pbb_eval },
    scorers: [
      { name: STRICT, options: {}, metrics: METRICS, metadata: {} },
      { name: LENIENT, options: {}, metrics: METRICS, metadata: {} },
    ],
    metadata: {
      simulated: manifest.simulated,
      pbb_eval: {
        manifest,
        group: stated,
        recall: (summary.recall ?? []).filter(({ suite }) => suite === stated.suite),
      },
    },
  };
}

function tagsOf({ manifest: { simulated, tags } }: ExportedRun): string[] {
  const own = Object.entries(tags).map(([name, value]) => `${name}=${String(value)}`);
  return simulated ? ['simulated', ...own] : own;
}

const configSchema = z.object({
  temperature: z.number().optional().catch(undefined),
  top_p: z.number().optional().catch(undefined),
  top_k: z.int().optional().catch(undefined),
  max_tokens: z.int().optional().catch(undefined),
  max_completion_tokens: z.int().optional().catch(undefined),
  stop: z.array(z.string()).optional().catch(undefined),
});

/** Of the parameters that were sent, those that Inspect knows; the manifest in the metadata has all. */
function generateConfig(sent: JsonObject | null): object {
  const {
    stop,
    max_completion_tokens: most,
    max_tokens = most,
    ...rest
  } = configSchema.parse(sent ?? {});
  return { ...rest, max_tokens, stop_seqs: stop };
}

function resultsOf({ manifest }: ExportedRun, { summary, items }: ExportedGroup): object {
  const { estimate } = summary;
  const { value, std_error: error, low, high } = estimate;
  const strict = { accuracy: value, stderr: error, ci_low: low, ci_high: high };
  const counts = {
    scored_samples: estimate.items,
    unscored_samples: items.length - estimate.items,
  };
  return {
    total_samples: items.length * manifest.samples,
    completed_samples: estimate.samples,
    scores: [
      { name: STRICT, scorer: STRICT, reducer: 'mean', ...counts, metrics: metricsOf(strict) },
      {
        name: LENIENT,
        scorer: LENIENT,
        reducer: 'mean',
        ...counts,
        metrics: metricsOf({ accuracy: estimate.lenient }),
      },
    ],
  };
}

/** What could not be computed is left out: Inspect has numbers alone. */
function metricsOf(values: Readonly<Record<string, number | null>>): object {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === null ? [] : [[name, { name, value, params: {} }]],
    ),
  );
}

function statsOf({ manifest }: ExportedRun, { usage }: ExportedGroup): object {
  return {
    started_at: manifest.started_at,
    completed_at: manifest.finished_at ?? '',
    model_usage: { [manifest.model]: modelUsage(usage) },
    role_usage: {},
  };
}
