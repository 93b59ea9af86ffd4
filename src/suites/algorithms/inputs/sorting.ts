/** Inputs of the algorithms that sort. */
import { distinct, type Generator, integers, several } from './draw.js';

export const sorting: Readonly<Record<string, Generator>> = {
  count_inversions: (random) => [integers(random, random.integer(4, 8), 1, 20)],
  insertion_sort_state(random) {
    const numbers = integers(random, random.integer(5, 8), 1, 40);
    return [numbers, random.integer(1, numbers.length - 1)];
  },
  bubble_sort_passes: (random) => [integers(random, random.integer(2, 8), 1, 30)],
  partition_last(random) {
    return [integers(random, random.integer(5, 9), 1, 40)];
  },
  radix_pass: (random) => [integers(random, random.integer(5, 8), 1, 400), random.integer(0, 2)],
  pancake_flips: (random) => {
    const size = random.integer(4, 7);
    return [distinct(random, size, 1, size)];
  },
  build_max_heap: (random) => [integers(random, random.integer(5, 9), 1, 50)],
  merge_intervals: (random) => [
    several(random.integer(3, 6), () => {
      const start = random.integer(0, 30);
      return [start, start + random.integer(1, 8)];
    }),
  ],
};
