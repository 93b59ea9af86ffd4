import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCall, parseLiteral, repr } from '../../src/python/index.js';

/** The message of what is no literal, without the lines that show the place. */
function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof Error && error.name === 'DiagnosticError') {
      return error.message.split('\n')[0] ?? '';
    }
    throw error;
  }
  return 'none';
}

describe('parseLiteral', () => {
  it.each([
    ['[1, [2.5, None], (3,), ()]', '[1, [2.5, None], (3,), ()]'],
    ['{1: {2: 3}, (4, 5): [],}', '{1: {2: 3}, (4, 5): []}'],
    ['[{1,}, {1}, {1, True}, set(), {}]', '[{1}, {1}, {1}, set(), {}]'],
    ['[- + -1, --0.0, -0.0, +-+7]', '[1, 0.0, -0.0, -7]'],
    [`0x${'f'.repeat(20)}`, '1208925819614629174706175'],
  ])('reads %s', (text, shown) => {
    expect(repr(parseLiteral(text))).toBe(shown);
  });

  it.each([
    ['{1 2}', '<literal>:1:4: expected `,` or `}`'],
    ['{3-1}', '<literal>:1:3: expected `,` or `}`'],
    ['{1(2,3)}', '<literal>:1:3: expected `,` or `}`'],
    ['{1e999-1e999}', '<literal>:1:7: expected `,` or `}`'],
    ['{1, 2 3}', '<literal>:1:7: expected `,` or `}`'],
    ['{1: 2 3: 4}', '<literal>:1:7: expected `,` or `}`'],
    ['[1 2]', '<literal>:1:4: expected `,` or `]`'],
    ['{[1]: 2}', "<literal>:1:5: unhashable type: 'list'"],
    ['{1, [2]}', "<literal>:1:2: unhashable type: 'list'"],
    ['{({1},): 2}', "<literal>:1:8: unhashable type: 'set'"],
    ['-True', '<literal>:1:1: a sign before a bool'],
    ['9'.repeat(4301), '<literal>:1:1: an integer of more than 4300 digits'],
  ])('refuses %.20s', (text, message) => {
    expect(faultOf(() => parseLiteral(text))).toBe(message);
  });

  it('takes any number of signs without recursion', () => {
    expect(parseLiteral(`${'-'.repeat(60_001)} 1`)).toBe(-1);
    expect(parseLiteral('9'.repeat(4300))).toBe(10n ** 4300n - 1n);
  });

  it('ends in a value or a diagnostic, whatever it is given', () => {
    const tokens = [
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      ',',
      ':',
      '1',
      '-',
      "'a'",
      'set',
      '1e999',
      'None',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 12 }), (parts) => {
        expect(faultOf(() => parseLiteral(parts.join(' ')))).toMatch(/^none$|^<literal>/);
      }),
    );
  });
});

describe('parseCall', () => {
  it('says that arguments by name are not taken', () => {
    expect(() => parseCall('f(1, x=2)')).toThrow(
      /expected a literal[\s\S]*A call takes positional literals only\./,
    );
  });

  it.each([
    ['f({[1]:2})', "<literal>:1:7: unhashable type: 'list'"],
    ['g({{1}:2})', "<literal>:1:7: unhashable type: 'set'"],
  ])('refuses %s', (call, message) => {
    expect(faultOf(() => parseCall(call))).toBe(message);
  });
});
