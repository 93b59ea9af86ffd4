/**
 * Texts: an answer is right when it is the target letter by letter, after the normalisation of canonical.ts. **Malformed** is what a
 * reader would not take for the text alone (fault.ts), and an empty answer.
 */
import { excerpt } from '../excerpt.js';
import { judgeWritten, type Kind } from '../judge-written.js';
import { markedParts, type Part, partsOf } from '../lenient-parts.js';
import { type Notation, notationOf } from '../notation.js';
import type { Answer, Judgement } from '../verdict.js';
import { canonicalText } from './canonical.js';
import { faultOf, wordsOf } from './fault.js';
import { plainText } from './plain-value.js';

/** `the result is "…"`, in quotes. */
const QUOTED_RESULT =
  /\b(?:answer|result|output)\b[^\n"\u201c]{0,40}\bis:? {0,2}["\u201c][^"\u201d\n]{1,400}["\u201d]/gi;

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgeText(
  output: string,
  limited: boolean,
  value: string,
  answer: Answer,
): Judgement {
  const target = canonicalText(value);
  if (target === '') throw new TypeError('a target must not be empty');
  return judgeWritten(output, limited, answer, kindOf(target));
}

/** Texts like `target`, which is canonical. */
function kindOf(target: string): Kind {
  return {
    notation: notationOf(target),
    read: (text, form) => {
      const value = plainText(text, form, target);
      const reason = faultOf(value, target);
      return reason === null ? { kind: 'value', value } : { kind: 'fault', reason };
    },
    compare: (value) =>
      value === target
        ? { right: true, reason: 'equals the target' }
        : {
            right: false,
            reason: `found "${excerpt(value, 40)}", expected "${excerpt(target, 40)}"`,
          },
    parts: lenientParts,
    readPart: (text, form) => {
      const value = plainText(text, form, target);
      return isLike(value, target) ? value : null;
    },
    statedBare: false,
    takesLabels: false,
  };
}

/** What stands above the last line that says what the result is quotes something else, such as the question. */
function* lenientParts(text: string, cut: boolean, notation: Notation): Generator<Part> {
  yield* markedParts(text, cut, notation);
  const result = [...text.matchAll(QUOTED_RESULT)].at(-1);
  yield* partsOf(text.slice(result?.index ?? 0), cut, notation);
}

/** Whether a text that may be an answer has as many words as the target and nothing beside it. Both are canonical. */
export function isLike(value: string, target: string): boolean {
  return wordsOf(value) === wordsOf(target) && faultOf(value, target) === null;
}
