/** Hostile programs, each in a process of its own: it ends in a typed error, and the process hardly grows. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const MEBIBYTE = 1024 * 1024;
const RUN = fileURLToPath(new URL('hostile-run.js', import.meta.url));

const programs = readFileSync(new URL('hostile.txt', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [, title = '', ending = '', body = ''] = /^(.*) !! (.*)\n([\s\S]*)$/.exec(section) ?? [];
    const lines = body.trimEnd().split('\n');
    return { title, ending, source: `def f():\n${lines.map((line) => `    ${line}\n`).join('')}` };
  });

/** As much as Node 20 and 22 leave to what is short-lived; later ones leave more, which is no need of a program's. */
const YOUNG = '--max-semi-space-size=16';

function run(source: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [YOUNG, RUN], { timeout: 30_000 }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
    child.stdin?.end(source);
  });
}

describe('hostile programs', () => {
  it('are many, and of many kinds', () => {
    expect(programs.length).toBeGreaterThan(75);
    expect(new Set(programs.map(({ ending }) => ending)).size).toBe(6);
  });

  it.concurrent.each(programs)('$title ends as $ending', { timeout: 120_000 }, async (program) => {
    const result: unknown = JSON.parse(await run(program.source));
    expect(result).toEqual({ outcome: program.ending, grown: expect.any(Number) });
    expect(Reflect.get(Object(result), 'grown')).toBeLessThan(64 * MEBIBYTE);
  });
});
