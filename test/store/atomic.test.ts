// Each step of a test waits for the one before.
// oxlint-disable no-await-in-loop
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeAtomic } from '../../src/store/atomic.js';
import { Child, removeCompiled, storeErrorOf, temporaryFolder } from './workshop.js';

afterAll(removeCompiled);

function* pieces(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `${index} é\n`;
}

async function* later(parts: Iterable<string>): AsyncGenerator<string> {
  for (const part of parts) {
    await Promise.resolve();
    yield part;
  }
}

test.each([
  ['a text', 'whole\n', 'whole\n'],
  ['nothing', '', ''],
  ['pieces', pieces(100_000), [...pieces(100_000)].join('')],
  ['pieces that come later', later(pieces(1000)), [...pieces(1000)].join('')],
])('%s is written whole and nothing else is left', async (_, contents, text) => {
  const folder = temporaryFolder();
  await writeAtomic(join(folder, 'file'), contents);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe(text);
  expect(readdirSync(folder)).toEqual(['file']);
});

test('when the pieces fail, the old file stays and nothing else is left', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), 'old');
  async function* failing(): AsyncGenerator<string> {
    yield* later(pieces(100_000));
    throw new Error('no more');
  }
  await expect(writeAtomic(join(folder, 'file'), failing())).rejects.toThrow('no more');
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['file']);
});

test.skipIf(process.platform === 'win32')('when the disk is full, the old file stays', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), 'old');
  const child = new Child(
    `await writeAtomic(folder + '/file', 'x'.repeat(1e6)).catch((error) => say(error.kind));`,
    folder,
    64,
  );
  expect(await child.rest()).toEqual(['full']);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a missing folder and a folder in the place of the file are told', async () => {
  const folder = temporaryFolder();
  expect((await storeErrorOf(writeAtomic(join(folder, 'none', 'file'), ''))).kind).toBe('missing');
  mkdirSync(join(folder, 'file'));
  writeFileSync(join(folder, 'file', 'inside'), '');
  expect((await storeErrorOf(writeAtomic(join(folder, 'file'), 'text'))).kind).toBe('failed');
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a reader sees the old file or the new, while it is replaced and after kill -9', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'file');
  const length = 2_000_000;
  const isWhole = (): boolean => {
    const text = readFileSync(path, 'utf8');
    return text === (text[0] ?? '').repeat(length);
  };
  const code = `for (let round = 0; ; round += 1) {
    await writeAtomic(folder + '/file', String(round % 10).repeat(${length}));
    say(String(round));
  }`;
  for (const rounds of [1, 3, 8]) {
    const child = new Child(code, folder);
    for (let round = 0; round < rounds; round += 1) {
      await child.line();
      expect(isWhole()).toBe(true);
    }
    await child.kill();
    expect(isWhole()).toBe(true);
  }
});
