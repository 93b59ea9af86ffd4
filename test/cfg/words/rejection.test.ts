import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGrammar } from '../../../src/cfg/notation/notation.js';
import { Preterminals } from '../../../src/cfg/words/preterminals.js';
import { explainRejection } from '../../../src/cfg/words/rejection.js';

const preterminals = new Preterminals(
  parseGrammar(`
    S -> Det Noun Rest | ProperNoun
    Rest -> Adverb Verb | Verb | 'not' Verb | Rest Neg
    Det -> 'the' | 'a'
    Noun -> 'dog' | 'cat' | 'red'
    Adverb -> 'often' | 'never'
    Verb -> 'runs' | 'sleeps'
    ProperNoun -> 'Mary' | "Mary's" 'dog'
    Neg -> 'nicht'
    Animal -> 'dog' | 'cat'
  `),
);
const NOUNS = ['cat', 'dog', 'red'];
const ADVERBS = ['never', 'often'];
const VERBS = ['runs', 'sleeps'];

function explain(
  sentence: string,
  viablePrefix: number,
  expected: readonly string[],
  mayEnd = false,
): string {
  const words = sentence === '' ? [] : sentence.split(' ');
  return explainRejection({ words, viablePrefix, expected, mayEnd }, preterminals);
}

describe('a rejection', () => {
  it('names the first word that cannot stand where it stands, and what could', () => {
    expect(explain('the dog often red', 3, [...NOUNS, ...ADVERBS])).toBe(
      'token 4 "red": expected a noun or an adverb',
    );
    expect(explain('the runs', 1, NOUNS)).toBe('token 2 "runs": expected a noun');
  });

  it('names words that no preterminal covers', () => {
    expect(explain('the dog the', 2, [...ADVERBS, 'not', ...VERBS])).toBe(
      'token 3 "the": expected an adverb, a verb or "not"',
    );
    expect(explain('the the', 1, ['dog', 'red'])).toBe('token 2 "the": expected "dog" or "red"');
  });

  it('prefers the preterminal that covers most', () => {
    expect(explain('x', 0, ['cat', 'dog'])).toBe(
      'token 1 "x" is no word of this grammar: expected an animal',
    );
    expect(explain('the', 0, NOUNS)).toBe('token 1 "the": expected a noun');
  });

  it('lists a word rather than the preterminal that has it alone', () => {
    expect(explain('the dog runs runs', 3, ['nicht'])).toBe('token 4 "runs": expected "nicht"');
  });

  it('says that a word is unknown', () => {
    expect(explain('the dog often blarg', 3, [...VERBS])).toBe(
      'token 4 "blarg" is no word of this grammar: expected a verb',
    );
  });

  it('says where a sentence ends too early', () => {
    expect(explain('the dog', 2, [...ADVERBS, ...VERBS])).toBe(
      'the sentence ends after token 2 "dog": expected an adverb or a verb',
    );
    expect(explain('', 0, ['a', 'the'])).toBe('the sentence is empty: expected a det');
  });

  it('says that a sentence should have ended', () => {
    expect(explain('Mary runs', 1, [], true)).toBe(
      'token 2 "runs": expected the end of the sentence',
    );
    expect(explain('the dog runs runs', 3, ['nicht'], true)).toBe(
      'token 4 "runs": expected "nicht" or the end of the sentence',
    );
  });

  it('says that there is no sentence at all', () => {
    expect(explain('the dog', 0, [])).toBe('the grammar has no sentence');
  });

  it('names eight things and counts the others', () => {
    const words = Array.from({ length: 20 }, (_, index) => `w${index}`);
    expect(explain('the', 0, words.slice(0, 8))).toBe(
      'token 1 "the": expected "w0", "w1", "w2", "w3", "w4", "w5", "w6" or "w7"',
    );
    expect(explain('the', 0, [...words, ...NOUNS], true)).toBe(
      'token 1 "the": expected a noun, "w0", "w1", "w2", "w3", "w4", "w5", "w6", 13 more or the end of the sentence',
    );
  });

  it('is one printable line of bounded length', () => {
    expect(explain('\u001B[1m\u202E\n', 0, ['\0'])).toBe(
      'token 1 "\uFFFD[1m\uFFFD\uFFFD" is no word of this grammar: expected "\uFFFD"',
    );
    expect(explain('x'.repeat(1_000_000), 0, ['"'])).toBe(
      `token 1 "${'x'.repeat(39)}…" is no word of this grammar: expected '"'`,
    );
    const words = fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 });
    fc.assert(
      fc.property(words, words, fc.nat(20), fc.boolean(), (sentence, expected, at, mayEnd) => {
        const rejection = {
          words: sentence,
          viablePrefix: Math.min(at, sentence.length),
          expected,
          mayEnd,
        };
        const message = explainRejection(rejection, preterminals);
        expect(message).not.toMatch(/\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Bidi_Control}/u);
        expect(message.length).toBeLessThan(600);
      }),
    );
  });
});

describe('the name of a preterminal', () => {
  it.each([
    ['Noun', 'a noun'],
    ['adjective', 'an adjective'],
    ['ProperNoun', 'a proper noun'],
    ['intransitive_verb', 'an intransitive verb'],
    ['<noun phrase>', 'a noun phrase'],
    ['V-trans/sg', 'a V trans sg'],
    ['N', 'an N'],
    ['V', 'a V'],
    ['NP', 'an NP'],
    ['DT', 'a DT'],
    ['NOUN', 'a noun'],
    ['N1', 'an N1'],
    ['Noun2', 'a noun2'],
    ['_', 'a _'],
    ['__proto__', 'a proto'],
  ])('%s is %s', (name, phrase) => {
    const grammar = parseGrammar(`${name} -> 'v' | 'w'`);
    expect(new Preterminals(grammar).phrases(['w', 'v'])).toEqual([phrase]);
  });

  it('stands for words that all its rules have, and no rule else', () => {
    const grammar = parseGrammar(
      "S -> A | B | C\nA -> 'a' | 'b' |\nB -> 'a' 'b' | 'b'\nC -> 'a' | 'b' | C",
    );
    expect(new Preterminals(grammar).phrases(['a', 'b'])).toEqual(['"a"', '"b"']);
  });

  it('is told once for words that two preterminals share', () => {
    const grammar = parseGrammar("S -> A B\nA -> 'a' | 'b'\nB -> 'b' | 'a'\nC -> 'b' | 'c'");
    expect(new Preterminals(grammar).phrases(['a', 'b'])).toEqual(['an A']);
    expect(new Preterminals(grammar).phrases(['a', 'b', 'c'])).toEqual(['an A', 'a C']);
  });
});
