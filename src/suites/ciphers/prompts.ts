/**
 * Puts ciphers, texts and shifts into the templates. Invariant: the cipher's name, the text, the shift, the answer's format and the
 * source where one is shown all stand in a prompt, so two items that differ in any of them never have equal messages. Which
 * template is drawn depends on seed, cipher, text and shift alone: items ask the same words whether training showed executions or
 * not, and `in-context` those of `wo-io`.
 */
import { hashOf } from '../../random/random.js';
import type { Answer } from '../../scoring/verdict.js';
import { introductionOf } from '../recall/recalled.js';
import type { Message } from '../suite.js';
import type { Cipher } from './cipher.js';
import type { Input } from './inputs.js';
import { ANSWER_FORMATS, CONTEXTS, WORD_PROBLEMS } from './templates.js';

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
  const template = drawn(WORD_PROBLEMS, 'word problem', seed, cipher.name, text, shift);
  return filled(template, { name: cipher.name, text, shift: String(shift) });
}

/** The instruction as a prompt shows it: the words of its one template, then its source in a code block. */
export function context({ seed, cipher }: Subject): string {
  const template = drawn(CONTEXTS, 'context', seed, cipher.name);
  return filled(template, {
    name: cipher.name,
    source: `\`\`\`python\n${cipher.source.trimEnd()}\n\`\`\``,
  });
}

/** The words before its source, as `context` has them. */
export function introduction({ seed, cipher }: Subject): string {
  return introductionOf(drawn(CONTEXTS, 'context', seed, cipher.name), cipher.name);
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

/** The element that a key names: each of 20 about equally likely. */
function drawn(from: readonly string[], ...key: readonly (string | number)[]): string {
  const picked = from[hashOf(48, 'ciphers', ...key) % from.length];
  if (picked === undefined) throw new RangeError('there is no template to draw');
  return picked;
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(
    /\{(\w+)\}/g,
    (placeholder, key: string) => values[key] ?? placeholder,
  );
}
