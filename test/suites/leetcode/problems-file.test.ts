import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseProblems, readProblems } from '../../../src/suites/leetcode/problems-file.js';
import { blocksOf } from '../../docs/pages.js';
import { emptyFolder } from '../../e2e/cli.js';
import { DOUBLED, NEWER, OLDER } from './problems.js';

function refusalOf(...lines: readonly unknown[]): string {
  const source = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  try {
    parseProblems(source.join('\n'), 'p.jsonl');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
}

describe('a file of problems', () => {
  it('is read in the published form of older versions', () => {
    expect(parseProblems(JSON.stringify(OLDER), 'p.jsonl')).toEqual([
      {
        line: 1,
        id: 'mirrored-tree',
        description: 'Mirror a tree.',
        preamble: OLDER.prompt,
        source: OLDER.completion,
        entry: 'Solution().mirrored',
        cases: OLDER.input_output,
        difficulty: 'medium',
        tags: [],
        date: null,
      },
    ]);
  });

  it('is read in the published form of newer versions', () => {
    expect(parseProblems(`\n${JSON.stringify(NEWER)}\r\n`, 'p.jsonl')).toMatchObject([
      {
        line: 2,
        description: 'Mirror a tree.',
        difficulty: 'medium',
        tags: ['Tree', 'Recursion'],
        date: '2022-03-04',
      },
    ]);
  });

  it('is read in the plain form that docs/leetcode.md shows', () => {
    const [line = ''] = blocksOf('docs/leetcode.md', 'json');
    expect(parseProblems(line, 'p.jsonl')).toMatchObject([
      {
        id: 'doubled',
        entry: 'doubled',
        cases: [{ input: 'n = 2', output: '4' }, { input: 'n = 7' }],
      },
    ]);
  });

  it('is read where a published field is null, or says nothing', () => {
    const line = {
      ...NEWER,
      tags: null,
      difficulty: null,
      estimated_date: 'unknown',
      meta: null,
      input_output: [{ input: 'root = []', output: null }],
    };
    expect(parseProblems(JSON.stringify(line), 'p.jsonl')).toMatchObject([
      { tags: [], difficulty: 'unknown', date: null, cases: [{ input: 'root = []' }] },
    ]);
  });

  it('is read in the plain form', () => {
    expect(parseProblems(JSON.stringify(DOUBLED), 'p.jsonl')).toMatchObject([
      { id: 'doubled', description: DOUBLED.problem, preamble: '', date: '2020-01-31' },
    ]);
  });

  it('shows nothing of the examples, whatever they are headed by', () => {
    for (const heading of [
      'Example 1:',
      'Example:',
      '**Example 2:**',
      '## Examples:',
      'Example1:',
    ]) {
      const problem_description = `Do it.\n\n${heading}\nInput: x = 1\n`;
      const [problem] = parseProblems(JSON.stringify({ ...NEWER, problem_description }), 'p.jsonl');
      expect(problem?.description).toBe('Do it.');
    }
  });

  it('is unpacked where it ends in .gz', () => {
    const file = join(emptyFolder(), 'p.jsonl.gz');
    writeFileSync(file, gzipSync(`${JSON.stringify(DOUBLED)}\n`));
    expect(readProblems(file)).toHaveLength(1);
  });

  it('is refused with the line and the key of each fault', () => {
    expect(refusalOf('{', { ...DOUBLED, entry: 'os.system' }, { ...OLDER, completion: 3 })).toBe(
      'p.jsonl:1:1: not JSON: expected one problem on each line\n' +
        'p.jsonl:2:1: entry: expected a function, or Solution().method\n' +
        'p.jsonl:3:1: completion: Invalid input: expected string, received number',
    );
    expect(refusalOf(DOUBLED, NEWER, DOUBLED)).toBe('p.jsonl:3:1: "doubled" is the id of line 1');
    expect(refusalOf({ ...DOUBLED, problme: 1 })).toBe('p.jsonl:1:1: Unrecognized key: "problme"');
    expect(refusalOf('', ' ')).toBe('p.jsonl: no problems');
    expect(refusalOf({ ...DOUBLED, id: '../x' })).toBe(
      'p.jsonl:1:1: id: expected letters, digits, "_", "-" and "."',
    );
  });

  it('is refused with twenty faults at most, and not read when it is huge', () => {
    expect(refusalOf(...Array.from({ length: 50 }, () => '[]')).split('\n')).toHaveLength(20);
    expect(refusalOf(`"${'x'.repeat(32_000_000)}"`)).toBe(
      'p.jsonl:1:1: longer than 32000000 characters',
    );
  });

  it('says where problems are to be had when there is none', () => {
    expect(() => readProblems('/none/leetcode.jsonl')).toThrow(
      '/none/leetcode.jsonl: no such file\n  The problems are not part of this package: download LeetCodeDataset ' +
        '(newfacade/LeetCodeDataset on GitHub and Hugging Face; its page names the licence of each version) and name its JSONL file, packed (.gz) or ' +
        'not, in `file`. docs/leetcode.md also shows a plain form of your own.',
    );
  });
});
