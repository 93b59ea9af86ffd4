/**
 * The options of Algorithms. Invariant: growing a number adds instructions or items and changes none that were there. 30 executions are
 * those of Cook et al., arXiv 2506.18777v2, section 4.2; all other defaults are our choice.
 */
import { z } from 'zod';
import { INPUTS } from './asked-algorithm.js';
import { ALGORITHMS } from './problems.js';

type Count = z.ZodDefault<z.ZodInt>;

function count(least: number, most: number): z.ZodInt {
  return z.int().min(least).max(most);
}

export const options: z.ZodObject<
  {
    seed: Count;
    train: Count;
    evaluation: Count;
    executions: Count;
    held_out: Count;
    items_per_algorithm: Count;
  },
  z.core.$strict
> = z
  .strictObject({
    seed: count(0, 2 ** 31 - 1)
      .default(1)
      .describe(
        'Names an order of the algorithms and the inputs of each. The algorithms are always the same.',
      ),
    train: count(1, ALGORITHMS - 1)
      .default(ALGORITHMS / 2)
      .describe(
        'Train algorithms: those that training shows executions of. A larger set holds every smaller one.',
      ),
    evaluation: count(1, ALGORITHMS - 1)
      .default(ALGORITHMS / 2)
      .describe(
        'Evaluation algorithms: those that training shows as source only. Taken from the other end of the order, so they stay when `train` changes.',
      ),
    executions: count(1, INPUTS - 1)
      .default(30)
      .describe(
        'Executions per train algorithm that training shows; `w-io-train` asks from these very ones.',
      ),
    held_out: count(1, INPUTS - 1)
      .default(10)
      .describe(
        'Inputs per train algorithm that training never shows; `w-io-test` asks from these.',
      ),
    items_per_algorithm: count(1, INPUTS - 1)
      .default(10)
      .describe(
        'Items asked per algorithm in each split; `w-io-train` asks at most `executions` and `w-io-test` at most `held_out` of them.',
      ),
  })
  .check((context) => {
    const { train, evaluation, executions, held_out } = context.value;
    refuseMore(context, ['train', 'evaluation'], [train, evaluation], ALGORITHMS, 'algorithms');
    refuseMore(context, ['executions', 'held_out'], [executions, held_out], INPUTS, 'inputs');
  });

/** Adds an issue when two options together ask for more than there is. */
function refuseMore(
  { value, issues }: z.core.ParsePayload,
  [key, other]: readonly [string, string],
  [first, second]: readonly [number, number],
  most: number,
  noun: string,
): void {
  if (first + second <= most) return;
  issues.push({
    code: 'custom',
    input: value,
    path: [key],
    message: `${key} + ${other} must be at most ${most} (the ${noun} there are), found ${first} + ${second} = ${first + second}`,
  });
}

export type Options = z.output<typeof options>;
