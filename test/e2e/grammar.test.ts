import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, emptyFolder, ROOT, run } from './cli.js';

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
    expect(counted.stdout).toMatch(
      /^the man saw a dog\t1\nThe man saw a dog in the park\.\t2, ambiguous\n/,
    );
    const lengths = await run(['grammar', 'count', 'toy.cfg', '--json'], folder);
    expect(JSON.parse(lengths.stdout)).toContainEqual({ length: 5, derivations: '36' });
  });

  it('gives infinitely many derivations as a word', async () => {
    const folder = folderWith('S -> S | "a"\n', ['a', 'a a']);
    const { stdout } = await run(['grammar', 'count', ...WITH_SENTENCES], folder);
    expect(stdout).toBe('a\tinfinite, ambiguous\na a\t0\n');
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
        ambiguous: true,
        derivations: '2',
        viable_prefix: 8,
        expected: ['in', 'with'],
        gave_up: null,
      },
      {
        sentence: 'a a',
        accepted: false,
        ambiguous: false,
        derivations: '0',
        viable_prefix: 1,
        expected: ['dog', 'man', 'park'],
        gave_up: null,
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
    ['--length', '5', '--length needs --by length'],
    ['--sentences', '', '--sentences is given without a value'],
    [
      '--by=length',
      '--length=3',
      'no sentence of this grammar has 3 words; lengths up to 23: 5, 8, 11, 14, 17, 20, 23',
    ],
    ['--by=weight', '--depth=3', '--depth needs --by depth'],
    ['--seed=1', '--seed=2', '--seed is given more than once'],
    [
      '--seed=1',
      '--sentences=sentences.txt',
      '--seed is of random sentences: leave it out with --sentences',
    ],
  ])('refuses %s %s', async (option, value, message) => {
    const { code, stderr } = await run(
      ['grammar', 'derive', 'toy.cfg', option, value],
      folderWith(GRAMMAR),
    );
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('draws no sentence and prints nothing when none is asked for', async () => {
    const { code, stdout } = await run(
      ['grammar', 'derive', 'toy.cfg', '--samples', '0'],
      folderWith(GRAMMAR),
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it('goes on after a sentence that it gives up, and says why', async () => {
    const long = Array<string>(7000).fill('a').join(' ');
    const folder = folderWith("S -> 'a' S | 'a'\n", ['a a', long, 'a']);
    const reason = 'the chart is full after 6325 words: the sentence is too long or too ambiguous';
    const counts = await run(['grammar', 'count', ...WITH_SENTENCES], folder);
    expect(counts).toMatchObject({ code: 3, stdout: `a a\t1\n${long}\t${reason}\na\t1\n` });
    const checked = await run(['grammar', 'check', ...WITH_SENTENCES, '--json'], folder);
    expect(checked.code).toBe(3);
    expect(JSON.parse(checked.stdout)).toMatchObject([
      { accepted: true, derivations: '1', gave_up: null },
      { accepted: true, ambiguous: null, derivations: null, viable_prefix: 7000, gave_up: reason },
      { accepted: true, derivations: '1', gave_up: null },
    ]);
  }, 120_000);

  it('refuses to draw from a grammar whose smallest derivation is too large', async () => {
    const lines = Array.from({ length: 60 }, (_, at) => `A${at} -> A${at + 1} A${at + 1}\n`);
    const { code, stderr } = await run(
      ['grammar', 'derive', 'toy.cfg'],
      folderWith(`${lines.join('')}A60 -> 'a'\n`),
    );
    expect(stderr).toBe('the smallest derivation of A0 has more than 10000000 rules\n');
    expect(code).toBe(2);
  });
});

describe('a bare dash', () => {
  const ask = (input: string, ...args: string[]) =>
    spawnSync('node', [CLI, ...args], {
      cwd: folderWith(GRAMMAR),
      encoding: 'utf8',
      input,
    });

  it('is standard input for sentences', () => {
    const args = ['grammar', 'check', 'toy.cfg', '--sentences'];
    expect(ask('a dog saw the man\n', ...args, '-').stdout).toBe('a dog saw the man\taccepted\n');
    expect(ask('a dog', 'grammar', 'check', 'toy.cfg', '--sentences=-').stdout).toMatch(/^a dog\t/);
  });

  it('is standard input for a grammar, by a name that messages show', () => {
    expect(ask(GRAMMAR, 'grammar', 'check', '-').stdout).toMatch(/^<stdin>: 14 rules over /);
    expect(ask('S -> NP\n', 'grammar', 'check', '-').stderr).toMatch(/^<stdin>:1:6: undefined/);
  });

  it('is standard input for a program', () => {
    const { stdout } = ask('def f(x):\n    return x + 1\n', 'exec', '-', '--call', 'f(3)');
    expect(stdout).toBe('4\n');
  });
});

describe('the files of a command', () => {
  it('are UTF-8, or they are refused', async () => {
    const folder = folderWith(GRAMMAR);
    writeFileSync(join(folder, 'latin.cfg'), Buffer.from("S -> 'caf\xe9'\n", 'latin1'));
    const { code, stderr } = await run(['grammar', 'check', 'latin.cfg'], folder);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'latin.cfg: the text is not UTF-8\n' });
  });

  it('may begin with a byte order mark, which is no part of a sentence', async () => {
    const folder = folderWith(`\uFEFF${GRAMMAR}`, ['\uFEFFa dog saw the man']);
    const { stdout } = await run(['grammar', 'check', ...WITH_SENTENCES, '--json'], folder);
    expect(JSON.parse(stdout)).toMatchObject([{ sentence: 'a dog saw the man', accepted: true }]);
  });

  it('may end their lines as Windows does, which messages do not show', async () => {
    const { stderr } = await run(['grammar', 'check', 'toy.cfg'], folderWith('S -> NP\r\n'));
    expect(stderr).toBe(
      'toy.cfg:1:6: undefined symbol `NP`\n  1 | S -> NP\n    |      ^^\n  Give it a rule: NP -> …\n',
    );
  });

  it('are no folders', async () => {
    const { code, stderr } = await run(['grammar', 'check', '.'], folderWith(GRAMMAR));
    expect({ code, stderr }).toEqual({ code: 2, stderr: '.: a folder, not a file (EISDIR)\n' });
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
