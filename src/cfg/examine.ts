/** All that a grammar says of one written sentence: what `pbb-eval grammar` prints. */

import { type CompiledGrammar, compileGrammar } from './compile.js';
import { isAmbiguous } from './derivations/ambiguity.js';
import { type Count, countDerivations } from './derivations/derivation-counts.js';
import { deriveTree, type Tree } from './derivations/tree.js';
import { type Chart, chartOf } from './earley/chart.js';
import { Recogniser, type Recognition } from './earley/recognise.js';
import type { Grammar } from './grammar.js';
import { Preterminals } from './words/preterminals.js';
import { explainRejection } from './words/rejection.js';
import { Words } from './words/words.js';

/** One sentence under a grammar. */
export interface Examination {
  /** Its words, as the grammar names them; those after the first that cannot stand where it stands may be missing. */
  readonly words: readonly string[];
  readonly recognition: Recognition;
  /** Why it is not accepted, for a person; null when it is. */
  readonly rejection: string | null;
}

/** Examines sentences of one grammar, which is prepared once. */
export class Examiner {
  readonly #compiled: CompiledGrammar;
  readonly #words: Words;
  readonly #recogniser: Recogniser;
  readonly #preterminals: Preterminals;
  /** The chart that was last asked for. */
  #latest: { readonly examination: Examination; readonly chart: Chart | null } | undefined;

  constructor(grammar: Grammar) {
    this.#compiled = compileGrammar(grammar);
    this.#words = new Words(this.#compiled.terminals);
    this.#recogniser = new Recogniser(this.#compiled);
    this.#preterminals = new Preterminals(grammar);
  }

  /** Splits a text into words as `Words` does, and recognises them. Throws a `SentenceTooCostly`. */
  examine(text: string): Examination {
    const words: string[] = [];
    const recognition = this.#recogniser.recognise(this.#reading(text, words));
    const { accepted, viablePrefix, expected, mayEnd } = recognition;
    const rejection = accepted
      ? null
      : explainRejection({ words, viablePrefix, expected, mayEnd }, this.#preterminals);
    return { words, recognition, rejection };
  }

  /** How many derivations a sentence has: 0 when it is not accepted. Throws a `ChartTooLarge`. */
  derivations(examination: Examination): Count {
    const chart = this.#chart(examination);
    return chart === null ? 0n : countDerivations(this.#compiled, chart);
  }

  /** Whether a sentence has more than one derivation, found without counting. Throws a `ChartTooLarge`. */
  isAmbiguous(examination: Examination): boolean {
    const chart = this.#chart(examination);
    return chart !== null && isAmbiguous(this.#compiled, chart);
  }

  /** One derivation tree; null when the sentence is not accepted. Throws a `ChartTooLarge`. */
  tree(examination: Examination): Tree | null {
    const chart = this.#chart(examination);
    return chart === null ? null : deriveTree(this.#compiled, chart);
  }

  #chart(examination: Examination): Chart | null {
    if (this.#latest?.examination === examination) return this.#latest.chart;
    const { words, recognition } = examination;
    const chart = recognition.accepted ? chartOf(this.#compiled, words) : null;
    this.#latest = { examination, chart };
    return chart;
  }

  *#reading(text: string, words: string[]): Generator<string> {
    for (const { word } of this.#words.of(text)) {
      words.push(word);
      yield word;
    }
  }
}
