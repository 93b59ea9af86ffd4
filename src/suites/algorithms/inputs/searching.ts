/** Inputs of the algorithms that search. */
import { ascending, distinct, type Generator, integers, word } from './draw.js';

export const searching: Readonly<Record<string, Generator>> = {
  binary_search_probes(random) {
    const numbers = ascending(random, random.integer(7, 14), 1, 60);
    return [numbers, random.chance(3, 4) ? random.pick(numbers) : random.integer(1, 60)];
  },
  search_rotated(random) {
    const numbers = ascending(random, random.integer(6, 11), 1, 60);
    const cut = random.integer(0, numbers.length - 1);
    const target = random.chance(4, 5) ? random.pick(numbers) : random.integer(1, 60);
    return [[...numbers.slice(cut), ...numbers.slice(0, cut)], target];
  },
  two_sum(random) {
    const numbers = integers(random, random.integer(5, 8), 1, 20);
    const [first = 0, second = 0] = random.shuffle(numbers);
    return [numbers, random.chance(5, 6) ? first + second : random.integer(2, 40)];
  },
  longest_unique_window: (random) => [word(random, random.integer(6, 12), 'abcde')],
  shortest_window(random) {
    const numbers = integers(random, random.integer(6, 10), 1, 12);
    return [numbers, random.integer(8, 40)];
  },
  next_greater: (random) => [integers(random, random.integer(5, 9), 1, 30)],
  smallest_capacity(random) {
    const weights = integers(random, random.integer(4, 7), 1, 15);
    return [weights, random.integer(2, 4)];
  },
  trapped_water: (random) => [
    random.chance(1, 2)
      ? integers(random, random.integer(5, 10), 0, 6)
      : distinct(random, random.integer(5, 8), 0, 9),
  ],
};
