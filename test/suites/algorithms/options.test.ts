import { expect, it } from 'vitest';
import { options } from '../../../src/suites/algorithms/options.js';

function refusals(given: Record<string, number>): string[] {
  const { error } = options.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

it('the defaults take every algorithm, half of them for training', () => {
  expect(options.parse({})).toEqual({
    seed: 1,
    train: 36,
    evaluation: 36,
    executions: 30,
    held_out: 10,
    items_per_algorithm: 10,
  });
});

it('no more is taken than there is', () => {
  expect(refusals({ train: 50, evaluation: 22, executions: 100, held_out: 20 })).toEqual([]);
  expect(refusals({ train: 50, evaluation: 23, executions: 100, held_out: 21 })).toEqual([
    'train: train + evaluation must be at most 72 (the algorithms there are), found 50 + 23 = 73',
    'executions: executions + held_out must be at most 120 (the inputs there are), found 100 + 21 = 121',
  ]);
});
