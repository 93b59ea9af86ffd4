import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/random/random.js';
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
        expect(instance.isBindingError(item, answer)).toBe(answer !== item.target.value);
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
      expect(instance.isBindingError(item, item.target.value)).toBe(false);
    }
  });
});

describe('a plausible error', () => {
  it('is an integer and never the target', () => {
    for (const item of items) {
      for (let draw = 0; draw < 5; draw += 1) {
        const error = instance.plausibleError(item, new Random(item.id, draw));
        expect(error).toMatch(/^(?:0|-?[1-9]\d*)$/);
        expect(error).not.toBe(item.target.value);
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
