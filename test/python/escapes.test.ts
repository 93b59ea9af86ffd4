/**
 * Attempts to get from a program to the host, or to what CPython's objects lead to. Each must end in a refusal or an
 * exception of Python, and the host must be as it was.
 */
import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram } from '../../src/python/index.js';
import { DiagnosticError } from '../../src/text/diagnostic.js';
import { outcomeOf } from './outcome.js';

/** How `return expression`, or a body of lines, ends; `refused` for a text that is no program of the subset. */
function attempt(text: string): string {
  const body = text.includes('\n') ? text : `return ${text}`;
  const source = `def f():\n${body
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')}`;
  try {
    return outcomeOf(compileProgram(parseProgram(source)), 'f', []);
  } catch (error) {
    if (error instanceof DiagnosticError) return 'refused';
    throw error;
  }
}

describe('ways into the objects of CPython are refused', () => {
  it.each([
    '().__class__',
    "''.__class__.__mro__[1].__subclasses__()",
    'f.__globals__',
    'f.__code__',
    'f.__defaults__',
    '(lambda: 0).__closure__',
    '[].append.__self__',
    '(x for x in []).gi_frame',
    '{}.__init__()',
    "[].__setattr__('a', 1)",
    "getattr('', '__class__')",
    "setattr(f, 'a', 1)",
    "hasattr(f, 'a')",
    'vars()',
    'globals()',
    'locals()',
    "eval('1')",
    "exec('1')",
    "compile('1', '', 'eval')",
    "__import__('os')",
    '__builtins__',
    "open('x')",
    'input()',
    'breakpoint()',
    'type(f)',
    "type('A', (), {})",
    'object()',
    'super()',
    'id(f)',
    'memoryview(f)',
    "'{0.__class__}'.format(1)",
    "'{0[0]}'.format([1])",
    "'{a.b}'.format(a=1)",
    "'{:{}}'.format(1, 2)",
    "'%(a)s'.format_map({})",
    "f'{(1).__class__}'",
    "f'{1!a}'",
    'f.a = 1\nreturn f',
    'del f.a\nreturn f',
    'import os\nreturn os',
    'class A: pass\nreturn A',
    'return [x for x in [].__iter__()]\npass',
  ])('%s', (text) => {
    expect(['refused', 'outside the subset', '!! TypeError', '!! AttributeError']).toContain(
      attempt(text),
    );
  });
});

describe('names of the host mean nothing', () => {
  it.each([
    ['constructor', '!! NameError'],
    ['process', '!! NameError'],
    ['globalThis', '!! NameError'],
    ['require', '!! NameError'],
    ['toString()', '!! NameError'],
    ['hasOwnProperty("a")', '!! NameError'],
    ['"a".constructor', '!! AttributeError'],
    ['"a".length', '!! AttributeError'],
    ['"a".charAt(0)', '!! AttributeError'],
    ['"a".toString()', '!! AttributeError'],
    ['[].constructor("return 1")', '!! AttributeError'],
    ['[].push(1)', '!! AttributeError'],
    ['[].items', '!! AttributeError'],
    ['[].length', '!! AttributeError'],
    ['{}.entries', '!! AttributeError'],
    ['{}.hasOwnProperty("a")', '!! AttributeError'],
    ['{1}.elements', '!! AttributeError'],
    ['(1).valueOf()', '!! AttributeError'],
    ['(1.5).value', '!! AttributeError'],
    ['[1]["length"]', '!! TypeError'],
    ['[1]["constructor"]', '!! TypeError'],
    ['"a"["constructor"]', '!! TypeError'],
    ['{}["constructor"]', '!! KeyError'],
    ['{}["__proto__"]', '!! KeyError'],
    ['{}.get("toString")', 'None'],
    ['"constructor" in {}', 'False'],
    ['"__proto__" in {"a": 1}', 'False'],
    ['f(constructor=1)', '!! TypeError'],
    ['dict(__proto__=1)', "{'__proto__': 1}"],
    ['dict(constructor=1, toString=2)', "{'constructor': 1, 'toString': 2}"],
    ['"{constructor}".format(a=1)', '!! KeyError'],
    ['"{__proto__}".format(a=1)', '!! KeyError'],
    ['"%(constructor)s" % {"a": 1}', '!! KeyError'],
    ['"$&".replace("$", "$$")', "'$$&'"],
    ['"a".replace("a", "$&$`")', "'$&$`'"],
    ['isinstance(1, "constructor")', '!! TypeError'],
    ['sorted([1], constructor=1)', '!! TypeError'],
    ['[].sort(constructor=1)', '!! TypeError'],
    ['str.constructor', 'outside the subset'],
    ['dict.prototype', 'outside the subset'],
  ])('%s', (text, outcome) => {
    expect(attempt(text)).toBe(outcome);
  });

  it('as keys and variables they are like any others', () => {
    const lines = [
      'd = {}',
      "d['__proto__'] = {'polluted': 1}",
      "d['constructor'] = 2",
      '__proto__ = d',
      'constructor = lambda toString: toString',
      "return __proto__['__proto__'], constructor(5), list(d), {**{}} if False else 'polluted' in {}",
    ];
    expect(attempt(lines.join('\n').replace('{**{}} if False else ', ''))).toBe(
      "({'polluted': 1}, 5, ['__proto__', 'constructor'], False)",
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
