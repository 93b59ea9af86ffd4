import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, ROOT, run } from './cli.js';

const GRAMMAR = `# Toy grammar with ambiguous attachment.
S -> NP VP
NP -> Det Noun | NP PP
VP -> Verb NP | VP PP
PP -> Prep NP
Det -> 'the' | 'a'
Noun -> 'dog' | 'park' | 'man'
Verb -> 'saw'
Prep -> 'in' | 'with'
`;

const SENTENCES = [
  'the man saw a dog',
  'The man saw a dog in the park.',
  'the man red',
  'the dog',
  '',
];

function folderWith(grammar: string, sentences: readonly string[] = SENTENCES): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'toy.cfg'), grammar);
  writeFileSync(join(folder, 'sentences.txt'), sentences.map((line) => `${line}\n`).join(''));
  return folder;
}

const WITH_SENTENCES = ['toy.cfg', '--sentences', 'sentences.txt'];

describe('pbb-eval grammar', () => {
  it('check says which sentences a grammar has, and why not the others', async () => {
    const { code, stdout } = await run(
      ['grammar', 'check', ...WITH_SENTENCES],
      folderWith(GRAMMAR),
    );
    expect(stdout.split('\n')).toEqual([
      'the man saw a dog\taccepted',
      'The man saw a dog in the park.\taccepted',
      'the man red\ttoken 3 "red" is no word of this grammar: expected a prep or "saw"',
      'the dog\tthe sentence ends after token 2 "dog": expected a prep or "saw"',
      '\tthe sentence is empty: expected a det',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('count counts derivations, of sentences or by length', async () => {
    const folder = folderWith(GRAMMAR);
    const counted = await run(['grammar', 'count', ...WITH_SENTENCES], folder);
    expect(counted.stdout).toMatch(/^the man saw a dog\t1\nThe man saw a dog in the park\.\t2\n/);
    const lengths = await run(['grammar', 'count', 'toy.cfg', '--json'], folder);
    expect(JSON.parse(lengths.stdout)).toContainEqual({ length: 5, derivations: '36' });
  });

  it('gives infinitely many derivations as a word', async () => {
    const folder = folderWith('S -> S | "a"\n', ['a', 'a a']);
    const { stdout } = await run(['grammar', 'count', ...WITH_SENTENCES], folder);
    expect(stdout).toBe('a\tinfinite\na a\t0\n');
  });

  it('derive gives a tree of each sentence, or random sentences by seed', async () => {
    const folder = folderWith(GRAMMAR);
    const trees = await run(['grammar', 'derive', ...WITH_SENTENCES], folder);
    expect(trees.stdout.split('\n')[0]).toBe(
      'the man saw a dog\t(S (NP (Det the) (Noun man)) (VP (Verb saw) (NP (Det a) (Noun dog))))',
    );
    const drawn = ['grammar', 'derive', 'toy.cfg', '--samples', '20', '--seed', '7'];
    const first = await run(drawn, folder);
    expect(first.stdout.split('\n')).toHaveLength(41);
    expect((await run(drawn, folder)).stdout).toBe(first.stdout);
    const short = await run([...drawn, '--by', 'length', '--length', '5', '--json'], folder);
    for (const { sentence } of JSON.parse(short.stdout))
      expect(sentence.split(' ')).toHaveLength(5);
  });

  it('prints one object per sentence as JSON', async () => {
    const { stdout } = await run(
      ['grammar', 'check', ...WITH_SENTENCES, '--json'],
      folderWith(GRAMMAR, ['the man saw a dog with the dog', 'a a']),
    );
    expect(JSON.parse(stdout)).toEqual([
      {
        sentence: 'the man saw a dog with the dog',
        accepted: true,
        derivations: '2',
        viable_prefix: 8,
        expected: ['in', 'with'],
      },
      {
        sentence: 'a a',
        accepted: false,
        derivations: '0',
        viable_prefix: 1,
        expected: ['dog', 'man', 'park'],
      },
    ]);
  });

  it('explains what is wrong with a grammar, all of it at once', async () => {
    const { code, stderr } = await run(
      ['grammar', 'check', 'toy.cfg'],
      folderWith("S -> NP VP\nNP -> 'a\nVP -> Vrb\nVerb -> 'b'\n"),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('toy.cfg:2:7');
    expect(stderr).toContain('toy.cfg:3:7');
    expect(stderr).toContain('Verb');
  });

  it.each([
    ['--samples', '-1', '--samples takes a whole number from 0 to 1000000, found -1'],
    ['--length', '1e9', '--length takes a whole number from 0 to 1000, found 1000000000'],
    ['--by', 'length', '--by length needs --length'],
  ])('refuses %s %s', async (option, value, message) => {
    const { code, stderr } = await run(
      ['grammar', 'derive', 'toy.cfg', option, value],
      folderWith(GRAMMAR),
    );
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('docs/cfg.md', () => {
  const page = readFileSync(join(ROOT, 'docs/cfg.md'), 'utf8');

  it('shows a grammar that is read without a warning', async () => {
    const [, grammar = ''] = /```\n([^`]*)```/.exec(page) ?? [];
    const { code, stdout, stderr } = await run(
      ['grammar', 'check', 'toy.cfg', '--json'],
      folderWith(grammar),
    );
    expect({ code, stderr, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      rules: 12,
      stderr: '',
    });
  });

  it('shows code that runs', () => {
    const [, code = ''] = /```js\n([^`]*)```/.exec(page) ?? [];
    const shown = code.replace(
      /^recogniser\..*$/m,
      (line) => `console.log(${line.split(';')[0]});`,
    );
    const printed = execFileSync('node', ['--input-type=module', '-e', shown], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(printed).toBe('true\n');
  });
});
