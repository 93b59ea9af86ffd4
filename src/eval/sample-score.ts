/**
 * What one sample of an item is worth: the same whoever asks, a run or the reward service. Pure: what programs in samples did is
 * given.
 */
import { takeApart } from '../endpoint/reasoning.js';
import { checkReasoning } from '../reasoning/check.js';
import { factsOf } from '../reasoning/facts.js';
import type { Outcome, Program } from '../sandbox/index.js';
import { experimentOf, judge } from '../scoring/judge.js';
import type { Judgement } from '../scoring/verdict.js';
import type { ResponseRecord, SampleScore } from '../store/records.js';
import type { Item, SuiteInstance } from '../suites/suite.js';

/** As the model wrote it. */
export type Sample = Pick<
  ResponseRecord['choices'][number],
  'content' | 'reasoning' | 'finish_reason'
>;

/** A sample with its judgement. */
export interface JudgedSample {
  readonly judgement: Judgement;
  /** Without think blocks. */
  readonly text: string;
  readonly reasoning: string;
}

/** What programs did; undefined for one that was not run yet. */
export type OutcomesOf = (program: Program) => readonly Outcome[] | undefined;

/** The judged sample, or the program that must be run before it can be judged. */
export function judgeSample(
  item: Item,
  { content, reasoning: given, finish_reason }: Sample,
  outcomesOf: OutcomesOf,
): JudgedSample | { readonly program: Program } {
  const { text, reasoning } = takeApart(content, given);
  const output = { text, finishReason: finish_reason };
  const program = experimentOf(output, item.target);
  const outcomes = program === null ? [] : outcomesOf(program);
  if (program !== null && outcomes === undefined) return { program };
  return { judgement: judge(output, item.target, item.answer, outcomes), text, reasoning };
}

const NO_MEASURES: SampleScore['measures'] = {};

/**
 * All that scores.jsonl says of a sample.
 * @param instance of the item's suite; undefined where it is not known, and neither are binding errors, steps and measures
 * @param hiddenReasoning the server counted reasoning that it did not show
 */
export function scoreOf(
  item: Item,
  { judgement: { measures, ...judgement }, text, reasoning }: JudgedSample,
  instance: SuiteInstance | undefined,
  hiddenReasoning: boolean,
): SampleScore {
  return {
    ...judgement,
    reasoned: hiddenReasoning || reasoning !== '',
    binding_error: isBindingError(item, judgement, instance),
    ...checkSteps(item, judgement, `${reasoning}\n${text}`, instance),
    measures: measures ?? measured(item, judgement, instance),
  };
}

type Read = Pick<Judgement, 'verdict' | 'answer'>;

function isBindingError(
  item: Item,
  { verdict, answer }: Read,
  instance: SuiteInstance | undefined,
): boolean | null {
  if (verdict !== 'incorrect' || answer === null) return null;
  return instance?.isBindingError(item, answer) ?? null;
}

function checkSteps(
  item: Item,
  { verdict }: Read,
  text: string,
  instance: SuiteInstance | undefined,
): Pick<SampleScore, 'steps' | 'steps_stated' | 'first_wrong_step'> {
  const steps = item.answer === 'cot' ? instance?.trace(item) : null;
  if (!steps) return { steps: null, steps_stated: null, first_wrong_step: null };
  const facts = factsOf(steps);
  const check = checkReasoning(text, facts, verdict === 'incorrect');
  return {
    steps: facts.length,
    steps_stated: check.stated,
    first_wrong_step: check.firstWrongStep,
  };
}

function measured(
  item: Item,
  { answer }: Read,
  instance: SuiteInstance | undefined,
): SampleScore['measures'] {
  if (answer === null) return NO_MEASURES;
  return instance?.measure(item, answer) ?? NO_MEASURES;
}
