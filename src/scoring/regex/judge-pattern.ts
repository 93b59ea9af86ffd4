/**
 * Patterns: an answer is right when the whole of it, after the normalisation of texts (text/canonical.ts), matches. The example, a text
 * that the pattern accepts, shows what kind of text is asked for: **malformed** is what a reader would not take for such a text
 * alone (text/fault.ts), unless it matches.
 */
import { excerpt } from '../excerpt.js';
import { judgeWritten, type Kind } from '../judge-written.js';
import { partsOf } from '../lenient-parts.js';
import { notationOf } from '../notation.js';
import { canonicalText } from '../text/canonical.js';
import { faultOf } from '../text/fault.js';
import { isLike } from '../text/judge-text.js';
import { plainText } from '../text/plain-value.js';
import type { Answer, Judgement, PatternTarget } from '../verdict.js';
import { Pattern } from './pattern.js';

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgePattern(
  output: string,
  limited: boolean,
  target: Omit<PatternTarget, 'kind'>,
  answer: Answer,
): Judgement {
  return judgeWritten(output, limited, answer, kindOf(target));
}

function kindOf(target: Omit<PatternTarget, 'kind'>): Kind {
  const pattern = Pattern.of(target.value);
  const example = canonicalText(target.example);
  return {
    notation: notationOf(example),
    read: (text, form) => {
      const value = plainText(text, form, example);
      const reason = pattern.matches(value) ? null : faultOf(value, example);
      return reason === null ? { kind: 'value', value } : { kind: 'fault', reason };
    },
    compare: (value) =>
      pattern.matches(value)
        ? { right: true, reason: 'matches the pattern' }
        : {
            right: false,
            reason: `found "${excerpt(value, 40)}", expected a match of ${excerpt(target.value, 60)}`,
          },
    parts: partsOf,
    readPart: (text, form) => {
      const value = plainText(text, form, example);
      return pattern.matches(value) || isLike(value, example) ? value : null;
    },
    statedBare: false,
    takesLabels: false,
  };
}
