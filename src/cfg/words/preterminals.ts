/**
 * What a person calls the words of a grammar: `a noun` rather than ten nouns. The names are those of the preterminals, the
 * nonterminals whose every rule is one terminal.
 */

import { shortened } from '../../text/printable.js';
import type { Grammar, Rule } from '../grammar.js';

interface Preterminal {
  readonly phrase: string;
  readonly words: ReadonlySet<string>;
}

/** The preterminals of one grammar with two words or more, found once. One word says more than its preterminal's name. */
export class Preterminals {
  /** In the order of the rules. */
  readonly #all: readonly Preterminal[];
  readonly #byWord = new Map<string, Preterminal[]>();
  readonly #terminals: ReadonlySet<string>;
  /** What was said of a choice is kept with the choice. */
  readonly #phrases = new WeakMap<readonly string[], readonly string[]>();

  constructor({ rules }: Grammar) {
    const terminals = rules.flatMap(({ right }) => right.filter(({ kind }) => kind === 'terminal'));
    this.#terminals = new Set(terminals.map(({ name }) => name));
    this.#all = preterminalsOf(rules);
    for (const preterminal of this.#all) {
      for (const word of preterminal.words) {
        const others = this.#byWord.get(word);
        if (others === undefined) this.#byWord.set(word, [preterminal]);
        else others.push(preterminal);
      }
    }
  }

  /** Whether some rule of the grammar has this terminal. */
  hasWord(word: string): boolean {
    return this.#terminals.has(word);
  }

  /**
   * Phrases for a choice between terminals: every preterminal all of whose words are among them and not all said by larger
   * ones, in the order of the rules; then the words that none of these has, quoted.
   */
  phrases(terminals: readonly string[]): readonly string[] {
    const known = this.#phrases.get(terminals) ?? this.#phrasesFor(terminals);
    this.#phrases.set(terminals, known);
    return known;
  }

  #phrasesFor(terminals: readonly string[]): string[] {
    const unsaid = new Set(terminals);
    const said = new Set<Preterminal>();
    for (const preterminal of this.#within(terminals)) {
      const { size } = unsaid;
      for (const word of preterminal.words) unsaid.delete(word);
      if (unsaid.size < size) said.add(preterminal);
    }
    const named = this.#all.filter((preterminal) => said.has(preterminal));
    return [...named.map(({ phrase }) => phrase), ...[...unsaid].map(quotedWord)];
  }

  /** Preterminals all of whose words are among `terminals`, the largest first. */
  #within(terminals: readonly string[]): Preterminal[] {
    const counts = new Map<Preterminal, number>();
    for (const word of new Set(terminals)) {
      for (const preterminal of this.#byWord.get(word) ?? []) {
        counts.set(preterminal, (counts.get(preterminal) ?? 0) + 1);
      }
    }
    return this.#all
      .filter((preterminal) => counts.get(preterminal) === preterminal.words.size)
      .toSorted((a, b) => b.words.size - a.words.size);
  }
}

function preterminalsOf(rules: readonly Rule[]): Preterminal[] {
  const words = new Map<string, Set<string>>();
  const others = new Set<string>();
  for (const { left, right } of rules) {
    const [only] = right;
    if (only?.kind !== 'terminal' || right.length > 1) others.add(left);
    else words.set(left, (words.get(left) ?? new Set()).add(only.name));
  }
  return [...words]
    .filter(([left, { size }]) => size > 1 && !others.has(left))
    .map(([left, set]) => ({ phrase: phraseOf(left), words: set }));
}

/** `Noun` is `a noun`, `IntransitiveVerb` and `intransitive_verb` are `an intransitive verb`, `NN` is `an NN`. */
function phraseOf(name: string): string {
  const words = name
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .split(/[\s_/^<>-]+/)
    .filter((word) => word !== '')
    .map((word) => (ABBREVIATION.test(word) ? word : word.toLowerCase()));
  const phrase = words.length === 0 ? name : words.join(' ');
  // Letters by the sound of their names.
  const vowel = ABBREVIATION.test(words[0] ?? '') ? /^[AEFHILMNORSX]/ : /^[aeiou]/;
  return `${vowel.test(phrase) ? 'an' : 'a'} ${shortened(phrase)}`;
}

const ABBREVIATION = /^\p{Lu}{1,3}\d*$/u;

/** A word as a message shows it. */
export function quotedWord(word: string): string {
  return word.includes('"') ? `'${shortened(word)}'` : `"${shortened(word)}"`;
}
