/** What the cheapest derivation of each nonterminal costs, and what it costs when it begins with a given rule. */
import { type CompiledGrammar, rightOf } from '../compile.js';

/** Infinity where nothing is derived. */
export interface Costs {
  readonly ofNonterminal: Float64Array;
  readonly ofRule: Float64Array;
}

/** How the cost of a derivation is made: 1 for its first rule, and the costs of that rule's symbols joined, from 0. */
interface Pricing {
  readonly terminal: number;
  readonly join: (cost: number, other: number) => number;
}

/** Height of the lowest derivation: rules on the longest path of its tree. */
export function leastHeights(compiled: CompiledGrammar): Costs {
  return leastCosts(compiled, { terminal: 0, join: Math.max });
}

/** Height of the lowest derivation of the empty string. */
export function leastEmptyHeights(compiled: CompiledGrammar): Costs {
  return leastCosts(compiled, { terminal: Infinity, join: Math.max });
}

/** Number of rules in the smallest derivation; Infinity beyond the range of numbers, too. */
export function leastSizes(compiled: CompiledGrammar): Costs {
  return leastCosts(compiled, { terminal: 0, join: (cost, other) => cost + other });
}

/** Least fixed point from above. */
function leastCosts(compiled: CompiledGrammar, { terminal, join }: Pricing): Costs {
  const ofNonterminal = new Float64Array(compiled.nonterminals.length).fill(Infinity);
  const ofRule = new Float64Array(compiled.left.length).fill(Infinity);
  settle(compiled, (rule, left) => {
    const costs = Array.from(
      rightOf(compiled, rule),
      (symbol) => ofNonterminal[symbol] ?? terminal,
    );
    const cost = 1 + costs.reduce((sum, next) => join(sum, next), 0);
    ofRule[rule] = cost;
    const improves = cost < (ofNonterminal[left] ?? 0);
    if (improves) ofNonterminal[left] = cost;
    return improves;
  });
  return { ofNonterminal, ofRule };
}

/**
 * Evaluates every rule, then those that use a nonterminal which an evaluation changed, until nothing changes. Values that
 * depend on a cheapest derivation settle within as many rounds as the grammar has nonterminals, since such a derivation
 * never has a nonterminal below itself.
 */
export function settle(
  compiled: CompiledGrammar,
  /** Whether what is known of `left` changed. */
  evaluate: (rule: number, left: number) => boolean,
): void {
  const uses = usesOf(compiled);
  let dirty = new Set(compiled.left.keys());
  while (dirty.size > 0) {
    const next = new Set<number>();
    for (const rule of dirty) {
      const left = compiled.left[rule] ?? 0;
      if (!evaluate(rule, left)) continue;
      for (const use of uses[left] ?? []) next.add(use);
    }
    dirty = next;
  }
}

/** By nonterminal: the rules in whose right sides it stands. */
function usesOf(compiled: CompiledGrammar): readonly (readonly number[])[] {
  const uses = compiled.nonterminals.map((): number[] => []);
  for (const rule of compiled.left.keys()) {
    for (const symbol of new Set(rightOf(compiled, rule))) uses[symbol]?.push(rule);
  }
  return uses;
}

/** Words of the smallest derivations; where several are equally small, the fewest that one of them has. */
export function wordsOfSmallest(compiled: CompiledGrammar, sizes: Costs): Costs {
  const ofNonterminal = new Float64Array(compiled.nonterminals.length).fill(Infinity);
  const wordsOf = (rule: number): number =>
    rightOf(compiled, rule).reduce((sum, symbol) => sum + (ofNonterminal[symbol] ?? 1), 0);
  const bySize = [...compiled.left.keys()].toSorted(
    (rule, other) => (sizes.ofRule[rule] ?? 0) - (sizes.ofRule[other] ?? 0),
  );
  for (const rule of bySize) {
    const left = compiled.left[rule] ?? 0;
    if (sizes.ofRule[rule] !== sizes.ofNonterminal[left]) continue;
    ofNonterminal[left] = Math.min(ofNonterminal[left] ?? Infinity, wordsOf(rule));
  }
  return { ofNonterminal, ofRule: Float64Array.from(compiled.left.keys(), wordsOf) };
}

/** Per rule: how much more it costs to begin with it than to begin with the best; not finite where it derives nothing. */
export function excessOf(compiled: CompiledGrammar, costs: Costs): Float64Array {
  return costs.ofRule.map(
    (cost, rule) => cost - (costs.ofNonterminal[compiled.left[rule] ?? 0] ?? 0),
  );
}
