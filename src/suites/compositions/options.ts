/**
 * The options of Compositions. Invariant: growing a number adds instructions or items and changes none that were
 * there. The paper (Cook et al., arXiv 2506.18777v2, section 4.1) states no numbers of compositions: the defaults are those
 * of Random Arithmetic.
 */
import { z } from 'zod';
import { INPUTS } from '../random-arithmetic/inputs.js';
import {
  type Count,
  count,
  type Forms,
  forms,
  refuseTooManyInputs,
} from '../random-arithmetic/options.js';
import { LIST_SIZE } from './pool.js';

export const options: z.ZodObject<
  {
    seed: Count;
    train: Count;
    evaluation: Count;
    executions: Count;
    held_out: Count;
    items_per_composition: Count;
    instructions: Forms;
  },
  z.core.$strict
> = z
  .strictObject({
    seed: count(0, 2 ** 31 - 1)
      .default(1)
      .describe('The seed of Random Arithmetic whose functions are composed.'),
    train: count(1, LIST_SIZE)
      .default(100)
      .describe(
        'Train compositions: those that training shows executions of. Their parts are among as many train functions of Random Arithmetic, rounded up to ten.',
      ),
    evaluation: count(1, LIST_SIZE)
      .default(100)
      .describe(
        'Evaluation compositions: those that training shows as source only. Their parts are among as many train and as many evaluation functions of Random Arithmetic, rounded up to ten.',
      ),
    executions: count(1, INPUTS.length - 1)
      .default(30)
      .describe(
        'Executions per train composition that training shows; `w-io-train` asks from these very ones.',
      ),
    held_out: count(1, INPUTS.length - 1)
      .default(10)
      .describe(
        'Inputs per train composition that training never shows; `w-io-test` asks from these.',
      ),
    items_per_composition: count(1, INPUTS.length - 1)
      .default(10)
      .describe(
        'Items asked per composition in each split; `w-io-train` asks at most `executions` and `w-io-test` at most `held_out` of them.',
      ),
    instructions: forms,
  })
  .check(refuseTooManyInputs);

export type Options = z.output<typeof options>;
