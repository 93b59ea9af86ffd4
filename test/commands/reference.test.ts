import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandPages } from '../../src/commands/reference.js';

const FOLDER = new URL('../../docs/commands/', import.meta.url);

describe('docs/commands', () => {
  const pages = commandPages();

  it('is what the command line says (npm run docs makes it again)', () => {
    const stored = readdirSync(FOLDER).map(
      (name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')] as const,
    );
    expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(pages));
  });

  it('has an example of every command, with no option that the command does not take', () => {
    const sections = [...pages.values()].flatMap((page) =>
      page.split(/^#{1,2} pbb-eval/m).filter((section) => section.includes('| option |')),
    );
    expect(sections.length).toBeGreaterThan(20);
    for (const section of sections) {
      const [, examples = ''] = /```sh\n([^`]*)```/.exec(section) ?? [];
      expect(examples, section).toMatch(/^npx pbb-eval /m);
      for (const [option] of examples.matchAll(/--[\w-]+/g)) {
        expect(section).toContain(`| \`${option}\` |`);
      }
    }
  });
});
