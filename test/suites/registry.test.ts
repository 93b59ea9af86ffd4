import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { suiteNamed, suites } from '../../src/suites/registry.js';
import { defineSuite } from '../../src/suites/suite.js';

describe('the registry', () => {
  it('lists suites of different names', () => {
    const names = suites.map((suite) => suite.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('finds each suite by its name', () => {
    for (const suite of suites) expect(suiteNamed(suite.name)).toBe(suite);
  });

  it('says which suites there are when asked for another', () => {
    expect(() => suiteNamed('random-arithmetik')).toThrow(
      'no suite is named "random-arithmetik"; there are: random-arithmetic',
    );
  });

  it('holds only suites whose options have a default and a description each', () => {
    for (const suite of suites) {
      const filled = suite.options.parse({});
      expect(Object.keys(filled)).toEqual(Object.keys(suite.options.shape));
      for (const option of Object.values(suite.options.shape)) {
        expect(option).toHaveProperty('description', expect.stringMatching(/\.$/));
      }
    }
  });

  it('holds only suites whose summary facets stand on their items', async () => {
    for (const suite of suites.filter(({ userData }) => !userData)) {
      const instance = await suite.instantiate({});
      for (const split of instance.splits) {
        const [item] = instance.items(split, 'direct');
        expect(Object.keys(item?.facets ?? {})).toEqual(
          expect.arrayContaining([...suite.summaryFacets()]),
        );
        expect(Object.keys(item?.controls ?? {})).toEqual(Object.keys(suite.controls));
      }
    }
  });
});

describe('a defined suite', () => {
  const suite = defineSuite({
    name: 'echo',
    summary: 'Nothing.',
    options: z.strictObject({ size: z.int().min(1).default(3) }),
    splits: ['only'],
    answers: ['direct'],
    clusterNoun: 'instruction',
    controls: {},
    measures: {},
    guessAccuracy: () => 0,
    summaryFacets: () => [],
    instantiate: ({ size }) => ({
      suite: `echo of ${size}`,
      instructions: [],
      executions: () => [],
      items: () => [],
      isBindingError: () => false,
      bindingErrorChance: () => 0,
      splits: ['only'],
      measure: () => ({}),
      trace: () => null,
      rightAnswer: () => '1',
      plausibleError: () => '0',
      guess: () => '0',
    }),
  });

  it('fills in defaults before it is instantiated', () => {
    expect(suite.instantiate({}).suite).toBe('echo of 3');
    expect(suite.instantiate({ size: 7 }).suite).toBe('echo of 7');
  });

  it('refuses options that its schema refuses', () => {
    expect(() => suite.instantiate({ size: 0 })).toThrow(z.ZodError);
    expect(() => suite.instantiate({ sise: 4 })).toThrow(z.ZodError);
  });
});
