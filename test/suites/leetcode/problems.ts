/** Problems that were made up for these tests, in the plain form, and one in each published form. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'problems-'));
afterAll(() => rmSync(folder, { recursive: true }));

export const DOUBLED = {
  id: 'doubled',
  problem: 'Return twice the integer `n`.',
  source: 'def doubled(n):\n    return n + n\n',
  entry: 'doubled',
  cases: [
    { input: 'n = 2', output: '4' },
    { input: 'n = -3', output: '-6' },
    { input: 'n = 0', output: '0' },
    { input: 'n = 7' },
  ],
  difficulty: 'Easy',
  tags: ['math'],
  date: '2020-01-31',
};

export const REVERSED_LIST = {
  id: 'reversed-list',
  problem: 'Reverse a linked list.',
  source: [
    'class Solution:',
    '    def reversed(self, head: "ListNode | None") -> "ListNode | None":',
    '        last = None',
    '        while head:',
    '            head.next, last, head = last, head, head.next',
    '        return last',
  ].join('\n'),
  entry: 'Solution().reversed',
  cases: [
    { input: 'head = [1, 2, 3]', output: '[3,2,1]' },
    { input: 'head = []', output: '[]' },
  ],
  date: '2021-06-01',
};

export const PUBLISHED = {
  task_id: 'mirrored-tree',
  prompt: 'from typing import *\n',
  completion: [
    'class Solution:',
    '    def mirrored(self, root: Optional[TreeNode]) -> Optional[TreeNode]:',
    '        if root:',
    '            root.left, root.right = self.mirrored(root.right), self.mirrored(root.left)',
    '        return root',
  ].join('\n'),
  entry_point: 'Solution().mirrored',
  test: '',
  query: '',
  response: '',
  input_output: [
    { input: 'root = [1,2,3,null,4]', output: '[1,3,2,null,null,4]' },
    { input: 'root = []', output: '[]' },
  ],
};

/** As in v0.2. */
export const OLDER = {
  ...PUBLISHED,
  meta: {
    question_id: 1,
    difficulty: 'Medium',
    question_title: 'Mirror\u00a0a tree.\n\nExample 1:\n\nInput: root = [1]\nOutput: [1]\n',
    lang_code: '',
  },
};

/** As in v0.3. */
export const NEWER = {
  ...PUBLISHED,
  question_id: 1,
  difficulty: 'Medium',
  tags: ['Tree', 'Recursion'],
  problem_description: 'Mirror a tree.\n\u00a0\n**Example 1:**\n\nInput: root = [1]\nOutput: [1]\n',
  starter_code: '',
  estimated_date: '2022-03-04 00:00:00',
};

/** A problem about one integer, in the plain form. */
export function plainProblem(id: string, source: string, more: object = {}): object {
  return {
    id,
    problem: `The problem ${id}.`,
    source,
    entry: 'f',
    cases: [{ input: 'n = 3' }, { input: 'n = 4' }],
    ...more,
  };
}

let files = 0;

/** A file of these lines. */
export function fileOf(lines: readonly unknown[]): string {
  files += 1;
  const file = join(folder, `problems-${files}.jsonl`);
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}
