import { describe, expect, it } from 'vitest';
import { printGrammar } from '../../../src/cfg/notation/print.js';
import { specificationOf } from '../../../src/suites/grammars/specification.js';
import { parseTypology, typology } from '../../../src/suites/grammars/typology.js';

const PLAIN = {
  question: 'none',
  adposition: 'none',
  agreement: 'none',
  word_order: 'SVO',
  relative_clause: 'none',
  determiner: 'before',
  coordination: 'none',
  adjective: 'before',
  possessive: 'none',
  negation: 'none',
  adverb: 'before',
};

function rulesOf(changes: Readonly<Record<string, string>>): string[] {
  const text = printGrammar(specificationOf(typology(), { ...PLAIN, ...changes }));
  return text.trimEnd().split('\n');
}

/** Of a typology with nothing but these rules. */
function rulesOfOnly(rules: string): string {
  const space = parseTypology(
    `start: S\nrules: { ${rules} }\noptional: { least: 0, most: 0 }\nparameters: {}\n`,
    'odd.yaml',
  );
  return printGrammar(specificationOf(space, {}));
}

describe('a specification', () => {
  it('is six rules without any optional structure', () => {
    expect(rulesOf({})).toEqual([
      'S -> NP VG NP Accusative',
      'NP -> Determiner Nom',
      'VG -> Verb | Adverb Verb',
      'Nom -> Noun | Adjective Nom',
    ]);
  });

  it('has a layer more for each optional structure', () => {
    expect(rulesOf({ word_order: 'VSO', question: 'last', negation: 'after' })).toEqual([
      'S -> Clause | Clause Question',
      'Clause -> VG NP NP Accusative',
      'VG -> V | V Negation',
      'NP -> Determiner Nom',
      'V -> Verb | Adverb Verb',
      'Nom -> Noun | Adjective Nom',
    ]);
    expect(
      rulesOf({ adposition: 'after', coordination: 'between', possessive: 'between' }),
    ).toEqual([
      'S -> Core | Core NP Adposition',
      'Core -> NP VG NP Accusative',
      'NP -> Determiner Nom',
      'VG -> Verb | Adverb Verb',
      'Nom -> Conjunct | Conjunct Conjunction Nom',
      'Conjunct -> Head | Adjective Conjunct',
      'Head -> Noun | Noun Possessive Head',
    ]);
  });

  it('names the marked object where it is used more than once', () => {
    expect(rulesOf({ word_order: 'SOV', agreement: 'marked', relative_clause: 'before' })).toEqual([
      'S -> NP Object VG | NP Agreement Object VG Agreement',
      'NP -> BaseNP | Object VG Relativiser BaseNP',
      'Object -> NP Accusative',
      'VG -> Verb | Adverb Verb',
      'BaseNP -> Determiner Nom',
      'Nom -> Noun | Adjective Nom',
    ]);
  });

  it('needs values that the typology has', () => {
    expect(() => rulesOf({ word_order: 'SSV' })).toThrow('word_order has no value SSV');
  });

  it('comes to an end whatever the rules are', () => {
    expect(rulesOfOnly('S: [S]')).toBe('S -> S\n');
    expect(rulesOfOnly('S: [A], A: [B], B: [S]')).toBe('S -> S\n');
    expect(rulesOfOnly('S: [Noun]')).toBe('S -> Noun\n');
    expect(rulesOfOnly('S: [A A], A: [B], B: [A]')).toBe('S -> A A\nA -> A\n');
  });
});
