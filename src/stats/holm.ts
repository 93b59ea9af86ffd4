/** Several tests at once: Holm's step-down correction (Holm 1979), valid however the tests depend on each other. */

/**
 * The adjusted p-values, in the order given: each is the smallest level at which its hypothesis is rejected while the
 * probability of any false rejection among all of them stays at that level.
 */
export function holm(pValues: readonly number[]): number[] {
  const bad = pValues.find((p) => !(p >= 0 && p <= 1));
  if (bad !== undefined) throw new RangeError(`a p-value lies in [0, 1], found ${bad}`);
  const ascending = pValues
    .map((p, index) => ({ p, index }))
    .toSorted((first, second) => first.p - second.p);
  const adjusted = pValues.map(() => 1);
  let highest = 0;
  for (const [rank, { p, index }] of ascending.entries()) {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * p));
    adjusted[index] = highest;
  }
  return adjusted;
}
