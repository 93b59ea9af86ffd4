/** Inputs of the algorithms of dynamic programming. */
import { ascending, type Generator, integers, several, word } from './draw.js';

export const dynamicProgramming: Readonly<Record<string, Generator>> = {
  edit_distance: (random) => [
    word(random, random.integer(1, 8), 'abcde'),
    word(random, random.integer(2, 8), 'abcde'),
  ],
  common_subsequence_length: (random) => [
    word(random, random.integer(2, 9), 'abc'),
    word(random, random.integer(4, 9), 'abc'),
  ],
  heaviest_increasing_sum: (random) => [integers(random, random.integer(4, 7), 1, 30)],
  knapsack(random) {
    const count = random.integer(3, 4);
    const weights = integers(random, count, 1, 8);
    return [weights, integers(random, count, 1, 20), random.integer(5, 14)];
  },
  fewest_coins: (random) => [ascending(random, random.integer(2, 3), 2, 9), random.integer(6, 30)],
  count_change: (random) => [ascending(random, random.integer(2, 4), 1, 8), random.integer(5, 20)],
  maximum_subarray: (random) => [integers(random, random.integer(5, 10), -12, 12)],
  cheapest_grid_path(random) {
    const columns = random.integer(2, 4);
    return [several(random.integer(2, 4), () => integers(random, columns, 1, 9))];
  },
  matrix_chain: (random) => [integers(random, random.integer(3, 5), 2, 10)],
  stock_profit_with_fee: (random) => [
    integers(random, random.integer(5, 9), 1, 30),
    random.integer(1, 4),
  ],
};
