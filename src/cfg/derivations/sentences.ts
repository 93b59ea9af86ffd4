/**
 * Random derivations by expansion: the leftmost nonterminal is rewritten by a rule drawn at random until none is left.
 * Invariant: at every step the derivation so far keeps to the bounds if each nonterminal that is still open is finished by
 * its smallest derivation: of fewest rules, and of these of fewest words. So there is always a rule to draw, and drawing
 * ends, whatever the grammar and its weights.
 */
import type { Random } from '../../random/random.js';
import { type CompiledGrammar, rightOf, rulesOf } from '../compile.js';
import { type Costs, excessOf, leastHeights, leastSizes, wordsOfSmallest } from './costs.js';
import type { Derivation } from './derivations.js';

/** Whole numbers. A bound below what the smallest derivation of the start symbol has is raised to that. */
export interface Bounds {
  /** Words of the sentence at most; without it only `maxRules` bounds them. */
  readonly maxWords?: number;
  /** Rules of the derivation at most: 10,000 when absent, and never more than ten million. */
  readonly maxRules?: number;
}

const MAX_RULES = 10_000;
const MOST_RULES = 10_000_000;

/** Thrown for a grammar whose smallest derivation has more rules than any may have. */
export class DerivationTooLarge extends RangeError {
  override readonly name = 'DerivationTooLarge';
}

/** Takes one of the rules of a nonterminal, given how many rules stand above it. */
type Draw = (rules: readonly number[], above: number) => number;

/** Samples derivations of one grammar. Each step takes time linear in the number of rules that it can choose from. */
export class SentenceSampler {
  readonly #compiled: CompiledGrammar;
  readonly #heights: Costs;
  readonly #sizes: Costs;
  /** Of the smallest derivations. */
  readonly #words: Costs;
  /** By how much the smallest derivation that begins with a rule exceeds the smallest of its nonterminal. */
  readonly #moreRules: Float64Array;
  readonly #moreWords: Float64Array;

  /** A RangeError for a grammar without a sentence; a `DerivationTooLarge` where none has at most ten million rules. */
  constructor(compiled: CompiledGrammar) {
    this.#compiled = compiled;
    this.#heights = leastHeights(compiled);
    this.#sizes = leastSizes(compiled);
    this.#words = wordsOfSmallest(compiled, this.#sizes);
    this.#moreRules = excessOf(compiled, this.#sizes);
    this.#moreWords = excessOf(compiled, this.#words);
    const name = compiled.nonterminals[compiled.start];
    if (this.#ofStart(this.#heights) === Infinity) {
      throw new RangeError(`the grammar has no sentence: nothing is derived from ${name}`);
    }
    if (this.#ofStart(this.#sizes) > MOST_RULES) {
      throw new DerivationTooLarge(
        `the smallest derivation of ${name} has more than ${MOST_RULES} rules`,
      );
    }
  }

  /**
   * Each rule drawn uniformly from those with which no path of the tree need have more than `depth` rules, or than the
   * least height of all trees where that is more. Where the bounds leave no such rule, one is drawn that begins a
   * smallest derivation: a path may then have as many rules more as the grammar has nonterminals.
   */
  byDepth(random: Random, { depth, ...bounds }: Bounds & { readonly depth: number }): Derivation {
    const limit = Math.max(depth, this.#ofStart(this.#heights));
    return this.#expand(bounds, (rules, above) => {
      const low = rules.filter((rule) => above + (this.#heights.ofRule[rule] ?? 0) <= limit);
      return random.pick(
        low.length > 0 ? low : rules.filter((rule) => this.#moreRules[rule] === 0),
      );
    });
  }

  /** Each rule drawn by its weight from those that the bounds leave: all of them until a bound is near. */
  byWeight(random: Random, bounds: Bounds = {}): Derivation {
    const { weights } = this.#compiled;
    return this.#expand(bounds, (rules) => drawByWeight(random, rules, weights));
  }

  #expand({ maxWords = Infinity, maxRules = MAX_RULES }: Bounds, draw: Draw): number[] {
    let wordsLeft = Math.max(0, maxWords - this.#ofStart(this.#words));
    let rulesLeft = Math.max(0, Math.min(maxRules, MOST_RULES) - this.#ofStart(this.#sizes));
    const derivation: number[] = [];
    const pending = [{ nonterminal: this.#compiled.start, above: 0 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const rules = this.#fitting(next.nonterminal, wordsLeft, rulesLeft);
      const rule = draw(rules, next.above);
      wordsLeft -= this.#moreWords[rule] ?? 0;
      rulesLeft -= this.#moreRules[rule] ?? 0;
      derivation.push(rule);
      for (const symbol of rightOf(this.#compiled, rule).toReversed()) {
        if (symbol >= 0) pending.push({ nonterminal: symbol, above: next.above + 1 });
      }
    }
    return derivation;
  }

  #fitting(nonterminal: number, wordsLeft: number, rulesLeft: number): number[] {
    return rulesOf(this.#compiled, nonterminal).filter(
      (rule) =>
        (this.#moreWords[rule] ?? 0) <= wordsLeft && (this.#moreRules[rule] ?? 0) <= rulesLeft,
    );
  }

  #ofStart({ ofNonterminal }: Costs): number {
    return ofNonterminal[this.#compiled.start] ?? Infinity;
  }
}

/** Weights count relative to the greatest of them, so that no sum overflows. */
function drawByWeight(random: Random, rules: readonly number[], weights: Float64Array): number {
  const greatest = rules.reduce((most, rule) => Math.max(most, weights[rule] ?? 0), 0);
  const shares = rules.map((rule) => (weights[rule] ?? 0) / greatest);
  let left = random.real() * shares.reduce((sum, share) => sum + share, 0);
  const drawn = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return rules.at(drawn) ?? -1;
}
