/** The words around a call and a program. Which template is drawn depends on the program and the call alone. */
import type { Answer } from '../../scoring/verdict.js';
import { introductionOf } from '../recall/recalled.js';
import type { Message, Specification } from '../suite.js';
import { codeBlock, drawTemplate, fillTemplate, openings, templateAt } from '../template.js';
import type { StatedProgram } from './folder.js';

const QUESTIONS = [
  'What does `{call}` return?',
  'Suppose that `{call}` is evaluated in Python. Which value comes out?',
  'Give the result of `{call}`.',
  'A program calls `{call}`. Which value does it get back?',
  'Work out the value of `{call}`.',
  'Which value does Python print for `print(repr({call}))`?',
] as const;

const CONTEXTS = [
  'Here is a Python program:\n\n{source}',
  'Consider the following Python code.\n\n{source}',
  'The function is defined like this:\n\n{source}',
  'We work with these definitions:\n\n{source}',
] as const;

/** Those of training, where the prompt has no program beside it to be told by. */
const NAMED_CONTEXTS = [
  'Here is the Python function {name}:\n\n{source}',
  'Consider the following Python code of {name}.\n\n{source}',
  'The function {name} is defined like this:\n\n{source}',
  'We work with this definition of {name}:\n\n{source}',
] as const;

const FORMATS: Readonly<Record<Answer, string>> = {
  direct:
    'Reply with the value as a Python literal alone: no working, no explanation and nothing else.',
  cot: 'Work it out step by step. Then finish with the value as a Python literal, either as \\boxed{…} or on a last line of the form "Answer: …".',
};

/** The program as training shows it, named by its function. */
export function specification({ name, entry, source }: StatedProgram): Specification {
  return {
    contexts: openings(NAMED_CONTEXTS, entry),
    own: templateAt(NAMED_CONTEXTS, 'programs', 'context', name),
    text: codeBlock(source, 'python'),
  };
}

/** The words before its source, as `messages` has them. */
export function introduction({ name, entry }: StatedProgram): string {
  return introductionOf(drawTemplate(CONTEXTS, 'programs', 'context', name), entry);
}

/** The messages of an item; `isShown`: with the program before the question. */
export function messages(
  { name, source }: StatedProgram,
  call: string,
  answer: Answer,
  isShown: boolean,
): Message[] {
  const question = fillTemplate(drawTemplate(QUESTIONS, 'programs', 'question', name, call), {
    call,
  });
  const context = fillTemplate(drawTemplate(CONTEXTS, 'programs', 'context', name), {
    source: codeBlock(source, 'python'),
  });
  const asked = `${question}\n\n${FORMATS[answer]}`;
  return [{ role: 'user', content: isShown ? `${context}\n\n${asked}` : asked }];
}
