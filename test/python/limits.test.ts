import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  compileProgram,
  DEFAULT_LIMITS,
  LimitError,
  type Limits,
  parseProgram,
  type Value,
} from '../../src/python/index.js';
import { outcomeOf } from './outcome.js';

const MEBIBYTE = 1024 * 1024;

function run(source: string, args: readonly Value[] = [], limits?: Partial<Limits>): string {
  return outcomeOf(compileProgram(parseProgram(source)), 'f', args, limits);
}

/** How a run ends and how much the heap grew by what it left behind and what it was still holding. */
function runMeasured(source: string): { outcome: string; milliseconds: number; bytes: number } {
  const program = compileProgram(parseProgram(source));
  const before = process.memoryUsage();
  const begin = performance.now();
  const outcome = outcomeOf(program, 'f', []);
  const milliseconds = performance.now() - begin;
  const { heapUsed, external } = process.memoryUsage();
  return { outcome, milliseconds, bytes: heapUsed + external - before.heapUsed - before.external };
}

describe('hostile programs end in a typed limit before they use memory or time', () => {
  it.each([
    ['an endless loop', 'def f():\n    while True:\n        pass\n', 'steps'],
    [
      'a loop over a huge range',
      'def f():\n    for i in range(10 ** 100):\n        pass\n',
      'steps',
    ],
    [
      'nested long loops',
      `def f():\n    for i in range(10 ** 9):\n        for j in range(10 ** 9):\n            x = i\n`,
      'steps',
    ],
    [
      'one long expression in a loop',
      `def f():\n    x = 1\n    while True:\n        y = ${'x + '.repeat(90)}x\n`,
      'steps',
    ],
    ['endless recursion', 'def f():\n    return f()\n', 'depth'],
    ['mutual recursion', 'def f():\n    return g() + 1\ndef g():\n    return f() + 1\n', 'depth'],
    [
      'recursion through deep expressions',
      `def f():\n    return ${'(1 + '.repeat(45)}f()${')'.repeat(45)}\n`,
      'depth',
    ],
    [
      'exponential recursion',
      'def f():\n    return g(40)\ndef g(n):\n    if n < 2:\n        return n\n    return g(n - 1) + g(n - 2)\n',
      'steps',
    ],
    ['a tower of powers', 'def f():\n    return 10 ** 10 ** 9\n', 'bits'],
    ['a power with a huge exponent', 'def f():\n    return 2 ** 10 ** 18\n', 'bits'],
    [
      'a power with an exponent beyond all floats',
      'def f():\n    return 3 ** 10 ** 1000\n',
      'bits',
    ],
    ['the same power of pow', 'def f():\n    return pow(7, 10 ** 18)\n', 'bits'],
    ['repeated squaring', 'def f():\n    x = 3\n    while True:\n        x *= x\n', 'bits'],
    ['repeated doubling', 'def f():\n    x = 3\n    while True:\n        x += x\n', 'bits'],
    ['a product of large factors', 'def f():\n    return (10 ** 1000) * (10 ** 1000)\n', 'bits'],
    ['a long literal', `def f():\n    return ${'9'.repeat(4000)}\n`, 'bits'],
    [
      'many large integers',
      'def f():\n    x = 10 ** 1000\n    while True:\n        y = x + 1\n',
      'allocation',
    ],
    [
      'many large divisions',
      'def f():\n    x = 10 ** 1200\n    while True:\n        y = x % 7\n',
      'allocation',
    ],
    [
      'many modular powers',
      'def f():\n    x = 10 ** 1000\n    while True:\n        y = pow(x, x, x + 1)\n',
      'allocation',
    ],
    [
      'many modular inverses',
      'def f():\n    x = 10 ** 1000\n    while True:\n        y = pow(x, -1, x + 1)\n',
      'allocation',
    ],
  ])('%s', (_, source, limit) => {
    const { outcome, milliseconds, bytes } = runMeasured(source);
    expect(outcome).toBe(`limit: ${limit}`);
    expect(bytes).toBeLessThan(64 * MEBIBYTE);
    expect(milliseconds).toBeLessThan(10_000);
  });
});

describe('limits', () => {
  it('allow exactly what they say in steps', () => {
    const source = 'def f(n):\n    for i in range(n):\n        x = i\n    return n\n';
    const program = compileProgram(parseProgram(source));
    const { steps } = program.call('f', [10]);
    expect(steps).toBe(22);
    expect(program.call('f', [10], { steps }).value).toBe(10);
    expect(outcomeOf(program, 'f', [10], { steps: steps - 1 })).toBe('limit: steps');
  });

  it('allow exactly what they say in depth', () => {
    const source = 'def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\n';
    expect(run(source, [DEFAULT_LIMITS.depth - 1])).toBe('199');
    expect(run(source, [DEFAULT_LIMITS.depth])).toBe('limit: depth');
    expect(run(source, [4], { depth: 5 })).toBe('4');
    expect(run(source, [5], { depth: 5 })).toBe('limit: depth');
  });

  it('allow exactly what they say in bits, for every operation', () => {
    expect(run('def f(x):\n    return x + 0\n', [2n ** 100n - 1n], { bits: 100 })).toBe(
      String(2n ** 100n - 1n),
    );
    expect(run('def f(x):\n    return x + 1\n', [2n ** 100n - 1n], { bits: 100 })).toBe(
      'limit: bits',
    );
    expect(run('def f(x):\n    return -x - 1\n', [2n ** 100n - 1n], { bits: 100 })).toBe(
      'limit: bits',
    );
    expect(run('def f(x):\n    return x * x\n', [2n ** 50n - 1n], { bits: 100 })).toBe(
      String((2n ** 50n - 1n) ** 2n),
    );
    expect(run('def f(x):\n    return x * x\n', [2n ** 60n], { bits: 120 })).toBe('limit: bits');
    expect(run('def f(x):\n    return 2 ** x\n', [99], { bits: 100 })).toBe(String(2n ** 99n));
    expect(run('def f(x):\n    return 2 ** x\n', [100], { bits: 100 })).toBe('limit: bits');
    expect(run('def f(x):\n    return 3 ** x\n', [63], { bits: 100 })).toBe(String(3n ** 63n));
    expect(run('def f(x):\n    return 3 ** x\n', [64], { bits: 100 })).toBe('limit: bits');
    expect(run('def f(x):\n    return 2 ** x\n', [9999], { bits: 10_000 })).toBe(
      String(2n ** 9999n),
    );
  });

  it('count from nothing in every run, also after a run that was stopped', () => {
    const program = compileProgram(
      parseProgram('def f(n):\n    return 0 if n == 0 else f(n - 1)\n'),
    );
    for (let turn = 0; turn < 3; turn += 1) {
      expect(outcomeOf(program, 'f', [1000])).toBe('limit: depth');
      expect(outcomeOf(program, 'f', [150])).toBe('0');
      expect(outcomeOf(program, 'f', [3], { steps: 2 })).toBe('limit: steps');
    }
  });

  it('say which limit, what it allows and where', () => {
    const program = compileProgram(
      parseProgram('def f(x):\n    y = 1\n    return y + x ** 9999\n', { file: 'big.py' }),
    );
    let caught: unknown;
    try {
      program.call('f', [10]);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(LimitError);
    expect(caught).toMatchObject({
      limit: 'bits',
      allowed: 4096,
      message: 'an integer has more than 4096 bits',
      place: { file: 'big.py', position: { line: 3, column: 16 } },
    });
  });

  it('outside their range are a fault of the caller', () => {
    const program = compileProgram(parseProgram('def f():\n    pass\n'));
    expect(() => program.call('f', [], { bits: 8 })).toThrow(
      new RangeError('limit bits is 8; it must be an integer from 64 to 67108864'),
    );
    expect(() => program.call('f', [], { steps: Number.NaN })).toThrow(RangeError);
    expect(() => program.call('f', [], { depth: 10_000 })).toThrow(RangeError);
    expect(() => program.call('f', [], { allocation: -1 })).toThrow(RangeError);
  });

  it('hold where the caller has used up the stack of the host', () => {
    const script = fileURLToPath(new URL('stack-end-run.js', import.meta.url));
    const ends = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    expect(JSON.parse(ends)).toEqual(['limit: depth', '0']);
  });
});

describe('the size of a program is bounded before it is parsed', () => {
  it.each([
    [
      'characters',
      `def f():\n    pass\n${'#'.repeat(65_536)}`,
      'p.py: the program has 65554 characters; at most 65536 are read',
    ],
    [
      'tokens',
      'def f():\n    pass\n'.repeat(2500),
      'p.py:4001:1: the program has more than 20000 tokens',
    ],
    [
      'tokens in a line',
      `def f():\n    return ${'1+'.repeat(300)}1\n`,
      'p.py:2:511: more than 500 tokens in one line',
    ],
    [
      'parentheses',
      `def f():\n    return ${'('.repeat(51)}1${')'.repeat(51)}\n`,
      'p.py:2:62: more than 50 nested parentheses',
    ],
    [
      'levels of indentation',
      `def f():\n${Array.from({ length: 51 }, (_, level) => `${' '.repeat(level + 1)}if 1:\n`).join('')}`,
      'p.py:52:52: more than 50 levels of indentation',
    ],
    [
      'levels of nesting',
      `def f():\n    return ${'-'.repeat(240)}1\n`,
      'p.py:1:1: more than 200 levels of nesting in `f`',
    ],
    [
      'nested loops',
      `def f():\n${Array.from({ length: 21 }, (_, level) => `${' '.repeat(level + 1)}while 1:\n`).join('')}${' '.repeat(22)}pass\n`,
      'p.py:22:22: more than 20 nested loops',
    ],
    [
      'digits',
      `def f():\n    return ${'9'.repeat(4301)}\n`,
      'p.py:2:12: a number of more than 4300 digits',
    ],
  ])('in %s', (_, source, message) => {
    let found = '';
    try {
      parseProgram(source, { file: 'p.py' });
    } catch (error) {
      found = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    }
    expect(found).toBe(message);
  });

  it('and what is within the bounds parses in little memory', () => {
    const lines = `    y = ${'x**'.repeat(90)}x\n`.repeat(90);
    const before = process.memoryUsage().heapUsed;
    expect(parseProgram(`def f(x):\n${lines}`).functions[0]?.body).toHaveLength(90);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * MEBIBYTE);
  });
});
