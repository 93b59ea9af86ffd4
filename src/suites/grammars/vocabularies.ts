/**
 * Vocabularies A to E, read from `grammars/vocabularies.yaml`. Ten nouns, verbs and adjectives each are those of Cook et al.,
 * arXiv 2506.18777v2, section 4.2; the function words and all words themselves are our choice. Invariant: no word stands
 * twice, so it tells its part of speech and its vocabulary, and all vocabularies have as many words of each part of speech.
 */
import { z } from 'zod';
import type { Rule } from '../../cfg/grammar.js';
import type { Random } from '../../random/random.js';
import { parseData, readData } from '../data-file.js';
import type { Pattern } from './language.js';

/** The part of speech of what is no word of a vocabulary: no grammar has it. */
const FOREIGN = '?';

/** Their names in the file. */
export const LETTERS = ['A', 'B', 'C', 'D', 'E'] as const;

const word = z.string().regex(/^[a-z]+$/, 'expected a word of the letters a to z');

const wordsSchema = z.record(
  z.string().regex(/^[A-Z][A-Za-z]*$/, 'expected a part of speech such as Noun'),
  z.array(word).min(1),
);

const schema = z
  .strictObject({ A: wordsSchema, B: wordsSchema, C: wordsSchema, D: wordsSchema, E: wordsSchema })
  .check(({ value, issues }) => {
    const refuse = (path: PropertyKey[], message: string) =>
      issues.push({ code: 'custom', input: value, path, message });
    const seen = new Set<string>();
    const [first] = Object.values(value).map(sizesOf);
    for (const letter of LETTERS) {
      if (sizesOf(value[letter]) !== first) {
        refuse([letter], `expected as many words as in A: ${first}`);
      }
      for (const [category, words] of Object.entries(value[letter])) {
        for (const [index, each] of words.entries()) {
          if (seen.has(each)) refuse([letter, category, index], `the word ${each} stands twice`);
          seen.add(each);
        }
      }
    }
  });

function sizesOf(words: z.output<typeof wordsSchema>): string {
  return Object.entries(words)
    .map(([category, list]) => `${list.length} ${category}`)
    .join(', ');
}

export class Vocabulary {
  readonly letter: string;
  /** Every word, in the order of the file. */
  readonly all: readonly string[];
  readonly #words: Readonly<Record<string, readonly string[]>>;
  readonly #categories: ReadonlyMap<string, string>;

  constructor(letter: string, words: Readonly<Record<string, readonly string[]>>) {
    this.letter = letter;
    this.#words = words;
    this.all = Object.values(words).flat();
    this.#categories = new Map(
      Object.entries(words).flatMap(([category, list]) => list.map((each) => [each, category])),
    );
  }

  /** As prompts call it, such as `Vocab-A`. */
  get name(): string {
    return `Vocab-${this.letter}`;
  }

  /** The parts of speech of a sentence, whose words have spaces between them. */
  patternOf(sentence: string): Pattern {
    return sentence.split(' ').map((each) => this.#categories.get(each) ?? FOREIGN);
  }

  /** A sentence of these parts of speech, each word equally likely. */
  sentenceOf(pattern: Pattern, random: Random): string {
    return pattern.map((category) => random.pick(this.wordsFor(category))).join(' ');
  }

  /** What it adds to a grammar that has these parts of speech. */
  rulesFor(categories: readonly string[]): Rule[] {
    return categories.flatMap((left) =>
      this.wordsFor(left).map(
        (name): Rule => ({ left, right: [{ kind: 'terminal', name }], weight: 1 }),
      ),
    );
  }

  /** @throws RangeError for a part of speech that it does not have */
  wordsFor(category: string): readonly string[] {
    const words = this.#words[category];
    if (words === undefined) throw new RangeError(`${this.name} has no words for ${category}`);
    return words;
  }
}

/** @throws DiagnosticError with all that is wrong with the text */
export function parseVocabularies(source: string, file: string): Vocabulary[] {
  const parsed = parseData(source, file, schema);
  return LETTERS.map((letter) => new Vocabulary(letter, parsed[letter]));
}

let read: readonly Vocabulary[] | undefined;

/** The vocabularies of the package in the order of their letters, read once. */
export function vocabularies(): readonly Vocabulary[] {
  read ??= parseVocabularies(readData('grammars/vocabularies.yaml'), 'grammars/vocabularies.yaml');
  return read;
}
