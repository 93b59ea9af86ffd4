/** What the command line reads before it knows which command is asked for: a bound on start-up that no busy machine disturbs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, emptyFolder, ROOT, run } from './cli.js';

const BUNDLE = dirname(CLI);

/** The sources, packages included, that a file of the bundle is made of; none of what the bundler adds. */
function sourcesOf(file: string): readonly string[] {
  if (!existsSync(`${file}.map`)) return [];
  const map: { sources: string[] } = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  return map.sources;
}

/** The sources of a file of the bundle and of all that it imports at once. */
function loadedWith(file: string): readonly string[] {
  const loaded = new Set([file]);
  // A set that grows while it is gone through gives what was added, too.
  for (const each of loaded) {
    for (const [, other = ''] of readFileSync(each, 'utf8').matchAll(
      /^import .*"(\.\/[^"]+)";$/gm,
    )) {
      loaded.add(join(BUNDLE, other));
    }
  }
  return [...loaded].flatMap(sourcesOf);
}

/** Those of the sources that a pattern fits. */
function among(sources: readonly string[], pattern: RegExp): string[] {
  return sources.filter((source) => pattern.test(source));
}

const HEAVY =
  /\/(?:zod|yaml|hyparquet|undici|re2js|nearley)\/|src\/(?:suites|config|python|simulator)\//;

describe('the command line', () => {
  it('reads neither schema, suites, client nor YAML before a command needs them', () => {
    const loaded = loadedWith(CLI);
    expect(among(loaded, HEAVY)).toEqual([]);
    expect(among(loaded, /src\/commands\/commands\.ts$/)).toHaveLength(1);
  });

  it('reads for a run what a run needs: no figures, no tables, no locales, no mocks', () => {
    const file = readdirSync(BUNDLE)
      .map((name) => join(BUNDLE, name))
      .find((path) => among(sourcesOf(path), /src\/commands\/run\.ts$/).length > 0);
    const loaded = loadedWith(file ?? '');
    expect(among(loaded, HEAVY)).not.toEqual([]);
    expect(
      among(
        loaded,
        /\/vega|src\/report\/table|locales\/(?!en\.)|undici\/lib\/(?:web\/websocket|mock|cache)\//,
      ),
    ).toEqual([]);
  });

  it('has help in ASCII alone, as the bundle measures it', async () => {
    const helps = new Map<string, string>();
    const waiting = [''];
    // A list that grows while it is gone through gives what was added, too.
    for (const words of waiting) {
      const { stdout } = await run([...words.split(' ').filter(Boolean), '--help'], emptyFolder());
      helps.set(words, stdout);
      const inside = new RegExp(`^ {2}pbb-eval (${words}${words && ' '}[a-z]+) .* {2}`, 'gm');
      for (const [, name = ''] of stdout.matchAll(inside)) waiting.push(name);
    }
    expect(helps.size).toBeGreaterThan(20);
    expect([...helps].filter(([, help]) => /[^\n -~]/.test(help))).toEqual([]);
  }, 60_000);

  it('tells its version as package.json has it', async () => {
    const manifest: { version: string } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
    const { code, stdout, stderr } = await run(['--version'], emptyFolder());
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });
});
