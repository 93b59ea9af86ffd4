import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { judge } from '../../../src/scoring/judge.js';
import { ANSWERS, type Answer } from '../../../src/scoring/verdict.js';
import { programs } from '../../../src/suites/programs/programs.js';
import { DiagnosticError } from '../../../src/text/diagnostic.js';

const EXAMPLE = fileURLToPath(new URL('../../../eval-configs/programs', import.meta.url));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What a folder is refused with, the folder's own path left out. */
function refusal(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  try {
    programs.instantiate({ folder });
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
  return 'accepted';
}

const HALF = 'def half(x):\n    return x // 2\n';

describe('a folder of programs', () => {
  const suite = programs.instantiate({ folder: EXAMPLE, executions: 4 });

  it('asks train programs for shown and other calls, evaluation programs with and without source', () => {
    expect(suite.splits).toEqual(['w-io-train', 'w-io-test', 'wo-io', 'in-context']);
    expect(suite.instructions.map(({ id, role }) => `${id} ${role}`)).toEqual([
      'programs/gcd train',
      'programs/insertion_sort train',
      'programs/collatz evaluation',
      'programs/run_lengths evaluation',
      'programs/word_counts evaluation',
    ]);
    const inputs = (split: string) => [...suite.items(split, 'direct')].map(({ input }) => input);
    expect(inputs('w-io-train').slice(0, 5)).toEqual([
      'gcd(12, 18)',
      'gcd(7, 13)',
      'gcd(100, 75)',
      'gcd(0, 5)',
      'insertion_sort([3, 1, 2])',
    ]);
    expect(inputs('w-io-test')[0]).toBe('gcd(48, 36)');
    expect(inputs('wo-io')).toEqual(inputs('in-context'));
    expect([...suite.executions()].map(({ input }) => input)).toEqual(inputs('w-io-train'));
  });

  it('shows the source in context alone', () => {
    for (const { messages } of suite.items('wo-io', 'cot')) {
      expect(messages[0]?.content).not.toContain('def ');
    }
    for (const { messages, instruction } of suite.items('in-context', 'cot')) {
      const source = suite.instructions.find(({ id }) => id === instruction)?.source ?? 'none';
      expect(messages[0]?.content).toContain(source.trimEnd());
    }
  });

  it('has values that Python gives, right answers that are right and errors that are wrong', () => {
    const random = new Random('test');
    const items = suite.splits.flatMap((split) =>
      ANSWERS.flatMap((answer) => [...suite.items(split, answer)]),
    );
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    const values = new Map(items.map(({ input, target }) => [input, target]));
    expect(values.get("run_lengths('bookkeeper')")).toEqual({
      kind: 'python-literal',
      value: "[('b', 1), ('o', 2), ('k', 2), ('e', 2), ('p', 1), ('e', 1), ('r', 1)]",
    });
    for (const item of items) {
      const verdictOf = (text: string) =>
        judge({ text, finishReason: 'stop' }, item.target, 'direct').verdict;
      expect(verdictOf(suite.rightAnswer(item, random))).toBe('correct');
      expect(verdictOf(suite.plausibleError(item, random))).toBe('incorrect');
    }
  });

  it('has right answers that are right, blank as they may look', () => {
    const slices = programs.instantiate({
      folder: folderWith({
        'rest.py': 'def f(s):\n    return s[3:]\n',
        'rest.calls': "f('ab')\nf('abc*')\nf('abcd')\nf('abc.')\nf('abc}')\n",
      }),
    });
    const items = [...slices.items('wo-io', 'direct')];
    expect(items.map(({ target }) => target.kind === 'python-literal' && target.value)).toEqual([
      "''",
      "'*'",
      "'d'",
      "'.'",
      "'}'",
    ]);
    for (const item of items) {
      const right = slices.rightAnswer(item, new Random('test'));
      const verdictOf = (text: string, answer: Answer) =>
        judge({ text, finishReason: 'stop' }, item.target, answer).verdict;
      expect(verdictOf(right, 'direct')).toBe('correct');
      expect(verdictOf(`\\boxed{${right}}`, 'cot')).toBe('correct');
    }
  });

  it('traces the calls', () => {
    const [item] = suite.items('wo-io', 'cot');
    if (item === undefined) throw new Error('no items');
    expect(suite.trace(item)?.at(-1)).toMatchObject({ kind: 'return', value: '1' });
  });
});

describe('a folder that is refused', () => {
  it('is told as docs/programs.md shows', () => {
    const folder = { 'half.py': HALF, 'half.calls': 'half(1)\n\nhalf(1, 2)\n' };
    const page = readFileSync(new URL('../../../docs/programs.md', import.meta.url), 'utf8');
    const [, shown] = /```\nprograms\/(half\.calls:3.*?)```/s.exec(page) ?? [];
    expect(`${refusal(folder)}\n`).toBe(shown);
  });

  it('names every faulty file with line and column', () => {
    const message = refusal({
      'a.py': 'def a(x):\n    import os\n    return x\n',
      'a.calls': 'a(1)\n',
      'b.py': HALF,
      'c.py': HALF,
      'c.calls': '# none\n',
      'd.py': HALF,
      'd.calls': 'half(1)\n\nhalf(1, 2)\n',
      'e.py': HALF,
      'e.calls': 'half(x)\n',
      'f.py': HALF,
      'f.calls': 'half(1)\nhalf( 1 )\n',
      'g.py': HALF,
      'g.calls': 'double(1)\n',
      'train/h.py': 'def h():\n    return len\n',
      'train/h.calls': '  h()\n',
    });
    expect(message.split('\n').filter((line) => /^\S/.test(line))).toEqual([
      'a.py:2:5: `import` is not part of the subset',
      'b.calls: no such file',
      'c.calls: no calls',
      'd.calls:3:1: gives no value that can be asked for: TypeError: half() takes 1 positional argument but 2 were given',
      'e.calls:1:1: expected a call of a function with literals, such as f([3, 1], 2)',
      'f.calls:2:1: the same call stands on line 1',
      'g.calls:1:1: the program has no function double; its functions: half',
      'train/h.calls:1:3: gives no value that can be asked for: it is no literal',
    ]);
  });

  it('does not hold two programs that are called by one name', () => {
    const files = {
      'a.py': HALF,
      'a.calls': 'half(1)\n',
      'train/b.py': HALF,
      'train/b.calls': 'half(2)\n',
    };
    expect(refusal(files)).toMatch(
      /b and a both call half, so its name alone does not tell which is meant$/,
    );
  });

  it('says what a folder is to hold', () => {
    expect(refusal({ 'readme.txt': '' })).toMatch(/no programs: expected files such as sort\.py/);
    expect(() => programs.instantiate({ folder: '/none/such' })).toThrow(
      /no such folder of programs\n {2}paths in a config are from where you stand, so this is \/none\/such: /,
    );
    expect(
      refusal({
        'a.py': HALF,
        'a.calls': 'half(1)\n',
        'train/a.py': HALF,
        'train/a.calls': 'half(1)\n',
      }),
    ).toMatch(/^train\/a\.py: a is an evaluation program, too$/);
  });

  it('ends hostile programs at their limits', () => {
    expect(
      refusal({ 'a.py': 'def a():\n    while True:\n        pass\n', 'a.calls': 'a()\n' }),
    ).toMatch(/gives no value that can be asked for: the run takes more than 1000000 steps/);
  });
});
