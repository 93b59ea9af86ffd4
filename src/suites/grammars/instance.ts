/**
 * Grammars with its options filled in: which grammars are used, what is shown of them in training, and the items of each
 * split. Splits and protocol are those of Cook et al., arXiv 2506.18777v2, section 4 and appendix B, where the input is a
 * vocabulary: `w-io-train` asks train grammars in vocabularies in which training showed them, `w-io-test` in those that are
 * held out, `wo-io` asks evaluation grammars by name alone, `in-context` with their rules and words. Invariant: an item
 * depends on the seed, the depth, the grammar, the vocabulary and the split, and on nothing else; the other options only say
 * which items there are.
 */
import type { Random } from '../../random/random.js';
import type { Answer } from '../../scoring/verdict.js';
import type { RecallableInstance, Recalled } from '../recall/recalled.js';
import type {
  Control,
  Execution,
  Facets,
  Instruction,
  Item,
  Specification,
  Training,
} from '../suite.js';
import { AskedGrammar } from './asked-grammar.js';
import { type Chances, chancesOf } from './chance.js';
import { Confusions } from './confusions.js';
import type { Pattern } from './language.js';
import type { Options } from './options.js';
import { POOL_SIZE, poolOf } from './pool.js';
import { introduction, messages, specification } from './prompts.js';
import { type Vocabulary, vocabularies } from './vocabularies.js';

export const NAME = 'grammars';

export const SPLITS = ['w-io-train', 'w-io-test', 'wo-io', 'in-context'] as const;
export type Split = (typeof SPLITS)[number];

export const CONTROLS: Readonly<Record<keyof Chances, Control>> = {
  random_words: { legend: 'random words of the vocabulary, as many as a sentence has' },
  shuffled: { legend: 'the words of one of 50 sentences of the grammar in random order' },
  other_grammar: { legend: 'a sentence of another grammar', draws: POOL_SIZE - 1 },
};

export const MEASURES = {
  viable_prefix: 'share of the words before which nothing was wrong yet',
  shown: 'share of answers that training showed as a sentence of some grammar',
} as const;

export class Grammars implements RecallableInstance, Training {
  readonly suite: string = NAME;
  readonly splits: readonly Split[];
  readonly options: Options;
  /** In pool order, from the front. */
  readonly trainGrammars: readonly AskedGrammar[];
  /** From the back of the pool: the first of them is the pool's last. */
  readonly evaluationGrammars: readonly AskedGrammar[];
  readonly instructions: readonly Instruction[];
  readonly training: Training = this;
  readonly #pool: readonly AskedGrammar[];
  readonly #byInstruction: ReadonlyMap<string, AskedGrammar>;
  readonly #chances = new Map<AskedGrammar, Chances>();
  readonly #confusions: Confusions;
  #shown: ReadonlySet<string> | null = null;

  constructor(options: Options) {
    const { seed, train, evaluation, depth, held_out } = options;
    this.options = options;
    this.splits = SPLITS.filter((split) => split !== 'w-io-test' || held_out > 0);
    this.#pool = poolOf(seed).map((origin) => new AskedGrammar(origin, depth));
    this.trainGrammars = this.#pool.slice(0, train);
    this.evaluationGrammars = this.#pool.slice(-evaluation).toReversed();
    const used = [...this.trainGrammars, ...this.evaluationGrammars];
    this.instructions = [
      ...this.trainGrammars.map((asked) => instructionOf(asked, 'train')),
      ...this.evaluationGrammars.map((asked) => instructionOf(asked, 'evaluation')),
    ];
    this.#byInstruction = new Map(used.map((asked) => [instructionId(asked), asked]));
    this.#confusions = new Confusions(used);
  }

  /** @throws RangeError for a split that the suite does not have */
  *items(split: string, answer: Answer): Generator<Item, void> {
    const known = SPLITS.find((name) => name === split);
    if (known === undefined) throw new RangeError(`grammars has no split ${split}`);
    for (const asked of this.#grammarsOf(known)) {
      const chances = this.#chancesOf(asked);
      for (const vocabulary of this.#vocabulariesOf(asked, known)) {
        yield itemOf(asked, vocabulary, known, answer, chances);
      }
    }
  }

  /** Those of one grammar are different sentences and a prefix of what a larger `executions` gives. */
  *executions(): Generator<Execution, void> {
    for (const asked of this.trainGrammars) {
      yield* executionsOf(asked, this.#shownOf(asked), this.options.executions);
    }
  }

  specification(instruction: Instruction): Specification {
    return specification(this.#asked(instruction.id));
  }

  question({ instruction, input }: Execution, answer: Answer): Item {
    const asked = this.#asked(instruction);
    const chances = this.#chancesOf(asked);
    return itemOf(asked, vocabularyNamed(input), 'w-io-train', answer, chances);
  }

  *distillation(count: number): Generator<Execution, void> {
    for (const asked of this.evaluationGrammars) {
      yield* executionsOf(asked, vocabularies(), count);
    }
  }

  *recalled(): Generator<Recalled, void> {
    for (const instruction of this.instructions) {
      const asked = this.#asked(instruction.id);
      const target = { kind: 'grammar', grammar: asked.source } as const;
      yield { instruction, introduction: introduction(asked), target };
    }
  }

  measure(item: Item, answer: string): Readonly<Record<keyof typeof MEASURES, number>> {
    const { asked, pattern } = this.#readingOf(item, answer);
    this.#shown ??= new Set([...this.executions()].map(({ output }) => output));
    return {
      viable_prefix: asked.origin.language.viablePrefix(pattern) / pattern.length,
      shown: this.#shown.has(answer) ? 1 : 0,
    };
  }

  isBindingError(item: Item, answer: string): boolean {
    const { asked, pattern } = this.#readingOf(item, answer);
    return this.#confusions.isBindingError(asked, pattern);
  }

  bindingErrorChance(item: Item, answer: string): number {
    const { asked, pattern } = this.#readingOf(item, answer);
    return this.#confusions.bindingErrorChance(asked, pattern);
  }

  /** Grammars are not worked out in steps. */
  trace(): null {
    return null;
  }

  rightAnswer(item: Item, random: Random): string {
    return this.#asked(item.instruction).sentenceIn(vocabularyNamed(item.input), random);
  }

  plausibleError(item: Item, random: Random): string {
    const asked = this.#asked(item.instruction);
    return this.#confusions.plausibleError(asked, vocabularyNamed(item.input), random);
  }

  /** Random words of the vocabulary, as the control `random_words` has them. */
  guess(item: Item, random: Random): string {
    const { origin, depth } = this.#asked(item.instruction);
    const { length } = origin.language.draw(random, depth);
    const { all } = vocabularyNamed(item.input);
    return Array.from({ length }, () => random.pick(all)).join(' ');
  }

  #asked(instruction: string): AskedGrammar {
    const asked = this.#byInstruction.get(instruction);
    if (asked === undefined) throw new RangeError(`there is no instruction ${instruction}`);
    return asked;
  }

  #readingOf(item: Item, answer: string): { asked: AskedGrammar; pattern: Pattern } {
    return {
      asked: this.#asked(item.instruction),
      pattern: vocabularyNamed(item.input).patternOf(answer),
    };
  }

  #chancesOf(asked: AskedGrammar): Chances {
    const chances = this.#chances.get(asked) ?? chancesOf(asked, this.#pool);
    this.#chances.set(asked, chances);
    return chances;
  }

  #grammarsOf(split: Split): readonly AskedGrammar[] {
    return split.startsWith('w-io') ? this.trainGrammars : this.evaluationGrammars;
  }

  /** The vocabularies in which training shows sentences of a train grammar, if it shows enough of them. */
  #shownOf(asked: AskedGrammar): readonly Vocabulary[] {
    return asked.vocabularies.slice(0, vocabularies().length - this.options.held_out);
  }

  #vocabulariesOf(asked: AskedGrammar, split: Split): readonly Vocabulary[] {
    switch (split) {
      case 'w-io-train':
        return this.#shownOf(asked).slice(0, this.options.executions);
      case 'w-io-test':
        return asked.vocabularies.slice(vocabularies().length - this.options.held_out);
      case 'wo-io':
      case 'in-context':
        return vocabularies();
    }
  }
}

/** The probability that random words are right. */
export function guessAccuracy(item: Item): number {
  return item.controls['random_words'] ?? 0;
}

function vocabularyNamed(name: string): Vocabulary {
  const found = vocabularies().find((vocabulary) => vocabulary.name === name);
  if (found === undefined) throw new RangeError(`there is no vocabulary ${name}`);
  return found;
}

function* executionsOf(
  asked: AskedGrammar,
  shown: readonly Vocabulary[],
  count: number,
): Generator<Execution, void> {
  const instruction = instructionId(asked);
  for (const { vocabulary, sentence } of asked.examples(shown, count)) {
    yield { instruction, name: asked.name, input: vocabulary.name, output: sentence };
  }
}

function instructionId(asked: AskedGrammar): string {
  return `${NAME}/${asked.key}`;
}

function instructionOf(asked: AskedGrammar, role: Instruction['role']): Instruction {
  return {
    id: instructionId(asked),
    kind: 'grammar',
    name: asked.name,
    source: asked.source,
    role,
    facets: facetsOf(asked),
  };
}

/** Its parameters, and how many rules it has without words. */
function facetsOf({ origin }: AskedGrammar): Facets {
  return { ...origin.values, length: origin.specification.rules.length };
}

function itemOf(
  asked: AskedGrammar,
  vocabulary: Vocabulary,
  split: Split,
  answer: Answer,
  chances: Chances,
): Item {
  const instruction = instructionId(asked);
  return {
    id: `${NAME}/${split}/${answer}/${asked.key}/${vocabulary.name.toLowerCase()}`,
    suite: NAME,
    split,
    answer,
    instruction,
    cluster: instruction,
    input: vocabulary.name,
    messages: messages(asked, vocabulary, split === 'in-context'),
    target: { kind: 'sentence', grammar: asked.notationIn(vocabulary) },
    facets: { ...facetsOf(asked), vocabulary: vocabulary.letter },
    controls: { ...chances },
  };
}
