import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';

const GRAMMAR = `S -> NP VP
NP -> Determiner Nom
Nom -> Noun | Adjective Nom
VP -> Verb | Verb NP
`;

function judged(text: string, finishReason = 'stop') {
  return judge({ text, finishReason }, { kind: 'grammar', grammar: GRAMMAR }, 'direct');
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

describe('a grammar is right', () => {
  it.each([
    ['as it stands', GRAMMAR],
    ['in a block', fenced(GRAMMAR)],
    ['with other symbols', GRAMMAR.replaceAll('Nom', 'N1').replaceAll('NP', 'Phrase')],
    [
      'with rules that are cut otherwise',
      'S -> NP Verb\nS -> NP Verb NP\nNP -> Determiner Nom\nNom -> Adjective Nom\nNom -> Noun',
    ],
    ['with words in quotes', GRAMMAR.replaceAll('Noun', "'Noun'")],
    ['with rules that are never used', `${GRAMMAR}Extra -> Noun Noun`],
    ['with another arrow', GRAMMAR.replaceAll('->', '::=')],
    ['with its rules in another order', GRAMMAR.trim().split('\n').toReversed().join('\n')],
    ['with a lexicon', `${GRAMMAR}Noun -> man | dog\nVerb -> 'sees'`],
    [
      'with an empty alternative by a sign',
      'S -> NP Verb Object\nObject -> ε | NP\nNP -> Determiner Adjectives Noun\nAdjectives -> Adjective Adjectives | epsilon',
    ],
    ['with line ends of Windows', fenced(GRAMMAR).replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    expect(judged(text)).toMatchObject({
      verdict: 'correct',
      reason: 'agrees on all sentences',
      measures: { recalled: 1 },
    });
  });
});

describe('a grammar is wrong', () => {
  it.each([
    [
      'that has fewer sentences',
      GRAMMAR.replace(' | Verb NP', ''),
      /^accepts \d+% of the sentences, and 100% of its own are right: it lacks "/,
    ],
    ['that has more sentences', `${GRAMMAR}VP -> Verb NP NP`, /: it has "/],
    ['in another order', GRAMMAR.replace('NP VP', 'VP NP'), /: it lacks "/],
    ['of another category', GRAMMAR.replaceAll('Adjective', 'Adverb'), /: it lacks "/],
    [
      'that derives nothing',
      'S -> S Noun',
      /^accepts 0% of the sentences, and 0% of its own are right: it lacks "/,
    ],
    [
      'that derives everything',
      'S -> | S S | Noun | Verb | Determiner | Adjective',
      /^accepts 100% of the sentences, and 0% of its own are right: it has "/,
    ],
    ['with a word that derives another', `${GRAMMAR}Noun -> Adjective`, /: it lacks "/],
  ])('%s', (_, text, reason) => {
    const { verdict, reason: told, measures } = judged(text);
    expect(verdict).toBe('incorrect');
    expect(told).toMatch(reason);
    expect(measures?.['recalled']).toBeLessThan(1);
  });
});

describe('what is no grammar is malformed', () => {
  it.each([
    ['I do not remember it.', 'stop', /^does not parse/],
    [fenced(''), 'stop', /^no grammar$/],
    [fenced('def f(x): return x'), 'stop', /^does not parse/],
    [`\`\`\`\n${GRAMMAR}`, 'length', /^cut at the token limit within the grammar$/],
    [fenced(`${GRAMMAR}${'# '.repeat(6000)}`), 'stop', /^more than 10000 characters of grammar$/],
    [fenced('S -> Noun\n'.repeat(600)), 'stop', /^more than 500 rules$/],
    [fenced(`S -> ${'E '.repeat(21)}`), 'stop', /^more than 20 symbols in a rule$/],
    [fenced('Noun -> man'), 'stop', /^no grammar$/],
  ])('%j', (text, finishReason, reason) => {
    const { verdict, lenient, reason: told, answer } = judged(text, finishReason);
    expect({ verdict, lenient, answer }).toEqual({
      verdict: 'malformed',
      lenient: 'malformed',
      answer: null,
    });
    expect(told).toMatch(reason);
  });

  it('and lenient where rules stand among prose, or in a list', () => {
    const listed = GRAMMAR.trim()
      .split('\n')
      .map((rule, at) => `${at + 1}. ${rule}`);
    for (const text of [`It has these rules:\n\n${GRAMMAR}\nThat is all.`, listed.join('\n')]) {
      const { verdict, lenient } = judged(text);
      expect({ verdict, lenient }).toEqual({ verdict: 'malformed', lenient: 'correct' });
    }
  });

  it('and lenient where an earlier block is one', () => {
    const { verdict, lenient } = judged(
      `${fenced(GRAMMAR)}\nSo it has:\n${fenced('the man sleeps!')}`,
    );
    expect({ verdict, lenient }).toEqual({ verdict: 'malformed', lenient: 'correct' });
  });
});

it.each([
  ['ambiguous', `S -> S S S | S S | ${'Noun | '.repeat(90)}Verb`],
  [
    'circular',
    Array.from({ length: 200 }, (_, i) => `A${i} -> A${(i + 1) % 200} | Noun`).join('\n'),
  ],
  ['doubling', Array.from({ length: 200 }, (_, i) => `A${i} -> A${i + 1} A${i + 1}`).join('\n')],
  ['with long rules', `S -> ${'Noun '.repeat(1500)}`],
  ['that repeats a symbol', `S -> ${'E '.repeat(4000)}\nE -> | E E | Determiner | Noun | Verb`],
  ['with empty symbols', `S -> ${'E '.repeat(20)}\nE -> | E E | Determiner | Noun | Verb`],
  ['with many empty ways', `S -> E E E E E E E E Noun\nE -> | E E | E E E`],
  [
    'of many rules',
    Array.from({ length: 480 }, (_, i) => `S -> Noun${i} S | V`)
      .join('\n')
      .slice(0, 9900),
  ],
])('a hostile grammar, %s, is wrong or none within seconds', (_, text) => {
  const started = performance.now();
  expect(judged(fenced(text)).verdict).not.toBe('correct');
  expect(performance.now() - started).toBeLessThan(5000);
});
