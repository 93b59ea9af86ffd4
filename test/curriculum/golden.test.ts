/**
 * The bytes of small curricula of every kind in every format, so that nobody changes training files unawares. Of each file the first
 * lines stand in `golden`; `sha256.txt` holds the hash of all. PBB_GOLDEN=update writes them anew.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/config/curriculum.js';
import { formats } from '../../src/curriculum/formats/formats.js';
import { ARITHMETIC, written } from './lessons.js';

const GOLDEN = fileURLToPath(new URL('golden/', import.meta.url));
const SHOWN = 2;

const CIPHERS = { suite: 'ciphers', texts: 26, executions: 4, demonstrations: 'skewed' };

const CURRICULA = {
  proactive: [{ kind: 'proactive' }],
  retroactive: [{ kind: 'retroactive' }],
  'single-stage': [{ kind: 'single-stage' }],
  'algorithm-distillation': [{ kind: 'algorithm-distillation', examples: 3 }],
  'across-suites': [
    {
      kind: 'across-suites',
      across: { first: 'random-arithmetic', second: 'ciphers', shows: 'both' },
    },
    [ARITHMETIC, CIPHERS],
  ],
} as const;

describe('the training files', () => {
  it.each(Object.entries(CURRICULA))('of %s are those on record', async (name, [kind, suites]) => {
    const repeats = { train: 5, evaluation: 5 };
    const curriculum = { ...kind, repeats, formats: FORMATS };
    const { manifest, linesOf } = await written(curriculum, suites);
    const files = manifest.stages.flatMap((stage) => stage.files);
    const sums = files.map(({ file, sha256 }) => `${sha256}  ${file}\n`);
    compare(name, 'sha256.txt', sums.join(''));
    for (const { file } of files) {
      compare(name, file, linesOf(file).slice(0, SHOWN).join('\n'));
    }
    expect(new Set(files.map(({ format }) => format))).toEqual(new Set(FORMATS));
  });

  it.each(Object.entries(CURRICULA))(
    'of %s fit the schemas of their formats',
    async (_, [kind, suites]) => {
      const { manifest, linesOf } = await written(
        { ...kind, repeats: { train: 5, evaluation: 5 }, formats: FORMATS },
        suites,
      );
      for (const { file, format, lines } of manifest.stages.flatMap((stage) => stage.files)) {
        const found = linesOf(file);
        expect(found).toHaveLength(lines);
        for (const line of found) formats[format].schema.parse(JSON.parse(line));
      }
    },
  );
});

function compare(folder: string, file: string, text: string): void {
  const path = join(GOLDEN, folder, file);
  if (process.env['PBB_GOLDEN'] === 'update') {
    mkdirSync(join(GOLDEN, folder), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}
