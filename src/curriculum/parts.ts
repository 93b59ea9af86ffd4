/** Compositions call functions of Random Arithmetic by name: a curriculum that does not show these asks for what nobody could know. */
import { z } from 'zod';
import type { SuiteConfig } from '../config/schema.js';
import { RefusedError } from '../eval/refused.js';
import { NAME as COMPOSITIONS } from '../suites/compositions/asked-composition.js';
import { NAME as RANDOM_ARITHMETIC } from '../suites/random-arithmetic/asked-function.js';

const numbers = z.object({ seed: z.number(), train: z.number(), evaluation: z.number() });

/** RefusedError where a config has compositions of functions that it does not have, by the numbers of either suite. */
export function refuseMissingParts(suites: readonly SuiteConfig[]): void {
  const [composed, functions] = [COMPOSITIONS, RANDOM_ARITHMETIC].map((name) => {
    const block = suites.find(({ suite }) => suite === name);
    return block === undefined ? undefined : numbers.parse(block);
  });
  if (composed === undefined) return;
  const train = tens(Math.max(composed.train, composed.evaluation));
  const evaluation = tens(composed.evaluation);
  const has =
    functions?.seed === composed.seed &&
    functions.train >= train &&
    functions.evaluation >= evaluation;
  if (has) return;
  throw new RefusedError(
    `curriculum: ${COMPOSITIONS} is of functions that this config does not train: it needs ${RANDOM_ARITHMETIC} with seed ${composed.seed}, train ${train} and evaluation ${evaluation} or more`,
  );
}

/** Parts are chosen from so many functions at a time. */
function tens(count: number): number {
  return 10 * Math.ceil(count / 10);
}
