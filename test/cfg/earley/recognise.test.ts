/** Recognition against brute force and nearley, and the grammars that parsers are known to fail on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { chartOf } from '../../../src/cfg/earley/chart.js';
import { Recogniser, SentenceTooCostly } from '../../../src/cfg/earley/recognise.js';
import type { Grammar } from '../../../src/cfg/grammar.js';
import { grammarOf } from '../build.js';
import {
  isCyclic,
  nearleyAccepts,
  recognisedByBruteForce,
  smallGrammars,
  smallSentences,
} from './oracle.js';

const recogniserOf = (grammar: Grammar): Recogniser => new Recogniser(compileGrammar(grammar));

/** Everything that a recogniser says of a sentence. */
function recognised(recogniser: Recogniser, words: Iterable<string>) {
  const { accepted, length, viablePrefix, mayEnd, expected } = recogniser.recognise(words);
  return { accepted, length, viablePrefix, mayEnd, expected };
}

/** Which of the sentences, words parted at spaces, a grammar has. */
function acceptedOf(grammar: Grammar, sentences: readonly string[]): string[] {
  const recogniser = recogniserOf(grammar);
  return sentences.filter(
    (sentence) => recogniser.recognise(sentence.split(' ').filter(Boolean)).accepted,
  );
}

function repeated(word: string, count: number): string[] {
  return Array<string>(count).fill(word);
}

describe('recognition of random small grammars', () => {
  it('agrees with brute force on 20,000 grammars with two sentences each', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        smallGrammars(),
        fc.tuple(smallSentences(), smallSentences()),
        (grammar, sentences) => {
          const recogniser = recogniserOf(grammar);
          for (const words of sentences) {
            const found = recognised(recogniser, words);
            expect(found).toEqual(recognisedByBruteForce(grammar, words));
            if (found.accepted) accepted += 1;
          }
        },
      ),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(3000);
  });

  it('agrees with nearley on the 20,000 pairs and more that nearley terminates on', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        smallGrammars(),
        fc.array(smallSentences(), { minLength: 8, maxLength: 8 }),
        (grammar, sentences) => {
          if (isCyclic(grammar)) return;
          const recogniser = recogniserOf(grammar);
          // At six words the most ambiguous grammars of these fill nearley's memory.
          for (const words of sentences.map((sentence) => sentence.slice(0, 5))) {
            compared += 1;
            expect(recogniser.recognise(words).accepted).toBe(nearleyAccepts(grammar, words));
          }
        },
      ),
      { numRuns: 5000 },
    );
    expect(compared).toBeGreaterThan(20_000);
  });

  it('agrees on longer sentences with the textbook algorithm, which shares nothing and knows no Leo', () => {
    let accepted = 0;
    const longer = fc.oneof(
      fc.integer({ min: 7, max: 30 }).map((length) => repeated('a', length)),
      fc.array(fc.constantFrom('a', 'b'), { minLength: 7, maxLength: 15 }),
    );
    fc.assert(
      fc.property(smallGrammars(), fc.array(longer, { maxLength: 4 }), (grammar, sentences) => {
        const compiled = compileGrammar(grammar);
        const recogniser = new Recogniser(compiled);
        for (const words of sentences) {
          const found = recogniser.recognise(words).accepted;
          expect(found).toBe(chartOf(compiled, words) !== null);
          if (found) accepted += 1;
        }
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('what a recogniser says', () => {
  const english = grammarOf(
    'S: NP VP',
    'NP: the N, NP near NP',
    'VP: V, V NP',
    'N: dog, cat, bird',
    'V: sees, sings',
  );
  const reads = (sentence: string) => recognised(recogniserOf(english), sentence.split(' '));

  it('of a sentence is that it is one, and what could make it longer', () => {
    expect(reads('the dog sees the cat')).toEqual({
      accepted: true,
      length: 5,
      viablePrefix: 5,
      mayEnd: true,
      expected: ['near'],
    });
  });

  it('of a word that cannot stand where it stands is what could', () => {
    expect(reads('the dog near the sees cat')).toEqual({
      accepted: false,
      length: 5,
      viablePrefix: 4,
      mayEnd: false,
      expected: ['bird', 'cat', 'dog'],
    });
  });

  it('of a word that the grammar does not know is the same', () => {
    expect(reads('the fish')).toMatchObject({ length: 2, viablePrefix: 1 });
    expect(reads('constructor')).toMatchObject({ length: 1, viablePrefix: 0, expected: ['the'] });
  });

  it('of a sentence that stops too early is that all of it is viable', () => {
    expect(reads('the dog')).toMatchObject({
      accepted: false,
      length: 2,
      viablePrefix: 2,
      mayEnd: false,
      expected: ['near', 'sees', 'sings'],
    });
  });

  it('of a grammar without a sentence is that nothing can come', () => {
    const nothing = {
      accepted: false,
      length: 1,
      viablePrefix: 0,
      mayEnd: false,
      expected: [],
    };
    for (const empty of ['S: S a', 'S: a U', 'S: a S b, A']) {
      expect(recognised(recogniserOf(grammarOf(empty)), ['a', 'b'])).toEqual(nothing);
    }
  });

  it('promises no word that only useless rules lead to', () => {
    const grammar = grammarOf('S: a b, a X, a U c, a B X', 'X: c X', 'B: c');
    expect(recognised(recogniserOf(grammar), ['a', 'c', 'c'])).toEqual({
      accepted: false,
      length: 2,
      viablePrefix: 1,
      mayEnd: false,
      expected: ['b'],
    });
  });

  it('tells apart terminals of one part of speech when one of them has another use', () => {
    const grammar = grammarOf('S: N V, N duck N', 'N: dog, duck', 'V: sees, duck');
    const sentences = ['dog duck', 'dog duck dog', 'dog sees dog', 'duck duck', 'duck duck duck'];
    expect(acceptedOf(grammar, sentences)).toEqual(sentences.toSpliced(2, 1));
  });

  it('stays the same when the recogniser has read much else in between', () => {
    const recogniser = recogniserOf(grammarOf('S: a S a, b S b, c'));
    const before = recogniser.recognise(['a', 'b', 'x']);
    const half = repeated('a', 100_000);
    expect(recogniser.recognise([...half, 'c', ...half]).accepted).toBe(true);
    expect(before.expected).toEqual(['a', 'b', 'c']);
    expect(recognised(recogniser, ['a', 'b', 'x'])).toEqual({
      accepted: false,
      length: 3,
      viablePrefix: 2,
      mayEnd: false,
      expected: ['a', 'b', 'c'],
    });
  });

  it('is kept in bounded memory', () => {
    const recogniser = recogniserOf(grammarOf('S: a S a, b S b, c'));
    for (let length = 20_000; length < 40_000; length += 4000) {
      const half = [...repeated('a', 30), ...repeated('b', length), ...repeated('a', length)];
      expect(recogniser.recognise([...half, 'c', ...half.toReversed()]).accepted).toBe(true);
      expect(recogniser.kept).toBeLessThanOrEqual(2 ** 16 + 64 * 7);
    }
  });
});

describe('grammars that parsers fail on', () => {
  const lengthsOf = (grammar: Grammar, lengths: readonly number[]): number[] => {
    const recogniser = recogniserOf(grammar);
    return lengths.filter((length) => recogniser.recognise(repeated('a', length)).accepted);
  };

  it('are read when they are cyclic', () => {
    expect(acceptedOf(grammarOf('S: S, '), ['', 'a'])).toEqual(['']);
    expect(acceptedOf(grammarOf('A: B', 'B: A, a'), ['', 'a', 'a a'])).toEqual(['a']);
    expect(acceptedOf(grammarOf('A: B', 'B: C', 'C: A, B a, a'), ['', 'a', 'a a'])).toEqual([
      'a',
      'a a',
    ]);
    expect(lengthsOf(grammarOf('S: S S, a, '), [0, 1, 2, 50])).toEqual([0, 1, 2, 50]);
  });

  it('are read when a nullable nonterminal hides left or right recursion', () => {
    const sentences = ['d', 'd c', 'd c c', 'b d c', 'b b d c c', 'b d', 'b b d c'];
    expect(acceptedOf(grammarOf('S: B S c, d', 'B: '), sentences)).toEqual(['d', 'd c', 'd c c']);
    expect(acceptedOf(grammarOf('S: B S c, d', 'B: b, '), sentences)).toEqual(
      sentences.slice(0, 5),
    );
    expect(acceptedOf(grammarOf('S: c S B, d', 'B: b, '), ['c d', 'c d b', 'd b'])).toEqual([
      'c d',
      'c d b',
    ]);
  });

  it("are read when they are Aycock and Horspool's", () => {
    const lengths = [0, 1, 2, 3, 4, 5];
    expect(lengthsOf(grammarOf('S: A A A A', 'A: a, E', 'E: '), lengths)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are read when a nonterminal is empty in one place and not in another of the same rule', () => {
    expect(lengthsOf(grammarOf('S: A B A', 'A: a a, B', 'B: '), [0, 1, 2, 3, 4, 5])).toEqual([
      0, 2, 4,
    ]);
    expect(acceptedOf(grammarOf('S: A A b', 'A: B, a', 'B: '), ['b', 'a b', 'a a b', 'a'])).toEqual(
      ['b', 'a b', 'a a b'],
    );
    expect(lengthsOf(grammarOf('S: T', 'T: A T a, ', 'A: B B', 'B: '), [0, 1, 7])).toEqual([
      0, 1, 7,
    ]);
  });
});

describe('long sentences', () => {
  const MANY = 200_000;

  it.each([
    ['right recursive', grammarOf('A: a A, a')],
    ['right recursive with an empty end', grammarOf('A: a A B, a', 'B: C', 'C: ')],
    ['right recursive in a circle', grammarOf('A: a B, a', 'B: C', 'C: a A, a')],
    ['right recursive below another rule', grammarOf('S: T', 'T: L', 'L: a L, a, ')],
    ['right recursive beside rules to themselves', grammarOf('A: a A, a, A, B A', 'B: c, ')],
    ['right recursive by a rule that stands twice', grammarOf('A: a B, a', 'B: A, A, C A', 'C: ')],
    ['left recursive', grammarOf('A: A a, a')],
    ['left recursive behind what is empty', grammarOf('A: B A a, a', 'B: ')],
  ])('are read in linear time when they are %s', (_, grammar) => {
    const recogniser = recogniserOf(grammar);
    const begin = performance.now();
    const found = recogniser.recognise(repeated('a', MANY));
    expect(found.accepted).toBe(true);
    expect(performance.now() - begin).toBeLessThan(20_000);
    // Nothing is left of the length: recursion at an end of a rule takes no memory.
    expect(recogniser.kept).toBeLessThan(2000);
    expect(recogniser.recognise([...repeated('a', MANY), 'b']).viablePrefix).toBe(MANY);
  });

  it('are read in linear time and memory when they are nested', () => {
    const recogniser = recogniserOf(grammarOf('S: a S a, b S b, c'));
    const half = Array.from({ length: MANY / 2 }, (_, index) =>
      index % 3 === 0 || index === 4 ? 'a' : 'b',
    );
    const begin = performance.now();
    expect(recogniser.recognise([...half, 'c', ...half.toReversed()]).accepted).toBe(true);
    expect(recogniser.recognise([...half, 'c', ...half]).accepted).toBe(false);
    expect(performance.now() - begin).toBeLessThan(60_000);
  });

  it('are read at 2,000 words of Catalan ambiguity', () => {
    const recogniser = recogniserOf(grammarOf('S: S S, a'));
    const begin = performance.now();
    expect(recogniser.recognise(repeated('a', 2000)).accepted).toBe(true);
    expect(performance.now() - begin).toBeLessThan(120_000);
  });

  it('are given up when they would take gigabytes', () => {
    const recogniser = recogniserOf(grammarOf('S: a S a, a, '));
    expect(() => recogniser.recognise(repeated('a', 50_000))).toThrow(new SentenceTooCostly(8190));
    expect(new SentenceTooCostly(8190).message).toBe(
      'gave up after 8190 words: the sentence is too long or too ambiguous',
    );
    expect(recogniser.recognise(['a', 'a', 'b'])).toMatchObject({ viablePrefix: 2, mayEnd: true });
  });

  it('of a megabyte are turned away at the first word that cannot be', () => {
    let taken = 0;
    function* words() {
      for (const word of ['the', 'cat', 'cat', ...repeated('cat', 250_000)]) {
        taken += 1;
        yield word;
      }
    }
    const grammar = grammarOf('S: the N sings', 'N: cat');
    expect(recogniserOf(grammar).recognise(words())).toMatchObject({ length: 3, viablePrefix: 2 });
    expect(taken).toBe(3);
  });
});

describe('large grammars', () => {
  it('of 40,000 rules are prepared in seconds', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => [
      `A${index}: A${index + 1} b${index}, a${index % 50} A${(index * 7) % 10_000}, w${index}, `,
    ]).flat();
    const grammar = grammarOf('S: A0', ...lines, 'A10000: z');
    expect(grammar.rules.length).toBeGreaterThanOrEqual(40_000);
    const begin = performance.now();
    const recogniser = recogniserOf(grammar);
    expect(recogniser.recognise(['a0', 'w2', 'b1', 'b0']).accepted).toBe(true);
    expect(recogniser.recognise(['a0', 'w2', 'b0', 'b1']).viablePrefix).toBe(2);
    expect(performance.now() - begin).toBeLessThan(30_000);
  });

  it('are read in linear time and memory when they are regular and every word has a rule of its own', () => {
    const many = 40_000;
    const lines = Array.from({ length: many }, (_, index) => `A${index}: a A${index + 1}`);
    const recogniser = recogniserOf(grammarOf(...lines, `A${many}: `));
    const begin = performance.now();
    expect(recogniser.recognise(repeated('a', many)).accepted).toBe(true);
    expect(recogniser.recognise(repeated('a', many + 1)).viablePrefix).toBe(many);
    expect(performance.now() - begin).toBeLessThan(20_000);
    expect(recogniser.kept).toBeLessThan(100 * many);
  });
});
