/**
 * Judges one output against a grammar: correct when the grammar gives its sentence at least one parse.
 *
 * **The sentence** is the first line with something on it (judge-written.ts) without what models put around a sentence
 * (bare-line.ts). Words are split as `Words` of `pbb-eval/cfg` says: case does not matter, nor do commas and a full stop at the end.
 *
 * **Malformed** is a line that is not one sentence and nothing else: one without words; one of whose words fewer than half are words
 * of the grammar (a refusal, an introduction); two sentences; a sentence that marks part from words around it (lenient.ts);
 * more than 10,000 words; a line that was cut at the token limit. A sentence with some unknown words is incorrect.
 *
 * Time is linear in the length of the text, on the grammars of the suite.
 */
import { judgeWritten, type Kind } from '../judge-written.js';
import { PROSE } from '../notation.js';
import type { Judgement } from '../verdict.js';
import { bareLine } from './bare-line.js';
import { MAX_WORDS, type Reading, SentenceLanguage } from './language.js';
import { sentenceParts, sentenceWithin } from './lenient.js';

/** Judges an output that is not blank. `limited`: it was cut at the token limit. `grammar`: in the notation of cfg. */
export function judgeSentence(output: string, limited: boolean, grammar: string): Judgement {
  return judgeWritten(output, limited, 'direct', kindOf(SentenceLanguage.of(grammar)));
}

/** A value is its words with a space between two. */
function kindOf(language: SentenceLanguage): Kind {
  return {
    notation: PROSE,
    read: (text) => {
      const reading = language.read(bareLine(text, language.marks));
      const reason = faultOf(reading, () => sentenceWithin(text, language) !== null);
      return reason === null
        ? { kind: 'value', value: reading.words.join(' ') }
        : { kind: 'fault', reason };
    },
    compare: (value) => {
      const rejection = language.rejection(language.read(value).words);
      return { right: rejection === null, reason: rejection ?? 'the grammar has it' };
    },
    parts: sentenceParts,
    readPart: (text) => sentenceWithin(text, language)?.join(' ') ?? null,
    statedBare: false,
    takesLabels: true,
  };
}

/** Why a line is not one sentence and nothing else, or null. */
function faultOf(
  { words, known, foreign, stopped }: Reading,
  holdsSentence: () => boolean,
): string | null {
  if (words.length === 0) return 'no words';
  if (words.length > MAX_WORDS) return `more than ${MAX_WORDS} words`;
  if (known === 0 || foreign > known)
    return 'fewer than half of its words are words of the grammar';
  if (stopped) return 'more than one sentence';
  return known < words.length && holdsSentence() ? 'not the sentence alone' : null;
}
