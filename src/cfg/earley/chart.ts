/**
 * The completed spans of a sentence: what derivation counts and trees are built from. By Earley's algorithm without Leo's
 * treatment of right recursion, which leaves out just the completions that a derivation goes through.
 */
import { type CompiledGrammar, terminalOf } from '../compile.js';
import { Earley } from './earley.js';
import { earleyGrammar } from './earley-grammar.js';
import { FINISHED } from './earley-items.js';
import type { Integers } from './interning.js';
import type { Continuations } from './leo.js';
import { COMPLETE } from './rests.js';

/** Completed spans that a chart may have. Right recursion over n words has n² / 2: some 6,300 words. */
const MAX_SPANS = 20_000_000;

/** What a chart may cost in the units of `Earley.cost`: half a minute or so, and half a gigabyte at most. */
const MAX_COST = 2 ** 33;

export interface Chart {
  /** How many words the sentence has. */
  readonly length: number;
  /** Terminal indices of the words. */
  readonly words: readonly number[];
  /**
   * Ends of the spans from `start` that a nonterminal derives, in rising order: all of those that stand in a derivation of
   * the sentence, and perhaps others. `start` itself is one when the nonterminal is nullable.
   */
  completions(nonterminal: number, start: number): readonly number[];
}

/** Thrown for a sentence whose chart would take more time or memory than any chart may. */
export class ChartTooLarge extends RangeError {
  override readonly name = 'ChartTooLarge';

  constructor(words: number) {
    super(`the chart is full after ${words} words: the sentence is too long or too ambiguous`);
  }
}

/**
 * The chart of a sentence, null when the grammar does not have it. Takes cubic time and quadratic memory at most. Throws
 * a `ChartTooLarge` beyond 20 million spans, and where items are so many that it would take as long.
 */
export function chartOf(compiled: CompiledGrammar, words: Iterable<string>): Chart | null {
  const earley = new Earley(earleyGrammar(compiled), { leo: false });
  const terminals: number[] = [];
  const spans = new Spans(earley.continuations, compiled.nullable);
  // Sets are numbered by position: appended, never shared.
  let position = earley.sets.append(earley.begin());
  for (const word of words) {
    const terminal = terminalOf(compiled, word);
    if (terminal === -1) return null;
    terminals.push(terminal);
    const items = earley.read(position, earley.grammar.classes.classOf[terminal] ?? 0);
    recordCompletions(earley, items, position + 1, spans);
    position = earley.sets.append(earley.kernel(items));
    if (earley.sets.isEmpty(position)) return null;
    if (spans.count > MAX_SPANS || earley.cost > MAX_COST) throw new ChartTooLarge(position);
  }
  if (!earley.sets.isFinal(position)) return null;
  return {
    length: terminals.length,
    words: terminals,
    completions: (nonterminal, start) => spans.endsOf(nonterminal, start),
  };
}

function recordCompletions(earley: Earley, items: Integers, end: number, spans: Spans): void {
  for (let index = 0; index < items.length; index += 1) {
    const item = items.at(index);
    if (item === FINISHED || earley.items.rest(item) !== COMPLETE) continue;
    spans.add(earley.items.continuation(item), end);
  }
}

/** Ends by continuation, that is by nonterminal and start; they come in rising order. */
class Spans {
  count = 0;
  readonly #continuations: Continuations;
  readonly #nullable: Uint8Array;
  readonly #ends: number[][] = [];

  constructor(continuations: Continuations, nullable: Uint8Array) {
    this.#continuations = continuations;
    this.#nullable = nullable;
  }

  add(continuation: number, end: number): void {
    this.count += 1;
    for (let next = this.#ends.length; next <= continuation; next += 1) {
      this.#ends.push(
        this.#empty(this.#continuations.nonterminal(next), this.#continuations.begin(next)),
      );
    }
    this.#ends[continuation]?.push(end);
  }

  endsOf(nonterminal: number, start: number): readonly number[] {
    const continuation = this.#continuations.find(start, nonterminal);
    return this.#ends[continuation] ?? this.#empty(nonterminal, start);
  }

  /** The end of the empty span, where the nonterminal has one. */
  #empty(nonterminal: number, start: number): number[] {
    return this.#nullable[nonterminal] === 1 ? [start] : [];
  }
}
