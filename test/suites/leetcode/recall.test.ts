import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { HostileSandbox } from '../../../src/sandbox/index.js';
import { experimentOf, judge } from '../../../src/scoring/judge.js';
import { leetcode } from '../../../src/suites/leetcode/leetcode.js';
import type { Item } from '../../../src/suites/suite.js';
import { DOUBLED, fileOf, PUBLISHED, REVERSED_LIST } from './problems.js';

const cache = mkdtempSync(join(tmpdir(), 'outcomes-'));
vi.stubEnv('PBB_EVAL_CACHE', cache);
const sandbox = new HostileSandbox();
afterAll(() => {
  sandbox.close();
  rmSync(cache, { recursive: true });
});

async function verdictOn(code: string, item: Item): Promise<string> {
  const output = { text: `\`\`\`python\n${code}\n\`\`\``, finishReason: 'stop' };
  const program = experimentOf(output, item.target);
  const outcomes = program === null ? [] : await sandbox.run(program);
  return judge(output, item.target, item.answer, outcomes).verdict;
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
  const instance = await leetcode.instantiate({
    file: fileOf([DOUBLED, REVERSED_LIST]),
    train: 1,
    evaluation: 1,
  });
  const item = [...instance.items('recall', 'direct')].find(({ input }) => input === 'doubled');
  if (item === undefined) throw new Error('there is an item');
  expect(item.messages[0]?.content).toContain('the solution of doubled (`doubled`)');
  expect(await verdictOn('def doubled(number):\n    return 2 * number', item)).toBe('correct');
});
