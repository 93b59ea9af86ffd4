/** The options of CRUXEval. */
import { z } from 'zod';

export const options: z.ZodObject<{ file: z.ZodDefault<z.ZodString> }, z.core.$strict> =
  z.strictObject({
    file: z
      .string()
      .min(1)
      .default('cruxeval.jsonl')
      .describe('The file of functions, from where you stand; one that ends in .gz is unpacked.'),
  });

export type Options = z.output<typeof options>;
