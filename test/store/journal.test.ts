// Each step of a test waits for the one before.
// oxlint-disable no-await-in-loop
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Journal, readJournal } from '../../src/store/journal.js';
import { Child, removeCompiled, storeErrorOf, temporaryFolder } from './workshop.js';

afterAll(removeCompiled);

async function records(path: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { record } of readJournal(path)) found.push(record);
  return found;
}

function newPath(content?: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'journal.jsonl');
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

async function appended(path: string, ...lines: object[]): Promise<void> {
  const journal = await Journal.open(path);
  await Promise.all(lines.map((line) => journal.append(line)));
  await journal.close();
}

describe('writing and reading', () => {
  test('lines are read in the order in which they were appended', async () => {
    const path = newPath();
    const lines = Array.from({ length: 5000 }, (_, index) => ({ index }));
    await appended(path, ...lines);
    expect(await records(path)).toEqual(lines);
  });

  test('a line is in the file when append resolves, and numbered from 1', async () => {
    const path = newPath();
    const journal = await Journal.open(path);
    await journal.append({ a: 1 });
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n');
    await journal.append({ b: 2 });
    for await (const { record, line } of readJournal(path)) {
      expect(record).toEqual(line === 1 ? { a: 1 } : { b: 2 });
    }
    await journal.close();
  });

  test('any text survives: line separators, line breaks, lone surrogates, NUL', async () => {
    const path = newPath();
    const record = { text: '\u2028\u2029\n\r\u0000\ud800 \udc00x é 𝔸 "\\' };
    await appended(path, record);
    expect(await records(path)).toEqual([record]);
  });

  test('lines longer than any buffer survive, and small ones beside them', async () => {
    const path = newPath();
    const lines = [{ a: 1 }, { text: 'é𝔸'.repeat(2_000_000) }, { b: 2 }, { text: 'x'.repeat(3e6) }];
    await appended(path, ...lines);
    expect(await records(path)).toEqual(lines);
  });

  test('a journal that was closed is added to when it is opened again', async () => {
    const path = newPath();
    await appended(path, { a: 1 });
    await appended(path, { b: 2 });
    expect(await records(path)).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('a file that does not exist has no lines', async () => {
    expect(await records(newPath())).toEqual([]);
  });

  test('a record that has no JSON is refused and the journal goes on', async () => {
    const path = newPath();
    const journal = await Journal.open(path);
    await expect(journal.append({ big: 1n })).rejects.toThrow(TypeError);
    await journal.append({ a: 1 });
    await journal.close();
    await journal.close();
    expect(await records(path)).toEqual([{ a: 1 }]);
    await expect(journal.append({ b: 2 })).rejects.toThrow('append after close');
  });
});

describe('what a crash leaves', () => {
  test.each([
    ['a part of a line', '{"a":1}\n{"b":', [{ a: 1 }]],
    ['a line without its line break', '{"a":1}\n{"b":2}', [{ a: 1 }]],
    ['nothing but a part of a line', '{"a"', []],
    [
      'a part of a character',
      Buffer.concat([Buffer.from('{"a":1}\n"'), Buffer.of(0xc3)]),
      [{ a: 1 }],
    ],
    ['a long part of a line', `{"a":1}\n"${'x'.repeat(300_000)}`, [{ a: 1 }]],
    ['a block of zeros', `{"a":1}\n${'\0'.repeat(5000)}`, [{ a: 1 }]],
  ])('%s: ignored by a reader, dropped by the next writer', async (_, content, whole) => {
    const path = newPath(content);
    expect(await records(path)).toEqual(whole);
    await appended(path, { next: true });
    expect(await records(path)).toEqual([...whole, { next: true }]);
  });

  test.each([
    ['a broken line in the middle', '{"a":1}\n{"b":\n{"c":3}\n', ':2: not JSON: '],
    ['a broken last line with its line break', '{"a":1}\n{"b":\n', ':2: not JSON: '],
    ['an empty line', '{"a":1}\n\n{"c":3}\n', ':2: not JSON: '],
    [
      'a line that is not UTF-8',
      Buffer.concat([Buffer.from('{}\n{}\n"'), Buffer.of(0xc3), Buffer.from('"\n{}\n')]),
      ':3: not UTF-8. ',
    ],
  ])('%s is an error that names the line', async (_, content, message) => {
    const path = newPath(content);
    const error = await storeErrorOf(records(path));
    expect(error).toMatchObject({ kind: 'broken', path });
    expect(error.message).toContain(`${path}${message}`);
  });

  // Long lines take several writes each, so that a kill falls between the parts of a line.
  test.each([1, 2, 5, 13, 30])('kill -9 after %i lines loses none of them', async (count) => {
    const folder = temporaryFolder();
    const path = join(folder, 'journal.jsonl');
    const child = new Child(
      `const journal = await Journal.open(folder + '/journal.jsonl');
       const filler = 'x'.repeat(1_500_000);
       for (let index = 0; ; index += 1) {
         void journal.append({ index, filler }).then(() => say(String(index)));
         if (index % 3 === 0) await new Promise(setImmediate);
         if (index % 30 === 0) await journal.append({ index: ++index });
       }`,
      folder,
    );
    for (let seen = 0; seen < count; seen += 1) await child.line();
    const rest = child.rest();
    await child.kill();
    const last = Number((await rest).at(-1) ?? 0);
    await appended(path, { end: true });
    const found = await records(path);
    expect(found.length).toBeGreaterThan(last);
    expect(found.pop()).toEqual({ end: true });
    for (const [index, record] of found.entries()) expect(record).toMatchObject({ index });
  });
});

describe('a disk that refuses', () => {
  test.skipIf(!existsSync('/dev/full'))('a full disk is told as such, now and later', async () => {
    const path = newPath();
    symlinkSync('/dev/full', path);
    const journal = await Journal.open(path);
    const error = await storeErrorOf(journal.append({ a: 1 }));
    expect(error.kind).toBe('full');
    expect(error.message).toBe(
      `${path}: no space left on the disk. Free some, then run the same command again (ENOSPC)`,
    );
    expect(await storeErrorOf(journal.append({ b: 2 }))).toBe(error);
    // The appends have told it.
    await journal.close();
    await journal.close();
  });

  test.skipIf(!existsSync('/dev/full'))(
    'closing hides no error of the work, and tells a fault once that no append has told',
    async () => {
      const path = newPath();
      symlinkSync('/dev/full', path);
      const journal = await Journal.open(path);
      const work = async (): Promise<void> => {
        try {
          await Promise.all([journal.append({ a: 1 }), journal.append({ b: 2 })]);
        } catch {
          throw new Error('what the work made of it');
        } finally {
          await Promise.all([journal.close(), journal.close()]);
        }
      };
      await expect(work()).rejects.toThrow('what the work made of it');

      // It can be opened and not be forced to the disk: only closing finds out.
      const unwritten = await Journal.open(path);
      const error = await storeErrorOf(unwritten.close());
      expect(error).toMatchObject({ kind: 'failed', path });
      expect(await storeErrorOf(unwritten.close())).toBe(error);
      await expect(unwritten.append({})).rejects.toThrow('append after close');
    },
  );

  test('closing while lines wait to be written: both callers wait for them', async () => {
    const path = newPath();
    const journal = await Journal.open(path);
    const lines = [journal.append({ a: 1 }), journal.append({ b: 2 })];
    const first = journal.close();
    await journal.close();
    expect(await records(path)).toEqual([{ a: 1 }, { b: 2 }]);
    await Promise.all([...lines, first]);
  });

  test.skipIf(process.platform === 'win32')('a write that fails half way', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'journal.jsonl');
    const child = new Child(
      `const journal = await Journal.open(folder + '/journal.jsonl');
       const filler = 'x'.repeat(10_000);
       for (let index = 0; ; index += 1) {
         const error = await journal.append({ index, filler }).catch((error) => error);
         if (error === undefined) continue;
         say(String(index));
         say(error.kind);
         await journal.append({}).catch((error) => say(error.kind));
         break;
       }`,
      folder,
      64,
    );
    const [failed, ...kinds] = await child.rest();
    expect(kinds).toEqual(['full', 'full']);
    expect(statSync(path).size).toBe(64 * 1024);
    await appended(path, { next: true });
    const found = await records(path);
    expect(found).toHaveLength(Number(failed) + 1);
    expect(found.at(-1)).toEqual({ next: true });
  });

  test.skipIf(process.getuid?.() === 0)(
    'a read-only folder is told as such (skipped for root, who may write anywhere)',
    async () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o500);
      const error = await storeErrorOf(Journal.open(join(folder, 'journal.jsonl')));
      expect(error.kind).toBe('denied');
    },
  );

  test('a missing folder, and a folder in the place of the file', async () => {
    const folder = temporaryFolder();
    const missing = await storeErrorOf(Journal.open(join(folder, 'none', 'journal.jsonl')));
    expect(missing.kind).toBe('missing');
    mkdirSync(join(folder, 'journal.jsonl'));
    const error = await storeErrorOf(Journal.open(join(folder, 'journal.jsonl')));
    expect(error).toMatchObject({ kind: 'failed' });
    expect((await storeErrorOf(records(folder))).kind).toBe('failed');
  });

  test('a writer that another process overtakes does not lose the lines of either', async () => {
    const path = newPath();
    const journal = await Journal.open(path);
    await journal.append({ a: 1 });
    appendFileSync(path, '{"other":true}\n');
    await journal.append({ b: 2 });
    await journal.close();
    expect(await records(path)).toEqual([{ a: 1 }, { other: true }, { b: 2 }]);
  });
});
