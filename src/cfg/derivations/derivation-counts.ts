/**
 * Exact numbers of derivations. The derivations of a span by a nonterminal are the sum over its rules; those by the rest
 * of a rule (its symbols from some position on) are the sum, over the ends of the first symbol, of the derivations of
 * that symbol times those of what follows. Only what a derivation of the whole reaches is counted: a symbol is looked at
 * when what follows it is known to have a derivation. So a count that needs itself proves that infinitely many exist.
 */

import type { CompiledGrammar } from '../compile.js';
import type { Chart } from '../earley/chart.js';
import { type Forest, forestOf, lastAtMost } from './forest.js';
import { RestStarts } from './rest-starts.js';

export type Count = bigint | 'infinite';

/** How many parse trees, or leftmost derivations, a sentence has; equal rules that stand twice make two. */
export function countDerivations(compiled: CompiledGrammar, chart: Chart): Count {
  return new DerivationCounts(forestOf(compiled, chart)).ofNonterminal(
    compiled.start,
    0,
    chart.length,
  );
}

/** What is to be counted: a nonterminal, or the rest of a rule at position `node - nonterminals`. */
interface Goal {
  readonly node: number;
  readonly start: number;
  readonly end: number;
}

/** Yields a goal whose count it cannot go on without, and is resumed with that count. */
type Counting = Generator<Goal, bigint, bigint>;

/**
 * Counts in a forest, each counted once. For a sentence of n words: O(n^3) multiplications and O(n^2) counts, each times the
 * size of the grammar and fewer where spans are few.
 */
export class DerivationCounts {
  readonly #forest: Forest;
  readonly #compiled: CompiledGrammar;
  readonly #restStarts: RestStarts;
  /** By node, then by span. Infinite until it is counted: what needs itself to be counted stays so. */
  readonly #known = new Map<number, Map<number, Count>>();

  constructor(forest: Forest) {
    this.#forest = forest;
    this.#compiled = forest.compiled;
    this.#restStarts = new RestStarts(forest);
  }

  /** Derivations of a span by a nonterminal. */
  ofNonterminal(nonterminal: number, start: number, end: number): Count {
    return this.#forest.covers(nonterminal, start, end)
      ? this.#count({ node: nonterminal, start, end })
      : 0n;
  }

  /** Derivations of a span by the symbols from `position` up to and without `stop`, the end of its rule. */
  ofRest(position: number, stop: number, start: number, end: number): Count {
    const goal = this.#rest(position, stop, start, end);
    return typeof goal === 'bigint' ? goal : this.#count(goal);
  }

  #count(goal: Goal): Count {
    const known = this.#state(goal);
    if (known !== undefined) return known;
    const stack = [this.#open(goal)];
    let latest = 0n;
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { done, value } = top.counting.next(latest);
      if (done === true) {
        this.#record(top.goal, value);
        latest = value;
        stack.pop();
      } else if (this.#state(value) === undefined) {
        stack.push(this.#open(value));
      } else {
        return 'infinite';
      }
    }
    return latest;
  }

  #open(goal: Goal): { goal: Goal; counting: Counting } {
    this.#record(goal, 'infinite');
    const isRest = goal.node >= this.#compiled.nonterminals.length;
    return { goal, counting: isRest ? this.#splits(goal) : this.#alternatives(goal) };
  }

  *#alternatives({ node, start, end }: Goal): Counting {
    const { firstRule, rightStart } = this.#compiled;
    const stop = firstRule[node + 1] ?? 0;
    let sum = 0n;
    for (let rule = firstRule[node] ?? 0; rule < stop; rule += 1) {
      const right = this.#rest(rightStart[rule] ?? 0, rightStart[rule + 1] ?? 0, start, end);
      sum += typeof right === 'bigint' ? right : (this.#finite(right) ?? (yield right));
    }
    return sum;
  }

  *#splits({ node, start, end }: Goal): Counting {
    const { nonterminals, rightStart, symbols } = this.#compiled;
    const position = node - nonterminals.length;
    const stop = rightStart[lastAtMost(rightStart, position) + 1] ?? 0;
    const first = symbols[position] ?? 0;
    let sum = 0n;
    for (const middle of this.#restStarts.middles(position, stop, start, end)) {
      const rest = this.#rest(position + 1, stop, middle, end);
      const ways = typeof rest === 'bigint' ? rest : (this.#finite(rest) ?? (yield rest));
      if (ways === 0n) continue;
      const symbol = { node: first, start, end: middle };
      sum += ways * (this.#finite(symbol) ?? (yield symbol));
    }
    return sum;
  }

  /** What the symbols from `position` on ask for once their leading terminals are scanned: a goal, or a count at once. */
  #rest(position: number, stop: number, start: number, end: number): Goal | bigint {
    const { symbols, nonterminals } = this.#compiled;
    let at = start;
    for (let next = position; next < stop; next += 1) {
      const symbol = symbols[next] ?? 0;
      if (symbol >= 0) {
        if (next < stop - 1) return { node: nonterminals.length + next, start: at, end };
        return this.#forest.covers(symbol, at, end) ? { node: symbol, start: at, end } : 0n;
      }
      if (at === end || !this.#forest.scans(~symbol, at)) return 0n;
      at += 1;
    }
    return at === end ? 1n : 0n;
  }

  #finite(goal: Goal): bigint | undefined {
    const state = this.#state(goal);
    return typeof state === 'bigint' ? state : undefined;
  }

  #state({ node, start, end }: Goal): Count | undefined {
    return this.#known.get(node)?.get(this.#forest.spanKey(start, end));
  }

  #record({ node, start, end }: Goal, state: Count): void {
    const span = this.#forest.spanKey(start, end);
    const states = this.#known.get(node);
    if (states === undefined) this.#known.set(node, new Map([[span, state]]));
    else states.set(span, state);
  }
}
