import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../../../src/suites/algorithms/algorithm.js';
import { FIELDS, GENERATORS } from '../../../src/suites/algorithms/inputs/generators.js';
import { ALGORITHMS, algorithms } from '../../../src/suites/algorithms/problems.js';

function namesOf(field: string): string[] {
  return algorithms()
    .filter((algorithm) => algorithm.field === field)
    .map(({ name }) => name);
}

describe('the algorithms', () => {
  it('are as many as is said, under different names, with different problems and programs', () => {
    expect(algorithms().length).toBe(ALGORITHMS);
    for (const key of ['name', 'problem', 'source'] as const) {
      expect(new Set(algorithms().map((algorithm) => algorithm[key])).size).toBe(ALGORITHMS);
    }
  });

  it('are from every field and of every difficulty', () => {
    expect(FIELDS.toSorted()).toEqual(Object.keys(GENERATORS).toSorted());
    for (const field of FIELDS) expect(namesOf(field).length).toBeGreaterThanOrEqual(6);
    for (const difficulty of ['easy', 'medium', 'hard']) {
      const some = algorithms().filter((algorithm) => algorithm.difficulty === difficulty);
      expect(some.length).toBeGreaterThanOrEqual(15);
    }
  });

  it.each(FIELDS)('have inputs each, and no inputs are drawn for others: %s', (field) => {
    expect(Object.keys(GENERATORS[field]).toSorted()).toEqual(namesOf(field).toSorted());
  });

  it('have a file each, and the folder holds nothing else', () => {
    const files = readdirSync(new URL('../../../algorithms', import.meta.url));
    const expected = [...algorithms().map(({ name }) => `${name}.py`), 'problems.yaml'];
    expect(files.toSorted()).toEqual(expected.toSorted());
  });
});

describe.each(algorithms().map((algorithm): [string, Algorithm] => [algorithm.name, algorithm]))(
  'the word problem of %s',
  (name, { problem, parameters, source, lines }) => {
    it('names each parameter in backticks', () => {
      for (const parameter of parameters) {
        expect(problem).toMatch(new RegExp(`\`${parameter}(?:\`|\\[)`));
      }
    });

    it('is a few whole sentences that say nothing of a program', () => {
      expect(problem).toMatch(/^[A-Z`][^\n]*[.?]$/);
      expect(problem.length).toBeGreaterThan(80);
      expect(problem.length).toBeLessThan(900);
      expect(problem).not.toMatch(/ {2}|\{\w|\b(?:Python|function|program|algorithm|return)/);
      expect(problem).not.toContain(name);
    });

    it('belongs to a program of a length that a person can read', () => {
      expect(lines).toBeLessThanOrEqual(30);
      for (const line of source.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
      expect(source).toMatch(/^def [^\t]*[^\s]\n$/);
    });
  },
);
