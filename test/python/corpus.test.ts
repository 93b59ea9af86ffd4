/**
 * The corpus is the language's spec: programs by topic, each with calls and how they end in trailing comments that
 * CPython made. `# f(3) -> 7` and `# f(0) !! ZeroDivisionError` hold for both; what follows ` | ` is how ours ends where
 * it refuses to go as far. `PBB_CORPUS=update` asks CPython again and rewrites the comments.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  compileProgram,
  parseCall,
  parseProgram,
  printProgram,
  type Value,
} from '../../src/python/index.js';
import { cpythonOutcomes, cpythonVersion } from './cpython.js';
import { outcomeOf } from './outcome.js';

const FOLDER = new URL('corpus/', import.meta.url);
const CASE =
  /^# (\w+)\((.*?)\)(?: (?:-> (.*?)|(!! \w+)|\.\.\.)(?: \| (limit: \w+|outside the subset))?)?$/;

interface Case {
  readonly line: string;
  readonly name: string;
  readonly args: string;
  /** How CPython ends, in the words of `outcomeOf`; undefined where it is not asked. */
  readonly cpython: string | undefined;
  readonly deviation: string | undefined;
}

function casesOf(source: string): Case[] {
  return source.split('\n').flatMap((line) => {
    const [, name, args = '', value, raised, deviation] = CASE.exec(line) ?? [];
    if (name === undefined) return [];
    return [{ line, name, args, cpython: value ?? raised, deviation }];
  });
}

function valuesOf({ name, args }: Case): readonly Value[] {
  return parseCall(`${name}(${args})`).args;
}

const files = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.py'))
  .map((file) => ({ file, source: readFileSync(new URL(file, FOLDER), 'utf8') }));

/** Calls that our limits stop may never end in CPython, or end in pages of digits: they are not made there. */
function endsInCpython({ deviation }: Case): boolean {
  return deviation?.startsWith('limit') !== true;
}

async function cpythonSays(source: string): Promise<Map<string, string>> {
  const cases = casesOf(source).filter(endsInCpython);
  const [outcomes = []] = await cpythonOutcomes([
    { source, calls: cases.map(({ name, args }) => ({ name, args: [args] })) },
  ]);
  return new Map(cases.map(({ line }, index) => [line, outcomes[index] ?? '']));
}

if (process.env['PBB_CORPUS'] === 'update') {
  for (const { file, source } of files) {
    const outcomes = await cpythonSays(source);
    const lines = casesOf(source).map(({ line, name, args, deviation }) => {
      const outcome = outcomes.get(line);
      const shown = outcome === undefined ? '...' : outcome.replace(/^(?!!!)/, '-> ');
      const ours = deviation === undefined ? '' : ` | ${deviation}`;
      return [line, `# ${name}(${args}) ${shown}${ours}`] as const;
    });
    const rewritten = new Map(lines);
    const updated = source.split('\n').map((line) => rewritten.get(line) ?? line);
    writeFileSync(new URL(file, FOLDER), updated.join('\n'));
  }
}

describe.each(files)('corpus $file', ({ file, source }) => {
  const current = readFileSync(new URL(file, FOLDER), 'utf8');
  const program = compileProgram(parseProgram(source, { file }));
  const reprinted = compileProgram(parseProgram(printProgram(parseProgram(source))));

  it.each(casesOf(current))('$line', (each) => {
    const { name, cpython, deviation } = each;
    const values = valuesOf(each);
    const expected = deviation ?? cpython;
    expect(expected).toBeDefined();
    expect(outcomeOf(program, name, values)).toBe(expected);
    expect(outcomeOf(reprinted, name, values)).toBe(expected);
  });

  it.skipIf(cpythonVersion === undefined)(
    `says what CPython says (${cpythonVersion ?? 'skipped: no python3 here'})`,
    async () => {
      const outcomes = await cpythonSays(current);
      for (const each of casesOf(current).filter(endsInCpython)) {
        expect(`${each.line}: ${outcomes.get(each.line)}`).toBe(`${each.line}: ${each.cpython}`);
      }
    },
  );
});

it('the corpus is not empty, and every comment that looks like a call is a case', () => {
  const calls = files.flatMap(({ source }) =>
    source.split('\n').filter((line) => /^# \w+\(/.test(line)),
  );
  const cases = files.flatMap(({ source }) => casesOf(source));
  expect(cases.length).toBe(calls.length);
  expect(cases.length).toBeGreaterThan(650);
});
