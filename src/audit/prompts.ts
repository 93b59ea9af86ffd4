/**
 * Prompts of held-out items in a text, found by shingles (Broder, 1997): runs of five words. What is looked for is what is the item's own
 * in its messages: paragraphs that other inputs' prompts have, too, ask for a form of answer or specify the instruction.
 */
import type { Item } from '../suites/suite.js';
import type { HeldOut } from './held-out.js';
import type { ReadField } from './mentions.js';
import { HashFilter, hashesOf, rolled, SHINGLE, shinglesOf, squeezed, Words } from './words.js';

/** A prompt that was found, from the word `at` on. */
export interface FoundPrompt {
  readonly check: 'prompt_exact' | 'prompt_normalised' | 'prompt_ngram';
  readonly item: Item;
  readonly at: number;
}

/** Share of a prompt's own shingles that make a near copy. */
export const NEAR_COPY = 0.8;
/** A shingle of more prompts is a template's. */
const MOST_SHARING = 50;
/** Shingles that are looked for of all prompts together, and at least of each. */
const MOST_SHINGLES = 2_000_000;
const LEAST_EACH = 8;
/** Words on either side of a near copy in which its name and input must stand. */
const MARGIN = 10;

interface Prompt {
  readonly item: Item;
  readonly text: string;
  readonly words: Int32Array;
  /** What makes another prompt where it is missing: name, arguments and every number, in words. */
  readonly needed: readonly Int32Array[];
  /** Words alone do not tell it from other prompts. */
  readonly isSymbolic: boolean;
}

interface Sighting {
  readonly first: number;
  last: number;
  readonly shingles: Set<number>;
}

export class Prompts {
  readonly #prompts: readonly Prompt[];
  readonly #filter = new HashFilter();
  /** Shingle to prompts by index. */
  readonly #index = new Map<number, number[]>();
  /** How many shingles are looked for, by prompt. */
  readonly #wanted: number[] = [];

  constructor({ items, subjects }: HeldOut) {
    const names = new Map(subjects.map(({ instruction }) => [instruction.id, instruction.name]));
    const inputs = new Map(
      subjects.flatMap((subject) => subject.inputs.map((input) => [input.item, input] as const)),
    );
    const texts = ownTexts(items);
    this.#prompts = items.map((item, place): Prompt => {
      const words = new Words(texts[place] ?? '');
      const input = inputs.get(item);
      const needed = [
        hashesOf(names.get(item.instruction) ?? ''),
        ...(input?.words ?? []),
        ...[...words.hashes.keys()].flatMap((at) =>
          words.isNumber(at) ? [words.hashes.slice(at, at + 1)] : [],
        ),
      ];
      return {
        item,
        text: texts[place] ?? '',
        words: words.hashes,
        // What the prompt itself does not have cannot be asked of a copy.
        needed: needed.filter((each) => isAmong(each, words, 0, words.count)),
        isSymbolic: (input?.symbols.length ?? 0) > 0,
      };
    });
    this.#enterAll();
  }

  /** Whether some prompt has this shingle. */
  has(shingle: number): boolean {
    return this.#filter.mayHave(shingle) && this.#index.has(shingle);
  }

  /** The prompts in a field, each once. */
  in(field: ReadField, raw: string): FoundPrompt[] {
    const { words } = field;
    const sightings = new Map<number, Sighting>();
    const found = new Map<number, FoundPrompt>();
    let shingle = 0;
    for (let at = 0; at < words.count; at += 1) {
      shingle = rolled(shingle, words.hashes[at] ?? 0, words.hashes[at - SHINGLE] ?? 0);
      // A short text is a shingle of its own.
      if (at < SHINGLE - 1 && at < words.count - 1) continue;
      if (!this.#filter.mayHave(shingle)) continue;
      for (const number of this.#index.get(shingle) ?? []) {
        if (found.has(number)) continue;
        const sighting = this.#sighted(sightings, number, shingle, at);
        const prompt = this.#prompts[number];
        if (
          prompt === undefined ||
          sighting.shingles.size < NEAR_COPY * (this.#wanted[number] ?? 1)
        )
          continue;
        const check = checkOf(prompt, words, raw, sighting);
        if (check === null) continue;
        found.set(number, {
          check,
          item: prompt.item,
          at: Math.max(0, sighting.first - SHINGLE + 1),
        });
      }
    }
    return [...found.values()];
  }

  #sighted(
    sightings: Map<number, Sighting>,
    number: number,
    shingle: number,
    at: number,
  ): Sighting {
    const length = this.#prompts[number]?.words.length ?? 0;
    const before = sightings.get(number);
    const isNear = before !== undefined && at - before.first <= 2 * length + MARGIN;
    const sighting = isNear ? before : { first: at, last: at, shingles: new Set<number>() };
    sighting.last = at;
    sighting.shingles.add(shingle);
    sightings.set(number, sighting);
    return sighting;
  }

  #enterAll(): void {
    const all = this.#prompts.map(({ words }) => [...new Set(shinglesOf(words))]);
    const sharing = new Map<number, number>();
    for (const shingle of all.flat()) sharing.set(shingle, (sharing.get(shingle) ?? 0) + 1);
    const most = Math.max(LEAST_EACH, Math.floor(MOST_SHINGLES / Math.max(1, all.length)));
    for (const [number, shingles] of all.entries()) {
      const own = shingles.filter((shingle) => (sharing.get(shingle) ?? 0) <= MOST_SHARING);
      const chosen = spread(own.length > 0 ? own : shingles.slice(-1), most);
      this.#wanted[number] = chosen.length;
      for (const shingle of chosen) {
        this.#filter.add(shingle);
        const numbers = this.#index.get(shingle);
        if (numbers === undefined) this.#index.set(shingle, [number]);
        else if (numbers.length < MOST_SHARING) numbers.push(number);
      }
    }
  }
}

/** At most `most` of them, evenly from all. */
function spread(shingles: readonly number[], most: number): readonly number[] {
  if (shingles.length <= most) return shingles;
  return Array.from(
    { length: most },
    (_, place) => shingles[Math.floor((place * shingles.length) / most)] ?? 0,
  );
}

function checkOf(
  prompt: Prompt,
  words: Words,
  raw: string,
  { first, last }: Sighting,
): FoundPrompt['check'] | null {
  if (raw.includes(prompt.text)) return 'prompt_exact';
  const from = Math.max(0, first - prompt.words.length - MARGIN);
  const to = Math.min(words.count, last + prompt.words.length + MARGIN);
  if (prompt.isSymbolic) {
    const around = squeezed(words.text.slice(words.starts[from], words.ends[to - 1]));
    return around.includes(squeezed(prompt.text)) ? 'prompt_normalised' : null;
  }
  if (isAmong(prompt.words, words, from, to)) return 'prompt_normalised';
  const near = [
    Math.max(0, first - SHINGLE - MARGIN),
    Math.min(words.count, last + MARGIN),
  ] as const;
  return prompt.needed.every((each) => isAmong(each, words, ...near)) ? 'prompt_ngram' : null;
}

function isAmong(sequence: Int32Array, words: Words, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (words.has(sequence, at)) return true;
  return false;
}

/** What is each item's own of its last question. */
function ownTexts(items: readonly Item[]): string[] {
  const all = items.map((item) => paragraphsOf(item));
  const counts = new Map<string, number>();
  for (const paragraph of all.flatMap((paragraphs) => [...new Set(paragraphs)])) {
    counts.set(paragraph, (counts.get(paragraph) ?? 0) + 1);
  }
  return all.map((paragraphs) => {
    const own = paragraphs.filter((paragraph) => counts.get(paragraph) === 1);
    return (own.length > 0 ? own : paragraphs).join('\n\n');
  });
}

function paragraphsOf({ messages }: Item): string[] {
  const asked = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1);
  return (asked?.content ?? '')
    .replaceAll(/```[^`]*```/g, '')
    .split(/\n{2,}/)
    .filter((each) => each.trim() !== '');
}
