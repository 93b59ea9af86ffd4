/**
 * The messages of an item: as they stand where the line says how the prompt asks for its answer, else with the words that ask for one.
 * Both forms of `cot` are what strict scoring takes as requested.
 */
import type { Answer } from '../../scoring/verdict.js';
import type { Message } from '../suite.js';
import { type KINDS, type Line, LineFault } from './line.js';

const NOUNS: Readonly<Record<(typeof KINDS)[number], string>> = {
  integer: 'the integer',
  number: 'the number',
  text: 'the answer',
  'python-literal': 'the value as a Python literal',
  regex: 'the answer',
};

/** The messages that ask for an answer; throws a `LineFault` where there are none, or none that words can be added to. */
export function asked(line: Line, answer: Answer): Message[] {
  const messages = messagesOf(line);
  if (line.answer !== undefined) return messages;
  const last = messages.at(-1);
  if (last?.role !== 'user') {
    throw new LineFault(
      'messages',
      'the last one is not the user\'s, so it cannot ask for the form of the answer; say in "answer" how these messages ask: direct or cot',
    );
  }
  return [
    ...messages.slice(0, -1),
    { role: 'user', content: `${last.content}\n\n${formatWords(line, answer)}` },
  ];
}

function messagesOf({ prompt, messages }: Line): Message[] {
  if (prompt !== undefined && messages !== undefined) {
    throw new LineFault('messages', 'expected prompt or messages, found both');
  }
  if (prompt !== undefined) return [{ role: 'user', content: prompt }];
  if (messages !== undefined) return messages;
  throw new LineFault('prompt', 'missing; expected prompt or messages');
}

function formatWords({ kind }: Line, answer: Answer): string {
  const noun = NOUNS[kind];
  return answer === 'direct'
    ? `Reply with ${noun} alone: no working, no explanation and nothing else.`
    : `Work it out step by step. Then finish with ${noun}, either as \\boxed{…} or on a last line of the form "Answer: …".`;
}
