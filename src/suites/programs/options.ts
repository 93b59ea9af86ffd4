/** The options of a user's own programs. */
import { z } from 'zod';

export const options: z.ZodObject<
  { folder: z.ZodDefault<z.ZodString>; executions: z.ZodDefault<z.ZodInt> },
  z.core.$strict
> = z.strictObject({
  folder: z
    .string()
    .min(1)
    .default('programs')
    .describe('The folder of programs and their calls, from where you stand.'),
  executions: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .describe(
      'Calls of each train program that training shows, from the top of its file; the others are held out.',
    ),
});

export type Options = z.output<typeof options>;
