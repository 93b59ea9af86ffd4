/**
 * A grammar made ready to judge sentences. Compiled once per text of a grammar: a run asks the same few hundred grammars
 * thousands of times.
 */
import {
  compileGrammar,
  explainRejection,
  Preterminals,
  parseGrammar,
  Recogniser,
  Words,
} from '../../cfg/index.js';

/** Words that one sentence may have. */
export const MAX_WORDS = 10_000;

/** Languages that are kept: more than the grammars and vocabularies of a run. */
const MAX_KEPT = 4096;

/** A text as the words of a grammar. */
export interface Reading {
  /** Names of terminals, and unknown words as they are spelled; at most `MAX_WORDS + 1`. */
  readonly words: readonly string[];
  /** How many of them are terminals. */
  readonly known: number;
  /** A full stop, or another mark that ends a sentence, stands before a further word and is no terminal. */
  readonly stopped: boolean;
}

const STOPS: ReadonlySet<string> = new Set(['.', '!', '?', '\u2026', '\u3002']);

export class Language {
  readonly #words: Words;
  readonly #recogniser: Recogniser;
  readonly #preterminals: Preterminals;

  private constructor(source: string) {
    const grammar = parseGrammar(source);
    const compiled = compileGrammar(grammar);
    this.#words = new Words(compiled.terminals);
    this.#recogniser = new Recogniser(compiled);
    this.#preterminals = new Preterminals(grammar);
  }

  static readonly #kept = new Map<string, Language>();

  /** The language of a grammar in its notation; a `DiagnosticError` when it is none. */
  static of(source: string): Language {
    const kept = Language.#kept.get(source);
    if (kept !== undefined) return kept;
    if (Language.#kept.size >= MAX_KEPT) Language.#kept.clear();
    const language = new Language(source);
    Language.#kept.set(source, language);
    return language;
  }

  read(text: string): Reading {
    const words: string[] = [];
    let known = 0;
    let stopped = false;
    for (const word of this.#words.of(text)) {
      words.push(word.word);
      if (word.known) known += 1;
      else stopped ||= STOPS.has(word.word);
      if (words.length > MAX_WORDS) break;
    }
    return { words, known, stopped };
  }

  accepts(words: readonly string[]): boolean {
    return this.#recogniser.recognise(words).accepted;
  }

  /** Null when the sentence is accepted, else why it is not. */
  rejection(words: readonly string[]): string | null {
    const { accepted, viablePrefix, expected, mayEnd } = this.#recogniser.recognise(words);
    if (accepted) return null;
    return explainRejection({ words, viablePrefix, expected, mayEnd }, this.#preterminals);
  }
}
