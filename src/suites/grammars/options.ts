/**
 * The options of Grammars. Invariant: growing `train`, `evaluation` or `executions` adds instructions, items or examples and
 * changes none that were there. Defaults are those of Cook et al., arXiv 2506.18777v2, section 4.2; the depth of derivations
 * is our choice, and so is that vocabularies may be held out.
 */
import { z } from 'zod';
import { POOL_SIZE } from './pool.js';
import { LETTERS } from './vocabularies.js';

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
    depth: Count;
    held_out: Count;
  },
  z.core.$strict
> = z
  .strictObject({
    seed: count(0, 2 ** 31 - 1)
      .default(1)
      .describe('Names the pool of 200 grammars. Another seed: other grammars, names and ids.'),
    train: count(1, POOL_SIZE - 1)
      .default(100)
      .describe(
        'Train grammars: those that training shows sentences of. A larger set holds every smaller one; multiples of 6 hold each word order equally often.',
      ),
    evaluation: count(1, POOL_SIZE - 1)
      .default(100)
      .describe(
        'Evaluation grammars: those that training shows the rules of only. Taken from the other end of the pool, so they stay when `train` changes.',
      ),
    executions: count(1, 1000)
      .default(30)
      .describe(
        'Sentences per train grammar that training shows, all different, spread evenly over the vocabularies that are not held out for it.',
      ),
    depth: count(0, 20)
      .default(1)
      .describe(
        'Depth cutoff: how many levels a derivation that is drawn may have beyond the lowest of its grammar. Another depth: other sentences in training and other chance baselines.',
      ),
    held_out: count(0, LETTERS.length - 1)
      .default(0)
      .describe(
        'Vocabularies per train grammar in which training never shows it; `w-io-test` asks for these. Each grammar has its own, so training shows the words of all.',
      ),
  })
  .check((context) => {
    const { train, evaluation } = context.value;
    if (train + evaluation > POOL_SIZE) {
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: ['train'],
        message: `train + evaluation must be at most ${POOL_SIZE}, found ${train} + ${evaluation} = ${train + evaluation}`,
      });
    }
  });

export type Options = z.output<typeof options>;
