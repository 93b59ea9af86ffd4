import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGrammar, readGrammar } from '../../../src/cfg/notation/notation.js';
import { printGrammar } from '../../../src/cfg/notation/print.js';
import { DiagnosticError } from '../../../src/text/diagnostic.js';
import { grammarOf } from '../build.js';
import { casesIn } from './cases/cases.js';

const read = casesIn('read.txt');

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** The message of the refusal of a text. */
function refusal(source: string): string {
  try {
    parseGrammar(source, { file: 'g.cfg' });
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe.each(read)('$title', ({ cases }) => {
  it.each(cases)('$source', ({ source, says }) => {
    expect(printGrammar(parseGrammar(source)).trimEnd()).toBe(says);
  });
});

describe('the notation', () => {
  it('is read into rules in the order in which they stand', () => {
    const source = 'S: S S, a, \nT: \nS: b'.split('\n');
    const text = "S -> S S | 'a' |\nT ->\nS -> 'b'\n";
    expect(parseGrammar(text)).toEqual(grammarOf(...source));
  });

  it('gives a rule its weight, and 1 where none is written', () => {
    const { rules } = parseGrammar("S -> 'a' [0.25] | T [2e1] | [.5]\nT -> 'b'");
    expect(rules.map(({ weight }) => weight)).toEqual([0.25, 20, 0.5, 1]);
  });

  it('has the same meaning with other line ends, spaces and a byte order mark', () => {
    const text = "S -> 'a' T \\\n 'c'\n\n# c\nT -> 'b'\n  | 'd'\n";
    const expected = parseGrammar(text);
    expect(parseGrammar(text.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(parseGrammar(`${text.trimEnd()}\r`)).toEqual(expected);
    expect(parseGrammar(`\uFEFF${text.replaceAll(' ', '\u3000\t')}`)).toEqual(expected);
    expect(parseGrammar(text.replaceAll('\\', '\\  '))).toEqual(expected);
  });

  it('has names and terminals in composed form', () => {
    const { rules, start } = parseGrammar("E\u0301 -> 'e\u0301'");
    expect({ rules, start }).toEqual({
      start: 'É',
      rules: [{ left: 'É', right: [{ kind: 'terminal', name: 'é' }], weight: 1 }],
    });
  });

  it('shows faults of a text without a name under a stand-in', () => {
    expect(() => parseGrammar('')).toThrow('<grammar>: the grammar has no rules');
  });

  it('holds no control characters and no marks of writing direction, nor do messages', () => {
    expect(refusal("S -> 'a\0b' # \u001B[31m\n\tT -> '\u202E'\rU -> 'c'\n")).toBe(
      `g.cfg:1:8: unexpected character U+0000
  1 | S -> 'a\uFFFDb' # \uFFFD[31m
    |        ^
  Control characters and marks of writing direction are not read.
g.cfg:1:14: unexpected character U+001B
  1 | S -> 'a\uFFFDb' # \uFFFD[31m
    |              ^
  Control characters and marks of writing direction are not read.
g.cfg:2:8: unexpected character U+202E
  2 | \tT -> '\uFFFD'\uFFFDU -> 'c'
    | \t      ^
  Control characters and marks of writing direction are not read.
g.cfg:2:10: unexpected character U+000D
  2 | \tT -> '\uFFFD'\uFFFDU -> 'c'
    | \t        ^
  Lines end with a line feed.`,
    );
    expect(refusal('S -> \u200B\uD800')).toMatch(/^g\.cfg:1:7: unexpected character U\+D800\n/);
    expect(refusal('S -> \u200B')).toMatch(/^g\.cfg:1:6: unexpected character U\+200B\n/);
  });
});

describe('any text', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'S',
      'NP',
      '->',
      '→',
      '::=',
      '|',
      "'a'",
      '"b"',
      "'",
      '[1]',
      '[',
      '%start',
      '#',
      '\\',
      '<S>',
      '<',
    ),
    fc.constantFrom('\n', '\r\n', ' ', '\t', '\0', '\u202E', '\uD800', 'ε', '__proto__', '.', ''),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const text = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(''));

  it('is read, or refused with one printable message that points into the text', () => {
    fc.assert(
      fc.property(text, (source) => {
        const lengths = source.split('\n').map((line) => line.length);
        try {
          parseGrammar(source);
        } catch (error) {
          if (!(error instanceof DiagnosticError)) throw error;
          expect(error.message).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}|\p{Bidi_Control}/u);
          for (const { position, length = 1 } of error.diagnostics) {
            if (position === undefined) continue;
            const last = position.column + length - 2;
            expect(last).toBeLessThanOrEqual(lengths[position.line - 1] ?? -1);
          }
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a large grammar', () => {
  /** Generous for a loaded machine: each of these takes about a second. */
  const LIMIT_MS = 60_000;
  it('of 40,000 rules is read in seconds', { timeout: LIMIT_MS }, () => {
    const text = lines(
      40_000,
      (index) => `N${index} -> 'word${index}' N${(index + 1) % 40_000} | 'end'`,
    );
    const { grammar, warnings } = readGrammar(text);
    expect(grammar.rules).toHaveLength(80_000);
    expect(warnings).toEqual([]);
  });

  it('may have 100,000 alternatives in one line', { timeout: LIMIT_MS }, () => {
    const words = Array.from({ length: 100_000 }, (_, index) => `'word${index}'`);
    const { rules } = parseGrammar(`S -> ${words.join(' | ')}`);
    expect(rules).toHaveLength(100_000);
    expect(rules.at(-1)?.right).toEqual([{ kind: 'terminal', name: 'word99999' }]);
  });

  it.each([
    [
      'text',
      'x'.repeat(9_000_000),
      'g.cfg: the grammar has 9000000 characters; at most 8388608 are read',
    ],
    [
      'rules',
      `S -> ${'|'.repeat(1_000_000)}`,
      'g.cfg:1:1: the grammar has more rules than the 500000 that are read',
    ],
    [
      'tokens',
      `S -> ${'A '.repeat(500_000)}`,
      'g.cfg:1:20002: the alternative has more tokens than the 10000 that are read',
    ],
    [
      'name',
      `S -> ${'A'.repeat(1_000_000)}`,
      'g.cfg:1:6: the name has 1000000 characters; at most 200 are read',
    ],
    [
      'terminal',
      `S -> '${'a '.repeat(500_000)}'`,
      'g.cfg:1:6: the terminal has 1000000 characters; at most 200 are read',
    ],
  ])('with too much %s is refused', { timeout: LIMIT_MS }, (_, text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it.each([
    ["'", 1_000_001],
    ['"\'', 500_000],
    ['[', 1_000_000],
    ['<a', 500_000],
    ['A-', 500_000],
    ['\\ ', 500_000],
    ['%', 1_000_000],
    ['# ', 500_000],
    ['\0', 1_000_000],
    [')\n', 500_000],
    ["A 'a\n|", 200_000],
    ['A -> B\n', 150_000],
  ])('of nothing but %j is refused in time', { timeout: LIMIT_MS }, (part, count) => {
    const message = refusal(part.repeat(count));
    expect(message).toMatch(/^g\.cfg/);
    expect(message.length).toBeLessThan(40_000);
  });

  it('is told the first 100 of its faults', () => {
    const faulty = refusal(lines(300, () => ')'));
    expect(faulty.match(/unexpected character/g)).toHaveLength(100);
    expect(faulty).toMatch(/\ng\.cfg: only the first 100 of at least 101 are told$/);
    const undefinedSymbols = refusal(`S -> 'a'\n${lines(300, (index) => `S -> A${index}`)}`);
    expect(undefinedSymbols.match(/undefined symbol/g)).toHaveLength(100);
    expect(undefinedSymbols).toMatch(/\ng\.cfg: only the first 100 of at least 300 are told$/);
    const { warnings } = readGrammar(lines(300, (index) => `N${index} -> 'a'`));
    expect(warnings).toHaveLength(101);
    expect(warnings.at(-1)?.message).toBe('only the first 100 of at least 299 are told');
  });
});
