/**
 * One derivation of a sentence, finite even where infinitely many exist. Of the derivations of a span those come first
 * that take the fewest steps until the span is split between symbols or scanned; among these, those whose rules were
 * written first; among these, those whose earlier symbols cover more. The empty string is derived as low as possible.
 */

import { type CompiledGrammar, rightOf, rulesOf } from '../compile.js';
import type { Chart } from '../earley/chart.js';
import { type Costs, leastEmptyHeights } from './costs.js';
import type { Derivation } from './derivations.js';
import { type Forest, forestOf } from './forest.js';
import { longestSplit } from './splits.js';

/** A nonterminal that is to derive a span. */
interface Goal {
  readonly nonterminal: number;
  readonly start: number;
  readonly end: number;
  /** How, when that is already decided. */
  readonly step?: Step | undefined;
}

interface Step {
  readonly rule: number;
  /** Where the symbols of the rule end; nothing for a rule that derives the empty string. */
  readonly ends: readonly number[];
  /** The step of the one symbol that covers the whole span, if one does. */
  readonly next?: Step;
}

/**
 * The first derivation of a sentence. At worst each of its steps looks at every rule of the grammar and every split of
 * its span; where the longest split is right, as in left and right recursion, a step is done at once.
 */
export function firstDerivation(compiled: CompiledGrammar, chart: Chart): Derivation {
  const search = new Search(forestOf(compiled, chart));
  const derivation: number[] = [];
  const pending: Goal[] = [{ nonterminal: compiled.start, start: 0, end: chart.length }];
  for (let goal = pending.pop(); goal !== undefined; goal = pending.pop()) {
    const step = goal.step ?? search.step(goal);
    derivation.push(step.rule);
    for (const child of childrenOf(compiled, goal, step).toReversed()) pending.push(child);
  }
  return derivation;
}

function childrenOf(compiled: CompiledGrammar, { start, end }: Goal, step: Step): Goal[] {
  const goals: Goal[] = [];
  let at = start;
  for (const [index, nonterminal] of rightOf(compiled, step.rule).entries()) {
    const stop = step.ends[index] ?? at;
    const isWhole = at === start && stop === end;
    if (nonterminal >= 0) {
      goals.push({ nonterminal, start: at, end: stop, step: isWhole ? step.next : undefined });
    }
    at = stop;
  }
  return goals;
}

/** How a nonterminal was reached that covers the whole span: the `index`th symbol of a rule whose others are empty. */
interface Link {
  readonly rule: number;
  readonly index: number;
  readonly nonterminal: number;
  readonly before?: Link | undefined;
}

class Search {
  readonly #forest: Forest;
  readonly #compiled: CompiledGrammar;
  #emptyHeights: Costs | undefined;

  constructor(forest: Forest) {
    this.#forest = forest;
    this.#compiled = forest.compiled;
  }

  /** The first step of a goal that the forest covers. */
  step(goal: Goal): Step {
    return goal.start === goal.end ? this.#emptyStep(goal) : this.#wholeStep(goal);
  }

  #emptyStep({ nonterminal }: Goal): Step {
    this.#emptyHeights ??= leastEmptyHeights(this.#compiled);
    const { ofNonterminal, ofRule } = this.#emptyHeights;
    const rules = rulesOf(this.#compiled, nonterminal);
    const lowest = rules.find((rule) => ofRule[rule] === ofNonterminal[nonterminal]);
    return { rule: lowest ?? -1, ends: [] };
  }

  /** Breadth first through the nonterminals that cover the whole span, up to the first that a rule splits. */
  #wholeStep({ nonterminal, start, end }: Goal): Step {
    const reached = new Map<number, Link | undefined>([[nonterminal, undefined]]);
    for (const [current, link] of reached) {
      const split = this.#split(current, start, end);
      if (split !== undefined) return this.#unrolled(link, split, start, end);
      for (const next of this.#linksFrom(current, start, end)) {
        if (!reached.has(next.nonterminal)) {
          reached.set(next.nonterminal, { ...next, before: link });
        }
      }
    }
    throw new Error(`nothing derives ${this.#compiled.nonterminals[nonterminal]} here`);
  }

  /** The steps along a chain of links, and then `last`. */
  #unrolled(chain: Link | undefined, last: Step, start: number, end: number): Step {
    let step = last;
    for (let link = chain; link !== undefined; link = link.before) {
      const { rule, index } = link;
      const ends = Array.from(rightOf(this.#compiled, rule), (_, at) => (at < index ? start : end));
      step = { rule, ends, next: step };
    }
    return step;
  }

  /** Where one nonterminal can cover the whole span in a rule of another, since all others can be empty. */
  *#linksFrom(nonterminal: number, start: number, end: number): Generator<Link> {
    for (const rule of rulesOf(this.#compiled, nonterminal)) {
      const right = rightOf(this.#compiled, rule);
      const full = right.findIndex((symbol) => !this.#isNullable(symbol));
      const others = right.findLastIndex((symbol) => !this.#isNullable(symbol));
      if (full !== others) continue;
      for (const [index, symbol] of right.entries()) {
        if (symbol < 0 || (full !== -1 && full !== index)) continue;
        if (this.#forest.covers(symbol, start, end)) yield { rule, index, nonterminal: symbol };
      }
    }
  }

  #isNullable(symbol: number): boolean {
    return this.#compiled.nullable[symbol] === 1;
  }

  #split(nonterminal: number, start: number, end: number): Step | undefined {
    for (const rule of rulesOf(this.#compiled, nonterminal)) {
      const ends = longestSplit(this.#forest, rule, start, end);
      if (ends !== undefined) return { rule, ends };
    }
    return undefined;
  }
}
