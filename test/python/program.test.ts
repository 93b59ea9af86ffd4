import { describe, expect, it } from 'vitest';
import {
  compileProgram,
  type FunctionDef,
  type Module,
  OutsideSubsetError,
  type Program,
  PythonError,
  parseProgram,
  repr,
} from '../../src/python/index.js';

function errorOf(program: Program, name: string, args: Parameters<Program['call']>[1]): unknown {
  try {
    program.call(name, args);
  } catch (error) {
    return error;
  }
  return undefined;
}

function onlyFunction(source: string): FunctionDef {
  const [def] = parseProgram(source).functions;
  if (def === undefined) throw new Error('no function');
  return def;
}

describe('exceptions of Python carry type, message and place', () => {
  const source = [
    'def divide(x, y):',
    '    if y == 7:',
    '        return (x +',
    '                x // (y - 7))',
    '    return x // y',
    '',
    'def outer(x):',
    '    return 1 + divide(x, 0)',
    '',
    'def unbound(x):',
    '    if x: t = 1',
    '    return x * t',
    '',
    'def arity(x):',
    '    return x + divide(x)',
    '',
    'def unknown(x):',
    '    return nothing + x',
    '',
    'def types(x):',
    '    x += None',
    '',
    'def ranges(x):',
    '    for i in range(1, 2, x):',
    '        pass',
  ].join('\n');
  const program = compileProgram(parseProgram(source, { file: 'errors.py' }));

  it.each([
    ['divide', [1, 7], 'ZeroDivisionError', 'integer division or modulo by zero', 4, 17],
    ['divide', [1, 0], 'ZeroDivisionError', 'integer division or modulo by zero', 5, 12],
    ['outer', [1], 'ZeroDivisionError', 'integer division or modulo by zero', 5, 12],
    [
      'unbound',
      [0],
      'UnboundLocalError',
      "cannot access local variable 't' where it is not associated with a value",
      12,
      16,
    ],
    ['arity', [1], 'TypeError', "divide() missing 1 required positional argument: 'y'", 15, 16],
    ['unknown', [1], 'NameError', "name 'nothing' is not defined", 18, 12],
    ['types', [1], 'TypeError', "unsupported operand type(s) for +=: 'int' and 'NoneType'", 21, 5],
    ['ranges', [0], 'ValueError', 'range() arg 3 must not be zero', 24, 14],
    [
      'ranges',
      [null],
      'TypeError',
      "'NoneType' object cannot be interpreted as an integer",
      24,
      14,
    ],
  ] as const)('%s(%j)', (name, args, type, message, line, column) => {
    const error = errorOf(program, name, args);
    expect(error).toBeInstanceOf(PythonError);
    expect(error).toMatchObject({
      type,
      message,
      place: { file: 'errors.py', position: { line, column } },
    });
  });

  it('have no place when the call itself is at fault', () => {
    expect(errorOf(program, 'outer', [])).toMatchObject({
      type: 'TypeError',
      message: "outer() missing 1 required positional argument: 'x'",
      place: undefined,
    });
    expect(errorOf(program, 'divide', [1, 2, 3])).toMatchObject({
      type: 'TypeError',
      message: 'divide() takes 2 positional arguments but 3 were given',
    });
    expect(errorOf(program, 'nowhere', [])).toMatchObject({ type: 'NameError' });
  });

  it('have no place in a tree that was built', () => {
    const { span: _, ...def } = onlyFunction('def f(x):\n    return x // 0\n');
    const built: Module = { kind: 'Module', functions: [def] };
    expect(errorOf(compileProgram(built), 'f', [1])).toMatchObject({
      type: 'ZeroDivisionError',
      place: undefined,
    });
  });

  it('are not raised where CPython goes on with a value that the subset lacks', () => {
    const power = compileProgram(
      parseProgram('def f(x):\n    return x ** 0.5\n', { file: 'p.py' }),
    );
    const error = errorOf(power, 'f', [-2]);
    expect(error).toBeInstanceOf(OutsideSubsetError);
    expect(error).toMatchObject({
      message: 'complex numbers are not part of the subset',
      place: { file: 'p.py', position: { line: 2, column: 12 } },
    });
  });
});

describe('arguments and values', () => {
  const identity = compileProgram(parseProgram('def f(x):\n    return x\n'));

  it('come back in their one representation', () => {
    expect(Object.is(identity.call('f', [-0]).value, 0)).toBe(true);
    expect(identity.call('f', [5n]).value).toBe(5);
    expect(identity.call('f', [-(2n ** 53n) + 1n]).value).toBe(Number.MIN_SAFE_INTEGER);
    expect(identity.call('f', [2n ** 53n]).value).toBe(2n ** 53n);
    expect(identity.call('f', [true]).value).toBe(true);
    expect(identity.call('f', [null]).value).toBe(null);
  });

  it('that are no values of the subset are a fault of the caller', () => {
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => identity.call('f', [bad])).toThrow(TypeError);
    }
  });

  it('print as in CPython, up to its limit on digits', () => {
    expect([0, -5, 2n ** 64n, true, false, null].map(repr)).toEqual([
      '0',
      '-5',
      '18446744073709551616',
      'True',
      'False',
      'None',
    ]);
    expect(repr(-(10n ** 4299n))).toHaveLength(4301);
    expect(() => repr(10n ** 4300n)).toThrow(
      new PythonError(
        'ValueError',
        'Exceeds the limit (4300 digits) for integer string conversion',
      ),
    );
  });
});

describe('a compiled program', () => {
  it('names its functions in source order', () => {
    expect(compileProgram(parseProgram('def b(): pass\ndef a(): pass\n')).functions).toEqual([
      'b',
      'a',
    ]);
  });

  it('keeps nothing from one run to the next', () => {
    const program = compileProgram(
      parseProgram('def f(x):\n    if x:\n        t = 5\n    return t\n'),
    );
    expect(program.call('f', [1]).value).toBe(5);
    expect(errorOf(program, 'f', [0])).toMatchObject({ type: 'UnboundLocalError' });
    expect(program.call('f', [1]).steps).toBe(3);
  });

  it('gives frames of any number of variables', () => {
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`);
    const source = `def f(${names.join(', ')}):\n    w = ${names.join(' + ')}\n    return w * f1(w)\ndef f1(x):\n    return x\n`;
    const program = compileProgram(parseProgram(source));
    expect(
      program.call(
        'f',
        names.map((_, index) => index),
      ).value,
    ).toBe(190 * 190);
  });

  it('refuses a built tree that breaks the rules', () => {
    const broken: Module = {
      kind: 'Module',
      functions: [
        {
          kind: 'FunctionDef',
          name: 'f',
          parameters: [],
          body: [
            { kind: 'Break' },
            { kind: 'Expr', value: { kind: 'Integer', value: -1n } },
            { kind: 'If', test: { kind: 'Name', id: 'eval' }, body: [], orelse: [] },
          ],
        },
      ],
    };
    expect(() => compileProgram(broken)).toThrow(
      [
        '<tree>: `break` outside a loop',
        '<tree>: a negative literal',
        "<tree>: Python's `eval` is not part of the subset",
        '<tree>: a block without statements',
      ].join('\n'),
    );
  });
});
