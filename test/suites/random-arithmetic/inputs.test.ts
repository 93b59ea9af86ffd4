import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { INPUTS, orderInputs, placeOf } from '../../../src/suites/random-arithmetic/inputs.js';

/** Which of up to five branches each input takes; every branch is taken by at least two inputs. */
const branching = fc
  .record({ seed: fc.integer(), branches: fc.integer({ min: 0, max: 5 }) })
  .map(({ seed, branches }) => {
    const random = new Random('branching', seed);
    const taken = INPUTS.map(() => new Set<number>());
    for (let branch = 0; branch < branches; branch += 1) {
      const takers = random.shuffle(INPUTS).slice(0, random.integer(2, INPUTS.length));
      for (const input of takers) taken[placeOf(input)]?.add(branch);
    }
    return { seed, branches, taken };
  });

describe('the order of inputs', () => {
  it('holds every input once', () => {
    fc.assert(
      fc.property(branching, ({ seed, taken }) => {
        const order = orderInputs(new Random(seed), (input) => taken[placeOf(input)] ?? new Set());
        expect(order.toSorted((a, b) => a - b)).toEqual(INPUTS);
      }),
    );
  });

  it('takes every branch among as many inputs from the front as there are branches', () => {
    fc.assert(
      fc.property(branching, ({ seed, branches, taken }) => {
        const of = (input: number) => taken[placeOf(input)] ?? new Set<number>();
        const order = orderInputs(new Random(seed), of);
        const front = order.slice(0, branches).flatMap((input) => [...of(input)]);
        expect(new Set(front).size).toBe(branches);
      }),
    );
  });

  it('takes from the back what the front has left of each branch', () => {
    fc.assert(
      fc.property(branching, ({ seed, branches, taken }) => {
        const of = (input: number) => taken[placeOf(input)] ?? new Set<number>();
        const order = orderInputs(new Random(seed), of);
        const front = new Set(order.slice(0, branches));
        const left = new Set(
          INPUTS.filter((input) => !front.has(input)).flatMap((i) => [...of(i)]),
        );
        const back = branches === 0 ? [] : order.slice(-branches);
        const covered = new Set(back.flatMap((input) => [...of(input)]));
        for (const branch of left) expect(covered).toContain(branch);
      }),
    );
  });
});
