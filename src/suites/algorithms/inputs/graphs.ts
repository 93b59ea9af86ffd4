/** Inputs of the algorithms on graphs. Vertices are numbered from 0. */
import type { Random } from '../../../random/random.js';
import { distinct, type Generator, pairs, several, word } from './draw.js';

export const graphs: Readonly<Record<string, Generator>> = {
  breadth_first_distances(random) {
    const n = random.integer(4, 7);
    return [n, pairs(random, n, random.integer(n - 1, n + 2)), random.integer(0, n - 1)];
  },
  dijkstra_distances(random) {
    const n = random.integer(4, 5);
    const roads = weighted(random, pairs(random, n, random.integer(n - 1, n + 2)), 15);
    return [n, roads, random.integer(0, n - 1)];
  },
  connected_components(random) {
    const n = random.integer(5, 8);
    return [n, pairs(random, n, random.integer(2, n - 2))];
  },
  topological_order(random) {
    const n = random.integer(4, 7);
    const edges = pairs(random, n, random.integer(n - 2, n + 1));
    if (random.chance(1, 6)) return [n, edges];
    // Along an order of all tasks there is no cycle.
    const order = distinct(random, n, 0, n - 1);
    const isBefore = (a: number, b: number) => order.indexOf(a) < order.indexOf(b);
    return [n, edges.map(([a, b]) => (isBefore(a, b) ? [a, b] : [b, a]))];
  },
  spanning_tree_weight(random) {
    const n = random.integer(4, 6);
    const cables = random.shuffle([...tree(random, n), ...pairs(random, n, n - 2)]);
    return [n, weighted(random, cables, 20)];
  },
  depth_first_order(random) {
    const n = random.integer(5, 7);
    return [n, pairs(random, n, random.integer(n, n + 3)), random.integer(0, n - 1)];
  },
  island_sizes(random) {
    const columns = random.integer(3, 5);
    return [several(random.integer(3, 4), () => word(random, columns, '##...'))];
  },
  cheapest_with_stops(random) {
    const n = random.integer(4, 6);
    const flights = weighted(random, pairs(random, n, random.integer(n + 1, n + 4)), 40);
    const [start = 0] = random.pick(flights);
    const goal = distinct(random, 2, 0, n - 1).find((airport) => airport !== start) ?? 0;
    return [n, flights, start, goal, random.integer(0, 3)];
  },
  find_bridges(random) {
    const n = random.integer(4, 6);
    return [n, pairs(random, n, random.integer(n - 1, n + 1))];
  },
  strong_components(random) {
    const n = random.integer(4, 6);
    return [n, pairs(random, n, random.integer(n, n + 3))];
  },
};

/** With a weight from 1 to `most` for each. */
function weighted(random: Random, edges: readonly (readonly number[])[], most: number): number[][] {
  return edges.map((edge) => [...edge, random.integer(1, most)]);
}

/** A tree over all vertices. */
function tree(random: Random, n: number): [number, number][] {
  const order = distinct(random, n, 0, n - 1);
  return several(n - 1, (index) => [random.pick(order.slice(0, index + 1)), order[index + 1] ?? 0]);
}
