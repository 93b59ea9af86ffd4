import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { integerOf } from '../../../src/scoring/verdict.js';
import { RandomArithmetic } from '../../../src/suites/random-arithmetic/instance.js';
import { options } from '../../../src/suites/random-arithmetic/options.js';

const instance = new RandomArithmetic(options.parse({ train: 30, evaluation: 30 }));
const items = [...instance.items('w-io-test', 'direct'), ...instance.items('wo-io', 'direct')];
const used = [...instance.trainFunctions, ...instance.evaluationFunctions];

describe('a binding error', () => {
  it('is a wrong answer that another trained function gives for the input', () => {
    for (const item of items) {
      const others = new Set(used.map((asked) => String(asked.outputFor(Number(item.input)))));
      for (const answer of others) {
        expect(instance.isBindingError(item, answer)).toBe(answer !== integerOf(item.target));
      }
    }
  });

  it('is no answer that no function gives, and no text', () => {
    for (const item of items) {
      expect(instance.isBindingError(item, '1234567890')).toBe(false);
      expect(instance.isBindingError(item, '')).toBe(false);
    }
  });

  it('is never the right answer', () => {
    for (const item of items) {
      expect(instance.isBindingError(item, integerOf(item.target))).toBe(false);
    }
  });
});

describe('the chance of a binding error', () => {
  it('is below the share among true confusions, and equal to it for answers to another question', () => {
    let confused = 0;
    let chance = 0;
    let strayHits = 0;
    let strayChance = 0;
    for (const item of items) {
      const random = new Random('chance', item.id);
      const confusion = String(random.pick(used).outputFor(Number(item.input)));
      if (confusion !== integerOf(item.target)) {
        confused += 1;
        chance += instance.bindingErrorChance(item, confusion);
      }
      // What some function gives for some other input of about this size: no confusion of names.
      const stray = String(
        random
          .pick(used)
          .outputFor(Number(item.input) > 0 ? Number(item.input) - 7 : Number(item.input) + 7),
      );
      strayHits += Number(instance.isBindingError(item, stray));
      strayChance += instance.bindingErrorChance(item, stray);
    }
    expect(chance / confused).toBeLessThan(0.75);
    expect(Math.abs(strayHits - strayChance) / items.length).toBeLessThan(0.05);
  });

  it('looks at ten other inputs, at the ends of the range too', () => {
    for (const item of items) {
      const chance = instance.bindingErrorChance(item, '0');
      expect(Math.round(chance * 10)).toBeCloseTo(chance * 10, 9);
    }
    expect(items.some(({ input }) => Math.abs(Number(input)) > 95)).toBe(true);
  });
});

describe('a plausible error', () => {
  it('is an integer and never the target', () => {
    for (const item of items) {
      for (let draw = 0; draw < 5; draw += 1) {
        const error = instance.plausibleError(item, new Random(item.id, draw));
        expect(error).toMatch(/^(?:0|-?[1-9]\d*)$/);
        expect(error).not.toBe(integerOf(item.target));
      }
    }
  });

  it('depends on the item and the generator alone', () => {
    for (const item of items.slice(0, 50)) {
      const draw = () => instance.plausibleError(item, new Random('same', item.id));
      expect(draw()).toBe(draw());
    }
  });

  it('is often a binding error, and often not', () => {
    const binding = items.filter((item) =>
      instance.isBindingError(item, instance.plausibleError(item, new Random(item.id))),
    );
    expect(binding.length / items.length).toBeGreaterThan(0.2);
    expect(binding.length / items.length).toBeLessThan(0.9);
  });
});
