/**
 * Puts names, inputs and sources into the templates. Invariant: the function's name, the input, the answer's format and
 * the source where one is shown all stand in a prompt, so two items that differ in any of them never have equal messages.
 * Which template is drawn depends on seed, function and input alone: an item of `w-io-train` reads as the execution that
 * training showed, and `wo-io` and `in-context` ask the same words.
 */
import type { Answer } from '../../scoring/verdict.js';
import type { Message } from '../suite.js';
import { codeBlock, drawTemplate, fillTemplate } from '../template.js';
import { ANSWER_FORMATS } from './templates.js';

/** The templates of a suite. */
export interface Wording {
  readonly suite: string;
  /** One is drawn per function and input; it holds `{name}` and `{input}`. */
  readonly problems: readonly string[];
  /** One is drawn per function; it holds `{name}` and `{source}`. */
  readonly contexts: readonly string[];
}

/** What a prompt names: a function by its place in the pool of a seed. */
export interface Subject {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  /** The source of the function and of all that it calls. */
  readonly program: string;
}

/** What is asked of a function. */
interface Question {
  readonly input: number;
  readonly answer: Answer;
  readonly inContext: boolean;
}

/** The question about one execution, without a word on the answer's form. */
function wordProblem(wording: Wording, { seed, index, name }: Subject, input: number): string {
  const key = [wording.suite, 'word problem', seed, index, input];
  return fillTemplate(drawTemplate(wording.problems, ...key), { name, input: String(input) });
}

/** The function as a prompt shows it: the words of its one template, then its source in a code block. */
function context(wording: Wording, { seed, index, name, program }: Subject): string {
  const template = drawTemplate(wording.contexts, wording.suite, 'context', seed, index);
  return fillTemplate(template, { name, source: codeBlock(program, 'python') });
}

/** The messages of an item. */
export function messages(
  wording: Wording,
  subject: Subject,
  { input, answer, inContext }: Question,
): Message[] {
  const question = `${wordProblem(wording, subject, input)}\n\n${ANSWER_FORMATS[answer]}`;
  const shown = inContext ? `${context(wording, subject)}\n\n` : '';
  return [{ role: 'user', content: shown + question }];
}
