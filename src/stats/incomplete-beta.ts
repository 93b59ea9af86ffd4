/**
 * The regularised incomplete beta function I_x(a, b) as a function of the log odds s = log(x / (1 - x)), in which x and 1 - x are both
 * told to full precision. Invariant: log I is concave in s for all a, b > 0, so Newton's method finds a quantile from anywhere.
 *
 * Sources: the continued fraction is (9) of DiDonato and Morris (1992), "Algorithm 708: Significant digit computation of the incomplete
 * beta function ratios", evaluated as Lentz (1976) does; the factor before it is written as Loader (2000), "Fast and accurate computation
 * of binomial probabilities", writes binomial probabilities, so that nothing large cancels.
 */

export interface LowerTail {
  /** log I_x(a, b). */
  readonly log: number;
  /** Its derivative by the log odds, above 0. */
  readonly slope: number;
  /** The derivative of the slope's logarithm by the log odds, below 0. */
  readonly bend: number;
}

/** At the log odds of x, for finite a, b > 0. */
export function lowerTail(logOdds: number, a: number, b: number): LowerTail {
  const x = 1 / (1 + Math.exp(-logOdds));
  const y = 1 / (1 + Math.exp(logOdds));
  const logDensity = logDensityOfOdds(x, y, a, b);
  const tail = x * b <= a * y ? byLower(x, y, a, b, logDensity) : byUpper(x, y, a, b, logDensity);
  return { ...tail, bend: a * y - b * x - tail.slope };
}

type Tail = Pick<LowerTail, 'log' | 'slope'>;

function byLower(x: number, y: number, a: number, b: number, logDensity: number): Tail {
  const slope = fraction(x, y, a, b);
  return { log: logDensity - Math.log(slope), slope };
}

/** By the upper tail, whose fraction converges where that of the lower does not. */
function byUpper(x: number, y: number, a: number, b: number, logDensity: number): Tail {
  const density = Math.exp(logDensity);
  const upper = density / fraction(y, x, b, a);
  return { log: Math.log1p(-upper), slope: density / (1 - upper) };
}

/** log(x^a y^b / B(a, b)): the density by log odds. */
function logDensityOfOdds(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const peak = 0.5 * Math.log(a / (1 + a / b) / (2 * Math.PI));
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return peak + stirling - a * deviance(x * (n / a)) - b * deviance(y * (n / b));
}

/** q - 1 - log q, which is at least 0, for q >= 0. */
function deviance(q: number): number {
  const u = q - 1;
  if (Math.abs(u) > 0.5) return u - Math.log(q);
  // log(1 + u) = 2 artanh r, and 2r = u - ru.
  const r = u / (2 + u);
  return r * (u - 2 * artanhExcess(r));
}

/** log Γ(z) less Stirling's formula, (z - 1/2) log z - z + log(2π)/2. */
function stirlingError(z: number): number {
  let shift = 0;
  let large = z;
  for (; large < 10; large += 1) shift += stirlingStep(large);
  const inverse = 1 / (large * large);
  let series = 0;
  for (const term of STIRLING) series = series * inverse + term;
  return shift + series / large;
}

/** What the error of z is above that of z + 1: (z + 1/2) log(1 + 1/z) - 1. */
function stirlingStep(z: number): number {
  return z < 1 ? (z + 0.5) * Math.log1p(1 / z) - 1 : artanhExcess(1 / (2 * z + 1));
}

/** artanh(r) / r - 1 = r²/3 + r⁴/5 + …, for |r| up to 1/3. */
function artanhExcess(r: number): number {
  const squared = r * r;
  let [sum, power] = [0, 1];
  for (let odd = 3; power > Number.EPSILON; odd += 2) {
    power *= squared;
    sum += power / odd;
  }
  return sum;
}

/** Of 1/z^11, 1/z^9, ... 1/z: Abramowitz and Stegun (1964), 6.1.41. */
const STIRLING = [-691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/** Shapes of 1e6 take some hundred; only next to the mean of shapes below 1e-6 more would change the last digits. */
const MOST_TERMS = 1_000_000;
/** In place of a denominator that is 0. */
const TINY = 1e-300;

/** x^a y^b / B(a, b) / I_x(a, b), for x not above a / (a + b), so that no denominator is a small difference. */
function fraction(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x;
  let value = nonZero((a / (a + 1)) * (lambda + 1));
  let c = value;
  let d = 0;
  for (let m = 1; m < MOST_TERMS; m += 1) {
    const at = a + 2 * m - 1;
    const term = m * (b - m) * (x / at);
    const numerator = ((a + m - 1) / at) * (a + b + m - 1) * term * x;
    const denominator = m + term + ((a + m) / (at + 2)) * (lambda + 1 + m * (1 + y));
    d = 1 / nonZero(denominator + numerator * d);
    c = nonZero(denominator + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) <= 4 * Number.EPSILON) return value;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
