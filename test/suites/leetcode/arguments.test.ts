import { describe, expect, it } from 'vitest';
import { argumentsIn, literalIn, signatureIn } from '../../../src/suites/leetcode/arguments.js';

describe('a literal', () => {
  it.each([
    ['[1,null,2]', '[1, None, 2]'],
    [' {"a": true, \'false\': false} ', "{'a': True, 'false': False}"],
    ['"null, true"', "'null, true'"],
    ['"a\\"null"', "'a\"null'"],
    ['[\n[1,2],\n[]]', '[[1, 2], []]'],
    ['2.50000', '2.5'],
    ['-0x10', '-16'],
    ['{3, 1, 2}', '{3, 1, 2}'],
  ])('%s is %s', (text, value) => {
    expect(literalIn(text)).toBe(value);
  });

  it.each(['nil', 'nulls', '[1,', 'f()', '', '"a', '[1] 2', '2 ** 9', 'Error: no'])(
    'is not %j',
    (text) => {
      expect(literalIn(text)).toBeNull();
    },
  );
});

describe('arguments', () => {
  it.each([
    ['nums = [2,7], target = 9', [], 'nums: [2, 7]; target: 9'],
    ['s = "a, b = c", t = \'(\'', [], "s: 'a, b = c'; t: '('"],
    ['x = {"k": [1, 2]}, y=(1, 2)', [], "x: {'k': [1, 2]}; y: (1, 2)"],
    ['[1,8], 2', ['height', 'k'], 'height: [1, 8]; k: 2'],
    ['s = "\\", x = 1"', [], "s: '\", x = 1'"],
  ])('stand in %s', (text, parameters, expected) => {
    const args = argumentsIn(text, parameters);
    expect(args?.map(({ name, value }) => `${name}: ${value}`).join('; ')).toBe(expected);
  });

  it.each([
    ['nums = [2,7], nums = 9', []],
    ['[1], 2', ['one']],
    ['nums = x', []],
    ['', ['n']],
    ['n == 2', []],
    ['2n = 3', []],
  ])('do not stand in %j', (text, parameters) => {
    expect(argumentsIn(text, parameters)).toBeNull();
  });

  it('are read in time that grows with the text', () => {
    const text = `s = ${'['.repeat(2000)}`;
    const begin = performance.now();
    expect(argumentsIn(text, [])).toBeNull();
    expect(argumentsIn(`s = ${'"\\'.repeat(2000)}`, [])).toBeNull();
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});

describe('parameters', () => {
  it('are those of the function of that name, but for self', () => {
    const source =
      'class Solution:\n    def other(self, z): pass\n' +
      '    def two(\n        self, a: Dict[str, int], b: int = len((1, 2)), *c\n    ) -> int:\n        pass\n';
    const parameters = [
      { name: 'a', annotation: 'Dict[str, int]' },
      { name: 'b', annotation: 'int' },
    ];
    expect(signatureIn(source, 'two')).toEqual({ parameters, returns: 'int' });
    expect(signatureIn(source, 'other').parameters).toEqual([{ name: 'z', annotation: '' }]);
    expect(signatureIn(source, 'third')).toEqual({ parameters: [], returns: '' });
  });
});
