import { describe, expect, it } from 'vitest';
import { printFunction } from '../../../../src/python/index.js';
import {
  MAX_LENGTH,
  readDescription,
} from '../../../../src/suites/random-arithmetic/english/read.js';
import { DiagnosticError } from '../../../../src/text/diagnostic.js';

/** What is wrong with a text, and where. */
function faultOf(text: string): string {
  try {
    readDescription(text);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'nothing';
}

function remainderUpTo(most: number): string {
  return `Blork takes an integer, x. Return the remainder, from 0 to ${most}, of dividing x by 5.`;
}

describe('reading a description', () => {
  it('gives the function that it describes', () => {
    const text =
      'A Blork is a process that takes an integer, the input. First, let the first value start as 2. Then repeat the following 3 times: if the first value is at most the input, set the first value to the sum of (twice the input) and 1; otherwise, to update the first value, subtract 4 from the input, divide it by 3, rounding down, and double the result. Once that is done, return the magnitude of the first value.';
    expect(printFunction(readDescription(text))).toMatchInlineSnapshot(`
      "def Blork(the_input):
          the_first_value = 2
          for turn in range(3):
              if the_first_value <= the_input:
                  the_first_value = 2 * the_input + 1
              else:
                  it = the_input - 4
                  it = it // 3
                  it = it * 2
                  the_first_value = it
          return abs(the_first_value)
      "
    `);
  });

  it.each([
    'Blork takes an integer, x. Return x minus 2 minus 3.',
    'Blork takes an integer, x. Return 2 times x plus 3.',
    'Blork takes an integer, x. Return twice x plus 3.',
    'Blork takes an integer, x. Return the square of x plus 3.',
    'Blork takes an integer, x. Return 2 to the power of x squared.',
    'Blork takes an integer, x. Return 3 less than x times 2.',
    'Blork takes an integer, x. Return the absolute value of x minus 3.',
  ])('refuses what can be understood in two ways: %s', (text) => {
    expect(faultOf(text)).toMatch(/the description can be read in 2 ways/);
  });

  it('says at which word a text is no description', () => {
    const text = 'Blork takes an integer, x. Return x banana.';
    expect(faultOf(text)).toMatchInlineSnapshot(`
      "<description>:1:37: this word cannot stand here
        1 | Blork takes an integer, x. Return x banana.
          |                                     ^"
    `);
  });

  it('says so of a word of another place', () => {
    expect(faultOf('Blork takes an integer, x. Return plus x.')).toMatchInlineSnapshot(`
      "<description>:1:35: this word cannot stand here
        1 | Blork takes an integer, x. Return plus x.
          |                                   ^"
    `);
  });

  it('refuses a text that stops too early', () => {
    expect(faultOf('Blork takes an integer, x')).toMatchInlineSnapshot(
      `"<description>: the description ends too early"`,
    );
  });

  it('refuses a remainder whose bounds are not those of its divisor', () => {
    expect(faultOf(remainderUpTo(4))).toBe('nothing');
    expect(faultOf(remainderUpTo(5))).not.toBe('nothing');
  });

  it('refuses a text longer than its bound', () => {
    expect(faultOf('x'.repeat(MAX_LENGTH + 1))).toMatchInlineSnapshot(
      `"<description>: the description has 10001 characters; at most 10000 are read"`,
    );
  });
});
