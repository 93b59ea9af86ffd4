/** Quantiles of Student's t distribution: those of a beta distribution, in odds. Within 1e-12 of the true value, relative. */
import { betaLogOdds } from './beta.js';

const LEAST_DEGREES = 1e-12;
/** With as many, and with more, it is the normal distribution to 1e-14 wherever intervals look. */
const NEARLY_NORMAL = 1e15;

/**
 * The value that Student's t with `degrees` degrees of freedom, from 1e-12 and not necessarily whole, stays below with this
 * probability, which lies strictly between 0 and 1. Infinity where the value has no finite number; a RangeError for
 * anything out of range.
 */
export function tQuantile(probability: number, degrees: number): number {
  const inRange = probability > 0 && probability < 1 && degrees >= LEAST_DEGREES;
  if (!inRange || !Number.isFinite(degrees)) {
    throw new RangeError(`no t quantile at ${probability} with ${degrees} degrees of freedom`);
  }
  if (probability === 0.5) return 0;
  // degrees / t² are the odds of a Beta(degrees / 2, 1 / 2) variable, whose lower tail is both tails of t.
  const finite = Math.min(degrees, NEARLY_NORMAL);
  const tails = 2 * Math.min(probability, 1 - probability);
  const logOdds = betaLogOdds(tails, 2 * Math.abs(probability - 0.5), finite / 2, 0.5);
  const value = Math.exp((Math.log(finite) - logOdds) / 2);
  return probability < 0.5 ? -value : value;
}

/** The value that a standard normal variable stays below with this probability: Student's t that has no end of degrees. */
export function normalQuantile(probability: number): number {
  return tQuantile(probability, NEARLY_NORMAL);
}
