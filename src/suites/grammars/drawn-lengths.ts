/**
 * How many words drawn sentences have: the exact probabilities behind `Language.draw`. A rule is drawn uniformly from those that the
 * cutoff leaves, which depends on the nonterminal and the rules above it alone, so lengths add up rule by rule.
 */
import { type CompiledGrammar, rightOf, rulesOf } from '../../cfg/compile.js';
import { leastHeights } from '../../cfg/derivations/costs.js';

/** By number of words, from 0, the probability of so many. */
export type LengthShares = readonly number[];

/**
 * Of sentences drawn to a depth, at least the height of the lowest derivation, and drawn again when they have more than `most` words.
 * For grammars without empty rules.
 */
export function drawnLengths(compiled: CompiledGrammar, depth: number, most: number): LengthShares {
  const shares = new DrawnLengths(compiled, depth, most).ofNonterminal(compiled.start, 0);
  const kept = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / kept);
}

class DrawnLengths {
  readonly #compiled: CompiledGrammar;
  readonly #heights: Float64Array;
  readonly #depth: number;
  readonly #most: number;
  /** By rules above and nonterminal. */
  readonly #known = new Map<number, LengthShares>();

  constructor(compiled: CompiledGrammar, depth: number, most: number) {
    this.#compiled = compiled;
    this.#heights = leastHeights(compiled).ofRule;
    this.#depth = depth;
    this.#most = most;
  }

  /** Below so many rules; what has more words is left out. */
  ofNonterminal(nonterminal: number, above: number): LengthShares {
    const key = above * this.#compiled.nonterminals.length + nonterminal;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const rules = rulesOf(this.#compiled, nonterminal).filter(
      (rule) => above + (this.#heights[rule] ?? 0) <= this.#depth,
    );
    const ofRules = rules.map((rule) => this.#ofRule(rule, above));
    const shares = Array.from(
      { length: this.#most + 1 },
      (_, length) => ofRules.reduce((sum, each) => sum + (each[length] ?? 0), 0) / rules.length,
    );
    this.#known.set(key, shares);
    return shares;
  }

  #ofRule(rule: number, above: number): LengthShares {
    let shares: LengthShares = [1];
    for (const symbol of rightOf(this.#compiled, rule)) {
      const next = symbol < 0 ? ONE_WORD : this.ofNonterminal(symbol, above + 1);
      shares = this.#ofBoth(shares, next);
    }
    return shares;
  }

  #ofBoth(first: LengthShares, second: LengthShares): LengthShares {
    return Array.from({ length: this.#most + 1 }, (_, length) =>
      first
        .slice(0, length + 1)
        .reduce((sum, share, taken) => sum + share * (second[length - taken] ?? 0), 0),
    );
  }
}

const ONE_WORD: LengthShares = [0, 1];
