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
import type { Token } from '../../cfg/notation/tokens.js';
import { Random } from '../../random/random.js';

/** Longer texts, more rules and more symbols in one are no grammar that anybody was told about. */
const MAX_TEXT = 10_000;
const MAX_RULES = 500;
const MAX_SYMBOLS = 20;

/** How an alternative without symbols is written. */
const EMPTY: ReadonlySet<string> = new Set(['ε', 'ϵ', 'λ', 'epsilon']);

/** Sentences that stand for a language, and words of each at most. */
export const SENTENCES = 60;
const MOST_WORDS = 18;
/** How much deeper than the lowest derivation they are, by turns. */
const DEPTHS = [0, 1, 2, 3] as const;

type Sentence = readonly string[];

export class Language {
  readonly #grammar: Grammar;
  readonly #compiled: CompiledGrammar;
  readonly #recogniser: Recogniser;

  private constructor(grammar: Grammar) {
    this.#grammar = grammar;
    this.#compiled = compileGrammar(grammar);
    this.#recogniser = new Recogniser(this.#compiled);
  }

  /**
   * The language of a text, or in words why it is no grammar. `like`: the one that it is held against. It begins where that one does, if
   * it has rules for that symbol, else with its first rule; what it writes for the words of that one is passed over.
   */
  static of(text: string, like?: Language): Language | string {
    if (text.length > MAX_TEXT) return `more than ${MAX_TEXT} characters of grammar`;
    const written = readRules(text, 1);
    const [fault] = written.faults;
    if (fault !== undefined) return `does not parse: ${fault.message}`;
    if (written.rules.length > MAX_RULES) return `more than ${MAX_RULES} rules`;
    if (written.rules.some(({ symbols }) => symbols.length > MAX_SYMBOLS))
      return `more than ${MAX_SYMBOLS} symbols in a rule`;
    const grammar = grammarOf(written, like === undefined ? undefined : like.#grammar);
    return grammar.rules.length === 0 ? 'no grammar' : new Language(grammar);
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

function grammarOf({ rules, start, defined }: WrittenGrammar, like: Grammar | undefined): Grammar {
  const words = wordsIn(rules, like);
  const kept = rules.filter(({ left }) => !words.has(left.value));
  const sameStart = like !== undefined && defined.has(like.start) ? like.start : undefined;
  const isTerminal = ({ type, value }: Token): boolean =>
    type === 'terminal' || !defined.has(value) || words.has(value);
  return {
    start: start?.value ?? sameStart ?? kept[0]?.left.value ?? '',
    rules: kept.map(({ left, symbols }) => ({
      left: left.value,
      right: symbols
        .filter(
          (symbol) => !(symbols.length === 1 && isTerminal(symbol) && EMPTY.has(symbol.value)),
        )
        .map((symbol) => ({
          kind: isTerminal(symbol) ? 'terminal' : 'nonterminal',
          name: symbol.value,
        })),
      weight: 1,
    })),
  };
}

/** Those of the words of `like` that have words of their own here, as in a lexicon, and nothing else. */
function wordsIn(rules: WrittenGrammar['rules'], like: Grammar | undefined): ReadonlySet<string> {
  const symbols = like?.rules.flatMap(({ right }) => right) ?? [];
  const words = new Set(symbols.flatMap(({ kind, name }) => (kind === 'terminal' ? name : [])));
  const heads = new Set(rules.map(({ left }) => left.value));
  const isEntry = ({ symbols: [word, ...more] }: WrittenGrammar['rules'][number]): boolean =>
    word !== undefined && more.length === 0 && !heads.has(word.value) && !words.has(word.value);
  const derived = new Set(rules.filter((rule) => !isEntry(rule)).map(({ left }) => left.value));
  return new Set([...heads].filter((head) => words.has(head) && !derived.has(head)));
}
