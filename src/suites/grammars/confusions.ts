/**
 * The wrong answers that tell something: those that another trained grammar accepts (binding errors), and those of a model
 * that swaps, drops or repeats words or takes another grammar's order. The kinds are our choice.
 */
import { Random } from '../../random/random.js';
import type { AskedGrammar } from './asked-grammar.js';
import type { Pattern } from './language.js';
import type { Vocabulary } from './vocabularies.js';

/** Random orders of an answer's words that are tried: few, since the mean is taken over thousands of answers. */
const ORDERS = 4;

/** Patterns whose acceptors are kept. */
const MOST_KEPT = 20_000;

/** Tries before an error is what no grammar accepts: a single word. */
const MOST_TRIES = 20;

export class Confusions {
  readonly #grammars: readonly AskedGrammar[];
  /** For each pattern the grammars that accept it. */
  readonly #acceptors = new Map<string, readonly AskedGrammar[]>();
  /** For each set of parts of speech the grammars that have them all. */
  readonly #having = new Map<string, readonly AskedGrammar[]>();

  constructor(grammars: readonly AskedGrammar[]) {
    this.#grammars = grammars;
  }

  /** Whether another grammar accepts the parts of speech, and `asked` does not. */
  isBindingError(asked: AskedGrammar, pattern: Pattern): boolean {
    const acceptors = this.#acceptorsOf(pattern);
    return acceptors.length > 0 && !acceptors.includes(asked);
  }

  /** The share of random orders of the same parts of speech that are a binding error. */
  bindingErrorChance(asked: AskedGrammar, pattern: Pattern): number {
    const random = new Random('grammars', 'orders', ...pattern);
    const orders = Array.from({ length: ORDERS }, () => random.shuffle(pattern));
    return orders.filter((order) => this.isBindingError(asked, order)).length / ORDERS;
  }

  /** A sentence such as a real model gives; never one that `asked` accepts. */
  plausibleError(asked: AskedGrammar, vocabulary: Vocabulary, random: Random): string {
    let error = '';
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      error = this.#corrupted(asked, vocabulary, random);
      if (!asked.origin.language.accepts(vocabulary.patternOf(error))) return error;
    }
    return error.slice(0, error.indexOf(' '));
  }

  /** A sentence that may be right by chance. */
  #corrupted(asked: AskedGrammar, vocabulary: Vocabulary, random: Random): string {
    const words = asked.sentenceIn(vocabulary, random).split(' ');
    const place = random.integer(0, words.length - 2);
    const [word = '', next = ''] = words.slice(place);
    switch (random.pick(['swap', 'drop', 'repeat', 'replace', 'other grammar'] as const)) {
      case 'swap':
        return words.toSpliced(place, 2, next, word).join(' ');
      case 'drop':
        return words.toSpliced(place, 1).join(' ');
      case 'repeat':
        return words.toSpliced(place, 0, word).join(' ');
      case 'replace':
        return words.toSpliced(place, 1, random.pick(vocabulary.all)).join(' ');
      case 'other grammar':
        return random.pick(this.#grammars).sentenceIn(vocabulary, random);
    }
  }

  #acceptorsOf(pattern: Pattern): readonly AskedGrammar[] {
    const key = pattern.join(' ');
    const known = this.#acceptors.get(key);
    if (known !== undefined) return known;
    if (this.#acceptors.size >= MOST_KEPT) this.#acceptors.clear();
    const acceptors = this.#havingAllOf(pattern).filter(({ origin }) =>
      origin.language.accepts(pattern),
    );
    this.#acceptors.set(key, acceptors);
    return acceptors;
  }

  /** The few grammars that have every part of speech of a pattern: only these are worth trying. */
  #havingAllOf(pattern: Pattern): readonly AskedGrammar[] {
    const categories = [...new Set(pattern)].toSorted();
    const key = categories.join(' ');
    const known = this.#having.get(key);
    if (known !== undefined) return known;
    const having = this.#grammars.filter(({ origin }) =>
      categories.every((category) => origin.language.categories.includes(category)),
    );
    this.#having.set(key, having);
    return having;
  }
}
