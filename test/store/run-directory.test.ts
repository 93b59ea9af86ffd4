import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/store/records.js';
import { listRuns, readManifest, runPaths, writeManifest } from '../../src/store/run-directory.js';
import { storeErrorOf, temporaryFolder } from './workshop.js';

const MANIFEST: Manifest = {
  format: 1,
  name: 'quickstart',
  label: 'step-100',
  state: 'incomplete',
  simulated: false,
  model: 'm',
  tags: { stage: 'sft', step: 100, base: false },
  samples: 16,
  settings: { temperature: 0.8, suites: [{ name: 'random-arithmetic', functions: null }] },
  settings_hash: '0011223344556677',
  config: {},
  fingerprints: { 'random-arithmetic/wo-io/direct': 'ab' },
  sampling_sent: null,
  versions: { pbb_eval: '0.0.1', node: '20.19.0' },
  started_at: '2025-01-02T03:04:05.678Z',
  finished_at: null,
};

async function runAt(...parts: string[]): Promise<string> {
  const directory = join(...parts);
  mkdirSync(directory, { recursive: true });
  await writeManifest(directory, { ...MANIFEST, label: parts.at(-1) ?? '' });
  return directory;
}

describe('manifest', () => {
  test('it is read as it was written', async () => {
    const directory = temporaryFolder();
    await writeManifest(directory, MANIFEST);
    expect(await readManifest(directory)).toEqual(MANIFEST);
    expect(readFileSync(runPaths(directory).manifest, 'utf8')).toMatch(/^\{\n {2}"format": 1,\n/);
  });

  test.each([
    [{ format: 2 }, 'format: Invalid input: expected 1'],
    [{ state: 'done' }, 'state: Invalid option: expected one of "running"|"complete"|"incomplete"'],
    [{ tags: { step: null } }, 'tags.step: Invalid input'],
    [{ started_at: 'yesterday' }, 'started_at: Invalid ISO datetime'],
    [
      { versions: { node: '20' } },
      'versions.pbb_eval: Invalid input: expected string, received undefined',
    ],
  ])('%j is an error that names the file and the fault', async (change, fault) => {
    const path = runPaths(temporaryFolder());
    writeFileSync(path.manifest, JSON.stringify({ ...MANIFEST, ...change }));
    const error = await storeErrorOf(readManifest(path.directory));
    expect(error).toMatchObject({ kind: 'broken', path: path.manifest });
    expect(error.message).toBe(`${path.manifest}: ${fault}`);
  });

  test('what is not JSON, and what is not there, is told', async () => {
    const path = runPaths(temporaryFolder());
    const missing = await storeErrorOf(readManifest(path.directory));
    expect(missing.message).toBe(`${path.manifest}: no such file or folder (ENOENT)`);
    writeFileSync(path.manifest, '{"format": 1');
    const broken = await storeErrorOf(readManifest(path.directory));
    expect(broken.message).toContain(`${path.manifest}: not JSON: `);
  });
});

describe('the runs below a folder', () => {
  test('they are found at any level, in the order of their paths', async () => {
    const root = temporaryFolder();
    const runs = [
      await runAt(root, 'b', 'step-10'),
      await runAt(root, 'a', 'B'),
      await runAt(root, 'a', 'a'),
      await runAt(root, 'single'),
      await runAt(root, 'b', 'step-9'),
    ];
    mkdirSync(join(root, 'empty'));
    const found = await listRuns(root);
    expect(found.warnings).toEqual([]);
    expect(found.runs.map(({ directory }) => directory)).toEqual([
      runs[1],
      runs[2],
      runs[0],
      runs[4],
      runs[3],
    ]);
    expect(found.runs.map(({ manifest }) => manifest.label)[2]).toBe('step-10');
  });

  test('the folder itself may be a run, and runs are not searched', async () => {
    const root = temporaryFolder();
    await runAt(root);
    await runAt(root, 'inside');
    expect((await listRuns(root)).runs.map(({ directory }) => directory)).toEqual([root]);
  });

  test('links are not followed', async () => {
    const root = temporaryFolder();
    const run = await runAt(temporaryFolder(), 'run');
    symlinkSync(run, join(root, 'link'));
    symlinkSync(root, join(root, 'loop'));
    expect(await listRuns(root)).toEqual({ runs: [], warnings: [] });
  });

  test('a broken run is passed over with a warning', async () => {
    const root = temporaryFolder();
    const whole = await runAt(root, 'whole');
    mkdirSync(join(root, 'broken'));
    writeFileSync(join(root, 'broken', 'run.json'), '{}');
    const { runs, warnings } = await listRuns(root);
    expect(runs.map(({ directory }) => directory)).toEqual([whole]);
    expect(warnings).toEqual([
      `${join(root, 'broken', 'run.json')}: format: Invalid input: expected 1`,
    ]);
  });

  test('folders that lie too deep are told', async () => {
    const root = temporaryFolder();
    await runAt(root, '1', '2', '3', '4', '5', '6');
    await runAt(root, 'a', 'b', 'c', 'd', 'e', 'f', 'g');
    const { runs, warnings } = await listRuns(root);
    expect(runs.map(({ manifest }) => manifest.label)).toEqual(['6']);
    expect(warnings).toEqual([
      `${join(root, 'a/b/c/d/e/f')}: folders below this one are too deep to be searched for runs`,
    ]);
  });

  test('a folder that does not exist holds none; a file in its place neither', async () => {
    const root = temporaryFolder();
    expect(await listRuns(join(root, 'none'))).toEqual({ runs: [], warnings: [] });
    writeFileSync(join(root, 'file'), '');
    expect(await listRuns(join(root, 'file'))).toEqual({ runs: [], warnings: [] });
  });
});
