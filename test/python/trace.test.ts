import { describe, expect, it } from 'vitest';
import {
  compileProgram,
  LimitError,
  parseProgram,
  repr,
  type Step,
} from '../../src/python/index.js';
import { AskedFunction } from '../../src/suites/random-arithmetic/asked-function.js';
import { poolOf } from '../../src/suites/random-arithmetic/pool.js';

/** A step in the order: line, depth, kind, target, expression, filled, value. */
function tracedSteps(source: string, name: string, ...args: number[]): string[] {
  const lines: string[] = [];
  const program = compileProgram(parseProgram(source), {
    onStep: ({ line, depth, kind, target, expression, filled, value }: Step) =>
      lines.push([line, depth, kind, target, expression, filled, value ?? 'null'].join(' | ')),
  });
  program.call(name, args);
  return lines;
}

const ignore = (): void => undefined;

function body(...lines: string[]): string {
  return `def f(x):\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

describe('the steps of a run', () => {
  it('are the statements in the order in which their values come', () => {
    expect(tracedSteps(body('y = x - 4', 'y *= 2', 'return abs(y)'), 'f', 1)).toEqual([
      '1 | 0 | call | f |  |  | x=1',
      '2 | 0 | assign | y | x - 4 | 1 - 4 | -3',
      '3 | 0 | assign | y | y * 2 | -3 * 2 | -6',
      '4 | 0 | return |  | abs(y) | abs(-6) | 6',
    ]);
  });

  it('say how a branch was decided and which turns a loop took', () => {
    const source = body(
      'y = 0',
      'for i in range(x):',
      '    if i > 0:',
      '        y = i',
      'while y < 3:',
      '    y += 2',
      'return y',
    );
    expect(tracedSteps(source, 'f', 2).slice(1)).toEqual([
      '2 | 0 | assign | y | 0 | 0 | 0',
      '3 | 0 | loop | i | range(x) | range(2) | range(0, 2)',
      '3 | 0 | turn | i |  |  | 0',
      '4 | 0 | branch | if | i > 0 | 0 > 0 | False',
      '3 | 0 | turn | i |  |  | 1',
      '4 | 0 | branch | if | i > 0 | 1 > 0 | True',
      '5 | 0 | assign | y | i | 1 | 1',
      '6 | 0 | branch | while | y < 3 | 1 < 3 | True',
      '7 | 0 | assign | y | y + 2 | 1 + 2 | 3',
      '6 | 0 | branch | while | y < 3 | 3 < 3 | False',
      '8 | 0 | return |  | y | 3 | 3',
    ]);
  });

  it('keep the values of each call of a function apart', () => {
    const source = 'def f(n):\n    if n < 2:\n        return 1\n    return n * f(n - 1) + n\n';
    expect(tracedSteps(source, 'f', 2)).toEqual([
      '1 | 0 | call | f |  |  | n=2',
      '2 | 0 | branch | if | n < 2 | 2 < 2 | False',
      '1 | 1 | call | f |  |  | n=1',
      '2 | 1 | branch | if | n < 2 | 1 < 2 | True',
      '3 | 1 | return |  | 1 | 1 | 1',
      '4 | 0 | return |  | n * f(n - 1) + n | 2 * f(2 - 1) + 2 | 4',
    ]);
  });

  it('show negative values so that the text means what was computed', () => {
    expect(tracedSteps(body('return x ** 2 - x'), 'f', -3)[1]).toBe(
      '2 | 0 | return |  | x ** 2 - x | (-3) ** 2 - -3 | 12',
    );
  });

  it('leave out what was not evaluated, and the variables of comprehensions', () => {
    expect(
      tracedSteps(body('y = 7', 'return [y * k for k in range(x)] if x > 0 else y'), 'f', 2)[2],
    ).toBe(
      '3 | 0 | return |  | [y * k for k in range(x)] if x > 0 else y | [y * k for k in range(x)] if 2 > 0 else y | [0, 7]',
    );
  });

  it('show containers as they were when they were read', () => {
    const source = body(
      "d = {'a': [x]}",
      "d['a'].append(2)",
      "d['a'][0] += 5",
      "a, b = d['a']",
      'for k, v in enumerate([a]):',
      '    pass',
      'f = lambda q: q',
      'return b',
    );
    expect(tracedSteps(source, 'f', 1).slice(1)).toEqual([
      "2 | 0 | assign | d | {'a': [x]} | {'a': [1]} | {'a': [1]}",
      "3 | 0 | evaluate |  | d['a'].append(2) | {'a': [1]}['a'].append(2) | None",
      "4 | 0 | assign | d['a'][0] | d['a'][0] + 5 | {'a': [1, 2]}['a'][0] + 5 | 6",
      "5 | 0 | assign | a, b | d['a'] | {'a': [6, 2]}['a'] | [6, 2]",
      '6 | 0 | loop | k, v | enumerate([a]) | enumerate([6]) | null',
      '6 | 0 | turn | k, v |  |  | (0, 6)',
      '8 | 0 | assign | f | lambda q: q | lambda q: q | null',
      '9 | 0 | return |  | b | 2 | 2',
    ]);
  });

  it('come as far as a run comes that fails, and the next run starts afresh', () => {
    const steps: Step[] = [];
    const program = compileProgram(parseProgram(body('y = 10 // x', 'return y')), {
      onStep: (step) => steps.push(step),
    });
    expect(() => program.call('f', [0])).toThrow('integer division or modulo by zero');
    expect(steps.map(({ kind }) => kind)).toEqual(['call']);
    program.call('f', [5]);
    expect(steps.slice(1).map(({ kind, depth }) => `${kind} ${depth}`)).toEqual([
      'call 0',
      'assign 0',
      'return 0',
    ]);
  });

  it('do not let a run pass its limits', () => {
    const forever = compileProgram(parseProgram(body('while True:', '    x = [x]')), {
      onStep: ignore,
    });
    expect(() => forever.call('f', [1])).toThrow(LimitError);
    const deep = compileProgram(parseProgram('def f(x):\n    return f(x + 1)\n'), {
      onStep: ignore,
    });
    expect(() => deep.call('f', [1])).toThrow(LimitError);
  });
});

describe('a traced run', () => {
  it('gives what the run gives, and every filled expression gives its value', () => {
    for (const origin of poolOf(1).slice(0, 200)) {
      const asked = new AskedFunction(origin);
      for (const { input, output } of asked.first(2)) {
        const steps = asked.trace(input);
        const last = steps.at(-1);
        expect([last?.kind, last?.value]).toEqual(['return', String(output)]);
        for (const { filled, value } of steps.filter(({ kind }) => kind === 'assign')) {
          const alone = compileProgram(parseProgram(`def g():\n    return ${filled}\n`));
          expect(repr(alone.call('g', []).value)).toBe(value);
        }
      }
    }
  });
});
