/** The data frame of a run, read back by another library than wrote it, and its columns as the page states them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { openRun } from '../../src/interop/exported-run.js';
import { FORMATS } from '../../src/interop/formats.js';
import { COLUMNS } from '../../src/interop/parquet-columns.js';
import { emptyFolder } from '../comparison/runs.js';
import { ROOT } from '../docs/pages.js';
import { type MadeRun, makeRun } from './made-run.js';

async function written(): Promise<{ made: MadeRun; path: string }> {
  const made = await makeRun(emptyFolder());
  const folder = emptyFolder();
  const names = await FORMATS.parquet(await openRun(made.directory), folder);
  expect(names).toEqual(['samples.parquet']);
  return { made, path: join(folder, 'samples.parquet') };
}

describe('the data frame', () => {
  it('has a row for every sample that was asked for, and every field of it', async () => {
    const { made, path } = await written();
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    expect(rows).toHaveLength(15);
    const of = {
      name: 'test',
      label: 'step-200',
      model: 'model-of-step-200',
      simulated: true,
      tags: '{"step":200}',
      group: 'random-arithmetic/wo-io/direct',
      suite: 'random-arithmetic',
      split: 'wo-io',
      answer: 'direct',
      item: made.items[0]?.id,
      instruction: 's1-000',
      cluster: 's1-000',
      input: '0',
      messages:
        '[{"role":"system","content":"Be brief."},{"role":"user","content":"wo-io s1-000(0)?"}]',
      target: '{"kind":"integer","value":"7"}',
      expected: '7',
      facets: '{"ops":1}',
      controls: '{}',
    };
    const none = { steps: null, steps_stated: null, first_wrong_step: null, binding_error: null };
    const at = new Date('2026-01-01T00:00:02.500Z');
    expect(rows[1]).toEqual({
      ...of,
      ...none,
      index: 1n,
      state: 'scored',
      verdict: 'incorrect',
      correct: false,
      lenient: 'incorrect',
      answer_read: '8',
      reason: 'found 8, expected 7',
      truncated: false,
      reasoned: true,
      measures: '{}',
      content: '8',
      reasoning: 'It is 8.',
      finish_reason: 'stop',
      logprobs: null,
      response_first: 0n,
      response_n: 2n,
      response_choices: 2n,
      response_seed: 5n,
      response_prompt_tokens: 10n,
      response_completion_tokens: 20n,
      response_reasoning_tokens: 5n,
      response_latency_ms: 250,
      response_attempts: 1n,
      response_at: at,
      response_id: null,
      response_model: null,
      failure: null,
      failures: null,
    });
    expect(rows[2]).toMatchObject({
      verdict: 'malformed',
      correct: false,
      truncated: true,
      content: 'lone \ufffd and \ufffd here',
      finish_reason: 'length',
      logprobs: '{"content":[{"token":"7"}]}',
      response_id: 'r-2',
      response_model: 'served',
      response_reasoning_tokens: null,
    });
    expect(rows[3]).toMatchObject({
      index: 0n,
      state: 'missing',
      verdict: null,
      correct: null,
      content: null,
      response_at: null,
      failure: 'timeout',
      failures: expect.stringContaining('"message":"no whole answer in time"'),
    });
    expect(rows[12]).toMatchObject({ split: 'recall', state: 'unjudged', verdict: null });
  });

  it('carries the manifest and the summary of the run', async () => {
    const { made, path } = await written();
    const { key_value_metadata: pairs } = await parquetMetadataAsync(
      await asyncBufferFromFile(path),
    );
    expect(pairs?.map(({ key }) => key)).toEqual(['pbb_eval']);
    expect(JSON.parse(pairs?.[0]?.value ?? '')).toEqual({
      manifest: made.manifest,
      summary: made.summary,
    });
  });

  it('has the columns and types that the page states, in that order', () => {
    const page = readFileSync(join(ROOT, 'docs', 'interop.md'), 'utf8');
    const stated = [...page.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| (\w+) \|/gm)].flatMap(
      ([, names = '', type]) =>
        [...names.matchAll(/`(\w+)`/g)].map(([, name]) => ({ name, type: type?.toUpperCase() })),
    );
    expect(stated).toEqual(COLUMNS.map(({ name, type }) => ({ name, type })));
  });
});
