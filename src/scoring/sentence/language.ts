/**
 * A grammar made ready to judge sentences. Compiled once per text of a grammar: a run asks the same few hundred grammars
 * thousands of times.
 */

import {
  type CompiledGrammar,
  compileGrammar,
  explainRejection,
  Preterminals,
  parseGrammar,
  Recogniser,
  type Recognition,
  STOPS,
  Words,
} from '../../cfg/index.js';
import { MARK } from './bare-line.js';

/** Words that one sentence may have. */
export const MAX_WORDS = 10_000;

/** Languages that are kept: as many as a run of all grammars in all vocabularies has. */
const MAX_KEPT = 1024;

/** Cells of four bytes that one of them keeps of what sentences have taught it: 64 MiB for all. */
const MAX_CELLS = 2 ** 14;

/** A text as the words of a grammar. */
export interface Reading {
  /** Names of terminals, and unknown words in lower case; at most `MAX_WORDS + 1`. */
  readonly words: readonly string[];
  /** How many of them are terminals. */
  readonly known: number;
  /** How many are neither terminals nor single marks. */
  readonly foreign: number;
  /** A full stop, or another mark that ends a sentence, stands before a further word and is no terminal. */
  readonly stopped: boolean;
}

export class SentenceLanguage {
  /** Characters of its words that are neither letters nor digits. */
  readonly marks: ReadonlySet<string>;
  readonly #compiled: CompiledGrammar;
  readonly #terminals: ReadonlySet<string>;
  readonly #words: Words;
  #recogniser: Recogniser;
  readonly #preterminals: Preterminals;

  private constructor(source: string) {
    const grammar = parseGrammar(source);
    this.#compiled = compileGrammar(grammar);
    const { terminals } = this.#compiled;
    this.marks = new Set(
      terminals.flatMap((terminal) => Array.from(terminal).filter((each) => MARK.test(each))),
    );
    this.#terminals = new Set(terminals);
    this.#words = new Words(terminals);
    this.#recogniser = new Recogniser(this.#compiled);
    this.#preterminals = new Preterminals(grammar);
  }

  static readonly #kept = new Map<string, SentenceLanguage>();

  /** The language of a grammar in its notation; a `DiagnosticError` when it is none. */
  static of(source: string): SentenceLanguage {
    const kept = SentenceLanguage.#kept.get(source);
    if (kept !== undefined) return kept;
    if (SentenceLanguage.#kept.size >= MAX_KEPT) SentenceLanguage.#kept.clear();
    const language = new SentenceLanguage(source);
    SentenceLanguage.#kept.set(source, language);
    return language;
  }

  /** Cells that are kept for the next sentence, at most 2^14. */
  get kept(): number {
    return this.#recogniser.kept;
  }

  /** What the words of a reading, joined by spaces, are read as again. */
  read(text: string): Reading {
    const words: string[] = [];
    let known = 0;
    let foreign = 0;
    let stopped = false;
    for (const word of this.#words.of(text)) {
      words.push(word.known ? word.word : this.#inLowerCase(word.word));
      if (word.known) known += 1;
      else if (!MARK.test(word.word)) foreign += 1;
      else stopped ||= STOPS.has(word.word);
      if (words.length > MAX_WORDS) break;
    }
    return { words, known, foreign, stopped };
  }

  /** Null when the sentence is accepted, else why it is not. */
  rejection(words: readonly string[]): string | null {
    const { accepted, viablePrefix, expected, mayEnd } = this.#recognise(words);
    if (accepted) return null;
    return explainRejection({ words, viablePrefix, expected, mayEnd }, this.#preterminals);
  }

  accepts(words: readonly string[]): boolean {
    return this.#recognise(words).accepted;
  }

  #recognise(words: readonly string[]): Recognition {
    const recogniser = this.#recogniser;
    const recognition = recogniser.recognise(words);
    if (recogniser.kept > MAX_CELLS) this.#recogniser = new Recogniser(this.#compiled);
    return recognition;
  }

  /** An unknown word must not become a terminal that differs from it in case alone. */
  #inLowerCase(word: string): string {
    const lower = word.toLowerCase();
    return this.#terminals.has(lower) ? word : lower;
  }
}
