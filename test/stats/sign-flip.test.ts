import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holm, signFlip } from '../../src/stats/index.js';

/** Every assignment of signs, counted in whole numbers. */
function bruteForce(units: readonly number[]): readonly [number, number, number] {
  const observed = units.reduce((sum, unit) => sum + unit, 0);
  const count = [0, 0, 0];
  for (let signs = 0; signs < 2 ** units.length; signs += 1) {
    const sum = units.reduce(
      (part, unit, index) => part + ((signs >> index) & 1 ? unit : -unit),
      0,
    );
    if (sum <= observed) count[0] = (count[0] ?? 0) + 1;
    if (sum >= observed) count[1] = (count[1] ?? 0) + 1;
    if (Math.abs(sum) >= Math.abs(observed)) count[2] = (count[2] ?? 0) + 1;
  }
  const [loss = 0, gain = 0, either = 0] = count.map((found) => found / 2 ** units.length);
  return [loss, gain, either];
}

describe('the sign-flip test', () => {
  const units = fc.array(fc.integer({ min: -12, max: 12 }), { maxLength: 10 });

  test('agrees with counting every assignment of signs, by convolution and by enumeration', () => {
    fc.assert(
      fc.property(units, fc.constantFrom(1, 1 / 160, 0.1), (whole, unit) => {
        const expected = bruteForce(whole);
        const differences = whole.map((value) => value * unit);
        for (const found of [signFlip(differences, unit), signFlip(differences)]) {
          expect(found.p_loss).toBeCloseTo(expected[0], 10);
          expect(found.p_gain).toBeCloseTo(expected[1], 10);
          expect(found.p_two_sided).toBeCloseTo(expected[2], 10);
          expect(found.method).toBe('exact');
        }
      }),
    );
  });

  test('of no change is 1', () => {
    const all = { p_loss: 1, p_gain: 1, p_two_sided: 1, method: 'exact' };
    expect(signFlip([])).toEqual(all);
    expect(signFlip([0, 0, 0], 0.1)).toEqual(all);
  });

  test('keeps the digits of a tail far out: 200 losses of one unit', () => {
    expect(
      signFlip(
        Array.from({ length: 200 }, () => -0.01),
        0.01,
      ).p_loss,
    ).toBe(2 ** -200);
  });

  test('is drawn where neither is affordable, near the exact value and the same each time', () => {
    const whole = Array.from({ length: 60 }, (_, index) => ((index * 7) % 13) - 7);
    const exact = signFlip(whole, 1);
    const drawn = signFlip(whole);
    expect(drawn.method).toBe('drawn');
    expect(Math.abs(drawn.p_loss - exact.p_loss)).toBeLessThan(0.005);
    expect(Math.abs(drawn.p_two_sided - exact.p_two_sided)).toBeLessThan(0.005);
    expect(signFlip(whole.toReversed())).toEqual(drawn);
  });

  test('gives up convolution for units so fine that it would take for ever', () => {
    const fine = Array.from(
      { length: 30 },
      (_, index) => (index % 2 === 0 ? 1 : -1) * (1e6 + index),
    );
    expect(signFlip(fine, 1).method).toBe('drawn');
  });
});

describe("Holm's correction", () => {
  test('gives the values of the definition', () => {
    const p = [0.004, 0.03, 0.2, 0.011, 0.5, 0.0009, 0.045, 0.7, 1.0, 0.02];
    const adjusted = [0.036, 0.18, 0.8, 0.088, 1, 0.009, 0.225, 1, 1, 0.14];
    for (const [index, value] of holm(p).entries())
      expect(value).toBeCloseTo(adjusted[index] ?? -1, 12);
    expect(holm([])).toEqual([]);
  });

  test('takes numbers in [0, 1] alone', () => {
    expect(() => holm([0.5, Number.NaN])).toThrow('a p-value lies in [0, 1], found NaN');
  });
});
