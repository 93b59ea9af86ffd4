import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grammar, Rule } from '../../../src/cfg/grammar.js';
import { parseGrammar } from '../../../src/cfg/notation/notation.js';
import { printGrammar } from '../../../src/cfg/notation/print.js';

const nonterminal = fc.constantFrom(
  'S',
  'NP',
  'A/B',
  'X-Bar-',
  'N<g>',
  '__proto__',
  'noun phrase',
  'a -b',
  'É',
  '1',
);
const terminal = fc
  .oneof(
    fc.constantFrom(
      'a',
      "isn't",
      'say "x"',
      '\\',
      '#',
      '->',
      '|',
      '[1]',
      '\t',
      ' ',
      'é',
      '__proto__',
    ),
    fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => text.normalize('NFC').replaceAll("'", '')),
  )
  .filter((name) => name !== '' && !/[\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(name));
const symbol = fc.oneof(
  nonterminal.map((name) => ({ kind: 'nonterminal' as const, name })),
  terminal.map((name) => ({ kind: 'terminal' as const, name })),
);
const weight = fc.oneof(fc.constant(1), fc.double({ min: 1e-300, max: 1e300, noNaN: true }));

/** Every nonterminal gets a rule of one word, so that the grammar can be read. */
const grammar: fc.Arbitrary<Grammar> = fc
  .tuple(
    nonterminal,
    fc.array(fc.record({ left: nonterminal, right: fc.array(symbol, { maxLength: 4 }), weight }), {
      maxLength: 12,
    }),
  )
  .map(([start, rules]) => {
    const names = new Set([
      start,
      ...rules.flatMap(({ left, right }) => [
        left,
        ...right.filter(({ kind }) => kind === 'nonterminal').map(({ name }) => name),
      ]),
    ]);
    const words = [...names].map((left) => ({
      left,
      right: [{ kind: 'terminal' as const, name: 'w' }],
      weight: 2,
    }));
    return { start, rules: [...rules, ...words] };
  });

/** The rules with those of one nonterminal together, in the order of their first. */
function grouped(rules: readonly Rule[]): Rule[] {
  const lefts = [...new Set(rules.map(({ left }) => left))];
  return lefts.flatMap((left) => rules.filter((rule) => rule.left === left));
}

/** A grammar of one rule of one word. */
function grammarWith(left: string, name: string, weightOfRule = 1): Grammar {
  const right = [{ kind: 'terminal' as const, name }];
  return { start: left, rules: [{ left, right, weight: weightOfRule }] };
}

describe('the canonical notation', () => {
  it('is read as the grammar that it was printed from', () => {
    fc.assert(
      fc.property(grammar, ({ start, rules }) => {
        const read = parseGrammar(printGrammar({ start, rules }));
        expect(read).toEqual({ start, rules: grouped(rules) });
      }),
      { numRuns: 2000 },
    );
  });

  it('is printed from itself unchanged', () => {
    fc.assert(
      fc.property(grammar, (any) => {
        const printed = printGrammar(any);
        expect(printGrammar(parseGrammar(printed))).toBe(printed);
      }),
    );
  });

  it.each([
    '',
    ' A',
    'A  B',
    'A->B',
    '<A>',
    '-',
    "A'",
    'A\n',
    'E\u0301',
    'A'.repeat(201),
    '\u202E',
  ])('has no nonterminal %j', (name) => {
    expect(() => printGrammar(grammarWith(name, 'a'))).toThrow(RangeError);
  });

  it.each(['', `'"`, 'a\nb', '\0', 'e\u0301', 'a'.repeat(201), '\uD800', '\u202E'])(
    'has no terminal %j',
    (name) => {
      expect(() => printGrammar(grammarWith('S', name))).toThrow(RangeError);
    },
  );

  it.each([0, -1, NaN, Infinity])('has no weight %d', (each) => {
    expect(() => printGrammar(grammarWith('S', 'a', each))).toThrow(RangeError);
  });

  it('names in its complaint what cannot be written, made visible', () => {
    expect(() => printGrammar(grammarWith('S', '\u001B[1m'))).toThrow(
      'the notation has no terminal named `\uFFFD[1m`',
    );
    expect(() => printGrammar(grammarWith('A->B', 'a'))).toThrow(
      'the notation has no nonterminal named `A->B`',
    );
  });
});
