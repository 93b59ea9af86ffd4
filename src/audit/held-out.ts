/**
 * What training may not show of an evaluation: of evaluation instructions every execution, of train instructions the inputs that are asked
 * but not among the executions that training is to see. Their specifications are meant to be shown.
 */
import type { Plan } from '../eval/plan.js';
import {
  compileProgram,
  LimitError,
  type Limits,
  OutsideSubsetError,
  type Program,
  PythonError,
  parseCall,
  parseLiteral,
  parseProgram,
  repr,
  type Value,
} from '../python/index.js';
import type { Target } from '../scoring/verdict.js';
import type { Instruction, Item, SuiteInstance } from '../suites/suite.js';
import { DiagnosticError } from '../text/diagnostic.js';
import { functionsIn } from './definitions.js';
import { hashesOf, squeezed } from './words.js';

/** An input that training may not show together with its answer. */
export interface HeldOutInput {
  readonly item: Item;
  /** Null where it is no Python literal. */
  readonly args: readonly Value[] | null;
  /** The words of each argument, of those that have some. */
  readonly words: readonly Int32Array[];
  /** Those arguments, squeezed, that words alone do not tell from others: `#.##`. */
  readonly symbols: readonly string[];
  /** Null where many answers are right. */
  readonly answer: string | null;
}

/** Words between two arguments of one input, at most. */
export const BETWEEN = 8;

/** Answers that are remembered of an instruction, beside those of its items. */
const MOST_ANSWERS = 10_000;

/** An instruction with what training may not show of it. */
export class Subject {
  readonly instruction: Instruction;
  readonly suite: string;
  readonly inputs: readonly HeldOutInput[];
  /** Words of the longest input at most, with those between its arguments. */
  readonly longestInput: number;
  /** The words of its description; none without one. */
  readonly description: Int32Array;
  readonly #byArguments = new Map<string, HeldOutInput>();
  readonly #byFirstWord = new Map<number, HeldOutInput[]>();
  readonly #answers = new Map<string, string | null>();
  readonly #wholeSources: () => ReadonlyMap<string, string>;
  #program: Program | null | undefined;

  /** @param wholeSources for programs whose own source does not hold all that they call: by instruction, one that does */
  constructor(
    instruction: Instruction,
    suite: string,
    inputs: readonly HeldOutInput[],
    wholeSources: () => ReadonlyMap<string, string>,
  ) {
    this.instruction = instruction;
    this.suite = suite;
    this.inputs = inputs;
    this.#wholeSources = wholeSources;
    this.longestInput = inputs.reduce((most, { words }) => Math.max(most, lengthIn(words)), 0);
    for (const input of inputs) {
      if (input.args !== null) this.#byArguments.set(keyOf(input.args), input);
      const first = input.words[0]?.[0];
      if (first === undefined) continue;
      this.#byFirstWord.set(first, [...(this.#byFirstWord.get(first) ?? []), input]);
    }
    this.description = hashesOf(instruction.description ?? '');
  }

  get isEvaluation(): boolean {
    return this.instruction.role === 'evaluation';
  }

  /** Whether what it is applied to is one number, as far as items show. */
  get takesNumber(): boolean {
    const [first] = this.inputs;
    return first?.words.length === 1 && first.words[0]?.length === 1 && isNumber(first.args?.[0]);
  }

  /** Null where there is none that gives the known answers. */
  get program(): Program | null {
    if (this.#program === undefined) {
      const { name, source, id } = this.instruction;
      const sources = [source, () => this.#wholeSources().get(id) ?? ''];
      this.#program = null;
      for (const each of sources) {
        const program = compiled(typeof each === 'string' ? each : each(), name);
        if (program === null || !this.#isRight(program)) continue;
        this.#program = program;
        break;
      }
    }
    return this.#program;
  }

  #isRight(program: Program): boolean {
    const [first] = this.inputs;
    if (first?.args === undefined || first.args === null) return false;
    return outcomeOf(program, this.instruction.name, first.args) === first.answer;
  }

  /** The held-out inputs that begin with this word. */
  inputsFrom(hash: number): readonly HeldOutInput[] {
    return this.#byFirstWord.get(hash) ?? [];
  }

  /** The held-out input with these arguments, and what is right for it; of evaluation instructions for any arguments. */
  answerTo(args: readonly Value[]): { readonly item: Item | null; readonly answer: string } | null {
    const key = keyOf(args);
    const known = this.#byArguments.get(key);
    if (known?.answer !== undefined && known.answer !== null) {
      return { item: known.item, answer: known.answer };
    }
    if (!this.isEvaluation || this.program === null) return null;
    if (!this.#answers.has(key)) {
      if (this.#answers.size === MOST_ANSWERS) this.#answers.clear();
      this.#answers.set(key, outcomeOf(this.program, this.instruction.name, args));
    }
    const answer = this.#answers.get(key) ?? null;
    return answer === null ? null : { item: null, answer };
  }
}

/** What a check looks for. */
export interface HeldOut {
  /** All instructions of the config, train and evaluation. */
  readonly subjects: readonly Subject[];
  /** An item of every held-out instruction and input, the one with the shortest messages. */
  readonly items: readonly Item[];
}

/** What the items of a plan ask that training may not show. */
export function heldOutOf({ groups, instances }: Plan): HeldOut {
  const items = unshown(
    // What recall asks for is what training shows.
    groups.flatMap((group) => group.items).filter((item) => !asksForInstruction(item)),
    instances,
  );
  const inputs = new Map<string, HeldOutInput[]>();
  for (const item of items) {
    const known = inputs.get(item.instruction);
    if (known === undefined) inputs.set(item.instruction, [inputOf(item)]);
    else known.push(inputOf(item));
  }
  const subjects = [...instances].flatMap(([suite, instance]) => {
    let known: ReadonlyMap<string, string> | undefined;
    const sources = () => (known ??= shownSources(instance));
    return instance.instructions.map(
      (each) => new Subject(each, suite, inputs.get(each.id) ?? [], sources),
    );
  });
  return { subjects, items };
}

/** An item of every instruction and input that training is not to see. */
function unshown(items: readonly Item[], instances: Plan['instances']): Item[] {
  const shown = new Set<string>();
  for (const instance of instances.values()) {
    for (const execution of instance.executions()) shown.add(keyOfInput(execution));
  }
  const shortest = new Map<string, Item>();
  for (const item of items) {
    const key = keyOfInput(item);
    const other = shortest.get(key);
    if (shown.has(key) || (other !== undefined && lengthOf(other) <= lengthOf(item))) continue;
    shortest.set(key, item);
  }
  return [...shortest.values()];
}

/** The functions that `in-context` shows of each instruction. */
function shownSources(instance: SuiteInstance): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  if (!instance.splits.includes('in-context')) return sources;
  for (const { instruction, messages } of instance.items('in-context', 'direct')) {
    if (sources.has(instruction)) continue;
    const functions = messages.flatMap(({ content }) => functionsIn(content));
    // The fence of a code block is no line of a function.
    sources.set(
      instruction,
      functions.map(({ source }) => source.replace(/\n```[\s\S]*$/, '')).join('\n\n'),
    );
  }
  return sources;
}

function keyOfInput({ instruction, input }: Pick<Item, 'instruction' | 'input'>): string {
  return `${instruction}\0${input}`;
}

function lengthIn(words: readonly Int32Array[]): number {
  return words.reduce((sum, { length }) => sum + length + BETWEEN, 0);
}

function lengthOf({ messages }: Item): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}

function inputOf(item: Item): HeldOutInput {
  const args = argsOf(item.input);
  const texts = args === null ? [item.input] : args.map(textOf);
  const words = texts.map(hashesOf).filter(({ length }) => length > 0);
  const symbols = texts
    .filter((text) => SYMBOL.test(text) || hashesOf(text).length === 0)
    .map(squeezed);
  return { item, args, words, symbols, answer: answerOf(item.target) };
}

/** What is neither a part of words nor layout nor a container's. */
const SYMBOL = /[^\p{L}\p{N}\p{M}\s_,.:;!?'"()[\]{}-]|\.\.|[^\p{L}\p{N}]-/u;

/** The arguments that an item's input states: a call, or what stands between its parentheses. */
function argsOf(input: string): readonly Value[] | null {
  for (const call of [input, `f(${input})`]) {
    try {
      return parseCall(call).args;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
    }
  }
  return null;
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : repr(value);
}

export function keyOf(args: readonly Value[]): string {
  return args.map(repr).join(', ');
}

export function isNumber(value: Value | undefined): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}

function asksForInstruction({ target }: Item): boolean {
  return target.kind === 'program' || target.kind === 'grammar';
}

function answerOf(target: Target): string | null {
  switch (target.kind) {
    case 'sentence':
    case 'regex':
    case 'execution':
    case 'program':
    case 'grammar':
      return null;
    case 'integer':
    case 'number':
    case 'text':
      return target.value;
    case 'python-literal':
      return textOf(parseLiteral(target.value));
  }
}

/** The program of a source, if it has the function. */
function compiled(source: string, name: string): Program | null {
  try {
    const program = compileProgram(parseProgram(source));
    return program.functions.includes(name) ? program : null;
  } catch (error) {
    if (error instanceof DiagnosticError) return null;
    throw error;
  }
}

/** What a call gives, a text as it is and other values as Python writes them; null for an exception or a limit. */
export function outcomeOf(
  program: Program,
  name: string,
  args: readonly Value[],
  limits?: Partial<Limits>,
): string | null {
  try {
    return textOf(program.call(name, args, limits).value);
  } catch (error) {
    const isOutcome =
      error instanceof PythonError ||
      error instanceof LimitError ||
      error instanceof OutsideSubsetError;
    if (isOutcome) return null;
    throw error;
  }
}
