import { describe, expect, it } from 'vitest';
import { options } from '../../../src/suites/ciphers/options.js';

/** The messages of what is wrong with the options, each after its path. */
function faults(given: unknown): string[] {
  const { error } = options.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the options', () => {
  it('default to no demonstrations and an even spread of shifts', () => {
    expect(options.parse({})).toEqual({
      seed: 1,
      texts: 104,
      shifts_per_text: 2,
      demonstrations: 'none',
      skewed_shifts: [1, 3, 13],
      executions: 30,
    });
  });

  it('may ask every text, and show all that are not asked', () => {
    expect(faults({ texts: 364 })).toEqual([]);
    expect(faults({ texts: 104, executions: 260, demonstrations: 'uniform' })).toEqual([]);
    expect(faults({ texts: 104, executions: 261, demonstrations: 'uniform' })).toEqual([
      'texts: texts + executions must be at most 364 (the texts there are), found 104 + 261 = 365',
    ]);
  });

  it('name each skewed shift once', () => {
    expect(faults({ skewed_shifts: [13] })).toEqual([]);
    expect(faults({ skewed_shifts: [13, 13] })).toEqual([
      'skewed_shifts: no shift may stand twice',
    ]);
    expect(faults({ skewed_shifts: [] }).length).toBe(1);
    expect(faults({ skewed_shifts: [26] }).length).toBe(1);
  });

  it('refuse unknown keys, fractions, other words and numbers out of range', () => {
    expect(faults({ shift: 3 }).length).toBe(1);
    expect(faults({ texts: 0 }).length).toBe(1);
    expect(faults({ shifts_per_text: 27 }).length).toBe(1);
    expect(faults({ seed: 1.5 }).length).toBe(1);
    expect(faults({ demonstrations: 'some' }).length).toBe(1);
  });
});
