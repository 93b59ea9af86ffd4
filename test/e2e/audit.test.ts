import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyFolder, run, simulatedConfig } from './cli.js';

const itemSchema = z.object({
  id: z.string(),
  split: z.string(),
  messages: z.array(z.object({ content: z.string() })),
});

/** A config and the data of its suite. */
async function data(folder: string) {
  const config = simulatedConfig(folder);
  const set = ['train=10', 'evaluation=10', 'items_per_function=2'].flatMap((each) => [
    '--set',
    each,
  ]);
  expect(await run(['data', 'random-arithmetic', '--out', 'data', ...set], folder)).toMatchObject({
    code: 0,
  });
  const lines = readFileSync(join(folder, 'data', 'items.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const items = lines.map((line) => itemSchema.parse(JSON.parse(line)));
  const leak = items.find(({ split }) => split === 'wo-io');
  if (leak === undefined) throw new Error('no items');
  return { config, leak };
}

const CLEAN = ['data/instructions.jsonl', 'data/executions.jsonl'];

describe('pbb-eval audit', () => {
  it('ends with 0 for clean files, with 1 for leaks, and says where they are', async () => {
    const folder = emptyFolder();
    const { config, leak } = await data(folder);
    const clean = await run(['audit', '--train', ...CLEAN, '--config', config], folder);
    expect(clean).toMatchObject({ code: 0, stderr: '' });
    expect(clean.stdout.replaceAll(/[\d.]+ MB/g, '# MB')).toBe(
      `data/instructions.jsonl: 20 lines, # MB
data/executions.jsonl: 300 lines, # MB
looked for: 40 held-out items, 10 evaluation instructions
20 functions met, 0 run on probe inputs
no leaks
`,
    );
    const text = leak.messages[0]?.content ?? '';
    writeFileSync(join(folder, 'leaky.jsonl'), `"fine"\n{\n${JSON.stringify({ text })}\n`);
    const leaky = await run(['audit', '--train', 'leaky.jsonl', '--config', config], folder);
    expect(leaky).toMatchObject({ code: 1, stderr: '' });
    const flat = text.replaceAll(/\s+/g, ' ');
    expect(leaky.stdout).toBe(
      `leaky.jsonl: 3 lines, 0.0 MB
  leaky.jsonl:2: not JSON, read as text
looked for: 40 held-out items, 10 evaluation instructions
prompt_exact: 1 leak of 1 instruction (prompt of a held-out item, letter by letter)
  leaky.jsonl:3: ${leak.id.replace('/cot/', '/direct/')}: ${flat.slice(0, 99)}…
0 functions met, 0 run on probe inputs
1 leak
`,
    );
  });

  it('is recorded in the run that it is about, and in no other', async () => {
    const folder = emptyFolder();
    const { config } = await data(folder);
    expect(await run(['run', config, '--out', 'runs', '--limit', '4'], folder)).toMatchObject({
      code: 0,
    });
    const [name = ''] = readdirSync(join(folder, 'runs', 'sim'));
    const directory = join('runs', 'sim', name);
    const audit = ['audit', '--train', ...CLEAN, '--config', config, '--run', directory];
    expect(await run([...audit, '--json'], folder)).toMatchObject({ code: 0 });
    const report = await run(['report', directory], folder);
    expect(report.stdout).toMatch(
      /\naudited: noisy: no leaks in 2 files, 0\.0 MB, \d{4}-\d\d-\d\d\n$/,
    );
    const other = await run([...audit, '--set', 'suites.0.train=11'], folder);
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toBe(
      `${directory} is a run of other items than the config asks for:
  random-arithmetic.train: 10 there, 11 here
Nothing was read.
`,
    );
  });

  it('refuses what it cannot read', async () => {
    const folder = emptyFolder();
    const config = simulatedConfig(folder);
    writeFileSync(join(folder, 'train.parquet'), 'PAR1');
    expect(await run(['audit', '--train', 'train.parquet', '--config', config], folder)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'train.parquet: is Parquet, which is not read: expected text or JSONL in UTF-8, which may be compressed by gzip\n',
    });
    expect(await run(['audit', '--train', 'none.jsonl', '--config', config], folder)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'none.jsonl: no such file\n',
    });
  });
});
