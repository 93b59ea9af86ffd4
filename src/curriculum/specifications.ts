/** Documents that show instructions themselves, each as often as its role is repeated. */
import { Random } from '../random/random.js';
import type { Instruction, Specification, SuiteInstance } from '../suites/suite.js';
import type { Source, SpecificationDocument } from './document.js';
import { RESPONSE_PREAMBLES } from './preambles.js';

/** An instruction with the suite that it is of. */
interface Shown {
  readonly instance: SuiteInstance;
  readonly instruction: Instruction;
}

export interface SpecificationSettings {
  readonly seed: number;
  /** How often each instruction is shown. */
  readonly repeats: number;
  readonly contextTemplates: boolean;
}

/**
 * The first document of an instruction is asked for in the words that `in-context` shows it with; its further ones walk through all
 * context templates and response preambles, so that no pair of them comes twice before all did.
 */
export class Specifications implements Source<SpecificationDocument> {
  readonly kind = 'specification';
  readonly count: number;
  readonly #shown: readonly Shown[];
  readonly #settings: SpecificationSettings;
  readonly #wordings: Wording[] = [];

  constructor(shown: readonly Shown[], settings: SpecificationSettings) {
    this.count = shown.length * settings.repeats;
    this.#shown = shown;
    this.#settings = settings;
  }

  documentAt(number: number): SpecificationDocument {
    const { repeats } = this.#settings;
    const place = Math.floor(number / repeats);
    const shown = this.#shown[place];
    if (shown === undefined) throw new RangeError(`there is no specification ${number}`);
    const { instance, instruction } = shown;
    const wording = this.#wordings[place] ?? this.#wordingOf(shown);
    this.#wordings[place] = wording;
    const { context, preamble } = wording.pair(number % repeats);
    const opening = preamble === '' ? '' : `${preamble}\n\n`;
    return {
      kind: 'specification',
      suite: instance.suite,
      instruction: instruction.id,
      role: instruction.role,
      prompt: [{ role: 'user', content: context }],
      completion: `${opening}${wording.text}`,
    };
  }

  #wordingOf({ instance, instruction }: Shown): Wording {
    const specification = instance.training?.specification(instruction);
    if (specification === undefined)
      throw new TypeError(`${instruction.id} is not to be trained on`);
    return this.#settings.contextTemplates
      ? new VariedWording(
          specification,
          new Random('preambles', this.#settings.seed, instruction.id),
        )
      : new FixedWording(specification);
  }
}

/** The words around an instruction's text. */
interface Wording {
  readonly text: string;
  /** Those of a repeat, counted from 0. */
  pair(repeat: number): { readonly context: string; readonly preamble: string };
}

class VariedWording implements Wording {
  readonly text: string;
  readonly #contexts: readonly string[];
  readonly #preambles: readonly string[];

  constructor({ contexts, own, text }: Specification, random: Random) {
    const others = contexts.filter((_, place) => place !== own);
    this.text = text;
    this.#contexts = [...contexts.slice(own, own + 1), ...random.shuffle(others)];
    this.#preambles = random.shuffle(RESPONSE_PREAMBLES);
  }

  pair(repeat: number): { context: string; preamble: string } {
    const [contexts, preambles] = [this.#contexts, this.#preambles];
    const place = repeat % contexts.length;
    // One further in each round, so that every round has other pairs.
    const round = Math.floor(repeat / contexts.length);
    return {
      context: contexts[place] ?? '',
      preamble: preambles[(place + round) % preambles.length] ?? '',
    };
  }
}

class FixedWording implements Wording {
  readonly text: string;
  readonly #context: string;

  constructor({ contexts, text }: Specification) {
    this.text = text;
    this.#context = contexts[0] ?? '';
  }

  pair(): { context: string; preamble: string } {
    return { context: this.#context, preamble: '' };
  }
}
