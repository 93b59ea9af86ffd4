import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { runInSubset } from '../../../src/sandbox/index.js';
import { experimentOf, judge } from '../../../src/scoring/judge.js';
import { cruxeval } from '../../../src/suites/cruxeval/cruxeval.js';
import type { Item, SuiteInstance } from '../../../src/suites/suite.js';

const folder = mkdtempSync(join(tmpdir(), 'cruxeval-'));
vi.stubEnv('PBB_EVAL_CACHE', folder);
afterAll(() => rmSync(folder, { recursive: true }));

const FUNCTIONS = [
  { id: 'a', code: 'def f(x):\n    return x * 2\n', input: "'ab'", output: "'abab'" },
  { id: 'b', code: 'def f(x, y):\n    return [y, x]\n', input: '1, {2: 3}', output: '[{2: 3}, 1]' },
  {
    id: 'c',
    code: 'import math\ndef f(x):\n    return math.comb(x, 2)\n',
    input: '5',
    output: '10',
  },
  { id: 'd', code: 'def f(d):\n    return len(d)\n', input: 'dict(k=1)', output: '1' },
  { id: 'e', code: 'def f(g):\n    return g(3)\n', input: 'lambda x: x + 1', output: '4' },
  { id: 'wrong', code: 'def f(x):\n    return x\n', input: '1', output: '2' },
  { id: 'raises', code: 'def f(x):\n    return x[5]\n', input: '[]', output: '2' },
];

async function instanceOf(lines: readonly object[]): Promise<SuiteInstance> {
  const file = join(folder, 'cruxeval.jsonl');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return cruxeval.instantiate({ file });
}

function verdictOf(text: string, item: Item): string {
  const output = { text, finishReason: 'stop' };
  const program = experimentOf(output, item.target);
  const outcomes = program === null ? [] : runInSubset(program)?.outcomes;
  return outcomes === undefined
    ? 'not here'
    : judge(output, item.target, 'direct', outcomes).verdict;
}

describe('cruxeval', () => {
  it('asks for outputs and inputs of the functions that give what is published', async () => {
    const instance = await instanceOf(FUNCTIONS);
    const idsOf = (split: string) => [...instance.items(split, 'direct')].map(({ id }) => id);
    expect(instance.splits).toEqual(['output', 'input']);
    expect(idsOf('output')).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((id) => `cruxeval/output/direct/${id}`),
    );
    expect(idsOf('input')).toEqual(['a', 'b', 'c', 'd'].map((id) => `cruxeval/input/direct/${id}`));
    expect(instance.usable).toBe(5);
    expect(instance.refused).toEqual([
      {
        id: 'e',
        line: 5,
        reason: 'input is no literal, so its output alone is asked',
        detail: 'lambda x: x + 1',
        in_part: true,
      },
      { id: 'wrong', line: 6, reason: 'output differs', detail: '1, stated 2' },
      { id: 'raises', line: 7, reason: 'raises', detail: 'IndexError: list index out of range' },
    ]);
  });

  it('asks in these words', async () => {
    const instance = await instanceOf(FUNCTIONS.slice(0, 1));
    const [output] = instance.items('output', 'direct');
    const [input] = instance.items('input', 'cot');
    const head =
      'Here is a Python function. It may contain errors; what counts is what it does.\n\n' +
      '```python\ndef f(x):\n    return x * 2\n```\n\n';
    expect(output?.messages).toEqual([
      {
        role: 'user',
        content:
          `${head}What does \`f('ab')\` return?\n\n` +
          'Reply with the value as a Python literal alone: no working, no explanation and nothing else.',
      },
    ]);
    expect(input?.messages).toEqual([
      {
        role: 'user',
        content:
          `${head}Find arguments for which f returns \`'abab'\`. There may be several; any will do.\n\n` +
          "Work it out step by step. Then finish with such a call, its arguments written as Python literals, such as f([1, 2], 'a'), " +
          'either as \\boxed{…} or on a last line of the form "Answer: …".',
      },
    ]);
    expect(output?.facets).toEqual({ length: 5, steps: expect.any(Number) });
  });

  it('shows a literal for arguments that are evaluated to one', async () => {
    const instance = await instanceOf(FUNCTIONS.slice(3, 4));
    const [item] = instance.items('input', 'direct');
    expect(item?.target).toMatchObject({ kind: 'execution', value: '1', example: "{'k': 1}" });
  });

  it('says where the functions are to be had when there is no file', async () => {
    await expect(cruxeval.instantiate({ file: '/none/c.jsonl' })).rejects.toThrow(
      '/none/c.jsonl: no such file\n  The functions are not part of this package: download data/cruxeval.jsonl of CRUXEval ' +
        '(facebookresearch/cruxeval on GitHub, cruxeval-org/cruxeval on Hugging Face; MIT licence) and name it in `file`.',
    );
  });

  it('lets the simulated models be right, wrong and blind', async () => {
    const instance = await instanceOf(FUNCTIONS);
    for (const split of instance.splits) {
      for (const item of instance.items(split, 'direct')) {
        const random = new Random('test', item.id);
        const verdicts = [
          instance.rightAnswer(item, random),
          instance.plausibleError(item, random),
          instance.guess(item, random),
        ].map((text) => verdictOf(text, item));
        expect(['correct incorrect incorrect', 'not here not here not here']).toContain(
          verdicts.join(' '),
        );
        expect(cruxeval.guessAccuracy(item)).toBe(0);
      }
    }
  });
});

const SHARED = process.env['PBB_EVAL_SHARED'] ?? '../shared';
const FILE = join(SHARED, 'data', 'cruxeval-dev.jsonl');
const isHere = existsSync(FILE);

it.skipIf(!isHere)(
  isHere ? 'every function at hand gives its published output' : `skipped: no ${FILE} here`,
  async () => {
    const instance = await cruxeval.instantiate({ file: FILE });
    expect(instance.usable).toBe(400);
    const wrong = [...instance.items('input', 'direct')].filter(
      (item) => verdictOf(instance.rightAnswer(item, new Random('x')), item) === 'incorrect',
    );
    expect(wrong).toEqual([]);
  },
  60_000,
);
