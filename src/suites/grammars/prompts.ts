/**
 * Puts names, vocabularies and grammars into the templates. Invariant: the grammar's name, the vocabulary's and the answer's
 * form stand in every prompt, so two items that differ in grammar or vocabulary never have equal messages. Which template is
 * drawn depends on seed, grammar and vocabulary alone: `wo-io` and `in-context` ask the same words.
 */
import { hashOf } from '../../random/random.js';
import type { Message } from '../suite.js';
import { ANSWER_FORMAT, CONTEXTS, REQUESTS, WORDS } from './templates.js';
import type { Vocabulary } from './vocabularies.js';

/** What a prompt names: a grammar by its place in the pool of a seed. */
export interface Subject {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  /** Rules without words. */
  readonly source: string;
  /** The words of its parts of speech, in its notation. */
  wordsIn(vocabulary: Vocabulary): string;
}

/** The question for one sentence, without a word on the answer's form. */
export function request(subject: Subject, vocabulary: Vocabulary): string {
  const { seed, index, name } = subject;
  const template = drawn(REQUESTS, 'request', seed, index, vocabulary.letter);
  return filled(template, { name, vocabulary: vocabulary.name });
}

/** The instruction as a prompt shows it: the words of its one template, then its rules in a code block. */
export function context({ seed, index, name, source }: Subject): string {
  const template = drawn(CONTEXTS, 'context', seed, index);
  return filled(template, { name, grammar: block(source) });
}

/** The words of a vocabulary as a prompt shows them beside a grammar. */
function words(subject: Subject, vocabulary: Vocabulary): string {
  const shown = block(subject.wordsIn(vocabulary));
  return filled(WORDS, { vocabulary: vocabulary.name, words: shown });
}

/** The messages of an item. */
export function messages(subject: Subject, vocabulary: Vocabulary, inContext: boolean): Message[] {
  const shown = inContext ? [context(subject), words(subject, vocabulary)] : [];
  const content = [...shown, request(subject, vocabulary), ANSWER_FORMAT].join('\n\n');
  return [{ role: 'user', content }];
}

function block(text: string): string {
  return `\`\`\`\n${text.trimEnd()}\n\`\`\``;
}

/** The element that a key names: each of 20 about equally likely. */
function drawn(from: readonly string[], ...key: readonly (string | number)[]): string {
  const picked = from[hashOf(48, 'grammars', ...key) % from.length];
  if (picked === undefined) throw new RangeError('there is no template to draw');
  return picked;
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(
    /\{(\w+)\}/g,
    (placeholder, key: string) => values[key] ?? placeholder,
  );
}
