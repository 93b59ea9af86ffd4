import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './pages.js';

it("docs/figures has the statistics' pictures as the library draws them (npm run docs makes them again)", async () => {
  const module: { pictures(): Promise<Map<string, string>> } = await import(
    join(ROOT, 'docs/pictures.js')
  );
  const pictures = await module.pictures();
  expect(pictures.size).toBe(3);
  for (const [name, svg] of pictures) {
    expect(readFileSync(join(ROOT, 'docs/figures', name), 'utf8')).toBe(svg);
  }
});
