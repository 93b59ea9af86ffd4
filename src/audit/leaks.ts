/** What an audit finds: leaks by check, counted in full, with the first of each as examples. */

/** How a leak was found; the order is that of reports. */
export const CHECKS = {
  prompt_exact: 'prompt of a held-out item, letter by letter',
  prompt_normalised: 'the same but for case, white space, quotes, markup or forms of Unicode',
  prompt_ngram: 'most of the shingles of such a prompt, with its name and its input',
  execution: 'name, held-out input and answer together',
  program_renamed: 'source of an evaluation program under another name',
  program_ngram:
    'most of the source of an evaluation program under another name, which cannot be run here',
  program_behaviour: 'a program that gives what an evaluation program gives on all probes',
  sentence: 'a sentence of an evaluation grammar, presented as one of it',
} as const;

export type Check = keyof typeof CHECKS;

export interface Leak {
  readonly check: Check;
  readonly file: string;
  readonly line: number;
  /** The instruction's id. */
  readonly instruction: string;
  /** The item's id, where there is one. */
  readonly item: string | null;
  /** What stands there, shortened. */
  readonly excerpt: string;
}

/** Leaks of one check. */
export interface Found {
  readonly count: number;
  readonly instructions: number;
  readonly examples: readonly Leak[];
}

/** Examples that are kept of each check. */
const MOST_EXAMPLES = 20;
/** Leaks that are remembered, so that none is counted twice where pieces of a text overlap. */
const MOST_REMEMBERED = 1_000_000;

export class Leaks {
  readonly #found = new Map<
    Check,
    { count: number; instructions: Set<string>; examples: Leak[] }
  >();
  readonly #seen = new Set<string>();

  /** The same check finds a subject once on a line. */
  add(leak: Leak): void {
    const key = [leak.check, leak.file, leak.line, leak.item ?? leak.instruction].join('\0');
    if (this.#seen.has(key)) return;
    if (this.#seen.size < MOST_REMEMBERED) this.#seen.add(key);
    const found = this.#found.get(leak.check) ?? {
      count: 0,
      instructions: new Set(),
      examples: [],
    };
    found.count += 1;
    found.instructions.add(leak.instruction);
    if (found.examples.length < MOST_EXAMPLES) found.examples.push(leak);
    this.#found.set(leak.check, found);
  }

  get byCheck(): Readonly<Record<Check, Found>> {
    return {
      prompt_exact: this.#of('prompt_exact'),
      prompt_normalised: this.#of('prompt_normalised'),
      prompt_ngram: this.#of('prompt_ngram'),
      execution: this.#of('execution'),
      program_renamed: this.#of('program_renamed'),
      program_ngram: this.#of('program_ngram'),
      program_behaviour: this.#of('program_behaviour'),
      sentence: this.#of('sentence'),
    };
  }

  #of(check: Check): Found {
    const { count = 0, instructions, examples = [] } = this.#found.get(check) ?? {};
    return { count, instructions: instructions?.size ?? 0, examples };
  }

  get total(): number {
    return [...this.#found.values()].reduce((sum, { count }) => sum + count, 0);
  }
}
