/**
 * Judges one output against a grammar: correct when the grammar gives its sentence at least one parse.
 *
 * **The sentence** is the first line of the model's own turn (turn.ts) that is not blank and not the mark of a code block,
 * without what models put around a sentence (bare-line.ts): emphasis, code marks, quotes, brackets, a bullet, a label such as
 * `Sentence:`. Later lines do not spoil it, since models run on. Words are split as `Words` of `pbb-eval/cfg` says: case
 * does not matter, nor do commas and a full stop at the end.
 *
 * **Malformed** is what is not one sentence of the vocabulary: an output without words, one of whose words fewer than half
 * are words of the grammar (a refusal, an introduction), two sentences in the line, more than 10,000 words, a sentence that
 * was cut at the token limit. A sentence with some unknown words is incorrect.
 *
 * **The lenient reading** of what is malformed looks for a sentence elsewhere: see lenient.ts.
 *
 * Time is linear in the length of the text, on the grammars of the suite.
 */

import { isFence } from '../fence.js';
import { ownTurn } from '../turn.js';
import type { Judgement, Verdict } from '../verdict.js';
import { bareLine } from './bare-line.js';
import { Language, MAX_WORDS, type Reading } from './language.js';
import { readLeniently } from './lenient.js';

interface Line {
  readonly text: string;
  /** A line break follows: more text could not have changed it. */
  readonly ended: boolean;
}

/** Judges an output that is not blank. `limited`: it was cut at the token limit. `grammar`: in the notation of cfg. */
export function judgeSentence(output: string, limited: boolean, grammar: string): Judgement {
  const language = Language.of(grammar);
  const { text, closed } = ownTurn(output);
  const line = firstLine(text);
  const cut = limited && !closed && !line.ended;
  const reading = language.read(bareLine(line.text));
  const fault = cut ? 'cut at the token limit within its sentence' : faultOf(reading);
  if (fault !== null) {
    // Of an output that was cut no line is taken: it may be the one that the cut has touched.
    const lenient = cut ? 'malformed' : lenientVerdict(text, language);
    return { verdict: 'malformed', answer: null, reason: fault, lenient, truncated: cut };
  }
  const rejection = language.rejection(reading.words);
  const verdict = rejection === null ? 'correct' : 'incorrect';
  return {
    verdict,
    answer: reading.words.join(' '),
    reason: rejection ?? 'the grammar has it',
    lenient: verdict,
    truncated: false,
  };
}

/** Why a line is not one sentence, or null. */
function faultOf({ words, known, stopped }: Reading): string | null {
  if (words.length === 0) return 'no words';
  if (words.length > MAX_WORDS) return `more than ${MAX_WORDS} words`;
  if (2 * known < words.length) return 'no sentence of the vocabulary';
  return stopped ? 'more than one sentence' : null;
}

function lenientVerdict(text: string, language: Language): Verdict {
  const words = readLeniently(text, language);
  if (words === null) return 'malformed';
  return language.accepts(words) ? 'correct' : 'incorrect';
}

/** The first line that is not blank and no fence. */
function firstLine(text: string): Line {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    if (line.trim() !== '' && !isFence(line)) return { text: line, ended: newline !== -1 };
    start = end + 1;
  }
  return { text: '', ended: false };
}
