/** What a run may use. Every limit is checked before the work or the memory is spent. */

export interface Limits {
  /**
   * Steps: one for each statement, loop turn and evaluation of a `while` test, more where expressions have more than
   * eight nodes (one for every eight), one for every bit of the exponent of `pow(a, b, c)`, and one for every sixteen
   * characters or items that an operation goes through. A block pays for all of
   * its own statements when it is entered, also for those that an early `return` leaves out.
   */
  readonly steps: number;
  /** Calls of the program's functions inside each other, the first included. */
  readonly depth: number;
  /** Bits of the largest integer's magnitude; at least 64. */
  readonly bits: number;
  /** Characters of the longest string, items of the largest container. */
  readonly size: number;
  /** Bytes of strings, containers, floats and integers beyond 2**53 made during the run, kept or not; an estimate. */
  readonly allocation: number;
}

export const DEFAULT_LIMITS: Limits = {
  steps: 1_000_000,
  depth: 200,
  bits: 4096,
  size: 1_000_000,
  allocation: 32 * 1024 * 1024,
};

const LEAST: Limits = { steps: 0, depth: 1, bits: 64, size: 0, allocation: 0 };
const MOST: Limits = {
  steps: Number.MAX_SAFE_INTEGER,
  depth: 1000,
  bits: 1 << 26,
  size: 1 << 26,
  allocation: Number.MAX_SAFE_INTEGER,
};
const NAMES = ['steps', 'depth', 'bits', 'size', 'allocation'] as const;

/** `limits` over the defaults. Throws a RangeError, a fault of the caller, for a limit outside its range. */
export function completeLimits(limits: Partial<Limits>): Limits {
  const complete = { ...DEFAULT_LIMITS, ...limits };
  for (const name of NAMES) {
    const value = complete[name];
    if (!Number.isSafeInteger(value) || value < LEAST[name] || value > MOST[name]) {
      throw new RangeError(
        `limit ${name} is ${value}; it must be an integer from ${LEAST[name]} to ${MOST[name]}`,
      );
    }
  }
  return complete;
}
