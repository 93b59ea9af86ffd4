/**
 * What every suite gives: instructions, items and the checks of its own. A suite is a pure function of its options:
 * the same options give the same ids and bytes on every machine, and adding a split or a sample changes no other item.
 */
import type { z } from 'zod';
import type { Step } from '../python/index.js';
import type { Random } from '../random/random.js';
import type { Answer, Target } from '../scoring/verdict.js';

/** One chat message, as the OpenAI protocol has it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What a model was trained on: a program or a grammar. `role` says whether executions of it were shown. */
export interface Instruction {
  readonly id: string;
  readonly kind: 'program' | 'grammar';
  readonly name: string;
  readonly source: string;
  /** The source in words, where models are to read those. */
  readonly description?: string;
  readonly role: 'train' | 'evaluation';
  readonly facets: Facets;
}

/** The breakdowns that a report may group by. */
export type Facets = Readonly<Record<string, string | number>>;

/** One question. Suites make the keys in this order, so that `JSON.stringify` gives one text per item. */
export interface Item {
  /** Unique in a plan, stable over time; holds suite, split and answer. */
  readonly id: string;
  readonly suite: string;
  readonly split: string;
  readonly answer: Answer;
  /** The instruction's id. */
  readonly instruction: string;
  /** The unit that was sampled from a population, and so the unit of every interval. */
  readonly cluster: string;
  /** What the instruction is applied to, as the suite writes it. */
  readonly input: string;
  readonly messages: readonly Message[];
  readonly target: Target;
  readonly facets: Facets;
  /** For each control of the suite, the probability that answering by it would be right. */
  readonly controls: Readonly<Record<string, number>>;
}

/** One application of a train instruction that training shows. Suites make the keys in this order. */
export interface Execution {
  /** The instruction's id. */
  readonly instruction: string;
  /** The instruction's name. */
  readonly name: string;
  /** As `Item.input` has it. */
  readonly input: string;
  /** What the instruction gives for the input, as a right answer is written: an integer in decimal, a sentence, a text. */
  readonly output: string;
}

/** How training shows an instruction: what can be said before its text, and the text. */
export interface Specification {
  /** Every context template of the suite with the name filled in, up to where the text begins. */
  readonly contexts: readonly string[];
  /** The place in `contexts` of the one that `in-context` shows the instruction with. */
  readonly own: number;
  /** The source in a code block, or the description. */
  readonly text: string;
}

/** What training shows of a suite's instructions beside `executions`. */
export interface Training {
  specification(instruction: Instruction): Specification;
  /** The item that asks for an execution of this suite in the words of `w-io-train`, whether or not a plan has it. */
  question(execution: Execution, answer: Answer): Item;
  /**
   * Executions of the evaluation instructions, for algorithm distillation, which learns from these in place of the instruction: at
   * most `count` of each, by instruction, a prefix of what a larger `count` gives. None is of an input that an item asks; only of
   * grammars, whose inputs are vocabularies, are there sentences in all of them.
   */
  distillation(count: number): Iterable<Execution>;
}

/** What of a user's data cannot be asked. */
export interface Refusal {
  readonly id: string;
  /** Of the file, from 1. */
  readonly line: number;
  /** One of a few, so that they can be counted. */
  readonly reason: string;
  readonly detail: string;
  /** True where the rest of it is asked. */
  readonly in_part?: true;
}

/** A suite with its options filled in. */
export interface SuiteInstance {
  readonly suite: string;
  /** Those of the suite's splits that have items with these options. */
  readonly splits: readonly string[];
  /** Further splits, which are asked only where a config names them. */
  readonly onRequest?: readonly string[];
  /** Train and evaluation instructions. */
  readonly instructions: readonly Instruction[];
  /** How many parts of the user's data can be asked, and those that cannot; absent where none can be refused. */
  readonly usable?: number | undefined;
  readonly refused?: readonly Refusal[] | undefined;
  /**
   * The examples that training sees of the train instructions, in training order, each once: by instruction in the order
   * of `instructions`, those of one instruction together, made as they are asked for. None are of evaluation instructions.
   */
  executions(): Iterable<Execution>;
  /** Absent where there are no instructions to train on. */
  readonly training?: Training | undefined;
  /** The items of one split and answer, in a stable order, made as they are asked for. */
  items(split: string, answer: Answer): Iterable<Item>;
  /** The suite's measures of an answer that was read in the requested format, right or wrong. */
  measure(item: Item, answer: string): Readonly<Record<string, number>>;
  /** Whether a wrong answer is what another trained instruction would have given for this input; null where none is known. */
  isBindingError(item: Item, answer: string): boolean | null;
  /**
   * The share, in [0, 1], of like inputs for which this wrong answer would be a binding error: how often such an answer
   * is one by chance. Binding errors mean something as far as there are more of them than this.
   */
  bindingErrorChance(item: Item, answer: string): number;
  /**
   * The steps by which the item's program comes to the answer, where `cot` asks to work them out and models can be expected
   * to name its variables; null elsewhere.
   */
  trace(item: Item): readonly Step[] | null;
  /** A right answer, for the simulated models. */
  rightAnswer(item: Item, random: Random): string;
  /** A wrong answer such as a real model gives, for the simulated models. Never right. */
  plausibleError(item: Item, random: Random): string;
  /** A blind guess, for the simulated models. Right with probability `guessAccuracy`. */
  guess(item: Item, random: Random): string;
}

/** Something that answers without knowing the instruction, and what accuracy it would have. */
export interface Control {
  /** What a table's legend says of it. */
  readonly legend: string;
  /** How many simulated answers per cluster stand behind its numbers; absent when they are exact. */
  readonly draws?: number;
}

/** The units that suites sample. */
export const CLUSTER_NOUNS = ['instruction', 'input text', 'cluster'] as const;

export type ClusterNoun = (typeof CLUSTER_NOUNS)[number];

/** What a suite says of itself, before its options are known. */
interface SuiteDescription {
  readonly name: string;
  /** One line for `--help` and the docs. */
  readonly summary: string;
  readonly splits: readonly string[];
  readonly answers: readonly Answer[];
  /** What `Item.cluster` is, in words: the unit that was sampled, over which intervals are taken. */
  readonly clusterNoun: ClusterNoun;
  /** By name. */
  readonly controls: Readonly<Record<string, Control>>;
  /**
   * What is measured of each answer beside its verdict, a number in [0, 1]: the name, and what a table's legend says of the
   * mean over answers.
   */
  readonly measures: Readonly<Record<string, string>>;
  /** Many answers to an item are right: tables say how many different ones its samples gave. */
  readonly manyRight?: true;
  /**
   * The items are the user's own: their data names splits and facets, so `splits` and `summaryFacets` are empty here, and no other
   * instruction is known that could have given a wrong answer.
   */
  readonly userData?: true;
  /** The probability that a blind guess is right: a function of the item alone. */
  guessAccuracy(item: Item): number;
  /** The facets that a summary breaks estimates down by; asked for when a summary is made, since some are read from data files. */
  summaryFacets(): readonly string[];
}

/** An instance, or one that comes once programs have run that its items are made from. */
type Instantiated = SuiteInstance | Promise<SuiteInstance>;

/** A kind of question: how it is configured and how its items are made. */
export interface Suite<Made extends Instantiated = SuiteInstance> extends SuiteDescription {
  /** The suite's own keys in a config: a strict object, every key with a default and a description. */
  readonly options: z.ZodObject;
  /**
   * @param options checked and filled in by the suite's own schema
   * @throws z.ZodError when they do not fit it
   */
  instantiate(options: unknown): Made;
}

/** A suite of either kind. */
export type AnySuite = Suite<Instantiated>;

/** A suite as its author writes it: `instantiate` gets what its schema makes of the options. */
export interface SuiteDefinition<Options extends z.ZodObject, Made extends Instantiated>
  extends SuiteDescription {
  readonly options: Options;
  readonly instantiate: (options: z.output<Options>) => Made;
}

/** A suite with the type of its options erased, so that suites of every kind stand in one list. */
export function defineSuite<Options extends z.ZodObject, Made extends Instantiated>(
  definition: SuiteDefinition<Options, Made>,
): Suite<Made> {
  const { instantiate, ...rest } = definition;
  return { ...rest, instantiate: (options) => instantiate(rest.options.parse(options)) };
}
