/** A derivation as data: the rules of a leftmost derivation, in the order in which they are applied. */
import { type CompiledGrammar, rightOf } from '../compile.js';

/** Indices of rules of a compiled grammar, the first a rule of the start symbol. */
export type Derivation = readonly number[];

/** The sentence that is derived: names of terminals. A RangeError when the rules are not a derivation. */
export function wordsOf(compiled: CompiledGrammar, derivation: Derivation): string[] {
  const words: string[] = [];
  const pending = [compiled.start];
  let step = 0;
  for (let symbol = pending.pop(); symbol !== undefined; symbol = pending.pop()) {
    if (symbol < 0) {
      words.push(compiled.terminals[~symbol] ?? '');
    } else {
      const rule = ruleAt(compiled, derivation, step, symbol);
      for (const next of rightOf(compiled, rule).toReversed()) pending.push(next);
      step += 1;
    }
  }
  return words;
}

/** The rule that a step of a derivation applies; a RangeError when it does not rewrite `nonterminal`. */
export function ruleAt(
  compiled: CompiledGrammar,
  derivation: Derivation,
  step: number,
  nonterminal: number,
): number {
  const rule = derivation[step] ?? -1;
  if (compiled.left[rule] !== nonterminal) {
    throw new RangeError(
      `step ${step + 1} of the derivation does not rewrite ${compiled.nonterminals[nonterminal]}`,
    );
  }
  return rule;
}
