/**
 * Every fenced block of every page: YAML loads as a config, commands are such as the command line takes, JavaScript prints what its
 * comments say, JSON and Python can be read, and what Python imports of the examples is there. What pages show of output, and what their commands do, is held by the tests beside the code and by `test/e2e`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import yargs, { type Argv } from 'yargs';
import { commands } from '../../src/commands/commands.js';
import { withStandardInput } from '../../src/commands/input.js';
import { parseConfig } from '../../src/config/load.js';
import { blocksOf, PAGES, ROOT } from './pages.js';

const hasPython = spawnSync('python3', ['--version']).status === 0;

const blocksIn = (language: string) =>
  PAGES.flatMap((page) => blocksOf(page, language).map((block) => [page, block] as const));

/** A config of what a page shows of one. */
function completed(block: string): string {
  const shown: unknown = parse(block);
  const base = {
    models: [{ label: 'm', base_url: 'http://localhost:8000/v1' }],
    suites: [{ suite: 'random-arithmetic' }],
  };
  return stringify({ ...base, ...(typeof shown === 'object' ? shown : {}) });
}

describe('YAML', () => {
  const blocks = blocksIn('yaml');

  it('is shown on many pages', () => expect(blocks.length).toBeGreaterThan(25));

  it.each(blocks)('of %s is a config, or a part of one, that loads', (_, block) => {
    // The workflow for GitHub; test/e2e/checkpoints.test.ts runs its steps.
    if (/^jobs:/m.test(block)) return;
    expect(parseConfig(completed(block), 'shown.yaml').models).not.toEqual([]);
  });
});

/** The words of every `pbb-eval …` in a shell script; a variable is the word that it stands in. */
function commandsIn(script: string): string[][] {
  const joined = script.replaceAll('\\\n', ' ').replaceAll(/(^|\s)#.*$/gm, '');
  const found = joined.matchAll(/(?:^|[\s(])pbb-eval ((?:'[^']*'|"[^"]*"|[^\n|;&<>()'"])+)/g);
  return [...found].map(([, words = '']) =>
    [...words.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)]
      .map(([word]) => word.replaceAll(/['"]/g, '').replaceAll(/\$\{?\w+\}?/g, '1'))
      .filter((word) => word !== '2'),
  );
}

/** The same command line, whose commands do nothing. */
function idle(cli: Argv): Argv {
  return new Proxy(cli, {
    get: (target, name) => {
      if (name !== 'command') {
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? member.bind(target) : member;
      }
      return (words: string, summary: string, builder: (argv: Argv) => Argv) =>
        idle(
          target.command(
            words,
            summary,
            (argv) => builder(idle(argv)),
            () => undefined,
          ),
        );
    },
  });
}

/** Rejects with what yargs says of a command that it does not take. */
async function understand(words: readonly string[]): Promise<void> {
  const cli = yargs(withStandardInput(words))
    .strict()
    .demandCommand(1)
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      throw error ?? new Error(message ?? '');
    });
  for (const register of commands) register(idle(cli));
  await cli.parseAsync();
}

describe('commands', () => {
  const scripts = [...blocksIn('sh'), ...blocksIn('yaml'), ...blocksIn('bash')];
  const lines = scripts.flatMap(([page, script]) =>
    commandsIn(script)
      // Yargs' own command; test/e2e/completion.test.ts runs it.
      .filter(([name]) => name !== 'completion')
      .map((words) => [page, words] as const),
  );

  it('are shown on many pages', () => expect(lines.length).toBeGreaterThan(60));

  it.each(lines)('of %s are such as there are: %j', async (_, words) => {
    await understand(words);
  });

  it('would be found out: a command and an option that are not there', async () => {
    expect(commandsIn('X=1 npx pbb-eval run "$A" \\\n  --fast | head # no\n')).toEqual([
      ['run', '1', '--fast'],
    ]);
    await expect(understand(['run', '1', '--fast'])).rejects.toThrow('Unknown argument: fast');
    await expect(understand(['rum', '1'])).rejects.toThrow();
    await expect(understand(['batch', 'exprt', '1'])).rejects.toThrow();
  });
});

describe('JavaScript', () => {
  const blocks = blocksIn('js').filter(([, block]) => block.includes('console.log'));

  it('prints something on the page of the library', () => expect(blocks.length).toBe(4));

  it.each(blocks)('of %s prints what its comments say', (_, block) => {
    const said = [...block.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', block], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(said.length).toBeGreaterThan(0);
    expect(printed.trimEnd().split('\n')).toEqual(said);
  });
});

describe('JSON', () => {
  it.each(blocksIn('json'))('of %s is an object on each line', (_, block) => {
    for (const line of block.trimEnd().split('\n')) expect(typeof JSON.parse(line)).toBe('object');
  });
});

describe('Python', () => {
  const blocks = blocksIn('python');
  const needs = hasPython ? '' : ' (skipped: there is no python3)';

  it.skipIf(!hasPython)(`is Python on every page${needs}`, () => {
    const script = 'import ast, json, sys\nfor block in json.load(sys.stdin): ast.parse(block)';
    const input = JSON.stringify(blocks.map(([, block]) => block));
    execFileSync('python3', ['-c', script], { input });
    const broken = JSON.stringify(['def f(:']);
    expect(() =>
      execFileSync('python3', ['-c', script], { input: broken, stdio: 'pipe' }),
    ).toThrow();
  });

  it('imports from the examples what is there', () => {
    const files = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' });
    const imports = blocks.flatMap(([, block]) =>
      [...block.matchAll(/^from (\w+) import (.*)$/gm)].flatMap(([, module = '', names = '']) => {
        const file = files.find((name) => basename(name) === `${module}.py`);
        return file === undefined ? [] : names.split(', ').map((name) => [file, name] as const);
      }),
    );
    expect(imports.length).toBeGreaterThan(3);
    for (const [file, name] of imports) {
      const source = readFileSync(join(ROOT, 'examples', file), 'utf8');
      expect(source).toMatch(new RegExp(`^(?:def|class) ${name}\\b`, 'm'));
    }
  });
});
