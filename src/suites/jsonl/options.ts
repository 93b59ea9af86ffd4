/** The options of a user's own items. */
import { z } from 'zod';

export const options: z.ZodObject<{ file: z.ZodDefault<z.ZodString> }, z.core.$strict> =
  z.strictObject({
    file: z
      .string()
      .min(1)
      .default('items.jsonl')
      .describe('The file of items, from where you stand.'),
  });

export type Options = z.output<typeof options>;
