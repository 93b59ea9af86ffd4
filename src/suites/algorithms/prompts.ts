/**
 * Puts word problems, arguments and programs into the templates. Invariant: the function's name, the arguments, the answer's format and
 * the source where one is shown all stand in a prompt, so two items that differ in any of them never have equal messages. Which template
 * is drawn depends on seed, algorithm and arguments alone: an item of `w-io-train` reads as the execution that training showed, and
 * `wo-io` and `in-context` ask the same words.
 */
import { repr } from '../../python/index.js';
import type { Answer, Target } from '../../scoring/verdict.js';
import { introductionOf } from '../recall/recalled.js';
import type { Message, Specification } from '../suite.js';
import { codeBlock, drawTemplate, fillTemplate, openings, templateAt } from '../template.js';
import { type AskedAlgorithm, NAME, type Run } from './asked-algorithm.js';
import { ANSWER_FORMATS, CONTEXTS, QUESTIONS } from './templates.js';

/** What is asked about a run. */
interface Question {
  readonly answer: Answer;
  readonly target: Target;
  /** With the program before the question. */
  readonly isShown: boolean;
}

/** The messages of an item. */
export function messages(
  asked: AskedAlgorithm,
  run: Run,
  { answer, target, isShown }: Question,
): Message[] {
  const format = ANSWER_FORMATS[target.kind === 'integer' ? 'integer' : 'literal'][answer];
  const parts = [asked.algorithm.problem, questionOf(asked, run), format];
  if (isShown) parts.unshift(contextOf(asked));
  return [{ role: 'user', content: parts.join('\n\n') }];
}

function questionOf({ seed, algorithm }: AskedAlgorithm, { args, call }: Run): string {
  const { name, parameters } = algorithm;
  const assignments = args.map((value, place) => `\`${parameters[place]} = ${repr(value)}\``);
  const template = drawTemplate(QUESTIONS, NAME, 'question', seed, call);
  return fillTemplate(template, { name, arguments: listed(assignments) });
}

/** The program as a prompt shows it: the words of its one template, then its source in a code block. */
function contextOf({ seed, algorithm: { name, source } }: AskedAlgorithm): string {
  const template = drawTemplate(CONTEXTS, NAME, 'context', seed, name);
  return fillTemplate(template, { name, source: codeBlock(source, 'python') });
}

/** The program as training shows it. */
export function specification({
  seed,
  algorithm: { name, source },
}: AskedAlgorithm): Specification {
  return {
    contexts: openings(CONTEXTS, name),
    own: templateAt(CONTEXTS, NAME, 'context', seed, name),
    text: codeBlock(source, 'python'),
  };
}

/** The words before its source, as `contextOf` has them. */
export function introduction({ seed, algorithm: { name } }: AskedAlgorithm): string {
  return introductionOf(drawTemplate(CONTEXTS, NAME, 'context', seed, name), name);
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
