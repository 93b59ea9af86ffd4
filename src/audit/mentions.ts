/** Where a passage names instructions. A word that is a name is a mention, whatever its case; whatever is near it is spoken of it. */
import { functionsIn } from './definitions.js';
import type { Subject } from './held-out.js';
import { HashFilter, hashesOf, Words } from './words.js';

export interface Mention {
  /** Index of the word. */
  readonly at: number;
  readonly subject: Subject;
  /** The words around it that are beyond no other name: from, and up to without. */
  readonly territory: readonly [number, number];
}

/** `[from, to)`, in ascending order and apart from each other. */
type Ranges = readonly (readonly [number, number])[];

/** A field of a passage with its words and what they name. */
export class ReadField {
  readonly key: string;
  readonly words: Words;
  /** In the order of the text. */
  readonly mentions: readonly Mention[];
  readonly #described = new Map<Subject, Ranges>();
  #code: Ranges | undefined;

  constructor(key: string, text: string, names: Names) {
    this.key = key;
    this.words = new Words(text);
    this.mentions = names.in(this.words);
  }

  /** Whether the word is in the body or the head of a function. */
  isCode(at: number): boolean {
    this.#code ??= functionsIn(this.words.text).map(({ start, end }) => [start, end]);
    return isWithin(this.#code, this.words.starts[at] ?? 0);
  }

  /** Whether the word belongs to the specification of something: to code, or to this subject's own description. */
  isSpecification(at: number, subject: Subject): boolean {
    return this.isCode(at) || isWithin(this.#descriptionsOf(subject), at);
  }

  #descriptionsOf(subject: Subject): Ranges {
    const known = this.#described.get(subject);
    if (known !== undefined) return known;
    const found: [number, number][] = [];
    const { description } = subject;
    for (let at = 0; description.length > 0 && at < this.words.count; at += 1) {
      if (this.words.has(description, at)) found.push([at, at + description.length]);
    }
    this.#described.set(subject, found);
    return found;
  }
}

/** The names of all instructions. */
export class Names {
  readonly #filter = new HashFilter();
  readonly #byHash = new Map<number, Subject>();

  constructor(subjects: readonly Subject[]) {
    for (const subject of subjects) {
      const [hash, ...more] = hashesOf(subject.instruction.name);
      if (hash === undefined || more.length > 0) continue;
      this.#filter.add(hash);
      // Of two with one name, the one that may not be shown.
      if (!this.#byHash.has(hash) || subject.isEvaluation) this.#byHash.set(hash, subject);
    }
  }

  /** Whether a word is a name. */
  has(hash: number): boolean {
    return this.#filter.mayHave(hash) && this.#byHash.has(hash);
  }

  /** The mentions of a text in its order. */
  in(words: Words): readonly Mention[] {
    const named = this.#namedIn(words);
    const territories = named.map((): [number, number] => [0, words.count]);
    for (const [place, { subject }] of named.entries()) {
      const [before, territory] = [named[place - 1], territories[place]];
      if (before === undefined || territory === undefined) continue;
      territory[0] =
        before.subject === subject ? (territories[place - 1]?.[0] ?? 0) : before.at + 1;
    }
    for (let place = named.length - 2; place >= 0; place -= 1) {
      const [here, next, territory] = [named[place], named[place + 1], territories[place]];
      if (here === undefined || next === undefined || territory === undefined) continue;
      const isSame = here.subject === next.subject;
      territory[1] = isSame ? (territories[place + 1]?.[1] ?? words.count) : next.at;
    }
    return named.map((mention, place) => ({ ...mention, territory: territories[place] ?? [0, 0] }));
  }

  #namedIn({ count, hashes }: Words): Omit<Mention, 'territory'>[] {
    const mentions: Omit<Mention, 'territory'>[] = [];
    for (let at = 0; at < count; at += 1) {
      const hash = hashes[at] ?? 0;
      if (!this.#filter.mayHave(hash)) continue;
      const subject = this.#byHash.get(hash);
      if (subject !== undefined) mentions.push({ at, subject });
    }
    return mentions;
  }
}

/** Whether some range holds the number. */
function isWithin(ranges: Ranges, number: number): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.[1] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.[0] ?? Number.POSITIVE_INFINITY) <= number;
}
