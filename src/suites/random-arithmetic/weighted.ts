/** Draws by weight, in integers only, so that the draw is the same on every machine. */
import type { Random } from '../../random/random.js';

export type Weighted<T> = readonly [weight: number, choice: T];

/** A choice, as likely as its weight; weights are positive integers. */
export function pickWeighted<T>(random: Random, choices: readonly Weighted<T>[]): T {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  if (total === 0) throw new RangeError('cannot pick from an empty list');
  let left = random.integer(1, total);
  for (const [weight, choice] of choices) {
    left -= weight;
    if (left <= 0) return choice;
  }
  throw new RangeError('weights must be positive integers');
}
