/**
 * The words around a function. They ask what CRUXEval asks (Gu et al., arXiv 2401.03065, section 4), in our formats of answers: the output
 * of a call, or a call that gives an output.
 */
import type { Answer } from '../../scoring/verdict.js';
import type { Message } from '../suite.js';
import { codeBlock } from '../template.js';
import { FUNCTION, outputOf, type StatedFunction } from './functions.js';

const OUTPUT: Readonly<Record<Answer, string>> = {
  direct:
    'Reply with the value as a Python literal alone: no working, no explanation and nothing else.',
  cot: 'Work it out step by step. Then finish with the value as a Python literal, either as \\boxed{…} or on a last line of the form "Answer: …".',
};

const CALL = `such a call, its arguments written as Python literals, such as ${FUNCTION}([1, 2], 'a')`;
const INPUT: Readonly<Record<Answer, string>> = {
  direct: `Reply with ${CALL}, alone: no working, no explanation and nothing else.`,
  cot: `Work it out step by step. Then finish with ${CALL}, either as \\boxed{…} or on a last line of the form "Answer: …".`,
};

export type Split = 'output' | 'input';

/** The messages of an item. */
export function messages(asked: StatedFunction, split: Split, answer: Answer): Message[] {
  const question =
    split === 'output'
      ? `What does \`${FUNCTION}(${asked.input})\` return?\n\n${OUTPUT[answer]}`
      : `Find arguments for which ${FUNCTION} returns \`${outputOf(asked)}\`. There may be several; any will do.\n\n${INPUT[answer]}`;
  const content = [
    'Here is a Python function. It may contain errors; what counts is what it does.',
    codeBlock(asked.code, 'python'),
    question,
  ].join('\n\n');
  return [{ role: 'user', content }];
}
