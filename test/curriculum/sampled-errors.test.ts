/** Wrong samples of a run as what preference training rejects. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../../src/config/load.js';
import { planOf } from '../../src/eval/plan.js';
import { runModel } from '../../src/eval/run.js';
import { ARITHMETIC, configText, written } from './lessons.js';

const pair = z.object({
  item: z.string(),
  chosen: z.tuple([z.object({ content: z.string() })]),
  rejected: z.tuple([z.object({ content: z.string() })]),
});

/** A run of a simulated model that is mostly wrong, and its folder. */
async function runFolder(suite: object): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'pbb-eval-rejected-'));
  const config = parseConfig(configText({}, [{ ...suite }]), 'run.yaml', [
    `out=${out}`,
    'models.0.simulator={kind: noisy, skill: 0.2}',
    'sampling.samples=4',
  ]);
  const [model] = config.models;
  if (model === undefined) throw new Error('there is no model');
  const { directory } = await runModel({
    config,
    model,
    plan: await planOf(config),
    access: {},
    fresh: false,
    signal: new AbortController().signal,
    onStart: () => undefined,
    onProgress: () => undefined,
  });
  return directory;
}

describe('rejected completions', () => {
  it('are what a model wrote in a run, for the executions that it was asked', async () => {
    const run = await runFolder(ARITHMETIC);
    const curriculum = { kind: 'retroactive', stages: 'second', formats: ['dpo'] };
    const { manifest, linesOf } = await written({ ...curriculum, rejected_from: run });
    const [file] = manifest.stages.flatMap(({ files }) => files);
    // Of three executions in two ways, two are asked for each of two functions.
    expect(file?.lines).toBeGreaterThan(4);
    expect((file?.lines ?? 0) + (file?.left_out ?? 0)).toBe(12);
    const made = await written(curriculum);
    const plausible = made.linesOf('stage-2.dpo.jsonl').map((line) => pair.parse(JSON.parse(line)));
    for (const line of linesOf('stage-2.dpo.jsonl')) {
      const { item, chosen, rejected } = pair.parse(JSON.parse(line));
      const other = plausible.find((each) => each.item === item);
      expect(other?.chosen).toEqual(chosen);
      expect(rejected[0].content).not.toBe(chosen[0].content);
    }
  });

  it('are refused from a run of other items, and from one without wrong samples', async () => {
    const run = await runFolder(ARITHMETIC);
    const other = [{ ...ARITHMETIC, seed: 2 }];
    const curriculum = { kind: 'retroactive', stages: 'second', formats: ['dpo'] };
    await expect(written({ ...curriculum, rejected_from: run }, other)).rejects.toThrow(
      'stage-2 as dpo has 0 lines (12 executions were left out: they have no steps for cot that may be shown, or no wrong completion for dpo): a trainer needs one. Nothing was written.',
    );
    const items = readFileSync(join(run, 'items.jsonl'), 'utf8');
    writeFileSync(
      join(run, 'items.jsonl'),
      items.replaceAll('"executed_ops":', '"executed_operations":'),
    );
    await expect(written({ ...curriculum, rejected_from: run })).rejects.toThrow(
      /^curriculum\.rejected_from: .* asked random-arithmetic\/w-io-train\/\S+ otherwise: it is of other suite options, or of another version$/,
    );
    writeFileSync(join(run, 'scores.jsonl'), '');
    await expect(written({ ...curriculum, rejected_from: run })).rejects.toThrow(
      `curriculum.rejected_from: ${run} has no wrong samples of w-io-train in the requested format: name a run that has, or leave the key out`,
    );
  });
});
