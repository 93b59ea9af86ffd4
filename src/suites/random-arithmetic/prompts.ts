/**
 * Puts names, inputs and instructions into the templates. Invariant: the function's name, the input, the answer's format
 * and the source or the description where one is shown all stand in a prompt, so two items that differ in any of them never have equal messages.
 * Which template is drawn depends on seed, function and input alone: an item of `w-io-train` reads as the execution that
 * training showed, and `wo-io` and `in-context` ask the same words.
 */
import type { Answer } from '../../scoring/verdict.js';
import { introductionOf } from '../recall/recalled.js';
import type { Instruction, Message, Specification } from '../suite.js';
import { codeBlock, drawTemplate, fillTemplate, openings, templateAt } from '../template.js';
import { ANSWER_FORMATS, DESCRIPTION_CONTEXTS } from './templates.js';

/** The templates of a suite. */
export interface Wording {
  readonly suite: string;
  /** One is drawn per function and input; it holds `{name}` and `{input}`. */
  readonly problems: readonly string[];
  /** One is drawn per function; it holds `{name}` and `{source}`. */
  readonly contexts: readonly string[];
}

/** How an instruction is written: as Python, or in English. */
export const FORMS = ['code', 'natural-language'] as const;
export type Form = (typeof FORMS)[number];

/** What a prompt names: a function by its place in the pool of a seed. */
export interface Subject {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  /** The source of the function and of all that it calls. */
  readonly program: string;
  /** The same in English. */
  readonly programInEnglish: string;
}

/** What is asked of a function. */
interface Question {
  readonly input: number;
  readonly answer: Answer;
  /** How the function is shown; null where it is named alone. */
  readonly shown: Form | null;
}

/** The question about one execution, without a word on the answer's form. */
function wordProblem(wording: Wording, { seed, index, name }: Subject, input: number): string {
  const key = [wording.suite, 'word problem', seed, index, input];
  return fillTemplate(drawTemplate(wording.problems, ...key), { name, input: String(input) });
}

/** The function as a prompt shows it: the words of its one template, then its source in a code block or its description. */
function context({ suite, contexts }: Wording, subject: Subject, form: Form): string {
  const { seed, index, name } = subject;
  const template = (from: readonly string[]) => drawTemplate(from, suite, 'context', seed, index);
  switch (form) {
    case 'code':
      return fillTemplate(template(contexts), {
        name,
        source: codeBlock(subject.program, 'python'),
      });
    case 'natural-language':
      return fillTemplate(template(DESCRIPTION_CONTEXTS), {
        name,
        // It is written anew at every reading.
        description: subject.programInEnglish,
      });
  }
}

/** A function as training shows it: alone, where a prompt shows all that it calls, too. */
export function specification(
  { suite, contexts }: Wording,
  { seed, index, name }: Subject,
  { source, description }: Instruction,
): Specification {
  const templates = description === undefined ? contexts : DESCRIPTION_CONTEXTS;
  return {
    contexts: openings(templates, name),
    own: templateAt(templates, suite, 'context', seed, index),
    text: description ?? codeBlock(source, 'python'),
  };
}

/** The words before its source, as `context` has them. */
export function introduction({ suite, contexts }: Wording, { seed, index, name }: Subject): string {
  return introductionOf(drawTemplate(contexts, suite, 'context', seed, index), name);
}

/** The messages of an item. */
export function messages(
  wording: Wording,
  subject: Subject,
  { input, answer, shown }: Question,
): Message[] {
  const question = `${wordProblem(wording, subject, input)}\n\n${ANSWER_FORMATS[answer]}`;
  const before = shown === null ? '' : `${context(wording, subject, shown)}\n\n`;
  return [{ role: 'user', content: before + question }];
}
