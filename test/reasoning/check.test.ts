import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram, type Step } from '../../src/python/index.js';
import { Random } from '../../src/random/random.js';
import { checkReasoning } from '../../src/reasoning/check.js';
import { factsOf } from '../../src/reasoning/facts.js';
import { writeReasoning } from '../../src/reasoning/write.js';
import { AskedFunction } from '../../src/suites/random-arithmetic/asked-function.js';
import { poolOf } from '../../src/suites/random-arithmetic/pool.js';

const SOURCE = `def Zib(x):
    t0 = x + x
    for i in range(2):
        t0 += i
    t1 = 1 * abs(t0)
    if t1 > 100:
        t1 = t1 - 1
    return t1
`;

function stepsOf(source: string, name: string, input: number): Step[] {
  const steps: Step[] = [];
  const program = compileProgram(parseProgram(source), { onStep: (step) => steps.push(step) });
  program.call(name, [input]);
  return steps;
}

/** t0 = 6, i = 0, t0 = 6, i = 1, t0 = 7, t1 = 7, and 7 is returned. */
const FACTS = factsOf(stepsOf(SOURCE, 'Zib', 3));

describe('the facts of a run', () => {
  it('are the integers that variables get and functions return, in order', () => {
    expect(FACTS.map(({ name, value }) => `${name ?? 'return'} ${value}`)).toEqual([
      't0 6',
      'i 0',
      't0 6',
      'i 1',
      't0 7',
      't1 7',
      'return 7',
    ]);
  });
});

describe('reasoning against the facts', () => {
  const cases: [text: string, isWrong: boolean, stated: number, firstWrongStep: number | null][] = [
    ['t0 = x + x = 6. The loop gives t0 = 7. t1 = |7| = 7, so \\boxed{7}', false, 4, null],
    ['t0 = 3 + 3 = 5.', true, 0, 1],
    ['t0 = 6\nt0 = 6 + 0 = 6\nt0 = 6 + 1 = 8', true, 4, 5],
    ['**t0** is 6, then t0 becomes 7 and `t1` = -7', true, 2, 6],
    ['$t_0$ doubles 3 to 6, plus one gives 7. \\boxed{8}', true, 2, null],
    ['t0 = 6, t0 = 7, t1 = 7. Answer: 8', true, 3, 7],
    ['t0 = 6. Answer: 9', true, 1, 2],
    ['The answer is 7.', false, 1, null],
    ['', true, 0, null],
    ['```python\nt0 = 99\n```\nt0 = 6', false, 1, null],
    ['t0 = 6.5', true, 0, null],
    ['t0 = 6 + 1', false, 2, null],
    ['t1 = t0 = 7', false, 1, null],
    ['t0 == 8', true, 0, null],
    ['t0 = 1,006', true, 0, 1],
    ['t0 = \u22126', true, 0, 1],
    ['i = 0; t0 = 6; i = 1; t0 = 7; i = 2', true, 4, 4],
  ];
  it.each(cases)('%j', (text, isWrong, stated, firstWrongStep) => {
    expect(checkReasoning(text, FACTS, isWrong)).toMatchObject({ stated, firstWrongStep });
  });

  it('name the line that is wrong, and none where the mistake is only known to follow', () => {
    const facts = [
      { name: 't0', value: '3' },
      { name: 't1', value: '5' },
    ];
    expect(checkReasoning('t0 = 3\nSo t1 = \u22124.\n', facts, true).wrongLine).toBe('So t1 = -4.');
    expect(checkReasoning('t0 = 3\n', facts, true)).toMatchObject({
      firstWrongStep: 2,
      wrongLine: null,
    });
  });

  it.each([
    't0 = x + 3 = 6 (since x = 3)',
    't0 = x + 3, where x = 3, so t0 = 6',
    't0 = x + 3, with x = 3: t0 = 6',
    't0 = 6 when x = 3',
    't0 = 6, and 6 % 3 = 0, so we skip.',
    't0 = 6, so t0 // 5 = 1',
    't0 = 6, t0 % 4 = 2, t1 = -5',
    't0 = 6, whose remainder mod 4 is 2',
    'Wait, t0 = 7? Let me recompute: t0 = 6.',
    'We check whether t0 is 4: no, t0 is 6',
    't1 = -5 (or 5 in absolute value: |t1| = 5)',
    't0 = max(6, 2) = 6',
    'If t0 = 9 we would stop.',
    't0 = 6 = 3 + 3 = 6',
    't0 = 6 is the sum of 3 and 3',
  ])('finds nothing wrong in %j', (text) => {
    const facts = [
      { name: 't0', value: '6' },
      { name: 't1', value: '-5' },
    ];
    expect(checkReasoning(text, facts, false).firstWrongStep).toBeNull();
  });

  it('reads a variable named like the beginning of another', () => {
    const facts = [
      { name: 't1', value: '4' },
      { name: 't10', value: '5' },
    ];
    expect(checkReasoning('t10 = 5, t1 = 4', facts, false).firstWrongStep).toBeNull();
    expect(checkReasoning('t10 = 4', facts, false).firstWrongStep).toBe(2);
  });

  it('takes time in proportion to hostile texts', () => {
    for (const hostile of [
      `t0 = ${' '.repeat(1e6)}`,
      't0 = 1'.repeat(2e5),
      '= '.repeat(5e5),
      't0 '.repeat(3e5),
      '1,'.repeat(5e5),
    ]) {
      const began = performance.now();
      checkReasoning(hostile, FACTS, true);
      expect(performance.now() - began).toBeLessThan(1000);
    }
  });
});

describe('written reasoning', () => {
  it('states every fact of the functions of Random Arithmetic, none of them wrong', () => {
    for (const origin of poolOf(1).slice(0, 300)) {
      const asked = new AskedFunction(origin);
      for (const [index, { input, output }] of asked.first(3).entries()) {
        const steps = stepsOf(asked.program, asked.name, input);
        const facts = factsOf(steps);
        const text = writeReasoning(steps, String(output), new Random('test', asked.key, index));
        expect({ text, ...checkReasoning(text, facts, false) }).toMatchObject({
          text,
          stated: facts.length,
          firstWrongStep: null,
        });
      }
    }
  });

  it('is found wrong at the step where a value is changed', () => {
    for (const origin of poolOf(2).slice(0, 200)) {
      const asked = new AskedFunction(origin);
      const [run] = asked.first(1);
      if (run === undefined) throw new Error('a function without runs');
      const steps = stepsOf(asked.program, asked.name, run.input);
      const facts = factsOf(steps);
      const random = new Random('test', asked.key);
      const named = facts.flatMap(({ name }, index) => (name === null ? [] : [index]));
      if (named.length === 0) continue;
      const wrong = random.pick(named);
      let fact = -1;
      const changed = steps.map((step) => {
        fact += factsOf([step]).length;
        const isHere = fact === wrong && factsOf([step]).length === 1;
        if (!isHere) return step;
        const value = '123456789';
        const asIs = (text: string) => (text === step.value ? value : text);
        return { ...step, value, expression: asIs(step.expression), filled: asIs(step.filled) };
      });
      const text = writeReasoning(changed, '0', random);
      expect(checkReasoning(text, facts, true).firstWrongStep, text).toBe(wrong + 1);
    }
  });
});
