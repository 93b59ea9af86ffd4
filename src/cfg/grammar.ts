/** Context-free grammars as data: what a notation is read into, and what every engine of this folder starts from. */

/** A grammar: its start symbol and its rules, in the order in which they were written. */
export interface Grammar {
  /** The name of a nonterminal. */
  readonly start: string;
  /** One per alternative: `S -> A | B` makes two. Equal rules may stand twice; they then count as two ways to derive. */
  readonly rules: readonly Rule[];
}

/** One way to rewrite a nonterminal. */
export interface Rule {
  /** The nonterminal that is rewritten. */
  readonly left: string;
  /** What it becomes; empty for the empty string. */
  readonly right: readonly GrammarSymbol[];
  /** How often it is taken when sentences are sampled by weight, relative to the other rules of `left`; above 0. */
  readonly weight: number;
}

/** A nonterminal without rules derives nothing: notations refuse it, engines accept it. */
export interface GrammarSymbol {
  readonly kind: 'nonterminal' | 'terminal';
  readonly name: string;
}
