/** Inputs of the algorithms of combinatorics. */
import { distinct, type Generator, integers } from './draw.js';

export const combinatorics: Readonly<Record<string, Generator>> = {
  next_permutation: (random) => [
    random.chance(2, 3)
      ? distinct(random, random.integer(4, 6), 1, 9)
      : integers(random, random.integer(4, 6), 1, 4),
  ],
  permutation_rank: (random) => [
    random.shuffle(Array.from('abcdefgh')).slice(0, random.integer(3, 6)).join(''),
  ],
  josephus_survivor: (random) => [random.integer(3, 30), random.integer(2, 9)],
  binomial_coefficient(random) {
    const n = random.integer(3, 24);
    return [n, random.integer(0, n)];
  },
  bounded_partitions: (random) => [random.integer(4, 30), random.integer(2, 9)],
  lattice_paths(random) {
    const [rows, columns] = [random.integer(2, 5), random.integer(3, 6)];
    const cells = distinct(random, random.integer(1, 3), 1, rows * columns - 2);
    return [rows, columns, cells.map((cell) => [Math.floor(cell / columns), cell % columns])];
  },
  subsets_with_sum(random) {
    const numbers = integers(random, random.integer(5, 7), 1, 6);
    return [numbers, random.integer(3, 14)];
  },
};
