/** Every link of every page leads somewhere, and every page is linked from the index. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES, ROOT } from './pages.js';

/** Headings as GitHub makes anchors of them. */
function anchorsOf(page: string): Set<string> {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/^```.*?^```$/gms, '');
  const headings = text.matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, words = '']) =>
      words
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Links of a page that stay in the repository, outside of code. */
function linksOf(page: string): { path: string; anchor: string | undefined }[] {
  const prose = readFileSync(join(ROOT, page), 'utf8').replaceAll(/```.*?```|`[^`\n]*`/gs, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#');
      return { path: path === '' ? page : normalize(join(dirname(page), path)), anchor };
    });
}

describe.each(PAGES)('%s', (page) => {
  it('links to what is there', () => {
    for (const { path, anchor } of linksOf(page)) {
      expect(existsSync(join(ROOT, path)), `${page} links to ${path}`).toBe(true);
      if (anchor === undefined) continue;
      expect([...anchorsOf(path)], `${page} links to ${path}#${anchor}`).toContain(anchor);
    }
  });
});

it('docs/README.md leads to every page of docs', () => {
  const linked = linksOf('docs/README.md').map(({ path }) => path);
  const pages = readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => `docs/${name}`);
  expect(linked).toEqual(expect.arrayContaining(pages));
});
