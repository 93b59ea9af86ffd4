import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { temporaryBeside } from '../../src/store/atomic.js';
import { makeFolder, removeFolder, removeLeftovers } from '../../src/store/folder.js';

const root = mkdtempSync(join(tmpdir(), 'pbb-eval-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('a folder is taken away with those above it that were made for it, and with no other', async () => {
  mkdirSync(join(root, 'there'));
  const folder = join(root, 'there', 'out', 'name', 'run');
  const made = await makeFolder(folder);
  expect(made).toBe(join(root, 'there', 'out'));
  await removeFolder(folder, made ?? folder);
  expect(readdirSync(root)).toEqual(['there']);
  expect(readdirSync(join(root, 'there'))).toEqual([]);
});

it('a folder above that holds something else stays', async () => {
  const folder = join(root, 'shared', 'run');
  const made = await makeFolder(folder);
  writeFileSync(join(root, 'shared', 'other'), '');
  await removeFolder(folder, made ?? folder);
  expect(readdirSync(join(root, 'shared'))).toEqual(['other']);
});

it('a folder that cannot be made is a fault of the world, named', async () => {
  writeFileSync(join(root, 'file'), '');
  await expect(makeFolder(join(root, 'file', 'run'))).rejects.toThrow(join(root, 'file', 'run'));
});

it('below a folder that takes no other nothing is made, and nobody waits for it', async () => {
  if (existsSync('/proc/self')) await expect(makeFolder('/proc/x/y')).rejects.toThrow('/proc/x/y');
});

it('two processes that make one folder at once both have it', async () => {
  const made = await Promise.all([1, 2, 3].map(() => makeFolder(join(root, 'a', 'b', 'c'))));
  expect(existsSync(join(root, 'a', 'b', 'c'))).toBe(true);
  expect(made.filter((folder) => folder === join(root, 'a'))).toHaveLength(1);
});

it('half-written files of a dead process go, and nothing else does', async () => {
  const folder = join(root, 'leftovers');
  mkdirSync(folder);
  const leftover = temporaryBeside(join(folder, 'scores.jsonl'));
  for (const path of [leftover, join(folder, 'scores.jsonl'), join(folder, '.keep.tmp')])
    writeFileSync(path, '');
  await removeLeftovers(folder);
  expect(existsSync(leftover)).toBe(false);
  expect(readdirSync(folder).toSorted()).toEqual(['.keep.tmp', 'scores.jsonl']);
});
