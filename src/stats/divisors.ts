/** Common divisors and multiples of whole numbers, for differences that are whole multiples of one unit. */

/** Euclid's; of 0 and n it is n. */
export function greatestDivisor(a: number, b: number): number {
  let [large, small] = [Math.abs(a), Math.abs(b)];
  while (small !== 0) [large, small] = [small, large % small];
  return large;
}

/** Of two positive whole numbers. */
export function leastMultiple(a: number, b: number): number {
  return (a / greatestDivisor(a, b)) * b;
}
