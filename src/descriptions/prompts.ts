/**
 * What a model is asked when it describes programs: a description of a program, the result of carrying out a description, and a
 * worked reasoning. Invariant: who carries a description out sees nothing else of the program. Other words are another
 * `PROMPT_VERSION`, which stands in every record.
 */
import { ANSWER_FORMATS } from '../suites/random-arithmetic/templates.js';
import type { Instruction, Message } from '../suites/suite.js';
import { codeBlock } from '../suites/template.js';

export const PROMPT_VERSION = 1;

export function describingPrompt({ name, source }: Instruction): Message[] {
  return user(
    `Here is the Python function ${name}:`,
    codeBlock(source, 'python'),
    `Describe in plain English what ${name} computes, so that somebody who has never seen the code can work out its result for any ` +
      'integer, negative ones too. Say everything: each operation, their order, how divisions round, what every condition and loop ' +
      `does. Call the function ${name}. Write one paragraph of prose, no code and no formulas, and nothing but the description.`,
  );
}

export function executingPrompt(name: string, description: string, input: string): Message[] {
  return user(
    `${INTRODUCTION} ${name}:`,
    description,
    `What does ${name} give for the integer ${input}?`,
    ANSWER_FORMATS.cot,
  );
}

const INTRODUCTION = 'This is a description of the function';

/** The description and the input in the text of an `executingPrompt`; null for any other text. */
export function executionIn(content: string): { description: string; input: string } | null {
  const [introduction, ...rest] = content.split('\n\n');
  const question = rest.at(-2) ?? '';
  const input = /^What does \w+ give for the integer (-?\d+)\?$/.exec(question)?.[1];
  if (input === undefined || introduction?.startsWith(INTRODUCTION) !== true) return null;
  return { description: rest.slice(0, -2).join('\n\n'), input };
}

export function reasoningPrompt({ name, source }: Instruction, input: string): Message[] {
  return user(
    `Here is the Python function ${name}:`,
    codeBlock(source, 'python'),
    `Work out ${name}(${input}).`,
    ANSWER_FORMATS.cot,
  );
}

function user(...paragraphs: readonly string[]): Message[] {
  return [{ role: 'user', content: paragraphs.join('\n\n') }];
}
