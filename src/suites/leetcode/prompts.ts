/**
 * Puts word problems, arguments and solutions into the templates. Invariant: the problem's id, the arguments, the answer's format and the
 * source where one is shown all stand in a prompt, so two items that differ in any of them never have equal messages. Which template is
 * drawn depends on seed, problem and arguments alone: `wo-io` and `in-context` ask the same words.
 */
import type { Answer, Target } from '../../scoring/verdict.js';
import { introductionOf } from '../recall/recalled.js';
import type { Message, Specification } from '../suite.js';
import { codeBlock, drawTemplate, fillTemplate, openings, templateAt } from '../template.js';
import { NAME } from './asked-problem.js';
import { callOf, functionOf, type Problem, type Run } from './problem.js';
import { CONTEXTS, formatWords, NODES, QUESTIONS } from './templates.js';

/** What is asked about a run. */
interface Question {
  readonly seed: number;
  readonly answer: Answer;
  readonly target: Target;
  /** With the solution before the question. */
  readonly isShown: boolean;
}

/** The messages of an item. */
export function messages(problem: Problem, run: Run, question: Question): Message[] {
  const { answer, target, isShown, seed } = question;
  const { kind } = target;
  const form = kind === 'integer' || kind === 'number' ? kind : 'literal';
  const parts = [
    ...(isShown ? [contextOf(problem, seed)] : []),
    problem.description,
    ...(/\b(?:ListNode|TreeNode)\b/.test(problem.source) ? [NODES] : []),
    questionOf(problem, run, seed),
    formatWords(form, answer),
  ];
  return [{ role: 'user', content: parts.join('\n\n') }];
}

function questionOf(problem: Problem, run: Run, seed: number): string {
  const template = drawTemplate(
    QUESTIONS,
    NAME,
    'question',
    seed,
    problem.id,
    callOf(problem, run),
  );
  const assignments = run.args.map(({ name, value }) => `\`${name} = ${value}\``);
  return fillTemplate(template, {
    name: problem.id,
    function: functionOf(problem),
    arguments: listed(assignments),
  });
}

function contextOf({ id, source }: Problem, seed: number): string {
  const template = drawTemplate(CONTEXTS, NAME, 'context', seed, id);
  return fillTemplate(template, { name: id, source: codeBlock(source, 'python') });
}

/** The solution as training shows it. */
export function specification({ id, source }: Problem, seed: number): Specification {
  return {
    contexts: openings(CONTEXTS, id),
    own: templateAt(CONTEXTS, NAME, 'context', seed, id),
    text: codeBlock(source, 'python'),
  };
}

/** The words before its source, as `contextOf` has them. */
export function introductionTo({ id }: Problem, seed: number): string {
  return introductionOf(drawTemplate(CONTEXTS, NAME, 'context', seed, id), id);
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
