/**
 * The options of LeetCode. Invariant: growing a number adds instructions or items and changes none that were there. 500 train and 100
 * evaluation problems and 30 executions are those of Cook et al., arXiv 2506.18777v2, section 4; all other defaults are our choice.
 */
import { z } from 'zod';

type Count = z.ZodDefault<z.ZodInt>;

/** What `seed` and `date` name. */
export const ORDERS = ['seed', 'date'] as const;

const MOST_PROBLEMS = 10_000;
const MOST_CASES = 200;

function count(most: number): z.ZodInt {
  return z.int().min(1).max(most);
}

export const options: z.ZodObject<
  {
    file: z.ZodDefault<z.ZodString>;
    seed: Count;
    order: z.ZodDefault<z.ZodEnum<{ seed: 'seed'; date: 'date' }>>;
    train: Count;
    evaluation: Count;
    executions: Count;
    held_out: Count;
    items_per_problem: Count;
  },
  z.core.$strict
> = z.strictObject({
  file: z
    .string()
    .min(1)
    .default('leetcode.jsonl')
    .describe('The file of problems, from where you stand; one that ends in .gz is unpacked.'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1)
    .describe('Names an order of the problems and the templates of prompts.'),
  order: z
    .enum(ORDERS)
    .default('seed')
    .describe(
      'What orders the problems: `seed`, or `date`, by which train problems are the oldest and evaluation problems the newest.',
    ),
  train: count(MOST_PROBLEMS)
    .default(500)
    .describe(
      'Train problems: those that training shows executions of. Taken from the front of the order, so a larger set holds every smaller one.',
    ),
  evaluation: count(MOST_PROBLEMS)
    .default(100)
    .describe(
      'Evaluation problems: those that training shows as source only. Taken from the back of the order, so they stay when `train` changes.',
    ),
  executions: count(MOST_CASES)
    .default(30)
    .describe(
      'Executions per train problem that training shows at most; `w-io-train` asks from these very ones.',
    ),
  held_out: count(MOST_CASES)
    .default(10)
    .describe(
      'Inputs per train problem that training never shows, at most half of what the data has; `w-io-test` asks from these.',
    ),
  items_per_problem: count(MOST_CASES)
    .default(10)
    .describe('Items asked per problem in each split at most.'),
});

export type Options = z.output<typeof options>;
