import { describe, expect, it } from 'vitest';
import { options } from '../../../src/suites/random-arithmetic/options.js';

/** The messages of what is wrong with the options, each after its path. */
function faults(given: unknown): string[] {
  const { error } = options.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the options', () => {
  it("default to the paper's sizes", () => {
    expect(options.parse({})).toEqual({
      seed: 1,
      train: 100,
      evaluation: 100,
      executions: 30,
      held_out: 10,
      items_per_function: 10,
      instructions: 'code',
      descriptions: '',
    });
  });

  it('may use the whole pool', () => {
    expect(faults({ train: 800, evaluation: 200 })).toEqual([]);
    expect(faults({ train: 800, evaluation: 201 })).toEqual([
      'train: train + evaluation must be at most 1000, found 800 + 201 = 1001',
    ]);
  });

  it('cannot show and hold out more inputs than there are', () => {
    expect(faults({ executions: 189, held_out: 10 })).toEqual([]);
    expect(faults({ executions: 190, held_out: 10 })).toEqual([
      'executions: executions + held_out must be at most 199 (the inputs there are), found 190 + 10 = 200',
    ]);
  });

  it('may ask more items than there are executions or held-out inputs', () => {
    expect(faults({ executions: 5, held_out: 5, items_per_function: 6 })).toEqual([]);
    expect(faults({ executions: 1, held_out: 1, items_per_function: 198 })).toEqual([]);
  });

  it('take a file of descriptions only where descriptions are shown', () => {
    expect(faults({ descriptions: 'a.jsonl' })).toEqual([
      'descriptions: descriptions are shown with instructions: natural-language only',
    ]);
    expect(faults({ descriptions: 'a.jsonl', instructions: 'natural-language' })).toEqual([]);
  });

  it('refuse unknown keys, fractions and numbers out of range', () => {
    expect(faults({ heldout: 3 }).length).toBe(1);
    expect(faults({ train: 0 }).length).toBe(1);
    expect(faults({ seed: 1.5 }).length).toBe(1);
    expect(faults({ seed: -1 }).length).toBe(1);
  });
});
