/** The table of ARCHITECTURE.md says what each folder may import; this holds the code to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

type Rules = ReadonlyMap<string, ReadonlySet<string>>;

function rulesOf(architecture: string): Rules {
  const rows = architecture.matchAll(/^\| `([\w-]+)` \|[^|]*\|([^|]*)\|$/gm);
  return new Map(
    [...rows].map(([, folder = '', allowed = '']) => [
      folder,
      new Set([...allowed.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name)),
    ]),
  );
}

/** Import specifiers of a TypeScript file, dynamic and type imports included. */
function importsOf(source: string): string[] {
  const pattern = /(?:from|import)\s*\(?\s*'([^']+)'/g;
  return [...source.matchAll(pattern)].map(([, specifier = '']) => specifier);
}

/** What the file at `path`, which is from `src`, imports although the rules do not say that it may. */
function forbidden(rules: Rules, path: string, source: string): string[] {
  const [folder = ''] = path.split('/');
  const allowed = rules.get(folder) ?? new Set();
  return importsOf(source).filter((specifier) => {
    if (!specifier.startsWith('.')) return false;
    const [other = ''] = posix.join(posix.dirname(path), specifier).split('/');
    return other !== folder && rules.has(other) && !allowed.has(other);
  });
}

const rules = rulesOf(readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8'));
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && path.includes('/'))
  .map((path) => ({ path, source: readFileSync(join(ROOT, 'src', path), 'utf8') }));

describe('the folders of src', () => {
  it('are the folders of the table in ARCHITECTURE.md', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.toSorted()).toEqual([...rules.keys()].toSorted());
  });

  it('import only what the table allows', () => {
    const broken = sources.flatMap(({ path, source }) => {
      if (path.startsWith('commands/')) return [];
      return forbidden(rules, path, source).map((specifier) => `src/${path} imports ${specifier}`);
    });
    expect(broken).toEqual([]);
  });

  it('are left to commands by nobody but the command line itself', () => {
    const importers = sources
      .filter(
        ({ path, source }) =>
          !path.startsWith('commands/') && importsOf(source).some((s) => s.includes('/commands/')),
      )
      .map(({ path }) => relative('.', path));
    expect(importers).toEqual([]);
  });

  it('would be found out: planted imports fail', () => {
    expect(forbidden(rules, 'python/a.ts', "import { x } from '../suites/suite.js';")).toHaveLength(
      1,
    );
    expect(forbidden(rules, 'stats/a.ts', "await import('../eval/plan.js')")).toHaveLength(1);
    expect(
      forbidden(rules, 'suites/b/a.ts', "import type { A } from '../../python/index.js';"),
    ).toEqual([]);
    expect(
      forbidden(rules, 'suites/b/a.ts', "import type { A } from '../../eval/run.js';"),
    ).toHaveLength(1);
    expect(sources.length).toBeGreaterThan(20);
  });
});
