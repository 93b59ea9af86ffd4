import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { namesIn, writeWholeFolder } from '../../src/store/whole-folder.js';

function place(): string {
  return join(mkdtempSync(join(tmpdir(), 'pbb-eval-whole-')), 'a', 'folder');
}

async function fill(folder: string): Promise<number> {
  writeFileSync(join(folder, 'one'), '1');
  return 1;
}

it('a folder is made with what was filled in, and with those above it', async () => {
  const folder = place();
  expect(await writeWholeFolder(folder, fill)).toBe(1);
  expect(await namesIn(folder)).toEqual(['one']);
});

it('an empty folder is filled', async () => {
  const folder = place();
  mkdirSync(folder, { recursive: true });
  await writeWholeFolder(folder, fill);
  expect(await namesIn(folder)).toEqual(['one']);
});

it('a link to an empty folder stays a link', async () => {
  const folder = place();
  mkdirSync(folder, { recursive: true });
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  await writeWholeFolder(link, fill);
  expect(readlinkSync(link)).toBe(folder);
  expect(await namesIn(folder)).toEqual(['one']);
});

it('a folder that holds something stays as it is', async () => {
  const folder = place();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mine'), '');
  await expect(writeWholeFolder(folder, fill)).rejects.toThrow(/\(ENOTEMPTY\)$/);
  expect(readdirSync(join(folder, '..'))).toEqual(['folder']);
  expect(await namesIn(folder)).toEqual(['mine']);
});

it('nothing is left where filling fails', async () => {
  const folder = place();
  const fail = async (temporary: string) => {
    await fill(temporary);
    throw new RangeError('no more');
  };
  await expect(writeWholeFolder(folder, fail)).rejects.toThrow(new RangeError('no more'));
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(join(folder, '..'))).toEqual([]);
});

it('a folder that is not there has no names', async () => {
  expect(await namesIn(place())).toEqual([]);
});
