/**
 * Puts names, inputs and instructions into the templates. Invariant: the function's name, the input, the answer's format
 * and the source or the description where one is shown all stand in a prompt, so two items that differ in any of them never have equal messages.
 * Which template is drawn depends on seed, function and input alone: an item of `w-io-train` reads as the execution that
 * training showed, and `wo-io` and `in-context` ask the same words.
 */
import type { Answer } from '../../scoring/verdict.js';
import type { Message } from '../suite.js';
import { codeBlock, drawTemplate, fillTemplate } from '../template.js';
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
  /** Whether the function is shown; else it is named alone. */
  readonly isShown: boolean;
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
        description: subject.programInEnglish,
      });
  }
}

/** The prompts of a suite. What several items of a function share is written once. */
export class Prompts {
  readonly #wording: Wording;
  readonly #form: Form;
  readonly #problems = new Map<Subject, Map<number, string>>();
  readonly #contexts = new Map<Subject, string>();

  /** @param form how functions are shown */
  constructor(wording: Wording, form: Form) {
    this.#wording = wording;
    this.#form = form;
  }

  /** The messages of an item. */
  messages(subject: Subject, { input, answer, isShown }: Question): Message[] {
    const question = `${this.#problem(subject, input)}\n\n${ANSWER_FORMATS[answer]}`;
    const before = isShown ? `${this.#context(subject)}\n\n` : '';
    return [{ role: 'user', content: before + question }];
  }

  #problem(subject: Subject, input: number): string {
    const problems = this.#problems.get(subject) ?? new Map<number, string>();
    this.#problems.set(subject, problems);
    const problem = problems.get(input) ?? wordProblem(this.#wording, subject, input);
    problems.set(input, problem);
    return problem;
  }

  #context(subject: Subject): string {
    const shown = this.#contexts.get(subject) ?? context(this.#wording, subject, this.#form);
    this.#contexts.set(subject, shown);
    return shown;
  }
}
