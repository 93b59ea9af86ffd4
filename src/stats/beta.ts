/**
 * Quantiles of the beta distribution, by Newton's method with Halley's correction on the logarithm of the smaller tail. For shapes from
 * 0.005 to 1e6 they are within 1e-12 of the true value, relative, wherever that is a normal number; below, a rounding of the probability
 * moves them as far, and they are within 1e-14 divided by the shape.
 */
import { lowerTail } from './incomplete-beta.js';

const LEAST_SHAPE = 1e-12;
const GREATEST_SHAPE = 1e12;

/**
 * The x in [0, 1] that a Beta(alpha, beta) variable stays below with this probability: the inverse of the regularised
 * incomplete beta function. The probability lies strictly between 0 and 1, `alpha` and `beta` from 1e-12 to 1e12;
 * anything else is a RangeError.
 */
export function betaQuantile(probability: number, alpha: number, beta: number): number {
  if (!(probability > 0 && probability < 1 && isShape(alpha) && isShape(beta))) {
    throw new RangeError(`no beta quantile at ${probability} of Beta(${alpha}, ${beta})`);
  }
  return 1 / (1 + Math.exp(-betaLogOdds(probability, 1 - probability, alpha, beta)));
}

function isShape(value: number): boolean {
  return value >= LEAST_SHAPE && value <= GREATEST_SHAPE;
}

/**
 * log(x / (1 - x)) of the quantile x with these probabilities below and above it, which add up to 1; `a` and `b` are shapes as
 * above. It tells apart quantiles nearer to 0 and 1 than numbers come.
 */
export function betaLogOdds(below: number, above: number, a: number, b: number): number {
  const [logBelow, logAbove] = [Math.log(below), Math.log(above)];
  const far = farOut(logBelow, a, b);
  if (far !== null) return far;
  const farAbove = farOut(logAbove, b, a);
  if (farAbove !== null) return -farAbove;
  return below <= above ? solve(logBelow, a, b) : -solve(logAbove, b, a);
}

/** As low as quantiles are looked for step by step: further out log I is a straight line to all digits. */
function lowEnd(a: number, b: number): number {
  return -45 - Math.log1p(a + b);
}

/** Where log I is `target`, on that line; null when it is not so far out. */
function farOut(target: number, a: number, b: number): number | null {
  // Which saves most a look: at the end log I is below -10 a for all shapes.
  if (target > -10 * a) return null;
  const end = lowEnd(a, b);
  const { log, slope } = lowerTail(end, a, b);
  return log > target ? end + (target - log) / slope : null;
}

/** It takes up to a dozen, but for shapes so small that rounding alone makes for longer steps than the last. */
const MOST_STEPS = 40;
/** Steps shrink as their cubes. */
const LAST_STEP = 1e-8;

/** Where log I is `target`, which is at most log(1/2). */
function solve(target: number, a: number, b: number): number {
  const end = lowEnd(a, b);
  let at = a < 1 ? end : Math.max(end, normalGuess(target, a, b));
  for (let left = MOST_STEPS; left > 0; left -= 1) {
    const { log, slope, bend } = lowerTail(at, a, b);
    const newton = (target - log) / slope;
    const next = at + newton / Math.max(0.5, 1 + (newton * bend) / 2);
    const step = Math.min(-end, Math.max(end, next)) - at;
    at += step;
    if (Math.abs(step) < LAST_STEP) return at;
  }
  return at;
}

/** Log odds are nearly normal where both shapes are large. */
function normalGuess(target: number, a: number, b: number): number {
  const z = Math.max(0, Math.sqrt(-2 * target) - 1);
  return Math.log(a / b) - z * Math.sqrt(1 / a + 1 / b);
}
