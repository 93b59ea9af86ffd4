/**
 * Quantiles of the beta distribution, by stdlib. The library takes a tenth of a second to load, so it is loaded at the
 * first call and not with this module: commands that compute no interval do not pay for it. Within 1e-13 of scipy over
 * the shapes that intervals use.
 */
import { createRequire } from 'node:module';
import type quantileOf from '@stdlib/stats-base-dists-beta-quantile';

const require = createRequire(import.meta.url);
let loaded: typeof quantileOf | undefined;

/**
 * The x in [0, 1] that a Beta(alpha, beta) variable stays below with this probability: the inverse of the regularised
 * incomplete beta function. The probability lies strictly between 0 and 1, `alpha` and `beta` are positive reals;
 * anything else is a RangeError.
 */
export function betaQuantile(probability: number, alpha: number, beta: number): number {
  const inRange = probability > 0 && probability < 1 && alpha > 0 && beta > 0;
  if (!inRange || !Number.isFinite(alpha + beta)) {
    throw new RangeError(`no beta quantile at ${probability} of Beta(${alpha}, ${beta})`);
  }
  const quantile: typeof quantileOf = loaded ?? require('@stdlib/stats-base-dists-beta-quantile');
  loaded = quantile;
  return quantile(probability, alpha, beta);
}
