/** Draws of what algorithms are applied to: lists, words, pairs of vertices, points. */
import type { Random } from '../../../random/random.js';

/** An argument of a program: what its Python literal holds. */
export type Argument = number | string | readonly Argument[];

/** The arguments of one call, in order. */
export type Arguments = readonly Argument[];

/** Draws the arguments of one call. Whatever it gives satisfies what the word problem says of the parameters. */
export type Generator = (random: Random) => Arguments;

/** `count` results of `draw`. */
export function several<T>(count: number, draw: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => draw(index));
}

/** `count` integers from `low` to `high`, each equally likely. */
export function integers(random: Random, count: number, low: number, high: number): number[] {
  return several(count, () => random.integer(low, high));
}

/** `count` different integers from `low` to `high` in random order. */
export function distinct(random: Random, count: number, low: number, high: number): number[] {
  return random.shuffle(several(high - low + 1, (offset) => low + offset)).slice(0, count);
}

/** As `distinct`, ascending. */
export function ascending(random: Random, count: number, low: number, high: number): number[] {
  return distinct(random, count, low, high).toSorted((a, b) => a - b);
}

/** A string of `length` of the letters. */
export function word(random: Random, length: number, letters: string): string {
  return several(length, () => random.pick(Array.from(letters))).join('');
}

/** `count` different pairs of different vertices from 0 to `vertices` - 1, no pair in both directions; all there are when there are fewer. */
export function pairs(random: Random, vertices: number, count: number): [number, number][] {
  const all = several(vertices, (a) => several(a, (b): [number, number] => [a, b])).flat();
  return random
    .shuffle(all)
    .slice(0, count)
    .map(([a, b]) => (random.chance(1, 2) ? [a, b] : [b, a]));
}

/** `count` different points with both coordinates from 0 to `high`. */
export function points(random: Random, count: number, high: number): [number, number][] {
  const side = high + 1;
  return distinct(random, count, 0, side * side - 1).map((place) => [
    place % side,
    Math.floor(place / side),
  ]);
}

/** A rectangle: left, lower, right and upper edge. It begins within a square of side `size` and is no longer than `longest`. */
export function rectangle(random: Random, size: number, longest: number): number[] {
  const corner = integers(random, 2, 0, size);
  return [...corner, ...corner.map((start) => start + random.integer(2, longest))];
}
