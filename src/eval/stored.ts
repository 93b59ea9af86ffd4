/** Runs on disk, read for reports. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { z } from 'zod';
import { ANSWERS } from '../scoring/verdict.js';
import { INTERVAL_METHODS, type VarianceComponents } from '../stats/index.js';
import type { Manifest } from '../store/records.js';
import { listRuns, runPaths } from '../store/run-directory.js';
import { CLUSTER_NOUNS } from '../suites/suite.js';
import type { Estimate } from './estimate.js';
import type { RecallSummary } from './recall.js';
import { RefusedError } from './refused.js';
import type { ControlEstimate, Summary, TriesEstimate } from './summary.js';

export interface StoredRun {
  /** The run's folder, from the folder that was searched; the folder itself is `.`. */
  readonly run: string;
  readonly directory: string;
  readonly manifest: Manifest;
  readonly summary: Summary;
}

export interface StoredRuns {
  readonly runs: readonly StoredRun[];
  /** What was passed over, and why. */
  readonly warnings: readonly string[];
}

/** Every run below `directory` that has a summary. RefusedError when there is no such folder. */
export async function storedRuns(directory: string): Promise<StoredRuns> {
  if (!existsSync(directory)) throw new RefusedError(`${directory}: no such folder`);
  const found = await listRuns(directory);
  const warnings = [...found.warnings];
  const runs: StoredRun[] = [];
  for (const { directory: folder, manifest } of found.runs) {
    const summary = await storedSummary(folder, manifest);
    if (typeof summary === 'string') warnings.push(summary);
    else
      runs.push({ run: relative(directory, folder) || '.', directory: folder, manifest, summary });
  }
  return { runs, warnings };
}

/** The summary of the run in `directory`, or in words why there is none. */
export async function storedSummary(
  directory: string,
  { state }: Manifest,
): Promise<Summary | string> {
  const path = runPaths(directory).summary;
  if (!existsSync(path)) {
    return `${directory}: not summarised yet (state ${state}); run it again, or pbb-eval score it`;
  }
  const summary = readSummary(await readFile(path, 'utf8'));
  return typeof summary === 'string'
    ? `${path}: ${summary}; make it again with pbb-eval score`
    : summary;
}

/** The summary in `text`, or in words why it is none: a folder may come from others, or from another version. */
function readSummary(text: string): Summary | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  const result = summarySchema.safeParse(value);
  return result.success
    ? result.data
    : `not a summary of this version: ${z.prettifyError(result.error)}`;
}

const number = z.number();
const shareOrNull = z.number().min(0).max(1).nullable();
const limitsSchema = z.object({ low: number, high: number });

const estimateSchema: z.ZodType<Estimate> = z.object({
  value: shareOrNull,
  low: shareOrNull,
  high: shareOrNull,
  method: z.enum(INTERVAL_METHODS),
  level: number,
  std_error: number.nullable(),
  n_eff: number.nullable(),
  design_effect: number.nullable(),
  clusters: number,
  items: number,
  samples: number,
  cluster_t: limitsSchema.nullable(),
  flags: z.array(z.string()),
  instructions: number,
  missing: number,
  malformed: shareOrNull,
  truncated: shareOrNull,
  tokens: number.nonnegative().nullable(),
  reasoned: shareOrNull,
  lenient: shareOrNull,
  binding_errors: shareOrNull,
  binding_errors_by_chance: shareOrNull,
  distinct_answers: shareOrNull,
  // Runs from before it was counted.
  distinct_outputs: shareOrNull.default(null),
  measures: z.record(z.string(), shareOrNull),
});

const triesSchema: z.ZodType<TriesEstimate> = z.object({
  value: number,
  low: number,
  high: number,
  method: z.enum(INTERVAL_METHODS),
  items: number,
});

const varianceSchema: z.ZodType<VarianceComponents> = z.object({
  clusters: number,
  items: number.nullable(),
  samples: number.nullable(),
  gain_of_samples: number.nullable(),
  gain_of_items: number.nullable(),
  advice: z.string(),
});

const controlSchema: z.ZodType<ControlEstimate> = z.object({
  value: number,
  low: number,
  high: number,
  method: z.enum(['exact', 'simulated']),
});

const recallShareSchema = limitsSchema.extend({ value: number });

const recallSchema: z.ZodType<RecallSummary> = z.object({
  suite: z.string(),
  split: z.string(),
  answer: z.string(),
  instructions: number,
  knows: recallShareSchema,
  does: recallShareSchema,
  knows_and_does: recallShareSchema,
  knows_only: recallShareSchema,
  does_only: recallShareSchema,
  neither: recallShareSchema,
  does_if_known: recallShareSchema.nullable(),
  does_if_unknown: recallShareSchema.nullable(),
  words: z.string(),
});

const summarySchema: z.ZodType<Summary> = z.object({
  format: z.literal(1),
  name: z.string(),
  label: z.string(),
  model: z.string(),
  simulated: z.boolean(),
  tags: z.record(z.string(), z.union([z.string(), number, z.boolean()])),
  samples_per_item: number,
  temperature: number,
  groups: z.array(
    z.object({
      suite: z.string(),
      split: z.string(),
      answer: z.enum(ANSWERS),
      // Runs from before it was written down.
      cluster_noun: z.enum(CLUSTER_NOUNS).default('instruction'),
      fingerprint: z.string(),
      estimate: estimateSchema,
      pass_at: z.record(z.string(), triesSchema),
      majority_at: z.record(z.string(), triesSchema),
      variance: varianceSchema.nullable(),
      controls: z.record(z.string(), controlSchema),
      stated_accuracy: number.exactOptional(),
      facets: z.record(z.string(), z.record(z.string(), estimateSchema)),
      reasoning: z
        .object({ steps_stated: number, first_wrong_step: z.record(z.string(), number) })
        .exactOptional(),
      warnings: z.array(z.string()),
    }),
  ),
  recall: z.array(recallSchema).exactOptional(),
});
