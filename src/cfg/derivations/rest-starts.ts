/** Where the rest of a rule (its symbols from some position on) can begin so as to end at a given place. */
import { type Forest, lastAtMost } from './forest.js';

/** Found from the end of the rule backwards, each once. */
export class RestStarts {
  readonly #forest: Forest;
  /** By position, then by end. */
  readonly #known = new Map<number, Map<number, readonly number[]>>();

  constructor(forest: Forest) {
    this.#forest = forest;
  }

  /** Places from which the symbols from `position` up to and without `stop` reach `end`, in rising order. */
  of(position: number, stop: number, end: number): readonly number[] {
    let starts: readonly number[] = [end];
    for (let next = stop - 1; next >= position; next -= 1) {
      const known = this.#knownAt(next);
      starts = known.get(end) ?? this.#before(next, starts);
      known.set(end, starts);
    }
    return starts;
  }

  /**
   * Where the symbol at `position`, a nonterminal, may end that begins at `start`, and those after it begin so as to reach
   * `end`, in rising order: sought from the side with fewer places.
   */
  middles(position: number, stop: number, start: number, end: number): readonly number[] {
    const symbol = this.#forest.compiled.symbols[position] ?? 0;
    const ends = this.#forest.ends(symbol, start);
    const starts = this.of(position + 1, stop, end);
    return ends.length <= starts.length
      ? ends.filter((at) => starts[lastAtMost(starts, at)] === at)
      : starts.filter((at) => at >= start && this.#forest.covers(symbol, start, at));
  }

  #knownAt(position: number): Map<number, readonly number[]> {
    const known = this.#known.get(position) ?? new Map<number, readonly number[]>();
    this.#known.set(position, known);
    return known;
  }

  /** Where the symbol at `position` begins that ends at one of `ends`. */
  #before(position: number, ends: readonly number[]): readonly number[] {
    const symbol = this.#forest.compiled.symbols[position] ?? 0;
    if (symbol < 0) {
      return ends.map((end) => end - 1).filter((start) => this.#forest.scans(~symbol, start));
    }
    const [only] = ends;
    if (ends.length === 1 && only !== undefined) return this.#forest.starts(symbol, only);
    const starts = new Set(ends.flatMap((end) => this.#forest.starts(symbol, end)));
    return [...starts].toSorted((start, other) => start - other);
  }
}
