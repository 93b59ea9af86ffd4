import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readUserFile } from '../../src/suites/user-file.js';

const folder = mkdtempSync(join(tmpdir(), 'user-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, bytes: Uint8Array | string): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

function refusalOf(file: string): string {
  try {
    readUserFile(file, 1, 'Make one.');
  } catch (error) {
    return error instanceof Error ? error.message.replace(`${folder}/`, '') : String(error);
  }
  return 'accepted';
}

describe('a file of a user', () => {
  it('is read without its byte order mark', () => {
    expect(readUserFile(fileWith('bom.txt', '\ufeffé\n'), 1)).toBe('é\n');
  });

  it('is unpacked where its name ends in .gz, within the same bound', () => {
    expect(readUserFile(fileWith('text.gz', gzipSync('\ufeffé\n')), 1)).toBe('é\n');
    expect(refusalOf(fileWith('bomb.gz', gzipSync('x'.repeat(1024 * 1024 + 1))))).toBe(
      'bomb.gz: larger than 1 MiB unpacked',
    );
    expect(refusalOf(fileWith('plain.gz', 'text'))).toBe(
      'plain.gz: is not packed by gzip as its name says',
    );
    expect(refusalOf(fileWith('cut.gz', gzipSync('text').subarray(0, 12)))).toBe(
      'cut.gz: ends in the middle of what gzip packed',
    );
  });

  it('is refused when it is not UTF-8, too large, missing, a folder or a pipe', () => {
    expect(refusalOf(fileWith('latin.txt', Uint8Array.of(0x61, 0xe9, 0x62)))).toBe(
      'latin.txt: the text is not UTF-8',
    );
    expect(refusalOf(fileWith('large.txt', 'x'.repeat(1024 * 1024 + 1)))).toBe(
      'large.txt: larger than 1 MiB',
    );
    expect(refusalOf(join(folder, 'none.txt'))).toBe('none.txt: no such file\n  Make one.');
    const plain = 'is no file that can be read more than once';
    expect(refusalOf(`${folder}/.`)).toBe(`.: ${plain}`);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(refusalOf(join(folder, 'pipe'))).toBe(`pipe: ${plain}`);
  });
});
