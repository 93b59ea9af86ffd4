import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseProblems } from '../../../src/suites/leetcode/problems-file.js';
import { LIMITS, type Sorted, sorted } from '../../../src/suites/leetcode/usable.js';
import { DOUBLED, NEWER, plainProblem, REVERSED_LIST } from './problems.js';

const cache = mkdtempSync(join(tmpdir(), 'outcomes-'));
vi.stubEnv('PBB_EVAL_CACHE', cache);
afterAll(() => rmSync(cache, { recursive: true }));

async function sortedOf(...problems: readonly object[]): Promise<Sorted> {
  const lines = problems.map((problem) => JSON.stringify(problem));
  return sorted(parseProblems(lines.join('\n'), 'p.jsonl'), { ...LIMITS, timeMs: 3000 });
}

const SWAPPED = `
class Solution:
    def f(self, nums: list[int]) -> None:
        nums[:] = nums[::-1]
`;
const MERGED = `
from typing import *
class Solution:
    def f(self, lists: List[Optional["ListNode"]]) -> Optional["ListNode"]:
        values = []
        for node in lists:
            while node:
                values.append(node.val)
                node = node.next
        head = None
        for value in sorted(values, reverse=True):
            head = ListNode(value, head)
        return head
`;
const SORTED = `
from sortedcontainers import SortedList
def f(nums):
    kept = SortedList()
    for value in nums:
        kept.add(value)
    return [kept.bisect_left(3), kept[-1], list(kept.irange(2, 4))]
`;

/** What becomes of each: outputs, or the reason. */
const FATES: readonly (readonly [string, object, string])[] = [
  ['a function of the subset', DOUBLED, '4 -6 0 14'],
  [
    'a set, whatever the order that is stated',
    plainProblem('set', 'def f(n):\n    return {1, 2, n}\n', {
      cases: [{ input: 'n = 3', output: '{3, 2, 1}' }],
    }),
    '{1, 2, 3}',
  ],
  ['a linked list', REVERSED_LIST, '[3, 2, 1] []'],
  ['a tree', NEWER, '[1, 3, 2, None, None, 4] []'],
  [
    'a list that is changed in place',
    plainProblem('a', SWAPPED, {
      entry: 'Solution().f',
      cases: [{ input: 'nums = [1,2,3]', output: '[3,2,1]' }],
    }),
    '[3, 2, 1]',
  ],
  [
    'several linked lists',
    plainProblem('b', MERGED, {
      entry: 'Solution().f',
      cases: [{ input: 'lists = [[1,4],[],[2]]', output: '[1,2,4]' }],
    }),
    '[1, 2, 4]',
  ],
  [
    'sorted containers',
    plainProblem('c', SORTED, { cases: [{ input: 'nums = [5,3,1,4]', output: '[1,5,[3,4]]' }] }),
    '[1, 5, [3, 4]]',
  ],
  [
    'a float within the tolerance',
    plainProblem('d', 'def f(n):\n    return n / 3\n', {
      cases: [{ input: 'n = 2', output: '0.66667' }],
    }),
    '0.6666666666666666',
  ],
  [
    'a tuple for a list, and true for True',
    plainProblem('e', 'def f(n):\n    return (True, n)\n', {
      cases: [{ input: 'n = 2', output: '[true, 2]' }],
    }),
    '(True, 2)',
  ],
  [
    'the same input twice',
    plainProblem('g', 'def f(n):\n    return n\n', {
      cases: [{ input: 'n = 2' }, { input: ' n=2' }, { input: 'n = 3' }],
    }),
    '2 3',
  ],
  [
    'another output than is stated',
    plainProblem('h', 'def f(n):\n    return n\n', {
      cases: [
        { input: 'n = 2', output: '2' },
        { input: 'n = 3', output: '4' },
      ],
    }),
    'output differs: case 1: 3, stated 4',
  ],
  [
    'an exception',
    plainProblem('i', 'def f(n):\n    return n // (n - 4)\n'),
    'raises: ZeroDivisionError: integer division or modulo by zero',
  ],
  [
    'what does not parse',
    plainProblem('j', 'def f(n) return n\n'),
    "raises: SyntaxError: expected ':' (<program>, line 16)",
  ],
  [
    'a run without an end',
    plainProblem('k', 'import math\ndef f(n):\n    while True: pass\n'),
    'time-out: ',
  ],
  [
    'a value that is no literal',
    plainProblem('l', 'def f(n):\n    return lambda: n\n'),
    'output is no literal: <function f.<locals>.<lambda> at',
  ],
  [
    'an infinite float',
    plainProblem('m', 'def f(n):\n    return float("inf")\n'),
    'output is no literal: inf',
  ],
  [
    'an input that is no literal',
    plainProblem('n', 'def f(n):\n    return n\n', { cases: [{ input: 'n = g(1)' }] }),
    'input is no literal: n = g(1)',
  ],
  [
    'a stated output that is no literal',
    plainProblem('o', 'def f(n):\n    return n\n', {
      cases: [{ input: 'n = 1', output: 'Error: n' }],
    }),
    'stated output is no literal: Error: n',
  ],
  ['no cases', plainProblem('p', 'def f(n):\n    return n\n', { cases: [] }), 'no cases: '],
  [
    'long inputs alone',
    plainProblem('q', 'def f(n):\n    return n\n', {
      cases: [{ input: `n = ${'9'.repeat(1000)}` }],
    }),
    'too long: every case has over 1000 characters',
  ],
  [
    'long outputs alone',
    plainProblem('r', 'def f(n):\n    return [n] * 1000\n'),
    'too long: every output has over 1000 characters',
  ],
  [
    'a linked list that bites its tail',
    plainProblem(
      's',
      'class Solution:\n    def f(self, head: "ListNode") -> "ListNode":\n        head.next = head\n        return head\n',
      { entry: 'Solution().f', cases: [{ input: 'head = [1]' }] },
    ),
    'raises: ValueError: a linked list without an end',
  ],
  [
    'a class to be called in steps',
    { ...NEWER, task_id: 'u', entry_point: 'LRUCache' },
    "raises: NameError: name 'LRUCache' is not defined",
  ],
  [
    'an entry that is no function',
    { ...NEWER, task_id: 'v', entry_point: 'Solution().a.b' },
    'entry is no function: Solution().a.b',
  ],
  [
    'nothing before its examples',
    { ...NEWER, task_id: 't', problem_description: 'Example 1:\nInput: 1' },
    'no description: nothing stands before the examples',
  ],
];

describe('a problem with', () => {
  let fates: ReadonlyMap<string, string>;
  let all: Sorted;

  beforeAll(async () => {
    all = await sortedOf(...FATES.map(([, problem]) => problem));
    fates = new Map([
      ...all.usable.map(
        ({ id, runs }) => [id, runs.map(({ output }) => output).join(' ')] as const,
      ),
      ...all.refused.map(({ id, reason, detail }) => [id, `${reason}: ${detail}`] as const),
    ]);
  }, 120_000);

  it.each(FATES)('%s', (_, problem, fate) => {
    const id = 'id' in problem ? problem.id : 'task_id' in problem ? problem.task_id : '';
    const found = fates.get(String(id)) ?? '';
    expect(found.slice(0, fate.length)).toBe(fate);
    if (!/: $| at$/.test(fate)) expect(found).toBe(fate);
  });

  it('its line is told where it is refused', () => {
    expect(all.refused.map(({ line }) => line)).toEqual(
      FATES.flatMap(([, , fate], at) => (/^[a-z -]+: /.test(fate) ? [at + 1] : [])),
    );
  });
});

it('problems give the same the second time, when outcomes are kept', async () => {
  const first = await sortedOf(REVERSED_LIST, NEWER);
  expect(await sortedOf(REVERSED_LIST, NEWER)).toEqual(first);
  expect(first.usable).toHaveLength(2);
});
