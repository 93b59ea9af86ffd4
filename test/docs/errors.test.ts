/** docs/errors.md has every class of error that can reach a person, and every kind. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/commands/faults.js';
import { ROOT } from './pages.js';

const page = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOT, 'src', name), 'utf8'));

/** Classes that are caught where they are thrown for, so that nobody reads their names. */
const INSIDE = new Set([
  // Said as diagnostics.
  'LineFault',
  'FolderError',
  // Said as how a call ended, in the sandbox.
  'OutOfMemoryError',
  'DeniedError',
  'OutputError',
]);

describe('docs/errors.md', () => {
  it('has every class of error', () => {
    const classes = sources.flatMap((source) =>
      [...source.matchAll(/class (\w+) extends (\w*(?:Error|Fault))\b/g)].map(
        ([, name = '']) => name,
      ),
    );
    expect(classes.length).toBeGreaterThan(12);
    for (const name of classes) {
      if (!INSIDE.has(name)) expect(page).toContain(`\`${name}\``);
    }
  });

  it.each([
    ['endpoint/errors.ts', /^ {2}\| '([\w-]+)'/gm],
    ['store/store-error.ts', / \| '(\w+)'|StoreErrorKind = '(\w+)'/g],
  ])('has every kind of src/%s', (file, pattern) => {
    const source = readFileSync(join(ROOT, 'src', file), 'utf8');
    const kinds = [...source.matchAll(pattern)].map(([, one, other]) => one ?? other ?? '');
    expect(kinds.length).toBeGreaterThan(5);
    for (const kind of kinds) expect(page).toContain(`| \`${kind}\` |`);
  });

  it('has every exit code', () => {
    for (const code of Object.values(EXIT))
      expect(page).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  });

  it('quotes warnings as they are printed', () => {
    const [, table = ''] = page.split('## Warnings');
    const words = [...table.matchAll(/^\| ([^|]*) \|/gm)]
      .map(([, cell = '']) => cell)
      .filter((cell) => cell !== 'words' && !cell.startsWith('--'))
      .flatMap((cell) => cell.split(', '))
      .map((cell) => cell.replace(/ ?…$/, ''));
    expect(words.length).toBeGreaterThan(10);
    const all = sources.join('\n');
    for (const quoted of words) expect(all, quoted).toContain(quoted);
  });
});
