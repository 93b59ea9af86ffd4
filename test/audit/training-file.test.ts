import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/audit/passages.js';
import { newReading, passagesIn, type Reading } from '../../src/audit/training-file.js';
import { fileOf } from './files.js';

async function read(
  content: string | Uint8Array,
  name = 'train.jsonl',
  chunkBytes?: number,
): Promise<{ passages: Passage[]; reading: Reading }> {
  const reading = newReading();
  const passages: Passage[] = [];
  for await (const passage of passagesIn(fileOf(content, name), reading, chunkBytes))
    passages.push(passage);
  return { passages, reading };
}

const textsOf = ({ fields }: Passage) => fields.map(({ key, text }) => `${key}: ${text}`);

describe('a line of JSONL', () => {
  it('is a passage of all its texts and numbers, in their order, under their nearest keys', async () => {
    const line =
      '{"messages":[{"role":"user","content":"a\\nb"},{"content":["c",{"x":-3}]}],"ok":true,"none":null}\n';
    const { passages } = await read(line);
    expect(passages.map(textsOf)).toEqual([['role: user', 'content: a\nb', 'content: c', 'x: -3']]);
  });

  it('may be nested however deep', async () => {
    const deep = `${'['.repeat(100_000)}"bottom"${']'.repeat(100_000)}\n`;
    const { passages } = await read(deep);
    expect(passages.map(textsOf)).toEqual([[': bottom']]);
  });

  it('may have 100 MB', async () => {
    const half = 'x '.repeat(25_000_000);
    const { passages, reading } = await read(
      `"first"\n${JSON.stringify([half, 'middle', half])}\n"last"\n`,
    );
    expect(reading.lines).toBe(3);
    expect(passages.at(-1)).toEqual({
      line: 3,
      isPlain: false,
      fields: [{ key: '', text: 'last' }],
    });
    expect(passages.find((passage) => passage.fields[0]?.text === 'middle')?.line).toBe(2);
    expect(passages.every(({ fields }) => fields.every(({ text }) => text.length <= 1 << 20))).toBe(
      true,
    );
  });

  it('that is no JSON is said and read all the same', async () => {
    const { passages, reading } = await read('{"a": "b"}\n{"prompt": "x\\ny"\n\n"c"\n');
    expect(reading.firstFaults).toEqual([{ line: 2, message: 'not JSON, read as text' }]);
    expect(passages.map(({ line }) => line)).toEqual([1, 2, 4]);
    expect(passages[1]?.fields[0]?.text).toBe('{"prompt": "x y"');
  });

  it('that is no UTF-8 is said and read with gaps', async () => {
    const bytes = Buffer.concat([
      Buffer.from('"one"\n"tw'),
      Buffer.from([0xff]),
      Buffer.from('o"\n"three"\n'),
    ]);
    const { passages, reading } = await read(bytes);
    expect(reading.firstFaults).toEqual([{ line: 2, message: 'not UTF-8, read with gaps' }]);
    expect(passages.map(({ fields }) => fields[0]?.text)).toEqual(['one', 'tw\ufffdo', 'three']);
  });
});

describe('a file', () => {
  it('gives the same passages however it is cut into chunks, compressed or not', async () => {
    const record = fc.record({
      prompt: fc.string({ unit: 'binary' }),
      more: fc.array(fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (records, chunk) => {
          const text = records.map((each) => `${JSON.stringify(each)}\n`).join('');
          const whole = await read(text);
          expect((await read(text, 'a.jsonl', chunk)).passages).toEqual(whole.passages);
          expect((await read(gzipSync(text), 'a.jsonl.gz', chunk)).passages).toEqual(
            whole.passages,
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('of plain text is cut into passages that overlap and know their lines', async () => {
    const lines = Array.from({ length: 300_000 }, (_, number) => `line ${number + 1}`);
    const { passages, reading } = await read(lines.join('\n'), 'train.txt', 70_000);
    expect(reading.lines).toBe(300_000);
    for (const { line, fields } of passages) {
      // The first line of a passage may have lost its beginning.
      expect(fields[0]?.text.split('\n')[1] ?? `line ${line + 1}`).toBe(`line ${line + 1}`);
    }
    const seen = new Set(passages.flatMap(({ fields }) => fields[0]?.text.split('\n') ?? []));
    expect(lines.every((line) => seen.has(line))).toBe(true);
  });

  it('is known for JSONL by its first line', async () => {
    expect((await read('{"a": "b"}\n', 'train.txt')).passages.map(textsOf)).toEqual([['a: b']]);
    expect((await read('{not so}\n', 'train.txt')).passages.map(textsOf)).toEqual([
      [': {not so}\n'],
    ]);
  });

  it('that holds no text is refused, for nothing would be found in it', async () => {
    await expect(read('PAR1....', 'train.parquet')).rejects.toThrow(
      /train\.parquet: is Parquet, which is not read: expected text or JSONL in UTF-8, which may be compressed by gzip$/,
    );
    await expect(read(Buffer.from('\ufeff{"a": 1}\n', 'utf16le'))).rejects.toThrow(/is UTF-16/);
    const broken = gzipSync('x'.repeat(1000)).subarray(0, 20);
    await expect(read(broken, 'train.jsonl.gz')).rejects.toThrow(/cannot be read \(Z_BUF_ERROR\)$/);
    const missing = passagesIn('/nowhere/train.jsonl', newReading());
    await expect(missing.next()).rejects.toThrow('/nowhere/train.jsonl: no such file');
  });
});
