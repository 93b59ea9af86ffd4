/**
 * The paired cluster sign-flip test: were the two runs alike, each cluster's difference would as soon have had the other
 * sign. The p-values are exact wherever the differences are whole multiples of one unit or few clusters changed;
 * otherwise they are drawn, from a seed that is fixed. Exact under symmetry of the differences, with any number of
 * clusters (Canay, Romano and Shaikh 2017); drawn ones count the data themselves (Phipson and Smyth 2010).
 */
import { Random } from '../random/random.js';
import { greatestDivisor } from './divisors.js';

export interface SignFlip {
  /** One-sided: as great a loss, or greater. */
  readonly p_loss: number;
  /** One-sided: as great a gain, or greater. */
  readonly p_gain: number;
  readonly p_two_sided: number;
  /** `drawn`: within about 0.003 of the exact p, and never below 1e-5. */
  readonly method: 'exact' | 'drawn';
}

/** Convolution takes (clusters × whole units) additions: at most so many, a few tenths of a second. */
const MOST_ADDITIONS = 2 ** 28;
/** And so many cells of eight bytes. */
const MOST_CELLS = 2 ** 23;
/** All signs of so many clusters are gone through: a million sums. */
const MOST_ENUMERATED = 20;
const DRAWS = 99_999;
/** Sums nearer to each other than this are ties, and ties count as extreme. */
const TIE = 1e-9;
const SIGNS_PER_DRAW = 24;
/** The sums of so many differences under all their signs are kept: 32 KiB, and one look-up in the place of so many additions. */
const SIGNS_PER_TABLE = 12;

/**
 * The test of `differences`, one per cluster, weights included; those of 0 change nothing. `unit`: a positive number of
 * which all differences are whole multiples, where there is one. The order of the differences has no part in the result.
 * `additions`: how much work an exact p by convolution may be.
 */
export function signFlip(
  differences: readonly number[],
  unit?: number,
  additions: number = MOST_ADDITIONS,
): SignFlip {
  const changed = differences.filter((difference) => Math.abs(difference) > TIE);
  changed.sort((first, second) => first - second);
  const whole = unit === undefined ? null : wholeUnits(changed, unit, additions);
  if (whole !== null) return convolved(whole);
  return changed.length <= MOST_ENUMERATED ? enumerated(changed) : drawn(changed);
}

/** The differences in units, or null when that would be too much work. */
function wholeUnits(
  differences: readonly number[],
  unit: number,
  additions: number,
): number[] | null {
  const whole = differences.map((difference) => Math.round(difference / unit));
  const divisor = whole.reduce(greatestDivisor, 0);
  const cells = whole.reduce((sum, units) => sum + Math.abs(units), 0) / Math.max(1, divisor);
  if (cells >= MOST_CELLS || cells * whole.length > additions) return null;
  return whole.map((units) => units / divisor);
}

/**
 * The exact distribution of the sum of positive differences: cell j holds the probability that the clusters with a
 * positive sign make up j units. The sum of all is 2j - total, so the observed sum lies at the sum of positive ones.
 */
function convolved(units: readonly number[]): SignFlip {
  const total = units.reduce((sum, step) => sum + Math.abs(step), 0);
  const at = units.reduce((sum, step) => sum + Math.max(0, step), 0);
  const probability = new Float64Array(total + 1);
  probability[0] = 1;
  let reached = 0;
  for (const unit of units) {
    const step = Math.abs(unit);
    reached += step;
    for (let cell = reached; cell >= 0; cell -= 1) {
      const from = cell >= step ? (probability[cell - step] ?? 0) : 0;
      probability[cell] = 0.5 * ((probability[cell] ?? 0) + from);
    }
  }
  const near = Math.min(at, total - at);
  return {
    p_loss: sumOf(probability, 0, at),
    p_gain: sumOf(probability, at, total),
    p_two_sided: Math.min(1, 2 * sumOf(probability, 0, near)),
    method: 'exact',
  };
}

/** Cells `first` to `last`, from the outside in, so that small tails keep their digits. */
function sumOf(cells: Float64Array, first: number, last: number): number {
  let sum = 0;
  if (first === 0) for (let cell = 0; cell <= last; cell += 1) sum += cells[cell] ?? 0;
  else for (let cell = last; cell >= first; cell -= 1) sum += cells[cell] ?? 0;
  return Math.min(1, sum);
}

/** All 2^c sums: each difference doubles the list. */
function enumerated(differences: readonly number[]): SignFlip {
  const sums = new Float64Array(2 ** differences.length);
  sums[0] = -differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  let filled = 1;
  for (const difference of differences) {
    for (let index = 0; index < filled; index += 1) {
      sums[filled + index] = (sums[index] ?? 0) + 2 * Math.abs(difference);
    }
    filled *= 2;
  }
  const tails = new Tails(differences);
  for (const sum of sums) tails.add(sum);
  return tails.shares(0, 'exact');
}

function drawn(differences: readonly number[]): SignFlip {
  const random = new Random('sign-flip', differences.length);
  const tails = new Tails(differences);
  const tables = signTables(differences);
  const perDraw = SIGNS_PER_DRAW / SIGNS_PER_TABLE;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    let sum = 0;
    let signs = 0;
    for (let place = 0; place < tables.length; place += 1) {
      const table = tables[place] ?? new Float64Array();
      if (place % perDraw === 0) signs = random.integer(0, 2 ** SIGNS_PER_DRAW - 1);
      sum += table[signs & (table.length - 1)] ?? 0;
      signs >>>= SIGNS_PER_TABLE;
    }
    tails.add(sum);
  }
  return tails.shares(1, 'drawn');
}

/** For each run of differences the sums under all their signs: bit i of the place says that difference i counts as it is. */
function signTables(differences: readonly number[]): Float64Array[] {
  const tables: Float64Array[] = [];
  for (let first = 0; first < differences.length; first += SIGNS_PER_TABLE) {
    const run = differences.slice(first, first + SIGNS_PER_TABLE);
    const table = new Float64Array(2 ** run.length);
    for (let signs = 0; signs < table.length; signs += 1) {
      let sum = 0;
      for (const [bit, difference] of run.entries()) {
        sum += ((signs >>> bit) & 1) === 1 ? difference : -difference;
      }
      table[signs] = sum;
    }
    tables.push(table);
  }
  return tables;
}

/** How many sums lie as far out as the observed one. */
class Tails {
  readonly #observed: number;
  #all = 0;
  #loss = 0;
  #gain = 0;
  #either = 0;

  constructor(differences: readonly number[]) {
    this.#observed = differences.reduce((sum, difference) => sum + difference, 0);
  }

  add(sum: number): void {
    this.#all += 1;
    if (sum <= this.#observed + TIE) this.#loss += 1;
    if (sum >= this.#observed - TIE) this.#gain += 1;
    if (Math.abs(sum) >= Math.abs(this.#observed) - TIE) this.#either += 1;
  }

  /** `itself`: 1 where the observed sum counts as one more draw. */
  shares(itself: number, method: SignFlip['method']): SignFlip {
    const share = (count: number): number => (count + itself) / (this.#all + itself);
    return {
      p_loss: share(this.#loss),
      p_gain: share(this.#gain),
      p_two_sided: share(this.#either),
      method,
    };
  }
}
