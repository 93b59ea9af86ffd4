/** Inputs of the algorithms of geometry, with whole numbers for coordinates. */
import { ascending, type Generator, integers, points, rectangle, several } from './draw.js';

export const geometry: Readonly<Record<string, Generator>> = {
  polygon_double_area(random) {
    const width = random.integer(3, 12);
    // Two chains over the same width, one below the other: no two edges cross.
    const xs = () => [0, ...ascending(random, random.integer(0, 1), 1, width - 1), width];
    const below = xs().map((x) => [x, random.integer(0, 4)]);
    const above = xs().map((x) => [x, random.integer(5, 10)]);
    return [[...below, ...above.toReversed()]];
  },
  convex_hull(random) {
    const corner = random.integer(0, 5);
    const others = points(random, random.integer(2, 5), 7).map(([x, y]) => [x + 1, y]);
    // Two points with x = 0 and one with x > 0 are never on one line.
    return [random.shuffle([[0, corner], [0, corner + random.integer(1, 4)], ...others])];
  },
  overlap_area: (random) => several(2, () => rectangle(random, 6, 12)),
  union_area: (random) => [several(random.integer(2, 3), () => rectangle(random, 12, 8))],
  closest_pair_squared: (random) => [points(random, random.integer(3, 6), 20)],
  largest_rectangle: (random) => [integers(random, random.integer(4, 8), 0, 9)],
  skyline: (random) => [
    several(random.integer(2, 4), () => {
      const left = random.integer(0, 15);
      return [left, left + random.integer(2, 9), random.integer(1, 12)];
    }),
  ],
};
