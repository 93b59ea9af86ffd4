import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, run } from './cli.js';

const CONFIG = `models:
  - { label: teacher, simulator: { kind: oracle } }
sampling: { samples: 3 }
suites:
  - { suite: random-arithmetic, train: 3, evaluation: 5, items_per_function: 2, splits: [in-context] }
`;

const WORDS =
  'texts.jsonl: descriptions of 8 of 8 instructions, 0 texts rejected; 0 of 32 probes contradicted the program\n';

describe('pbb-eval data describe', () => {
  it('writes descriptions once, which a run then shows in context', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'my.yaml'), CONFIG);
    const command = ['data', 'describe', 'my.yaml', '--model', 'teacher', '--out', 'texts.jsonl'];
    const first = await run([...command, '--probes', '4'], folder);
    expect(first).toEqual({ code: 0, stdout: WORDS, stderr: '' });
    const written = readFileSync(join(folder, 'texts.jsonl'), 'utf8');
    expect(await run([...command, '--probes', '4'], folder)).toEqual(first);
    expect(readFileSync(join(folder, 'texts.jsonl'), 'utf8')).toBe(written);

    const options = ['suites.0.instructions=natural-language', 'suites.0.descriptions=texts.jsonl'];
    const shown = await run(
      ['run', 'my.yaml', ...options.flatMap((set) => ['--set', set])],
      folder,
    );
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stdout).toMatch(/in-context +direct +100\.0%/);
  });

  it('says which models there are, and what it cannot take', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'my.yaml'), CONFIG);
    const command = ['data', 'describe', 'my.yaml', '--out', 'texts.jsonl', '--model'];
    expect(await run([...command, 'tutor'], folder)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'my.yaml has no model "tutor"\n  allowed: teacher\n',
    });
    const none = await run([...command, 'teacher', '--probes', '0'], folder);
    expect(none).toMatchObject({ code: 2 });
    expect(none.stderr).toContain('--probes takes a whole number from 1 to 199');
  });
});
