/**
 * The language of a grammar without words: its sentences as parts of speech, `Determiner Noun Verb`. Which words a vocabulary has
 * for them changes nothing about which sentences are accepted, since no word is of two parts of speech; so everything
 * that is counted, drawn or compared is so here, once for all vocabularies.
 */
import { type CompiledGrammar, compileGrammar } from '../../cfg/compile.js';
import { leastHeights } from '../../cfg/derivations/costs.js';
import { wordsOf } from '../../cfg/derivations/derivations.js';
import { SentenceSampler } from '../../cfg/derivations/sentences.js';
import { Recogniser } from '../../cfg/earley/recognise.js';
import type { Grammar } from '../../cfg/grammar.js';
import { Random } from '../../random/random.js';
import { drawnLengths, type LengthShares } from './drawn-lengths.js';

/** Parts of speech in the order of a sentence. */
export type Pattern = readonly string[];

/** Words of a drawn sentence at most: our choice, so that a sentence is written in 64 tokens. */
export const MOST_WORDS = 18;

/** How deep probes are: see `Language.draw`. */
const PROBE_DEPTH = 1;

/** About a fifth of what is drawn is too long. */
const MOST_TRIES = 100;

export class Language {
  /** Parts of speech are its terminals. */
  readonly compiled: CompiledGrammar;
  readonly #recogniser: Recogniser;
  readonly #sampler: SentenceSampler;
  /** Of the lowest derivation, in rules. */
  readonly #height: number;
  readonly #probes: Pattern[] = [];

  /** @param specification a grammar whose parts of speech are nonterminals without rules */
  constructor(specification: Grammar) {
    this.compiled = compileGrammar(withTerminals(specification));
    this.#recogniser = new Recogniser(this.compiled);
    this.#sampler = new SentenceSampler(this.compiled);
    this.#height = leastHeights(this.compiled).ofNonterminal[this.compiled.start] ?? 0;
  }

  /** Its parts of speech, in the order in which its rules name them. */
  get categories(): readonly string[] {
    return this.compiled.terminals;
  }

  accepts(pattern: Pattern): boolean {
    return this.#recogniser.recognise(pattern).accepted;
  }

  /** How many parts of speech from the front begin some sentence. */
  viablePrefix(pattern: Pattern): number {
    return this.#recogniser.recognise(pattern).viablePrefix;
  }

  /** One of its sentences by number, from 0: the same on every machine, whatever a suite's options say. */
  probe(number: number): Pattern {
    const known = this.#probes[number];
    if (known !== undefined) return known;
    const drawn = this.draw(new Random('grammars', 'probe', number), PROBE_DEPTH);
    this.#probes[number] = drawn;
    return drawn;
  }

  /**
   * A sentence by expansion of nonterminals to a depth cutoff: no path of the derivation has over `deeper` rules more than
   * every derivation must have. What exceeds `MOST_WORDS` is drawn again.
   */
  draw(random: Random, deeper: number): Pattern {
    const depth = this.#height + deeper;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const derivation = this.#sampler.byDepth(random, { depth });
      const pattern = wordsOf(this.compiled, derivation);
      if (pattern.length <= MOST_WORDS) return pattern;
    }
    return wordsOf(this.compiled, this.#sampler.byDepth(random, { depth, maxWords: MOST_WORDS }));
  }

  /** How many words the sentences have that `draw` gives. */
  drawnLengths(deeper: number): LengthShares {
    return drawnLengths(this.compiled, this.#height + deeper, MOST_WORDS);
  }
}

function withTerminals({ start, rules }: Grammar): Grammar {
  const rewritten = new Set(rules.map(({ left }) => left));
  return {
    start,
    rules: rules.map((rule) => ({
      ...rule,
      right: rule.right.map(({ name }) => ({
        kind: rewritten.has(name) ? ('nonterminal' as const) : ('terminal' as const),
        name,
      })),
    })),
  };
}
