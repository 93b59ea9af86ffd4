/**
 * What scoring says of a sample. The verdict is strict: an answer that is not in the requested format is malformed,
 * whatever it says. Failures of the world never reach this point: their samples are missing.
 */
import type { Comparison } from '../sandbox/same-value.js';

/** How the model is asked to answer: at once, or after written steps. */
export type Answer = 'direct' | 'cot';

export const ANSWERS: readonly Answer[] = ['direct', 'cot'];

/** The reward of a verdict in the paper's RL runs is +1, 0 and -1, in this order. */
export type Verdict = 'correct' | 'incorrect' | 'malformed';

/** What a right answer is. `value` is a decimal integer of any size, such as `-12`. */
export interface IntegerTarget {
  readonly kind: 'integer';
  readonly value: string;
}

/** Any sentence of a grammar is right. `grammar`: the notation of `pbb-eval/cfg`, words included. */
export interface SentenceTarget {
  readonly kind: 'sentence';
  readonly grammar: string;
}

/** A text is right letter by letter, but for what `canonicalText` of text/canonical.ts takes off. */
export interface TextTarget {
  readonly kind: 'text';
  readonly value: string;
}

/** A number is right when it lies at most `tolerance` away from `value`. Both are decimal, such as `-0.5` or `2e-3`. */
export interface NumberTarget {
  readonly kind: 'number';
  readonly value: string;
  readonly tolerance: string;
}

/** A Python literal, such as `{'a': [1, 2.5]}`, is right when Python's `==` says so, or the comparison that is stated. */
export interface LiteralTarget {
  readonly kind: 'python-literal';
  readonly value: string;
  readonly comparison?: Comparison | undefined;
}

/** A text is right when the whole of it matches `value`, a regular expression of RE2. `example` matches. */
export interface PatternTarget {
  readonly kind: 'regex';
  readonly value: string;
  readonly example: string;
}

/** A program is right when its function gives for every probe what the instruction gives. */
export interface ProgramTarget {
  readonly kind: 'program';
  /** The function's, or that of the class whose method is called. */
  readonly name: string;
  /** Definitions that it may use, run before it, and those by which it is called, run after it. */
  readonly before: string;
  readonly after: string;
  /** How it is called, such as `{name}({arguments})`, or `{name}().method({arguments})` for a class. */
  readonly call: string;
  readonly probes: readonly Probe[];
  readonly comparison: Comparison;
}

/** A grammar, without words, is right when it has the same sentences, as far as a sample of them shows. */
export interface GrammarTarget {
  readonly kind: 'grammar';
  /** The notation of `pbb-eval/cfg`; symbols without a rule are its words. */
  readonly grammar: string;
}

/** Arguments are right for which a function gives a value. */
export interface ExecutionTarget {
  readonly kind: 'execution';
  /** Defines the function. */
  readonly source: string;
  readonly name: string;
  /** As CPython's `repr` has it. */
  readonly value: string;
  /** Arguments that are right, such as `[1], 'x'`. */
  readonly example: string;
}

/** One call: its arguments as Python writes them, and CPython's `repr` of the value. */
export interface Probe {
  readonly arguments: string;
  readonly value: string;
}

export type Target =
  | IntegerTarget
  | SentenceTarget
  | TextTarget
  | NumberTarget
  | LiteralTarget
  | PatternTarget
  | ProgramTarget
  | ExecutionTarget
  | GrammarTarget;

/** The value of a target that is an integer; a TypeError for any other. */
export function integerOf(target: Target): string {
  if (target.kind === 'integer') return target.value;
  throw new TypeError(`expected an integer for a target, found a ${target.kind}`);
}

/** The judgement of one output text against its target. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The answer as it was read in the requested format, canonical; null when there was none. */
  readonly answer: string | null;
  /** Why, in a few words that a person reads beside the sample. */
  readonly reason: string;
  /** What the lenient reading says, which also takes answers that are not in the requested format. */
  readonly lenient: Verdict;
  /** The output was cut at the token limit before its answer was complete. */
  readonly truncated: boolean;
  /** What judging measured beside the verdict, each in [0, 1]. */
  readonly measures?: Readonly<Record<string, number>>;
}
