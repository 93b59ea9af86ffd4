import { describe, expect, it } from 'vitest';
import { options } from '../../../src/suites/grammars/options.js';

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
      depth: 1,
      held_out: 0,
    });
  });

  it('may use the whole pool', () => {
    expect(faults({ train: 150, evaluation: 50 })).toEqual([]);
    expect(faults({ train: 150, evaluation: 51 })).toEqual([
      'train: train + evaluation must be at most 200, found 150 + 51 = 201',
    ]);
  });

  it('must leave one vocabulary to show', () => {
    expect(faults({ held_out: 4 })).toEqual([]);
    expect(faults({ held_out: 5 }).length).toBe(1);
  });

  it('refuse unknown keys, fractions and numbers out of range', () => {
    expect(faults({ heldout: 3 }).length).toBe(1);
    expect(faults({ train: 0 }).length).toBe(1);
    expect(faults({ seed: 1.5 }).length).toBe(1);
    expect(faults({ executions: 1001 }).length).toBe(1);
    expect(faults({ depth: -1 }).length).toBe(1);
  });
});
