/**
 * How long Random Arithmetic takes from nothing to the last item of its default plan: the pool of a seed, then the items
 * of four splits in two ways of answering. There is no peer to compare with. Other seeds stand for rounds, since a pool
 * is made once per process; the first of them pays for the warming up, as a run does.
 */
import { randomArithmetic } from '../dist/suites/random-arithmetic/random-arithmetic.js';

const SEEDS = [1, 2, 3, 4, 5];

/** Seconds for the pool with its instructions, and for all items of a plan. */
function round(seed) {
  const begin = performance.now();
  const instance = randomArithmetic.instantiate({ seed });
  const made = performance.now();
  let items = 0;
  for (const split of randomArithmetic.splits) {
    for (const answer of randomArithmetic.answers) {
      for (const item of instance.items(split, answer)) items += item.messages.length;
    }
  }
  const end = performance.now();
  return { pool: (made - begin) / 1000, rate: items / ((end - made) / 1000), items };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const rounds = SEEDS.map(round);
const [first] = rounds;
const pools = rounds.map(({ pool }) => pool);
const rates = rounds.map(({ rate }) => rate);
console.log(
  `pool of 1,000 functions: ${first.pool.toFixed(2)} s first, median ${median(pools).toFixed(2)} s, ${Math.min(...pools).toFixed(2)} to ${Math.max(...pools).toFixed(2)} s`,
);
console.log(
  `items: ${Math.round(first.rate)} per second first, median ${Math.round(median(rates))}, ${Math.round(Math.min(...rates))} to ${Math.round(Math.max(...rates))}; a default plan has ${first.items}`,
);
