/**
 * A grammar of the pool that a plan uses: its text, with and without words, the sentences that training shows of it, and
 * those that chance is worked out from. Invariant: each depends on the seed, the depth and the grammar alone, and the
 * sentences of one vocabulary do not depend on which others are shown.
 */
import { printGrammar } from '../../cfg/notation/print.js';
import { Random } from '../../random/random.js';
import type { Pattern } from './language.js';
import type { PoolGrammar } from './pool.js';
import type { Subject } from './prompts.js';
import { type Vocabulary, vocabularies } from './vocabularies.js';

/** How many of its sentences stand for all that the depth cutoff gives when chance is worked out. */
const REFERENCES = 50;

/** Far more draws than the most examples have needed. */
const MOST_DRAWS = 100_000;

/** A sentence that training shows. */
interface Example {
  readonly vocabulary: Vocabulary;
  readonly sentence: string;
}

export class AskedGrammar implements Subject {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  /** The specification: rules without words. */
  readonly source: string;
  readonly origin: PoolGrammar;
  readonly depth: number;
  #references: readonly Pattern[] | null = null;

  constructor(origin: PoolGrammar, depth: number) {
    this.seed = origin.seed;
    this.index = origin.index;
    this.name = origin.name;
    this.source = printGrammar(origin.specification);
    this.origin = origin;
    this.depth = depth;
  }

  /** Seed and place in the pool, such as `s1-0042`. */
  get key(): string {
    return `s${this.seed}-${String(this.index).padStart(4, '0')}`;
  }

  /** Vocabularies in this grammar's own random order: training shows the first, those held out are the last. */
  get vocabularies(): readonly Vocabulary[] {
    return new Random('grammars', this.seed, 'vocabularies', this.index).shuffle(vocabularies());
  }

  /** The words of its parts of speech, in its notation. */
  wordsIn(vocabulary: Vocabulary): string {
    const { specification, language } = this.origin;
    return printGrammar({
      start: language.categories[0] ?? specification.start,
      rules: vocabulary.rulesFor(language.categories),
    });
  }

  /** The whole grammar: rules and words. */
  notationIn(vocabulary: Vocabulary): string {
    return this.source + this.wordsIn(vocabulary);
  }

  /** A sentence to the depth cutoff. */
  sentenceIn(vocabulary: Vocabulary, random: Random): string {
    return vocabulary.sentenceOf(this.origin.language.draw(random, this.depth), random);
  }

  /** Sentences that stand for all that the depth cutoff gives. */
  get references(): readonly Pattern[] {
    this.#references ??= this.#drawReferences();
    return this.#references;
  }

  /** The first `count` sentences that training shows, no two alike, in the vocabularies by turns. */
  examples(shown: readonly Vocabulary[], count: number): Example[] {
    const streams = shown.map((vocabulary) => this.#unlike(vocabulary));
    return Array.from({ length: count }, (_, place) => {
      const turn = place % shown.length;
      const vocabulary = shown[turn];
      const sentence = streams[turn]?.next().value;
      if (vocabulary === undefined || sentence === undefined) {
        throw new Error(`${this.key} has fewer than ${count} sentences of depth ${this.depth}`);
      }
      return { vocabulary, sentence };
    });
  }

  #drawReferences(): Pattern[] {
    const random = new Random('grammars', this.seed, 'references', this.index);
    return Array.from({ length: REFERENCES }, () => this.origin.language.draw(random, this.depth));
  }

  /** Sentences in one vocabulary, each once. */
  *#unlike(vocabulary: Vocabulary): Generator<string, undefined> {
    const random = new Random('grammars', this.seed, 'examples', this.index, vocabulary.letter);
    const seen = new Set<string>();
    for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
      const sentence = this.sentenceIn(vocabulary, random);
      if (!seen.has(sentence)) yield sentence;
      seen.add(sentence);
    }
  }
}
