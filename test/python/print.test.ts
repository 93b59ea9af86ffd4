import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProgram, printFunction, printProgram } from '../../src/python/index.js';
import type {
  BoolOp,
  Expression,
  FunctionDef,
  Module,
  Statement,
} from '../../src/python/syntax/syntax.js';

const name = fc.constantFrom('a', 'b', 'x1', '_y', 'constructor', '__proto__', 'iff', 'nota');
const atom: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({ kind: fc.constant('Name' as const), id: name }),
  fc.record({
    kind: fc.constant('Integer' as const),
    value: fc.bigInt({ min: 0n, max: 2n ** 70n }),
  }),
  fc.record({ kind: fc.constant('Constant' as const), value: fc.constantFrom(true, false, null) }),
);

function expressionOf(part: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  const several = fc.array(part, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    atom,
    fc.record({
      kind: fc.constant('UnaryOp' as const),
      op: fc.constantFrom('-' as const, '+' as const, 'not' as const),
      operand: part,
    }),
    fc.record({
      kind: fc.constant('BinOp' as const),
      op: fc.constantFrom('+' as const, '-', '*', '//', '%', '**'),
      left: part,
      right: part,
    }),
    fc
      .tuple(
        several,
        fc.array(fc.constantFrom('<' as const, '>=', '==', '!='), { minLength: 2, maxLength: 2 }),
      )
      .map(([operands, ops]) => ({
        kind: 'Compare' as const,
        operands,
        ops: ops.slice(0, operands.length - 1),
      })),
    fc.record({
      kind: fc.constant('BoolOp' as const),
      op: fc.constantFrom<BoolOp['op'][]>('and', 'or'),
      values: several,
    }),
    fc.record({ kind: fc.constant('IfExp' as const), test: part, body: part, orelse: part }),
    fc.record({
      kind: fc.constant('Call' as const),
      func: fc.constantFrom('abs', 'f', 'unknown', 'valueOf'),
      args: fc.array(part, { maxLength: 3 }),
    }),
  );
}

function nested(depth: number): fc.Arbitrary<Expression> {
  return depth === 0 ? atom : expressionOf(nested(depth - 1));
}
const expression = nested(4);

const simple: fc.Arbitrary<Statement> = fc.oneof(
  fc.record({ kind: fc.constant('Assign' as const), target: name, value: expression }),
  fc.record({
    kind: fc.constant('AugAssign' as const),
    target: name,
    op: fc.constantFrom('+' as const, '-', '*', '//', '%', '**'),
    value: expression,
  }),
  fc.record({ kind: fc.constant('Expr' as const), value: expression }),
  fc.record({ kind: fc.constant('Return' as const), value: expression }),
  fc.record({ kind: fc.constantFrom('Return' as const, 'Pass' as const) }),
);

function statementOf(depth: number, inLoop: boolean): fc.Arbitrary<Statement> {
  if (depth === 0)
    return inLoop
      ? fc.oneof(
          simple,
          fc.record({ kind: fc.constantFrom('Break' as const, 'Continue' as const) }),
        )
      : simple;
  const block = (loop: boolean) =>
    fc.array(statementOf(depth - 1, loop), { minLength: 1, maxLength: 3 });
  const orelse = fc.oneof(fc.constant<Statement[]>([]), block(inLoop));
  const range = fc.record({
    kind: fc.constant('Call' as const),
    func: fc.constant('range'),
    args: fc.array(expression, { maxLength: 3 }),
  });
  return fc.oneof(
    simple,
    fc.record({ kind: fc.constant('If' as const), test: expression, body: block(inLoop), orelse }),
    fc.record({ kind: fc.constant('While' as const), test: expression, body: block(true), orelse }),
    fc.record({
      kind: fc.constant('For' as const),
      target: name,
      iter: range,
      body: block(true),
      orelse,
    }),
  );
}

const functionDef: fc.Arbitrary<FunctionDef> = fc.record({
  kind: fc.constant('FunctionDef' as const),
  name: fc.constantFrom('f', 'g', 'toString'),
  parameters: fc.uniqueArray(name, { maxLength: 3 }),
  body: fc.array(statementOf(2, false), { minLength: 1, maxLength: 3 }),
});
const module: fc.Arbitrary<Module> = fc.record({
  kind: fc.constant('Module' as const),
  functions: fc.array(functionDef, { maxLength: 3 }),
});

/** A tree without the places that it was read from. */
function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare);
  if (typeof node !== 'object' || node === null) return node;
  const parts = Object.entries(node).filter(([key]) => key !== 'span' && key !== 'source');
  return Object.fromEntries(parts.map(([key, part]) => [key, bare(part)]));
}

function reprinted(source: string): string {
  return printProgram(parseProgram(source));
}

describe('printing', () => {
  it('gives a source that reads as the same tree', () => {
    fc.assert(
      fc.property(module, (tree) => {
        expect(bare(parseProgram(printProgram(tree)))).toEqual(bare(tree));
      }),
      { numRuns: 500 },
    );
  });

  it('is canonical: four spaces, elif, no parentheses that change nothing', () => {
    const source =
      'def f( x,y, ):\n  if (x) :\n    y=(x+1)*(2*y)\n  else:\n    if x: pass\n    else: y=-(x**2)\n  return((x)+(y+1))\n';
    expect(reprinted(source)).toBe(
      [
        'def f(x, y):',
        '    if x:',
        '        y = (x + 1) * (2 * y)',
        '    elif x:',
        '        pass',
        '    else:',
        '        y = -x ** 2',
        '    return x + (y + 1)',
        '',
      ].join('\n'),
    );
  });

  it.each([
    'x - (y - z)',
    '(x ** y) ** z',
    '(-x) ** -y',
    'not x == y',
    '(not x) == y',
    '(x < y) < z',
    'x and (y and z) or x',
    'x and (y or z)',
    '(x if y else z) if z else x if y else z',
    '-(x + y) * z // x % y',
    'abs((x if y else z), not x)',
  ])('keeps the parentheses that %s needs', (text) => {
    const source = `def f(x, y, z):\n    return ${text}\n`;
    const printed = text.replace('((x if y else z),', '(x if y else z,');
    expect(reprinted(source)).toBe(`def f(x, y, z):\n    return ${printed}\n`);
  });

  it('parts functions by two blank lines and ends with a line break', () => {
    const tree = parseProgram('def f(): pass\ndef g(): return\n');
    expect(printProgram(tree)).toBe('def f():\n    pass\n\n\ndef g():\n    return\n');
    expect(tree.functions.map(printFunction)).toEqual([
      'def f():\n    pass\n',
      'def g():\n    return\n',
    ]);
    expect(printProgram({ kind: 'Module', functions: [] })).toBe('');
  });
});
