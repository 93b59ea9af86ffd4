/**
 * The results of a run as lm-evaluation-harness writes them (`results_*.json` of `--output_path`; written against lm_eval 0.4.13): what
 * its `make_table` prints.
 */
import { hash } from 'node:crypto';
import type { GroupSummary } from '../eval/summary.js';
import type { ExportedGroup, ExportedRun } from './exported-run.js';
import { fileName } from './file-name.js';
import { jsonText } from './json-text.js';

/** The folder of a model. */
export function lmEvalFolder({ manifest }: ExportedRun): string {
  // As lm_eval has it, as far as that is a name.
  return fileName(manifest.model.replaceAll(/["<>:/|\\?*[\]]+/g, '__'));
}

/** How the names of all files of a run end: the time at which it ended. */
export function lmEvalDate({ manifest }: ExportedRun): string {
  return (manifest.finished_at ?? manifest.started_at).replace('Z', '').replaceAll(':', '-');
}

/** The text of the results. `hashes`: by task, over its lines. */
export function lmEvalResults(run: ExportedRun, hashes: Readonly<Record<string, string>>): string {
  const { manifest, summary, groups } = run;
  const byTask = <T>(of: (group: ExportedGroup) => T): Record<string, T> =>
    Object.fromEntries(groups.map((group) => [group.task, of(group)]));
  return `${jsonText(
    {
      results: byTask(({ task, summary: stated }) => metricsOf(task, stated)),
      group_subtasks: byTask(() => []),
      configs: byTask((group) => configOf(run, group)),
      versions: byTask(({ summary: stated }) => stated.fingerprint.slice(0, 12)),
      'n-shot': byTask(() => 0),
      higher_is_better: byTask(() => ({ acc: true, acc_lenient: true })),
      'n-samples': byTask(({ items }) => ({ original: items.length, effective: items.length })),
      config: {
        model: 'pbb-eval',
        model_args: { model: manifest.model },
        batch_size: null,
        device: null,
        use_cache: null,
        limit: null,
        gen_kwargs: manifest.sampling_sent,
      },
      git_hash: null,
      date: Date.parse(manifest.started_at) / 1000,
      ...identityOf(run),
      task_hashes: hashes,
      total_evaluation_time_seconds: secondsOf(run),
      pbb_eval: { manifest, summary },
    },
    2,
  )}\n`;
}

function metricsOf(task: string, { estimate, suite, split, answer }: GroupSummary): object {
  const { value, std_error: error, lenient, items } = estimate;
  return {
    alias: `${suite}/${split}/${answer}`,
    name: task,
    sample_len: items,
    ...(value === null ? {} : { 'acc,none': value, 'acc_stderr,none': error ?? 'N/A' }),
    ...(lenient === null ? {} : { 'acc_lenient,none': lenient, 'acc_lenient_stderr,none': 'N/A' }),
  };
}

function configOf({ manifest }: ExportedRun, { task, summary, sent }: ExportedGroup): object {
  return {
    task,
    dataset_name: summary.suite,
    test_split: summary.split,
    output_type: 'generate_until',
    generation_kwargs: sent,
    repeats: manifest.samples,
    num_fewshot: 0,
    metadata: { version: summary.fingerprint, answer: summary.answer },
  };
}

function identityOf(run: ExportedRun): object {
  const { model, simulated } = run.manifest;
  const { systemPrompt: system } = run;
  return {
    model_source: simulated ? 'simulated' : 'pbb-eval',
    model_name: model,
    model_name_sanitized: lmEvalFolder(run),
    system_instruction: system,
    system_instruction_sha: system === null ? null : hash('sha256', system),
    fewshot_as_multiturn: null,
    chat_template: null,
    chat_template_sha: null,
  };
}

/** A text, as lm_eval has it; null for a run that has not ended. */
function secondsOf({
  manifest: { started_at: from, finished_at: to },
}: ExportedRun): string | null {
  return to === null ? null : String((Date.parse(to) - Date.parse(from)) / 1000);
}
