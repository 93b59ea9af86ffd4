/**
 * The options of Ciphers. Invariant: growing `texts`, `shifts_per_text` or `executions` adds items or examples and changes none that
 * were there. That ciphers are shown by their source alone, or by demonstrations of evenly or unevenly distributed shifts, is from
 * Cook et al., arXiv 2506.18777v2, section 5.2 and appendix E; 30 executions are theirs for every train instruction (section 4.2).
 * The paper names ROT13 as a shift that is favoured and does not print the others of figure 14: 1 and 3 are our choice, as are all
 * other defaults.
 */
import { z } from 'zod';
import { TEXTS } from './texts.js';

type Count = z.ZodDefault<z.ZodInt>;

function count(least: number, most: number): z.ZodInt {
  return z.int().min(least).max(most);
}

export const options: z.ZodObject<
  {
    seed: Count;
    texts: Count;
    shifts_per_text: Count;
    demonstrations: z.ZodDefault<z.ZodEnum<{ none: 'none'; uniform: 'uniform'; skewed: 'skewed' }>>;
    skewed_shifts: z.ZodDefault<z.ZodArray<z.ZodInt>>;
    executions: Count;
  },
  z.core.$strict
> = z
  .strictObject({
    seed: count(0, 2 ** 31 - 1)
      .default(1)
      .describe('Names an order of the texts and their shifts. The ciphers are always the same.'),
    texts: count(1, TEXTS)
      .default(104)
      .describe(
        'Texts that are asked, each under all three ciphers. A larger set holds every smaller one; multiples of 26 have every shift equally often.',
      ),
    shifts_per_text: count(1, 26)
      .default(2)
      .describe('Different shifts with which each text is asked.'),
    demonstrations: z
      .enum(['none', 'uniform', 'skewed'])
      .default('none')
      .describe(
        'What training shows of the ciphers beside their source: nothing; executions with every shift equally often; or executions of which nine in ten, on average, have one of `skewed_shifts`.',
      ),
    skewed_shifts: z
      .array(count(0, 25))
      .min(1)
      .default([1, 3, 13])
      .describe('The shifts that skewed demonstrations favour, each equally likely.'),
    executions: count(1, TEXTS)
      .default(30)
      .describe(
        'Executions per cipher that training shows where there are demonstrations, each of another text; none of these texts is asked but by `w-io-train`.',
      ),
  })
  .check((context) => {
    const { texts: asked, demonstrations, executions, skewed_shifts } = context.value;
    const refuse = (key: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path: [key], message });
    if (demonstrations !== 'none' && asked + executions > TEXTS) {
      refuse(
        'texts',
        `texts + executions must be at most ${TEXTS} (the texts there are), found ${asked} + ${executions} = ${asked + executions}`,
      );
    }
    if (new Set(skewed_shifts).size < skewed_shifts.length) {
      refuse('skewed_shifts', 'no shift may stand twice');
    }
  });

export type Options = z.output<typeof options>;
