/**
 * Quantiles of Student's t distribution, by stdlib, loaded at the first call as in `beta.ts`. Within 1e-12 of scipy,
 * relative.
 */
import { createRequire } from 'node:module';
import type quantileOf from '@stdlib/stats-base-dists-t-quantile';

const require = createRequire(import.meta.url);
let loaded: typeof quantileOf | undefined;

/**
 * The value that Student's t with `degrees` > 0 degrees of freedom, not necessarily whole, stays below with this
 * probability, which lies strictly between 0 and 1. Infinity where the value has no finite number; a RangeError for
 * anything out of range.
 */
export function tQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1 && degrees > 0 && Number.isFinite(degrees))) {
    throw new RangeError(`no t quantile at ${probability} with ${degrees} degrees of freedom`);
  }
  const quantile: typeof quantileOf = loaded ?? require('@stdlib/stats-base-dists-t-quantile');
  loaded = quantile;
  return quantile(probability, degrees);
}

/** The value that a standard normal variable stays below with this probability: Student's t that has no end of degrees. */
export function normalQuantile(probability: number): number {
  return tQuantile(probability, NEARLY_NORMAL);
}

/** Within 1e-11 of the normal distribution wherever intervals look. */
const NEARLY_NORMAL = 1e12;
