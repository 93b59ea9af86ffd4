/**
 * Judges one output against an integer. The strict reading gives the verdict; where it reads nothing, the verdict is
 * malformed, and the lenient reading (lenient.ts) says what an answer in another format would have been worth. Where the
 * strict reading finds an answer, the lenient verdict is the same.
 *
 * **The output** is the model's own turn: it starts after a leaked header (`<|im_start|>assistant`, …) and ends at a
 * leaked mark of the chat template (`<|im_end|>`, `</s>`, …) and, after an answer, before a line that opens another
 * question (`Question:`, `Q:`, `User:`, `Human:`, `Instruction:`).
 *
 * **`cot`** asks for a last `\boxed{…}` or `Answer: …`. The last of either wins, whatever it says. Text after it does not
 * spoil it, with one exception: if it states another number as the answer (`the answer is 43`, `the answer is 2 * 21 = 43`)
 * or corrects itself to another number and says nothing else (`No wait, 43.`), there is no one answer, and the output is
 * malformed. A statement that goes on after its number (`the answer is 6 times 7`) states none. See statement.ts.
 * - `\boxed{…}` must be closed. A minus before the box, a larger box around it, or another box joined to it by `or`, `and`,
 *   a comma or a slash makes it malformed, unless both boxes say the same. See boxed.ts.
 * - `Answer:` starts a line or follows the end of a sentence; its value is on the same line or on the next one that is not
 *   blank. After the value, on its line, may stand a full stop and another sentence, a remark in brackets, `because` or
 *   `since` and a reason, or a comma, a semicolon or the bar of a table that ends the line; never a second number, a unit, a
 *   percent sign, a hedge or any other word. See answer-line.ts.
 * - `x =`, `f(3) =` or `the answer is` may stand before the value.
 * - Spaces may stand between a minus and its number (`- 42`), except where the minus opens a line after the label, and may be
 *   the bullet of a list. LaTeX spacing (`-\,42`) may stand there anywhere.
 *
 * **`direct`** asks for the number and nothing else: the first line that is not blank must be the bare number. Of several
 * lines of bare numbers at the start, with no blank line between them, the last wins. Later lines do not spoil it. A box, an
 * `Answer:` or any word on the first line is not the requested format: malformed. See leading-line.ts.
 *
 * **A value** is a decimal integer of at most 10,000 digits, formatted as number.ts and wrapping.ts say; `42.0` is 42. A value
 * that surely is no integer (`4.5`, `3/2`, `x+1`, `None`) is incorrect. One with more than one reading, or one that would have
 * to be worked out (`42 or 43`, `12 34`, `1.234`, `42 coins`, `1e3`, `6 * 7`), is malformed, and so is an empty one.
 *
 * **Cut at the token limit** (`length`): an answer that more text could have changed does not count. A closed box counts; so
 * does a value whose line has ended or, after `Answer:`, goes on with a remark. Without an answer the output is malformed
 * and truncated. **Refused** (`content_filter`, `refusal`) and blank outputs are malformed.
 *
 * Time is linear in the length of the text.
 */
import { lastLabel } from '../answer-label.js';
import { lastBox } from '../box.js';
import { excerpt } from '../excerpt.js';
import { nextQuestion } from '../next-question.js';
import { ownTurn } from '../turn.js';
import type { Answer, Judgement, Verdict } from '../verdict.js';
import { readAnswerLine } from './answer-line.js';
import { readBox } from './boxed.js';
import { readLeadingLines } from './leading-line.js';
import { readLeniently } from './lenient.js';
import { canonicalInteger } from './number.js';
import { isTakenBack } from './statement.js';
import type { Reading } from './value.js';

/** A box or the word answer, and a digit soon after it. */
const ANSWERED = /(?:ox(?:ed)?\s?\{|[Nn][Ss][Ww][Ee][Rr])[^\d]{0,24}\d/g;

/** An integer in at most `limit` characters. */
function shortInteger(value: string, limit: number): string {
  return value.length <= limit ? value : `${value.slice(0, limit - 1)}…`;
}

/** The last answer in either form. */
function readLast(text: string, cut: boolean): Reading {
  const box = lastBox(text);
  const label = lastLabel(text, box?.start ?? -1);
  if (label !== null) return readAnswerLine(text, label, cut);
  return box === null ? { kind: 'none' } : readBox(text, box, cut);
}

/** The last answer in either form, unless what follows takes it back. */
function readRequested(text: string, cut: boolean): Reading {
  const reading = readLast(text, cut);
  if (reading.kind !== 'integer' || !isTakenBack(text, reading.end, reading.value)) return reading;
  return { kind: 'unclear', text: `${reading.value}, taken back later` };
}

/** Why a reading is no answer. */
function malformedReason(reading: Exclude<Reading, { kind: 'integer' | 'other' }>): string {
  switch (reading.kind) {
    case 'unclear':
      return `not one plain integer: ${excerpt(reading.text, 40)}`;
    case 'empty':
      return 'the answer is empty';
    case 'open':
      return 'the box is not closed';
    case 'cut':
      return 'cut at the token limit within its answer';
    case 'none':
      return 'no answer in the requested format';
  }
}

function verdictOf(value: string | null, expected: string): Verdict {
  if (value === null) return 'malformed';
  return value === expected ? 'correct' : 'incorrect';
}

/** The judgement of what was read from an output of some text. */
function judgeReading(reading: Reading, expected: string, text: string, cut: boolean): Judgement {
  if (reading.kind === 'integer') {
    const verdict = verdictOf(reading.value, expected);
    const reason =
      verdict === 'correct'
        ? 'equals the target'
        : `found ${shortInteger(reading.value, 24)}, expected ${shortInteger(expected, 24)}`;
    return { verdict, answer: reading.value, reason, lenient: verdict, truncated: false };
  }
  if (reading.kind === 'other') {
    const reason = `not an integer: ${excerpt(reading.text, 40)}`;
    return { verdict: 'incorrect', answer: null, reason, lenient: 'incorrect', truncated: false };
  }
  const lenient = verdictOf(readLeniently(text, cut), expected);
  const reason =
    cut && reading.kind === 'none'
      ? 'cut at the token limit before an answer'
      : malformedReason(reading);
  return { verdict: 'malformed', answer: null, reason, lenient, truncated: cut };
}

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgeInteger(
  output: string,
  limited: boolean,
  value: string,
  answer: Answer,
): Judgement {
  const turn = ownTurn(output);
  const question = nextQuestion(turn.text, ANSWERED);
  const text = question === -1 ? turn.text : turn.text.slice(0, question + 1);
  const cut = limited && !turn.closed && question === -1;
  const reading = answer === 'direct' ? readLeadingLines(text, cut) : readRequested(text, cut);
  return judgeReading(reading, canonicalInteger(value), text, cut);
}
