/**
 * Puts names, inputs and sources into the templates. Invariant: the function's name, the input, the answer's format and
 * the source where one is shown all stand in a prompt, so two items that differ in any of them never have equal messages.
 * Which template is drawn depends on seed, function and input alone: an item of `w-io-train` reads as the execution that
 * training showed, and `wo-io` and `in-context` ask the same words.
 */
import { hashOf } from '../../random/random.js';
import type { Answer } from '../../scoring/verdict.js';
import type { Message } from '../suite.js';
import { ANSWER_FORMATS, CONTEXTS, WORD_PROBLEMS } from './templates.js';

/** What a prompt names: a function by its place in the pool of a seed. */
export interface Subject {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  readonly source: string;
}

/** The question about one execution, without a word on the answer's form. */
export function wordProblem(subject: Subject, input: number): string {
  const template = drawn(WORD_PROBLEMS, 'word problem', subject.seed, subject.index, input);
  return filled(template, { name: subject.name, input: String(input) });
}

/** The instruction as a prompt shows it: the words of its one template, then its source in a code block. */
export function context(subject: Subject): string {
  const template = drawn(CONTEXTS, 'context', subject.seed, subject.index);
  return filled(template, {
    name: subject.name,
    source: `\`\`\`python\n${subject.source.trimEnd()}\n\`\`\``,
  });
}

/** The messages of an item. */
export function messages(
  subject: Subject,
  input: number,
  answer: Answer,
  inContext: boolean,
): Message[] {
  const question = `${wordProblem(subject, input)}\n\n${ANSWER_FORMATS[answer]}`;
  return [{ role: 'user', content: inContext ? `${context(subject)}\n\n${question}` : question }];
}

/** The element that a key names: each of 20 about equally likely. */
function drawn(from: readonly string[], ...key: readonly (string | number)[]): string {
  const picked = from[hashOf(48, 'random-arithmetic', ...key) % from.length];
  if (picked === undefined) throw new RangeError('there is no template to draw');
  return picked;
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(
    /\{(\w+)\}/g,
    (placeholder, key: string) => values[key] ?? placeholder,
  );
}
