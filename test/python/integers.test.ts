import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram, repr, type Value } from '../../src/python/index.js';

/** Integers of every representation, dense around the places where one ends. */
const integer = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map(BigInt),
  fc.bigInt({ min: -(2n ** 33n), max: 2n ** 33n }),
  fc.bigInt({ min: 2n ** 53n - 4n, max: 2n ** 53n + 4n }),
  fc.bigInt({ min: -(2n ** 53n) - 4n, max: 4n - 2n ** 53n }),
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
);

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const OPERATIONS: readonly [op: string, exact: (a: bigint, b: bigint) => bigint][] = [
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['//', floorDivide],
  ['%', (a, b) => a - b * floorDivide(a, b)],
];

/** One representation for each integer: a number while it is safe, never -0. */
function isNormal(value: Value): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  return typeof value === 'bigint' && (value >= 2n ** 53n || value <= -(2n ** 53n));
}

describe('integer arithmetic is exact and keeps one representation', () => {
  const shapes: readonly [string, (op: string, b: bigint) => string][] = [
    ['two variables', (op) => `def f(x, y):\n    return x ${op} y\n`],
    [
      'two expressions',
      (op) => `def f(x, y):\n    return abs(x) * (1 - 2 * (x < 0)) ${op} max(y, y)\n`,
    ],
    [
      'a variable and a literal',
      (op, b) => `def f(x, y):\n    return x ${op} ${b < 0n ? `-${-b}` : b}\n`,
    ],
    ['an augmented assignment', (op) => `def f(x, y):\n    x ${op}= y\n    return x\n`],
  ];

  describe.each(OPERATIONS)('%s', (op, exact) => {
    it.each(shapes)('of %s', (_, sourceOf) => {
      const compiled = new Map<string, ReturnType<typeof compileProgram>>();
      fc.assert(
        fc.property(integer, integer, (a, b) => {
          fc.pre(b !== 0n || (op !== '//' && op !== '%'));
          const source = sourceOf(op, b);
          const program = compiled.get(source) ?? compileProgram(parseProgram(source));
          compiled.set(source, program);
          const { value } = program.call('f', [a, b]);
          expect(repr(value)).toBe(String(exact(a, b)));
          expect(isNormal(value)).toBe(true);
        }),
        { numRuns: 400 },
      );
    });
  });

  it('** of every small base and exponent', () => {
    const program = compileProgram(parseProgram('def f(x, y):\n    return x ** y\n'));
    const square = compileProgram(parseProgram('def f(x):\n    return x ** 2\n'));
    fc.assert(
      fc.property(integer, fc.integer({ min: 0, max: 40 }), (base, exponent) => {
        const { value } = program.call('f', [base, exponent]);
        expect(repr(value)).toBe(String(base ** BigInt(exponent)));
        expect(isNormal(value)).toBe(true);
        expect(square.call('f', [base]).value).toBe(program.call('f', [base, 2]).value);
      }),
      { numRuns: 1000 },
    );
  });

  it('comparisons across both representations', () => {
    const program = compileProgram(
      parseProgram(
        'def f(x, y):\n    return (x < y) + 2 * (x <= y) + 4 * (x > y) + 8 * (x >= y) + 16 * (x == y) + 32 * (x != y)\n',
      ),
    );
    fc.assert(
      fc.property(integer, integer, fc.boolean(), (a, other, same) => {
        const b = same ? a : other;
        const expected = [a < b, a <= b, a > b, a >= b, a === b, a !== b];
        const bits = expected.reduce((sum, holds, bit) => sum + (holds ? 2 ** bit : 0), 0);
        expect(program.call('f', [a, b]).value).toBe(bits);
      }),
      { numRuns: 1000 },
    );
  });
});
