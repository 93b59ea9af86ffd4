import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/random/random.js';
import { type Distilled, exchange, type Worth } from '../../src/stats/index.js';

/** Many clusters, all of the same accuracy: means are exact and draws do not differ. */
function flat(accuracy: number): number[] {
  return Array.from({ length: 20 }, () => accuracy);
}

function side(examples: number, accuracy: number): Distilled {
  return { examples, accuracies: flat(accuracy) };
}

function place({ kind, examples }: Worth): number {
  if (kind === 'about') return examples;
  return kind === 'fewer than' ? -Infinity : Infinity;
}

/** Clusters of two kinds, so that draws differ. */
function spread(right: number): number[] {
  return Array.from({ length: 20 }, (_, index) => Number(index < right));
}

describe('what an instruction is worth', () => {
  it('stands between two numbers of examples on a logarithmic scale', () => {
    const found = exchange([side(1000, 0.6), side(10, 0.2)], flat(0.4));
    expect(found.worth.kind).toBe('about');
    expect(found.worth.examples).toBeCloseTo(100, 9);
    expect(found.low.examples).toBeCloseTo(100, 9);
    expect(found.high.examples).toBeCloseTo(100, 9);
  });

  it('is a number of examples that was measured where its accuracy is that of the instruction', () => {
    const sides = [side(10, 0.2), side(100, 0.4), side(1000, 0.6)];
    expect(exchange(sides, flat(0.2)).worth).toEqual({
      kind: 'about',
      examples: expect.closeTo(10, 9),
    });
    expect(exchange(sides, flat(0.6)).worth).toEqual({
      kind: 'about',
      examples: expect.closeTo(1000, 9),
    });
  });

  it('is never told beyond the numbers that were measured', () => {
    const sides = [side(10, 0.2), side(1000, 0.6)];
    const below = { kind: 'fewer than', examples: 10 };
    expect(exchange(sides, flat(0.1))).toMatchObject({ worth: below, low: below, high: below });
    const above = { kind: 'more than', examples: 1000 };
    expect(exchange(sides, flat(0.9))).toMatchObject({ worth: above, low: above, high: above });
  });

  it('takes neighbours in the wrong order for their mean', () => {
    // 0.4 and 0.2 become 0.3 at both 10 and 100; the instruction's 0.45 is half of the way from there to 0.6 at 10,000.
    const found = exchange([side(10, 0.4), side(100, 0.2), side(10_000, 0.6)], flat(0.45));
    expect(found.worth.examples).toBeCloseTo(1000, 9);
    // On the level part, the fewest examples that do.
    expect(
      exchange([side(1, 0.1), side(10, 0.4), side(100, 0.2)], flat(0.3)).worth.examples,
    ).toBeCloseTo(10, 9);
  });

  it('has an interval that may have no end within the numbers measured', () => {
    const found = exchange(
      [
        { examples: 10, accuracies: spread(4) },
        { examples: 1000, accuracies: spread(12) },
      ],
      spread(11).toReversed(),
    );
    expect(found.worth.kind).toBe('about');
    expect(found.high).toEqual({ kind: 'more than', examples: 1000 });
    expect(found.low.kind).toBe('about');
    expect(found.low.examples).toBeLessThan(found.worth.examples);
  });

  it('draws the same clusters for both sides: what is hard for both widens nothing', () => {
    const instruction = spread(8);
    const found = exchange(
      [
        { examples: 10, accuracies: spread(8) },
        { examples: 1000, accuracies: spread(20) },
      ],
      instruction,
    );
    expect(found.low.examples).toBeCloseTo(10, 9);
    expect(found.high.examples).toBeCloseTo(10, 9);
  });

  it('is the same whatever the order of the sides, and twice the same', () => {
    const sides = [side(10, 0.2), { examples: 100, accuracies: spread(9) }, side(1000, 0.6)];
    const found = exchange(sides, spread(10));
    expect(exchange(sides.toReversed(), spread(10))).toEqual(found);
  });

  it('rises with the accuracy of the instruction and lies in its interval', () => {
    const accuracy = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(fc.array(accuracy, { minLength: 2, maxLength: 5 }), accuracy, (rights, right) => {
        const sides = rights.map((some, index) => ({
          examples: 10 ** index,
          accuracies: spread(some),
        }));
        const found = exchange(sides, spread(right));
        const better = exchange(sides, spread(Math.min(20, right + 1)));
        expect(place(found.low)).toBeLessThanOrEqual(place(found.high));
        expect(place(better.worth)).toBeGreaterThanOrEqual(place(found.worth) * (1 - 1e-9));
      }),
      { numRuns: 30 },
    );
  });

  it('refuses what it cannot compare', () => {
    expect(() => exchange([side(10, 0.2)], flat(0.2))).toThrow(
      new RangeError('an exchange needs two or more numbers of examples, each once'),
    );
    expect(() => exchange([side(10, 0.2), side(10, 0.3)], flat(0.2))).toThrow('each once');
    expect(() => exchange([side(0, 0.2), side(10, 0.3)], flat(0.2))).toThrow(
      'a number of examples must be positive, found 0',
    );
    expect(() => exchange([side(1, 0.2), side(10, 0.3)], [0.5])).toThrow(
      'every side needs the same 1 clusters',
    );
    expect(() => exchange([], [])).toThrow('an exchange needs a cluster');
  });

  it('covers what it is about', () => {
    // Truth: the accuracies of 10, 100 and 1,000 examples are 0.2, 0.4 and 0.6, and the instruction's 0.5: 316 examples.
    const truth = 10 ** 2.5;
    let covered = 0;
    const repetitions = 100;
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const clusters = clustersOf(repetition);
      const found = exchange(
        [10, 100, 1000].map((examples, index) => ({
          examples,
          accuracies: clusters.map((cluster) => cluster[index] ?? 0),
        })),
        clusters.map((cluster) => cluster[3] ?? 0),
      );
      const low = found.low.kind === 'fewer than' ? 0 : found.low.examples;
      const high = found.high.kind === 'more than' ? Infinity : found.high.examples;
      if (low <= truth && truth <= high) covered += 1;
    }
    // The percentile interval holds the truth in about 93 of 100 such tests; in fewer than 84 hardly ever.
    expect(covered).toBeGreaterThanOrEqual(84);
  });
});

/** Eighty clusters of 16 samples: for each, the accuracy with 10, 100, 1,000 examples and with the instruction. */
function clustersOf(repetition: number): number[][] {
  const random = new Random('exchange-test', repetition);
  return Array.from({ length: 80 }, () => {
    const hardness = random.real() * 0.4 - 0.2;
    return [0.2, 0.4, 0.6, 0.5].map((accuracy) => {
      let right = 0;
      for (let sample = 0; sample < 16; sample += 1) {
        if (random.real() < accuracy + hardness) right += 1;
      }
      return right / 16;
    });
  });
}
