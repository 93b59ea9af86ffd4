import { describe, expect, it } from 'vitest';
import { printGrammar } from '../../../src/cfg/notation/print.js';
import { Random } from '../../../src/random/random.js';
import { specificationOf } from '../../../src/suites/grammars/specification.js';
import {
  drawValues,
  parseTypology,
  typology,
  type Values,
} from '../../../src/suites/grammars/typology.js';
import { vocabularies } from '../../../src/suites/grammars/vocabularies.js';
import { DiagnosticError } from '../../../src/text/diagnostic.js';

const space = typology();
const optional = Object.keys(space.parameters).filter(
  (parameter) => 'none' in (space.parameters[parameter] ?? {}),
);

/** Every combination of values that the typology allows. */
function combinations(): Values[] {
  let all: Values[] = [{}];
  for (const [parameter, values] of Object.entries(space.parameters)) {
    all = all.flatMap((values_) =>
      Object.keys(values).map((value) => ({ ...values_, [parameter]: value })),
    );
  }
  return all.filter((values) => {
    const present = optional.filter((parameter) => values[parameter] !== 'none').length;
    return present >= space.optional.least && present <= space.optional.most;
  });
}

function messageOf(source: string): string {
  try {
    parseTypology(source, 'typology.yaml');
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'nothing wrong';
}

describe('the parameter space', () => {
  const specifications = combinations().map((values) => specificationOf(space, values));

  it('has 18,384 combinations, no two of the same rules', () => {
    expect(specifications.length).toBe(18_384);
    expect(new Set(specifications.map(printGrammar)).size).toBe(18_384);
  });

  it('gives from 8 to 15 rules', () => {
    const lengths = new Set(specifications.map(({ rules }) => rules.length));
    expect([...lengths].toSorted((a, b) => a - b)).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
  });

  it('has in all vocabularies words for every part of speech, and at most ten of them in a grammar', () => {
    const used = new Set<string>();
    for (const { rules } of specifications) {
      const rewritten = new Set(rules.map(({ left }) => left));
      const names = rules.flatMap(({ right }) => right.map(({ name }) => name));
      const categories = new Set(names.filter((name) => !rewritten.has(name)));
      expect(categories.size).toBeLessThanOrEqual(10);
      for (const category of categories) used.add(category);
    }
    for (const vocabulary of vocabularies()) {
      const words = [...used].flatMap((category) => vocabulary.wordsFor(category));
      expect(words.toSorted()).toEqual(vocabulary.all.toSorted());
    }
  });
});

describe('drawn values', () => {
  it('have each number of optional structures equally often, and keep what is fixed', () => {
    const counts = new Map<number, number>();
    for (let draw = 0; draw < 4000; draw += 1) {
      const values = drawValues(space, new Random('drawn values', draw), { word_order: 'OSV' });
      expect(values['word_order']).toBe('OSV');
      const present = optional.filter((parameter) => values[parameter] !== 'none').length;
      counts.set(present, (counts.get(present) ?? 0) + 1);
    }
    expect(new Set(counts.keys())).toEqual(new Set([1, 2, 3, 4]));
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('a typology that cannot be used', () => {
  it('is told in full, each fault with its place', () => {
    const source = [
      'start: S',
      'rules: { Object: [NP Accusative] }',
      'optional: { least: 2, most: 1 }',
      'parameters:',
      '  adjective:',
      '    before: { Nom: [adjective Nom] }',
    ].join('\n');
    expect(messageOf(source)).toBe(
      [
        'typology.yaml:6:21: parameters.adjective.before.Nom.0: expected names with one space between two',
        '  6 |     before: { Nom: [adjective Nom] }',
        '    |                     ^',
        'typology.yaml:6:5: parameters.adjective: expected two values or more',
        '  6 |     before: { Nom: [adjective Nom] }',
        '    |     ^',
        'typology.yaml:3:11: optional: expected least <= most <= 0 (the parameters with a value none), found 2 and 1',
        '  3 | optional: { least: 2, most: 1 }',
        '    |           ^',
      ].join('\n'),
    );
  });

  it('rewrites a symbol by two parameters', () => {
    const source = [
      'start: S',
      'rules: { S: [Noun] }',
      'optional: { least: 0, most: 0 }',
      'parameters:',
      '  noun: { one: { Noun: [N] }, two: { S: [N N] } }',
    ].join('\n');
    expect(messageOf(source)).toBe(
      [
        'typology.yaml:5:9: parameters.noun: rules rewrites S, too',
        `  5 | ${source.split('\n').at(-1)}`,
        '    |         ^',
      ].join('\n'),
    );
  });

  it('is no YAML', () => {
    expect(messageOf('start: [S')).toMatch(/^typology\.yaml:1:10: Flow sequence/);
  });
});
