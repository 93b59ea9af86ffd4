/**
 * The options of Random Arithmetic. Invariant: growing a number adds instructions or items and changes none that were there. Defaults are those of Cook et al., arXiv 2506.18777v2, section 4.1 (1,000 functions, 100 and 100 of them
 * used, 30 executions each); the numbers of held-out inputs and of items per function are our choice.
 */
import { z } from 'zod';
import { INPUTS } from './inputs.js';
import { FORMS, type Form } from './prompts.js';

/** Every pool holds this many functions, however few of them are used. */
export const POOL_SIZE = 1000;

export type Count = z.ZodDefault<z.ZodInt>;

/** A whole number from `least` to `most`. */
export function count(least: number, most: number): z.ZodInt {
  return z.int().min(least).max(most);
}

export type Forms = z.ZodDefault<z.ZodEnum<z.core.util.ToEnum<Form>>>;

/** The option that says how instructions are written. */
export const forms: Forms = z
  .enum(FORMS)
  .default('code')
  .describe(
    'How instructions are written: as Python, or as a description in English that does the same. `in-context` shows them so; no other split depends on it.',
  );

export const options: z.ZodObject<
  {
    seed: Count;
    train: Count;
    evaluation: Count;
    executions: Count;
    held_out: Count;
    items_per_function: Count;
    instructions: Forms;
    descriptions: z.ZodDefault<z.ZodString>;
  },
  z.core.$strict
> = z
  .strictObject({
    seed: count(0, 2 ** 31 - 1)
      .default(1)
      .describe('Names the pool of 1,000 functions. Another seed: other functions, names and ids.'),
    train: count(1, POOL_SIZE - 1)
      .default(100)
      .describe(
        'Train functions: those that training shows executions of. A larger set holds every smaller one; multiples of 10 hold each number of operators equally often.',
      ),
    evaluation: count(1, POOL_SIZE - 1)
      .default(100)
      .describe(
        'Evaluation functions: those that training shows as source only. Taken from the other end of the pool, so they stay when `train` changes.',
      ),
    executions: count(1, INPUTS.length - 1)
      .default(30)
      .describe(
        'Executions per train function that training shows; `w-io-train` asks from these very ones.',
      ),
    held_out: count(1, INPUTS.length - 1)
      .default(10)
      .describe(
        'Inputs per train function that training never shows; `w-io-test` asks from these.',
      ),
    items_per_function: count(1, INPUTS.length - 1)
      .default(10)
      .describe(
        'Items asked per function in each split; `w-io-train` asks at most `executions` and `w-io-test` at most `held_out` of them.',
      ),
    instructions: forms,
    descriptions: z
      .string()
      .default('')
      .describe(
        'File of `data describe` whose descriptions stand in place of ours; empty: ours. Needs `instructions: natural-language`.',
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
  })
  .check((context) => {
    const { descriptions, instructions } = context.value;
    if (descriptions !== '' && instructions !== 'natural-language') {
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: ['descriptions'],
        message: 'descriptions are shown with instructions: natural-language only',
      });
    }
  })
  .check(refuseTooManyInputs);

/** What training shows and what is held out never meet. */
export function refuseTooManyInputs(
  context: z.core.ParsePayload<{ executions: number; held_out: number }>,
): void {
  const { executions, held_out } = context.value;
  if (executions + held_out <= INPUTS.length) return;
  context.issues.push({
    code: 'custom',
    input: context.value,
    path: ['executions'],
    message: `executions + held_out must be at most ${INPUTS.length} (the inputs there are), found ${executions} + ${held_out} = ${executions + held_out}`,
  });
}

export type Options = z.output<typeof options>;
