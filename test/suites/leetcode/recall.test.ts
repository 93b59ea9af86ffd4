import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { HostileSandbox } from '../../../src/sandbox/index.js';
import { experimentOf, judge } from '../../../src/scoring/judge.js';
import type { Judgement } from '../../../src/scoring/verdict.js';
import { leetcode } from '../../../src/suites/leetcode/leetcode.js';
import type { Item } from '../../../src/suites/suite.js';
import { DOUBLED, fileOf, PUBLISHED, plainProblem, REVERSED_LIST } from './problems.js';

const cache = mkdtempSync(join(tmpdir(), 'outcomes-'));
vi.stubEnv('PBB_EVAL_CACHE', cache);
const sandbox = new HostileSandbox();
afterAll(() => {
  sandbox.close();
  rmSync(cache, { recursive: true });
});

async function judged(code: string, item: Item): Promise<Judgement> {
  const output = { text: `\`\`\`python\n${code}\n\`\`\``, finishReason: 'stop' };
  const program = experimentOf(output, item.target);
  const outcomes = program === null ? [] : await sandbox.run(program);
  return judge(output, item.target, item.answer, outcomes);
}

async function verdictOn(code: string, item: Item): Promise<string> {
  return (await judged(code, item)).verdict;
}

/** The item that asks for a solution. */
async function itemOf(line: { readonly id: string }): Promise<Item> {
  const lines = fileOf([line, plainProblem('other', 'def f(n):\n    return n\n')]);
  const instance = await leetcode.instantiate({ file: lines, train: 1, evaluation: 1 });
  const item = [...instance.items('recall', 'direct')].find(({ input }) => input === line.id);
  if (item === undefined) throw new Error('there is an item');
  return item;
}

it('takes solutions of functions, lists and trees for right, and wrong ones for wrong', async () => {
  const file = fileOf([
    DOUBLED,
    REVERSED_LIST,
    { ...PUBLISHED, problem_description: 'Mirror a tree.' },
  ]);
  const instance = await leetcode.instantiate({ file, train: 1, evaluation: 2 });
  const items = [...instance.items('recall', 'direct')];
  expect(items.map(({ instruction }) => instruction).toSorted()).toEqual([
    'leetcode/doubled',
    'leetcode/mirrored-tree',
    'leetcode/reversed-list',
  ]);
  for (const item of items) {
    const random = new Random('test', item.id);
    expect(await verdictOn(instance.rightAnswer(item, random), item)).toBe('correct');
    expect(await verdictOn(instance.plausibleError(item, random), item)).toBe('incorrect');
  }
});

it('does not mind other names of parameters in a plain function', async () => {
  const item = await itemOf(DOUBLED);
  expect(item.messages[0]?.content).toContain('the solution of doubled (`doubled`)');
  expect(await verdictOn('def doubled(number):\n    return 2 * number', item)).toBe('correct');
});

it('calls by position, and takes lists from the problem where the code that was recalled does not say', async () => {
  const item = await itemOf(REVERSED_LIST);
  const body = [
    '        last = None',
    '        while node:',
    '            node.next, last, node = last, node, node.next',
    '        return last',
  ];
  const unannotated = ['class Solution(object):', '    def reversed(self, node):', ...body];
  const ownNodes = ['class ListNode:', '    def __init__(self, x):', '        self.val = x'];
  expect(await verdictOn(unannotated.join('\n'), item)).toBe('correct');
  expect(await verdictOn([...ownNodes, ...unannotated].join('\n'), item)).toBe('correct');
  const lazy = ['from __future__ import annotations', ...unannotated].join('\n');
  expect(await verdictOn(lazy, item)).toBe('correct');
});

function turning(kinds: string): string {
  return `class Solution:\n    def turn(self, xs${kinds}:\n        xs.reverse()\n`;
}

it('knows from the problem that a list is changed in its place', async () => {
  const item = await itemOf({
    ...plainProblem('turned', turning(': list) -> None'), {
      entry: 'Solution().turn',
      cases: [{ input: 'xs = [1, 2]' }, { input: 'xs = [3, 2, 1]' }],
    }),
    id: 'turned',
  });
  expect(item.target).toMatchObject({ probes: [{ value: '[2, 1]' }, { value: '[1, 2, 3]' }] });
  expect(await verdictOn(turning(')'), item)).toBe('correct');
});

it('takes a bare function leniently, where a method of a class was asked for', async () => {
  const item = await itemOf(REVERSED_LIST);
  const bare =
    'def reverse(head):\n    last = None\n    while head:\n' +
    '        head.next, last, head = last, head, head.next\n    return last';
  expect(await judged(bare, item)).toMatchObject({
    verdict: 'malformed',
    lenient: 'correct',
    reason: 'no function Solution, but reverse',
  });
});
