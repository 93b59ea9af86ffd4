import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { judge } from '../../../src/scoring/judge.js';
import { leetcode } from '../../../src/suites/leetcode/leetcode.js';
import type { Item, SuiteInstance } from '../../../src/suites/suite.js';
import { fileOf, plainProblem } from './problems.js';

const cache = mkdtempSync(join(tmpdir(), 'outcomes-'));
vi.stubEnv('PBB_EVAL_CACHE', cache);
afterAll(() => rmSync(cache, { recursive: true }));

/** Forty problems of six cases each; the tenth cannot be used. */
const LINES = Array.from({ length: 40 }, (_, at) =>
  plainProblem(`p${at}`, `def f(n):\n    return n * ${at + 2}${at === 10 ? ' / 0' : ''}\n`, {
    cases: [1, 2, 3, 4, 5, 6].map((n) => ({ input: `n = ${n}` })),
    difficulty: at % 2 === 0 ? 'Easy' : 'Hard',
    tags: ['math'],
    date: `2020-01-${String(at % 28).padStart(2, '0')}`,
  }),
);
const SIZES = { train: 10, evaluation: 5, executions: 2, held_out: 3, items_per_problem: 2 };
const ALL_SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'];

let file = '';
let instance: SuiteInstance;

beforeAll(async () => {
  file = fileOf(LINES);
  instance = await leetcode.instantiate({ file, ...SIZES });
});

function itemsOf(of: SuiteInstance, split: string): Item[] {
  return [...of.items(split, 'direct')];
}

function idsOf(of: SuiteInstance, role: string): string[] {
  return of.instructions.filter((each) => each.role === role).map(({ id }) => id);
}

describe('leetcode', () => {
  it('has items of every split, with ids and messages of their own', () => {
    expect(instance.splits).toEqual(ALL_SPLITS);
    const items = ALL_SPLITS.flatMap((split) =>
      (['direct', 'cot'] as const).flatMap((answer) => [...instance.items(split, answer)]),
    );
    expect(items).toHaveLength(2 * (20 + 20 + 10 + 10));
    for (const part of ['id', 'messages'] as const) {
      expect(new Set(items.map((item) => JSON.stringify(item[part]))).size).toBe(items.length);
    }
    for (const item of items)
      expect(Object.keys(item.facets)).toEqual(['difficulty', 'field', 'length']);
  });

  it('asks in w-io-train what training shows and in w-io-test what it never shows', () => {
    const shown = new Set([...instance.executions()].map((each) => each.instruction + each.input));
    expect(shown.size).toBe(20);
    for (const item of itemsOf(instance, 'w-io-train')) {
      expect(shown).toContain(item.instruction + item.input);
    }
    for (const item of itemsOf(instance, 'w-io-test')) {
      expect(shown).not.toContain(item.instruction + item.input);
    }
  });

  it('trains on executions in the words of w-io-train, and distils what no item asks', () => {
    const { training } = instance;
    const executions = [...instance.executions()];
    const questions = executions.map((each) => training?.question(each, 'direct'));
    expect(questions).toEqual(itemsOf(instance, 'w-io-train'));
    const asked = new Set(itemsOf(instance, 'wo-io').map((item) => item.instruction + item.input));
    const distilled = [...(training?.distillation(100) ?? [])];
    expect(distilled).toHaveLength(5 * (6 - 2));
    for (const { instruction, input } of distilled)
      expect(asked).not.toContain(instruction + input);
    expect([...(training?.distillation(1) ?? [])]).toEqual(
      distilled.filter((_, place) => place % 4 === 0),
    );
  });

  it('is specified by a context template and the source', () => {
    const [instruction] = instance.instructions;
    if (instruction === undefined) throw new Error('there is none');
    const specification = instance.training?.specification(instruction);
    const shown = itemsOf(instance, 'in-context').map(({ messages }) => messages[0]?.content ?? '');
    expect(specification?.text).toBe(`\`\`\`python\n${instruction.source.trimEnd()}\n\`\`\``);
    expect(specification?.contexts).toHaveLength(20);
    const last = instance.instructions.at(-1);
    const own = last && instance.training?.specification(last);
    const opening = own?.contexts[own.own] ?? '?';
    expect(shown.some((content) => content.startsWith(`${opening}\n\n${own?.text}`))).toBe(true);
  });

  it('shows the solution in context alone, and the same words else', () => {
    const [bare, shown] = [itemsOf(instance, 'wo-io'), itemsOf(instance, 'in-context')];
    for (const [at, item] of shown.entries()) {
      const content = item.messages[0]?.content ?? '';
      expect(content).toContain('```python\ndef f(n):');
      expect(content.endsWith(bare[at]?.messages[0]?.content ?? '?')).toBe(true);
      expect(bare[at]?.messages[0]?.content).not.toContain('```');
    }
  });

  it('reads as it was written', () => {
    const item = itemsOf(instance, 'wo-io')[0];
    expect(item?.messages[0]?.content).toMatch(
      /^The problem p\d+\.\n\n.*\bp\d+\b.*`n = 6`.*\n\nReply with the resulting integer, alone: no working, no explanation and nothing else\.$/s,
    );
  });

  it('is nested: more problems and cases change none that were there', async () => {
    const more = { train: 20, evaluation: 15, executions: 3, held_out: 3, items_per_problem: 3 };
    const larger = await leetcode.instantiate({ file, ...more });
    for (const role of ['train', 'evaluation']) {
      const few = idsOf(instance, role);
      expect(idsOf(larger, role).slice(0, few.length)).toEqual(few);
    }
    for (const split of ALL_SPLITS) {
      const many = new Map(itemsOf(larger, split).map((item) => [item.id, item]));
      for (const item of itemsOf(instance, split)) expect(many.get(item.id)).toEqual(item);
    }
  });

  it('has other problems under another seed, and the oldest and the newest by date', async () => {
    const other = await leetcode.instantiate({ file, ...SIZES, seed: 2 });
    expect(idsOf(other, 'train')).not.toEqual(idsOf(instance, 'train'));
    const dated = await leetcode.instantiate({ file, ...SIZES, order: 'date' });
    expect(idsOf(dated, 'train').slice(0, 4)).toEqual(
      ['p0', 'p28', 'p1', 'p29'].map((id) => `leetcode/${id}`),
    );
    expect(idsOf(dated, 'evaluation')[0]).toBe('leetcode/p27');
  });

  it('refuses an order by date without dates, and more problems than can be used', async () => {
    const undated = fileOf(LINES.map((line) => ({ ...line, date: undefined })));
    await expect(leetcode.instantiate({ file: undated, ...SIZES, order: 'date' })).rejects.toThrow(
      `${undated}:1:1: p0 has no date, which order: date needs; older versions of the data set state none`,
    );
    await expect(leetcode.instantiate({ file })).rejects.toThrow(
      `${file}: 39 of its 40 problems can be used, and train + evaluation ask for 500 + 100 = 600\n` +
        '  The first that cannot: p10: raises: ZeroDivisionError: division by zero',
    );
  });

  it('names what was refused', () => {
    expect(instance.usable).toBe(39);
    expect(instance.refused).toEqual([
      { id: 'p10', line: 11, reason: 'raises', detail: 'ZeroDivisionError: division by zero' },
    ]);
  });

  it('lets the simulated models be right and wrong', () => {
    for (const item of itemsOf(instance, 'wo-io')) {
      const random = new Random('test', item.id);
      const verdictOf = (text: string) =>
        judge({ text, finishReason: 'stop' }, item.target, 'direct').verdict;
      expect(verdictOf(instance.rightAnswer(item, random))).toBe('correct');
      expect(verdictOf(instance.plausibleError(item, random))).toBe('incorrect');
    }
  });

  it('counts an output as common where it comes twice', async () => {
    const source = 'def f(n):\n    return n // 2\n';
    const cases = [1, 2, 3, 4].map((n) => ({ input: `n = ${n}` }));
    const other = plainProblem('other', 'def f(n):\n    return n\n', { cases });
    const two = fileOf([plainProblem('halves', source, { cases }), other]);
    const small = await leetcode.instantiate({ file: two, train: 1, evaluation: 1 });
    const common = [
      ...itemsOf(small, 'w-io-train'),
      ...itemsOf(small, 'w-io-test'),
      ...itemsOf(small, 'wo-io'),
    ]
      .filter(({ controls }) => controls['most_common_output'] === 1)
      .map(({ instruction, input }) => `${instruction} ${input}`);
    expect(common.toSorted()).toEqual(['leetcode/halves f(n=2)', 'leetcode/halves f(n=3)']);
  });

  it('holds out half of the cases at most', async () => {
    const few = LINES.slice(0, 2).map((line) => ({
      ...line,
      cases: [{ input: 'n = 1' }, { input: 'n = 2' }, { input: 'n = 3' }],
    }));
    const small = await leetcode.instantiate({ file: fileOf(few), train: 1, evaluation: 1 });
    expect(itemsOf(small, 'w-io-train')).toHaveLength(2);
    expect(itemsOf(small, 'w-io-test')).toHaveLength(1);
    expect(itemsOf(small, 'wo-io')).toHaveLength(3);
  });
});
