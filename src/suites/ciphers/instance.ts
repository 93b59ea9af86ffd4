/**
 * Ciphers with its options filled in: what training shows of the three ciphers, and the items of each split. They are never
 * sampled: what is sampled are the texts, so a text is the cluster. Without demonstrations `wo-io` asks for ciphers that were only
 * described; with them `w-io-train` asks the very executions that training showed and `w-io-test` the questions of `wo-io`, whose
 * texts training never shows; `in-context` asks them with the source. After Cook et al., arXiv 2506.18777v2, sections 4.1 and 5.2.
 * Invariant: an item depends on the seed, the cipher, the text, the shift, the split and the answer, and on nothing else; the other
 * options only say which items there are.
 */
import { fromHost, repr } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import type { Answer, Probe, Target } from '../../scoring/verdict.js';
import {
  PROBES,
  probesOf,
  programTarget,
  type RecallableInstance,
  type Recalled,
} from '../recall/recalled.js';
import type { Execution, Instruction, Item, Specification, Training } from '../suite.js';
import { type Cipher, ciphers } from './cipher.js';
import { bindingErrorChance, isBindingError, plausibleError } from './confusions.js';
import {
  askedInputs,
  type Distribution,
  type Input,
  readInput,
  SHIFTS,
  shownInputs,
  writeInput,
} from './inputs.js';
import type { Options } from './options.js';
import { introduction, messages, specification } from './prompts.js';
import { caesar } from './standard.js';
import { texts as allTexts, TEXTS } from './texts.js';

export const NAME = 'ciphers';

export const SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'] as const;
export type Split = (typeof SPLITS)[number];

/** The names of the controls with the words of a table's legend. */
export const CONTROLS = {
  repeat_input: { legend: 'share right for repeating the text' },
  plain_caesar: { legend: 'share right for a plain Caesar cipher with the same shift' },
} as const;

export const MEASURES = {
  characters_right:
    'share of the characters that are right, place by place, of the longer of the answer and the right text',
} as const;

export class Ciphers implements RecallableInstance, Training {
  readonly suite: string = NAME;
  readonly splits: readonly Split[];
  readonly options: Options;
  readonly instructions: readonly Instruction[];
  readonly training: Training = this;
  readonly #shown: readonly Input[];
  readonly #asked: readonly Input[];

  constructor(options: Options) {
    const { seed, texts, shifts_per_text, executions } = options;
    const distribution = distributionOf(options);
    this.options = options;
    this.splits =
      distribution === null ? ['wo-io', 'in-context'] : ['w-io-train', 'w-io-test', 'in-context'];
    const role = distribution === null ? 'evaluation' : 'train';
    this.instructions = ciphers().map((cipher) => instructionOf(cipher, role));
    this.#shown = distribution === null ? [] : shownInputs(seed, executions, distribution);
    this.#asked = askedInputs(seed, texts, shifts_per_text);
  }

  /** @throws RangeError for a split that the suite does not have */
  *items(split: string, answer: Answer): Generator<Item, void> {
    const known = SPLITS.find((name) => name === split);
    if (known === undefined) throw new RangeError(`ciphers has no split ${split}`);
    if (!this.splits.includes(known)) return;
    const inputs = known === 'w-io-train' ? this.#shown : this.#asked;
    for (const [place, input] of inputs.entries()) {
      // Not always Alice first, so that a few items of each text are of all ciphers.
      for (const turn of ciphers().keys()) {
        const cipher = ciphers()[(place + turn) % ciphers().length];
        if (cipher !== undefined) yield itemOf(this.options.seed, cipher, input, known, answer);
      }
    }
  }

  /** Those of one cipher are of different texts and a prefix of what a larger `executions` gives. */
  executions(): Generator<Execution, void> {
    return executionsOf(this.#shown);
  }

  specification(instruction: Instruction): Specification {
    return specification({ seed: this.options.seed, cipher: cipherOf(instruction.id) });
  }

  question({ instruction, input }: Execution, answer: Answer): Item {
    const { text, shift } = readInput(input);
    const whole = { number: allTexts().indexOf(text), text, shift };
    return itemOf(this.options.seed, cipherOf(instruction), whole, 'w-io-train', answer);
  }

  /** With every shift equally often. None where there are demonstrations: all ciphers are train instructions then. */
  *distillation(count: number): Generator<Execution, void> {
    const { seed, texts: asked, demonstrations } = this.options;
    if (demonstrations !== 'none') return;
    yield* executionsOf(shownInputs(seed, Math.min(count, TEXTS - asked), { kind: 'uniform' }));
  }

  /** Probes are edge cases and texts that training never shows. */
  *recalled(): Generator<Recalled, void> {
    const { seed } = this.options;
    for (const [place, cipher] of ciphers().entries()) {
      const instruction = this.instructions[place];
      if (instruction === undefined) continue;
      const target = programTarget(cipher.name, probesFor(seed, cipher));
      yield { instruction, introduction: introduction({ seed, cipher }), target };
    }
  }

  measure({ target }: Item, answer: string): Readonly<Record<keyof typeof MEASURES, number>> {
    return { characters_right: charactersRight(answer, textOf(target)) };
  }

  isBindingError(item: Item, answer: string): boolean {
    return isBindingError(appliedOf(item), answer);
  }

  bindingErrorChance(item: Item, answer: string): number {
    return bindingErrorChance(appliedOf(item), answer);
  }

  /** Models go through a text in ways of their own, not by the source's variables. */
  trace(): null {
    return null;
  }

  rightAnswer({ target }: Item): string {
    return textOf(target);
  }

  plausibleError(item: Item, random: Random): string {
    return plausibleError(appliedOf(item), random);
  }

  /** The text under a plain Caesar cipher with any shift, each equally likely. */
  guess({ input }: Item, random: Random): string {
    return caesar(readInput(input).text, random.pick(SHIFTS));
  }
}

/** No letters, no shift, letters that go round the alphabet, capitals and marks. */
const EDGES = [
  ['', 3],
  ['abc xyz', 0],
  ['Zebra', 25],
  ['Hello, World! 123', 7],
  ['aeiou AEIOU', 13],
] as const;

function probesFor(seed: number, cipher: Cipher): Probe[] {
  const probe = (text: string, shift: number) => ({
    arguments: `${repr(fromHost(text))}, ${shift}`,
    value: repr(fromHost(cipher.encipher(text, shift))),
  });
  return probesOf(
    EDGES.map(([text, shift]) => probe(text, shift)),
    askedInputs(seed, PROBES, 1).map(({ text, shift }) => probe(text, shift)),
  );
}

/** The probability that a plain Caesar cipher with a random shift is right. */
export function guessAccuracy({ input, target }: Item): number {
  const { text } = readInput(input);
  const right = SHIFTS.filter((shift) => caesar(text, shift) === textOf(target));
  return right.length / SHIFTS.length;
}

/** The share of places with the same character, of the longer text's places. */
export function charactersRight(answer: string, right: string): number {
  const [given, expected] = [Array.from(answer), Array.from(right)];
  const same = expected.filter((character, place) => character === given[place]).length;
  return same / Math.max(given.length, expected.length);
}

/** What training shows beside the sources, or null. */
function distributionOf({ demonstrations, skewed_shifts }: Options): Distribution | null {
  if (demonstrations === 'none') return null;
  return demonstrations === 'uniform'
    ? { kind: 'uniform' }
    : { kind: 'skewed', favoured: skewed_shifts };
}

function textOf(target: Target): string {
  if (target.kind === 'text') return target.value;
  throw new TypeError(`expected a text for a target, found a ${target.kind}`);
}

function appliedOf({ instruction, input }: Item) {
  return { cipher: cipherOf(instruction), ...readInput(input) };
}

function cipherOf(instruction: string): Cipher {
  const cipher = ciphers().find((each) => instructionId(each) === instruction);
  if (cipher === undefined) throw new RangeError(`there is no instruction ${instruction}`);
  return cipher;
}

function* executionsOf(inputs: readonly Input[]): Generator<Execution, void> {
  for (const cipher of ciphers()) {
    const instruction = instructionId(cipher);
    for (const input of inputs) {
      const output = cipher.encipher(input.text, input.shift);
      yield { instruction, name: cipher.name, input: writeInput(input), output };
    }
  }
}

function instructionId({ name }: Cipher): string {
  return `${NAME}/${name.toLowerCase()}`;
}

function instructionOf(cipher: Cipher, role: Instruction['role']): Instruction {
  const { name, source } = cipher;
  return {
    id: instructionId(cipher),
    kind: 'program',
    name,
    source,
    role,
    facets: { cipher: name },
  };
}

function itemOf(seed: number, cipher: Cipher, input: Input, split: Split, answer: Answer): Item {
  const { text, shift } = input;
  const output = cipher.encipher(text, shift);
  const number = `t${String(input.number).padStart(3, '0')}`;
  const key = `s${seed}-${cipher.name.toLowerCase()}`;
  return {
    id: `${NAME}/${split}/${answer}/${key}/${number}-k${String(shift).padStart(2, '0')}`,
    suite: NAME,
    split,
    answer,
    instruction: instructionId(cipher),
    cluster: `${NAME}/${number}`,
    input: writeInput(input),
    messages: messages({ seed, cipher }, input, answer, split === 'in-context'),
    target: { kind: 'text', value: output },
    facets: { cipher: cipher.name, shift, length: text.length },
    controls: {
      repeat_input: output === text ? 1 : 0,
      plain_caesar: output === caesar(text, shift) ? 1 : 0,
    },
  };
}
