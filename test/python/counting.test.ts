import { describe, expect, it } from 'vitest';
import {
  compileProgram,
  countOperations,
  type FunctionDef,
  parseProgram,
} from '../../src/python/index.js';

function onlyFunction(source: string): FunctionDef {
  const [def] = parseProgram(source).functions;
  if (def === undefined) throw new Error('no function');
  return def;
}

describe('operations are counted', () => {
  it.each([
    ['t0 = x + x; t1 = 1 * abs(t0); return t1', 3],
    ['return x', 0],
    ['return -3', 1],
    ['return - x + (not x)', 3],
    ['return 1 < x < 5', 2],
    ['return x and x or x and x', 3],
    ['return 1 if x > 0 else 2', 1],
    ['for i in range(1, x): pass', 1],
    ['x **= 2; return max(x, min(x, 1))', 3],
    ['while x % 2: x //= 2', 2],
  ])('in the source: %s has %i', (body, count) => {
    expect(countOperations(onlyFunction(`def f(x):\n    ${body}\n`))).toBe(count);
  });

  it.each([
    ['return x + x * x', 1, 2],
    ['return x and x + 1', 0, 1],
    ['return x and x + 1', 1, 2],
    ['return 1 < x < x + 7', 1, 1],
    ['return 1 < x < x + 7', 2, 3],
    ['return x + 1 if x > 0 else x * x * x', 5, 2],
    ['return x + 1 if x > 0 else x * x * x', -5, 3],
    ['x += 2; return -x', 1, 2],
    ['return not abs(x)', 1, 2],
  ])('in a run: %s for x = %i runs %i', (body, x, operations) => {
    const program = compileProgram(parseProgram(`def f(x): ${body}\n`), { count: true });
    expect(program.call('f', [x]).operations).toBe(operations);
    expect(program.call('f', [x]).operations).toBe(operations);
  });

  it('in loops and calls as often as they run', () => {
    const source =
      'def f(x):\n    s = 0\n    for i in range(x):\n        if i % 2 == 0:\n            s = s + g(i)\n    return s\ndef g(y):\n    return y * 2\n';
    const program = compileProgram(parseProgram(source), { count: true });
    // range, and for each of 0 to 3: % and ==; for 0 and 2 also +, the call and *.
    expect(program.call('f', [4]).operations).toBe(1 + 4 * 2 + 2 * 3);
    expect(program.call('f', [0]).operations).toBe(1);
    expect(compileProgram(parseProgram(source)).call('f', [4]).operations).toBe(0);
  });
});

describe('coverage', () => {
  const source = [
    'def f(x, n):',
    '    if x > 0:',
    '        y = 1',
    '    for i in range(n):',
    '        y = 2 if x > 1 else 3',
    '    while x > 5:',
    '        x = 0',
    '    if x == 0:',
    '        return 1',
    '    elif x == 1:',
    '        return 2',
    '    else:',
    '        return 3',
  ].join('\n');
  const program = compileProgram(parseProgram(source), { coverage: true });

  it('numbers two branches for each if, conditional expression and loop', () => {
    expect(program.branchCount).toBe(12);
  });

  it('gives the branches that one run took', () => {
    const taken = (x: number, n: number): number[] =>
      [...(program.call('f', [x, n]).branches ?? [])].toSorted((a, b) => a - b);
    // if x > 0: 0, 1; for: 2, 3; the conditional expression: 4, 5; while: 6, 7; if x == 0: 8, 9; elif: 10, 11.
    expect(taken(1, 0)).toEqual([0, 3, 7, 9, 10]);
    expect(taken(-1, 2)).toEqual([1, 2, 5, 7, 9, 11]);
    expect(taken(6, 1)).toEqual([0, 2, 4, 6, 8]);
  });

  it('is absent unless asked for, and changes no value and no steps', () => {
    const plain = compileProgram(parseProgram(source));
    for (const args of [
      [1, 0],
      [-1, 2],
      [6, 1],
    ] as const) {
      const { branches, ...result } = program.call('f', args);
      expect(branches).toBeDefined();
      expect(plain.call('f', args)).toEqual(result);
    }
  });
});
