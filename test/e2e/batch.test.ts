import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { planOf } from '../../src/eval/plan.js';
import { simulatedModelSchema } from '../../src/simulator/model.js';
import { startSimulator } from '../../src/simulator/server.js';
import { emptyFolder, run } from './cli.js';

const SUITE = {
  suite: 'random-arithmetic',
  train: 10,
  evaluation: 5,
  items_per_function: 2,
  splits: ['wo-io'],
};

/** A simulated model at an ordinary address, and a config that names it. */
async function rehearsal(folder: string): Promise<string> {
  const path = join(folder, 'b.yaml');
  const write = (url: string) =>
    writeFileSync(
      path,
      JSON.stringify({ models: [{ label: 'm', base_url: url }], suites: [SUITE] }),
    );
  write('http://localhost:1/v1');
  const { groups, instances } = await planOf(loadConfig(path));
  const server = await startSimulator({
    models: { m: simulatedModelSchema.parse({ kind: 'noisy', skill: 0.5, icc: 0.3 }) },
    suites: [...instances.values()],
    items: groups.flatMap(({ items }) => items),
  });
  onTestFinished(() => server.close());
  write(server.url);
  return 'b.yaml';
}

function summary(folder: string): string {
  const parent = join(folder, 'results', 'b');
  return readFileSync(join(parent, readdirSync(parent)[0] ?? '', 'summary.json'), 'utf8');
}

it('a run by way of batches ends with the summary of a run that asks at once', async () => {
  const direct = emptyFolder();
  await run(['run', await rehearsal(direct), '--set', 'sampling.samples=4'], direct);
  const folder = emptyFolder();
  const config = await rehearsal(folder);
  const options = [config, '--set', 'sampling.samples=4'];
  const exported = await run(['batch', 'export', ...options], folder);
  expect(exported).toMatchObject({ code: 0, stdout: 'batches/m-0001.jsonl: 20 requests\n' });
  const file = 'batches/m-0001.jsonl';
  const submitted = await run(['batch', 'submit', config, file], folder);
  expect(submitted).toMatchObject({ code: 0, stdout: `${file}: batch-1 completed\n` });
  expect((await run(['batch', 'submit', config, file], folder)).stderr).toBe(
    `${file} was submitted already, as batch-1; nothing was sent\n`,
  );
  const status = await run(['batch', 'status', config, file], folder);
  expect(status).toMatchObject({
    code: 0,
    stdout: `${file}: batch-1 completed, 20 of 20 done, 0 failed\n`,
  });
  const imported = await run(['batch', 'import', ...options, file], folder);
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  expect(imported.stdout).toMatch(/results\/b\/m-[0-9a-f]{8}: complete\n$/);
  expect(summary(folder)).toBe(summary(direct));

  const half = emptyFolder();
  await rehearsal(half);
  const lines = readFileSync(join(folder, `${file}.answers.jsonl`), 'utf8').split('\n');
  writeFileSync(join(half, 'some.jsonl'), lines.slice(0, 5).join('\n'));
  const some = await run(['batch', 'import', ...options, 'some.jsonl'], half);
  expect(some.code).toBe(3);
  expect(some.stdout).toContain(': 60 samples missing\n');
  writeFileSync(join(half, 'rest.jsonl'), lines.slice(3).toReversed().join('\n'));
  expect((await run(['batch', 'import', ...options, 'rest.jsonl'], half)).code).toBe(0);
  expect(summary(half)).toBe(summary(direct));
});

it('what is exported, submitted, fetched or named twice is counted once, and answers to another config not at all', async () => {
  const folder = emptyFolder();
  const config = await rehearsal(folder);
  const options = [config, '--set', 'sampling.samples=4'];
  const [one, two] = ['batches/m-0001.jsonl', 'batches/m-0002.jsonl'];
  await run(['batch', 'export', ...options], folder);
  expect(await run(['batch', 'export', ...options], folder)).toEqual({
    code: 0,
    stdout: `${two}: 20 requests\n`,
    stderr:
      'm: batches held 1 earlier file of requests. What their answers bring and was not imported is asked again, and of ' +
      'two answers the first that is imported counts.\n',
  });
  await run(['batch', 'submit', config, one, two], folder);
  const imported = await run(['batch', 'import', ...options, one, two], folder);
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  const answers = `${one}.answers.jsonl`;
  const lines = readFileSync(join(folder, answers), 'utf8');
  const journal = () => {
    const parent = join(folder, 'results', 'b');
    return readFileSync(join(parent, readdirSync(parent)[0] ?? '', 'responses.jsonl'), 'utf8');
  };
  const before = journal();
  expect(before.trim().split('\n')).toHaveLength(20);
  const again = await run(['batch', 'import', ...options, answers, answers, one], folder);
  expect(again).toMatchObject({ code: 0, stdout: imported.stdout });
  expect(journal()).toBe(before);

  writeFileSync(join(folder, 'strange.jsonl'), `\uFEFF${lines}\n{"custom_id":"x"}\n`);
  const other = ['--set', 'sampling.temperature=0.5', '--set', 'out=other'];
  const foreign = await run(['batch', 'import', ...options, ...other, 'strange.jsonl'], folder);
  expect(foreign).toMatchObject({
    code: 3,
    stderr:
      'm: 20 lines of answers to other settings or items, not taken\n' +
      '1 line of answers to no request of this config\n',
  });
  expect(foreign.stdout).toContain(': 80 samples missing\n');
});
