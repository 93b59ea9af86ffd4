/** Inputs of the algorithms of number theory. */
import { distinct, type Generator, several } from './draw.js';

const MODULI = [9, 11, 13, 15, 17, 19, 23, 25, 26, 29, 31, 37, 41, 43, 47] as const;
/** Of four numbers without common divisors two or three are taken. */
const COPRIME = [
  [3, 4, 5, 7],
  [2, 5, 7, 9],
  [4, 7, 9, 11],
  [5, 6, 7, 11],
  [3, 8, 11, 13],
] as const;

export const numberTheory: Readonly<Record<string, Generator>> = {
  greatest_common_divisor(random) {
    const common = random.integer(2, 30);
    return several(2, () => common * random.integer(1, 20));
  },
  prime_factors: (random) => [
    random.chance(1, 6)
      ? random.integer(2, 500)
      : random.integer(2, 12) * random.integer(2, 12) * random.integer(1, 12),
  ],
  primes_between(random) {
    const low = random.integer(1, 60);
    return [low, low + random.integer(4, 24)];
  },
  modular_power: (random) => [random.integer(2, 20), random.integer(0, 40), random.integer(5, 60)],
  modular_inverse(random) {
    const modulus = random.pick(MODULI);
    return [random.integer(2, 2 * modulus), modulus];
  },
  euler_totient: (random) => [random.integer(2, 600)],
  chinese_remainder(random) {
    const from = random.pick(COPRIME);
    const places = distinct(random, random.integer(2, 3), 0, from.length - 1);
    const moduli = places.map((place) => from[place] ?? 1);
    return [moduli.map((modulus) => random.integer(0, modulus - 1)), moduli];
  },
  collatz_steps: (random) => [random.integer(1, 800)],
};
