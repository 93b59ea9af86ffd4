/** Inputs of the algorithms on binary digits. */
import { distinct, type Generator, integers, word } from './draw.js';

export const bits: Readonly<Record<string, Generator>> = {
  pairwise_hamming_distance: (random) => [integers(random, random.integer(3, 5), 0, 255)],
  unpaired_number(random) {
    const [single = 0, ...paired] = distinct(random, random.integer(3, 5), 1, 60);
    return [random.shuffle([single, ...paired, ...paired])];
  },
  gray_decode: (random) => [random.integer(1, 1023)],
  largest_xor_pair: (random) => [distinct(random, random.integer(3, 5), 0, 255)],
  crc_remainder(random) {
    const message = `1${word(random, random.integer(4, 7), '01')}`;
    return [message, `1${word(random, random.integer(2, 4), '01')}`];
  },
  next_same_ones: (random) => [random.integer(1, 1000)],
};
