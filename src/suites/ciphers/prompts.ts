/**
 * Puts ciphers, texts and shifts into the templates. Invariant: the cipher's name, the text, the shift, the answer's format and the
 * source where one is shown all stand in a prompt, so two items that differ in any of them never have equal messages. Which
 * template is drawn depends on seed, cipher, text and shift alone: items ask the same words whether training showed executions or
 * not, and `in-context` those of `wo-io`.
 */
import type { Answer } from '../../scoring/verdict.js';
import { introductionOf } from '../recall/recalled.js';
import type { Message, Specification } from '../suite.js';
import { codeBlock, drawTemplate, fillTemplate, openings, templateAt } from '../template.js';
import type { Cipher } from './cipher.js';
import type { Input } from './inputs.js';
import { ANSWER_FORMATS, CONTEXTS, WORD_PROBLEMS } from './templates.js';

const NAME = 'ciphers';

/** What a prompt is about. */
export interface Subject {
  readonly seed: number;
  readonly cipher: Pick<Cipher, 'name' | 'source'>;
}

/** The question about one input, without a word on the answer's form. */
export function wordProblem(
  { seed, cipher }: Subject,
  { text, shift }: Omit<Input, 'number'>,
): string {
  const key = [NAME, 'word problem', seed, cipher.name, text, shift];
  const template = drawTemplate(WORD_PROBLEMS, ...key);
  return fillTemplate(template, { name: cipher.name, text, shift: String(shift) });
}

/** The instruction as a prompt shows it: the words of its one template, then its source in a code block. */
export function context({ seed, cipher }: Subject): string {
  const template = drawTemplate(CONTEXTS, NAME, 'context', seed, cipher.name);
  return fillTemplate(template, {
    name: cipher.name,
    source: codeBlock(cipher.source, 'python'),
  });
}

/** The instruction as training shows it. */
export function specification({ seed, cipher: { name, source } }: Subject): Specification {
  return {
    contexts: openings(CONTEXTS, name),
    own: templateAt(CONTEXTS, NAME, 'context', seed, name),
    text: codeBlock(source, 'python'),
  };
}

/** The words before its source, as `context` has them. */
export function introduction({ seed, cipher }: Subject): string {
  return introductionOf(drawTemplate(CONTEXTS, NAME, 'context', seed, cipher.name), cipher.name);
}

/** The messages of an item. */
export function messages(
  subject: Subject,
  input: Omit<Input, 'number'>,
  answer: Answer,
  inContext: boolean,
): Message[] {
  const question = `${wordProblem(subject, input)}\n\n${ANSWER_FORMATS[answer]}`;
  return [{ role: 'user', content: inContext ? `${context(subject)}\n\n${question}` : question }];
}
