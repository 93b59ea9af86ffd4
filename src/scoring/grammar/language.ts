/**
 * A grammar without words as a language that can be held against another: symbols without a rule are its words. Made of what a model
 * wrote: size and work are bounded.
 */
import { type CompiledGrammar, compileGrammar } from '../../cfg/compile.js';
import { leastHeights } from '../../cfg/derivations/costs.js';
import { wordsOf } from '../../cfg/derivations/derivations.js';
import { SentenceSampler } from '../../cfg/derivations/sentences.js';
import { Recogniser, SentenceTooCostly } from '../../cfg/earley/recognise.js';
import type { Grammar } from '../../cfg/grammar.js';
import { readRules, type WrittenGrammar } from '../../cfg/notation/notation-rules.js';
import { Random } from '../../random/random.js';

/** Longer texts and more rules are no grammar that anybody was told about. */
const MAX_TEXT = 10_000;
const MAX_RULES = 500;

/** Sentences that stand for a language, and words of each at most. */
export const SENTENCES = 60;
const MOST_WORDS = 18;
/** How much deeper than the lowest derivation they are, by turns. */
const DEPTHS = [0, 1, 2, 3] as const;

type Sentence = readonly string[];

export class Language {
  readonly #compiled: CompiledGrammar;
  readonly #recogniser: Recogniser;

  private constructor(grammar: Grammar) {
    this.#compiled = compileGrammar(grammar);
    this.#recogniser = new Recogniser(this.#compiled);
  }

  /** The language of a text, or in words why it is no grammar. */
  static of(text: string): Language | string {
    if (text.length > MAX_TEXT) return `more than ${MAX_TEXT} characters of grammar`;
    const written = readRules(text, 1);
    const [fault] = written.faults;
    if (fault !== undefined) return `does not parse: ${fault.message}`;
    if (written.rules.length === 0) return 'no grammar';
    if (written.rules.length > MAX_RULES) return `more than ${MAX_RULES} rules`;
    return new Language(grammarOf(written));
  }

  /** A sample of its sentences, always the same; none where nothing is derived. */
  sentences(): Sentence[] {
    const height = leastHeights(this.#compiled).ofNonterminal[this.#compiled.start];
    if (height === undefined || height === Infinity) return [];
    let sampler: SentenceSampler;
    try {
      sampler = new SentenceSampler(this.#compiled);
    } catch (error) {
      // No derivation is small enough to be written down.
      if (error instanceof RangeError) return [];
      throw error;
    }
    return Array.from({ length: SENTENCES }, (_, number) => {
      const depth = height + (DEPTHS[number % DEPTHS.length] ?? 0);
      const random = new Random('recall', 'sentence', number);
      return wordsOf(this.#compiled, sampler.byDepth(random, { depth, maxWords: MOST_WORDS }));
    });
  }

  accepts(sentence: Sentence): boolean {
    try {
      return this.#recogniser.recognise(sentence).accepted;
    } catch (error) {
      if (error instanceof SentenceTooCostly) return false;
      throw error;
    }
  }
}

function grammarOf({ rules, start, defined }: WrittenGrammar): Grammar {
  return {
    start: start?.value ?? rules[0]?.left.value ?? '',
    rules: rules.map(({ left, symbols }) => ({
      left: left.value,
      right: symbols.map(({ type, value }) => ({
        kind: type === 'terminal' || !defined.has(value) ? 'terminal' : 'nonterminal',
        name: value,
      })),
      weight: 1,
    })),
  };
}
