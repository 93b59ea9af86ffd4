import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram, printProgram } from '../../../src/python/index.js';
import {
  type CompositionPool,
  compositionsOf,
  LIST_SIZE,
  makeCompositions,
  type PoolComposition,
} from '../../../src/suites/compositions/pool.js';
import { INPUTS } from '../../../src/suites/random-arithmetic/inputs.js';
import { namesOf, poolOf } from '../../../src/suites/random-arithmetic/pool.js';

function all({ train, evaluation }: CompositionPool): PoolComposition[] {
  return [...train, ...evaluation];
}

/** How many of the compositions have each function as a part. */
function uses(compositions: readonly PoolComposition[]): number[] {
  const counts = new Map<number, number>();
  for (const { inner, outer } of compositions) {
    for (const { index } of [inner, outer]) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe.each([1, 2, 3])('the compositions of seed %i', (seed) => {
  const pool = compositionsOf(seed);
  const compositions = all(pool);
  const functions = poolOf(seed);

  it('are two lists of 250, numbered through', () => {
    expect([pool.train.length, pool.evaluation.length]).toEqual([LIST_SIZE, LIST_SIZE]);
    expect(compositions.map(({ index }) => index)).toEqual(
      Array.from({ length: 2 * LIST_SIZE }, (_, at) => at),
    );
  });

  it('have names of their own, which no function has', () => {
    const names = [...functions, ...compositions].map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(1500);
    expect(compositions.map(({ name }) => name)).toEqual([...namesOf(seed)].slice(1000, 1500));
  });

  it('do as programs what one function after the other does', () => {
    for (const { name, inner, outer, definition, outputs } of compositions) {
      const source = printProgram({
        kind: 'Module',
        functions: [inner.definition, outer.definition, definition],
      });
      const program = compileProgram(parseProgram(source));
      const values = INPUTS.map((input) => Number(program.call(name, [input]).value));
      expect(values).toEqual([...outputs]);
      const steps = INPUTS.map((input) => {
        const between = program.call(inner.name, [input]).value;
        return Number(program.call(outer.name, [Number(between)]).value);
      });
      expect(steps).toEqual(values);
    }
  });

  it('all behave differently, from functions too, and so does each with its parts exchanged', () => {
    const behaviours = [...functions, ...compositions].map(({ outputs }) => outputs.join());
    expect(new Set(behaviours).size).toBe(1500);
    for (const { inner, outer } of compositions) expect(inner).not.toBe(outer);
  });

  it('are for training of train functions only, so that no execution shows an evaluation function', () => {
    for (const [place, { inner, outer, roles }] of pool.train.entries()) {
      expect(roles).toBe('train+train');
      const first = 10 * Math.floor(place / 10 + 1);
      expect(Math.max(inner.index, outer.index)).toBeLessThan(first);
    }
  });

  it('are for evaluation of parts of every role, each three in a row', () => {
    for (let at = 0; at + 3 <= LIST_SIZE; at += 3) {
      const roles = pool.evaluation.slice(at, at + 3).map((composition) => composition.roles);
      expect(roles.toSorted()).toEqual([
        'evaluation+evaluation',
        'train+evaluation',
        'train+train',
      ]);
    }
  });

  it('have as parts what their roles say, of functions as early in their lists as themselves', () => {
    for (const [place, { inner, outer, roles }] of pool.evaluation.entries()) {
      const first = 10 * Math.floor(place / 10 + 1);
      const kinds = [inner, outer].map(({ index }) => {
        if (index < first) return 'train';
        return index >= 1000 - first ? 'evaluation' : 'neither';
      });
      expect(kinds.toSorted((a, b) => (a > b ? -1 : 1)).join('+')).toBe(roles);
    }
  });

  it('use their parts evenly', () => {
    expect(Math.max(...uses(pool.train))).toBeLessThanOrEqual(12);
    expect(Math.max(...uses(pool.evaluation))).toBeLessThanOrEqual(12);
  });
});

it('the compositions of a seed are the same each time they are made', () => {
  const names = (pool: CompositionPool) =>
    all(pool).map(({ name, inner, outer }) => `${name} ${outer.name} ${inner.name}`);
  expect(names(makeCompositions(1))).toEqual(names(compositionsOf(1)));
});
