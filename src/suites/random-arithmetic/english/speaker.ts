/** Who writes one description: draws among patterns and phrases, and calls every variable by one name throughout. */
import type { Random } from '../../../random/random.js';
import { type Meaning, type Person, phrasesFor } from './lexicon.js';

/** What a pattern leaves open. */
type Slot =
  | 'CLAUSE'
  | 'CONDITION'
  | 'COUNTER'
  | 'DIVISOR'
  | 'FIRST'
  | 'FUNCTION'
  | 'GREATEST'
  | 'LAST'
  | 'LEFT'
  | 'NUMBER'
  | 'OBJECT'
  | 'OTHER'
  | 'RIGHT'
  | 'STEPS'
  | 'TARGET'
  | 'VALUE';

/** Meanings, each to be said by one of its phrases, and slots: `sumOf FIRST and LAST`. */
export type Pattern = readonly (Meaning | Slot)[];

/** What stands in the slots of a pattern. */
type Slots = Readonly<Partial<Record<Slot, () => string>>>;

export class Speaker {
  readonly #random: Random;
  readonly #names: ReadonlyMap<string, string>;
  readonly #person: Person;

  /** @param names what variables are called, by their names in the program */
  constructor(random: Random, names: ReadonlyMap<string, string>, person: Person = 'reader') {
    this.#random = random;
    this.#names = names;
    this.#person = person;
  }

  /** The same speaker, saying what another does. */
  about(person: Person): Speaker {
    return new Speaker(this.#random, this.#names, person);
  }

  /** One of the patterns. */
  tell(patterns: readonly Pattern[], slots: Slots = {}): string {
    const words = this.#random.pick(patterns).map((word) => {
      if (!isSlot(word)) return this.#random.pick(phrasesFor(word, this.#person));
      const value = slots[word];
      if (value === undefined) throw new RangeError(`nothing stands for ${word}`);
      return value();
    });
    return joined(words);
  }

  /** @throws RangeError for a variable that the program does not have */
  variable(id: string): string {
    const name = this.#names.get(id);
    if (name === undefined) throw new RangeError(`there is no variable ${id}`);
    return name;
  }

  chance(numerator: number, denominator: number): boolean {
    return this.#random.chance(numerator, denominator);
  }
}

function isSlot(word: Meaning | Slot): word is Slot {
  return word === word.toUpperCase();
}

/** Words with spaces between them, but for marks, which stand close to what is before them, and brackets. */
export function joined(words: readonly string[]): string {
  return words.join(' ').replaceAll(/ (?=[.,;:)])|(?<=\() /g, '');
}
