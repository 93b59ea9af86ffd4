/**
 * Puts names, vocabularies and grammars into the templates. Invariant: the grammar's name, the vocabulary's and the answer's
 * form stand in every prompt, so two items that differ in grammar or vocabulary never have equal messages. Which template is
 * drawn depends on seed, grammar and vocabulary alone: `wo-io` and `in-context` ask the same words.
 */

import { introductionOf } from '../recall/recalled.js';
import type { Message, Specification } from '../suite.js';
import { codeBlock, drawTemplate, fillTemplate, openings, templateAt } from '../template.js';
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
  const template = drawTemplate(REQUESTS, 'grammars', 'request', seed, index, vocabulary.letter);
  return fillTemplate(template, { name, vocabulary: vocabulary.name });
}

/** The instruction as a prompt shows it: the words of its one template, then its rules in a code block. */
export function context({ seed, index, name, source }: Subject): string {
  const template = drawTemplate(CONTEXTS, 'grammars', 'context', seed, index);
  return fillTemplate(template, { name, grammar: codeBlock(source) });
}

/** The instruction as training shows it: its rules without words. */
export function specification({ seed, index, name, source }: Subject): Specification {
  return {
    contexts: openings(CONTEXTS, name),
    own: templateAt(CONTEXTS, 'grammars', 'context', seed, index),
    text: codeBlock(source),
  };
}

/** The words before its rules, as `context` has them. */
export function introduction({ seed, index, name }: Subject): string {
  return introductionOf(drawTemplate(CONTEXTS, 'grammars', 'context', seed, index), name);
}

/** The words of a vocabulary as a prompt shows them beside a grammar. */
function words(subject: Subject, vocabulary: Vocabulary): string {
  const shown = codeBlock(subject.wordsIn(vocabulary));
  return fillTemplate(WORDS, { vocabulary: vocabulary.name, words: shown });
}

/** The messages of an item. */
export function messages(subject: Subject, vocabulary: Vocabulary, inContext: boolean): Message[] {
  const shown = inContext ? [context(subject), words(subject, vocabulary)] : [];
  const content = [...shown, request(subject, vocabulary), ANSWER_FORMAT].join('\n\n');
  return [{ role: 'user', content }];
}
