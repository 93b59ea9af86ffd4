/** The order of all algorithms under a seed: every stretch of it holds about as much of each field as the whole does. */
import { Random } from '../../random/random.js';
import type { Algorithm } from './algorithm.js';
import { NAME } from './asked-algorithm.js';
import { FIELDS } from './inputs/generators.js';
import { algorithms } from './problems.js';

/** Train algorithms are taken from its front, evaluation algorithms from its back. */
export function orderOf(seed: number): Algorithm[] {
  const random = new Random(NAME, seed, 'order');
  return random
    .shuffle(FIELDS)
    .flatMap((field) => {
      const ofField = random.shuffle(algorithms().filter((each) => each.field === field));
      return ofField.map((algorithm, place) => ({
        algorithm,
        // As far through the order as through its field.
        share: (place + 0.5) / ofField.length,
      }));
    })
    .toSorted((a, b) => a.share - b.share)
    .map(({ algorithm }) => algorithm);
}
