/**
 * Judges one output against its target. The strict reading gives the verdict; where it reads nothing, the verdict is
 * malformed and the lenient reading (lenient.ts) says what an answer in another format would have been worth.
 *
 * **The output** is the model's own turn: it ends at a leaked mark of the chat template (`<|im_end|>`, `</s>`, …), and after an
 * answer at a line that opens another question (`Question:`, `Q:`, `User:`, `Human:`, `Instruction:`).
 *
 * **`cot`** asks for a last `\boxed{…}` or `Answer: …`. The last of either wins, whatever it says. Text after it does not spoil
 * it, save a later statement of another number in other words (`the answer is 43`): then there is no one answer.
 * - `\boxed{…}` must be closed (boxed.ts). A minus before the box, or a box with another value joined to it by `or`, `and`, a comma or a
 *   slash, leaves it unclear.
 * - `Answer:` starts a line or follows the end of a sentence (answer-line.ts). After the value, on its line, may stand: a
 *   full stop and another sentence, a remark in brackets, or `because`/`since` and a reason. Not a second number, a unit, a
 *   percent sign, or any other word.
 * - Before the value may stand `x =` or `f(3) =`.
 *
 * **`direct`** asks for the number and nothing else: the first line that is not blank must be the bare number (leading-line.ts).
 * Of several lines of bare numbers at the start the last wins. Later lines do not spoil it. A box, an `Answer:` or a word
 * before the number is not the requested format.
 *
 * **A value** is formatted as number.ts and wrapping.ts say. `42.0` is 42. One that surely is no integer (`4.5`, `3/2`, `x+1`, `None`) is
 * incorrect. One with more than one reading (`42 or 43`, `12 34`, `1.234`, `42 coins`, `1e3`, `6 * 7`) is malformed, as is an empty one.
 *
 * **Cut at the token limit** (`length`): an answer that the cut may have shortened does not count. A closed box counts; so does a
 * value on a line that has ended. Without an answer the output is malformed and truncated. **Refused** (`content_filter`,
 * `refusal`): malformed.
 *
 * Time is linear in the length of the text.
 */
import { lastLabel, readAnswerLine } from './answer-line.js';
import { lastBox, readBox } from './boxed.js';
import { isBlank } from './characters.js';
import { readLeadingLines } from './leading-line.js';
import { readLeniently } from './lenient.js';
import { canonicalInteger } from './number.js';
import { isTakenBack } from './statement.js';
import { ownTurn } from './turn.js';
import type { Reading } from './value.js';
import type { Answer, Judgement, Target, Verdict } from './verdict.js';

/** One output: its text without think blocks, and the finish reason that came with it. */
export interface Output {
  readonly text: string;
  readonly finishReason: string | null;
}

const REFUSED: ReadonlySet<string | null> = new Set(['content_filter', 'refusal']);

/** A text of a model in at most `limit` characters of one printable line. */
function excerpt(text: string, limit: number): string {
  const line = text
    .slice(0, 4 * limit)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}

function isBlankText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (!isBlank(text.charCodeAt(at))) return false;
  }
  return true;
}

/** The last answer in either form, unless a later statement takes it back. */
function readRequested(text: string, cut: boolean): Reading {
  const box = lastBox(text);
  const label = lastLabel(text, box?.start ?? -1);
  if (box === null && label === null) return { kind: 'none' };
  const reading =
    label !== null
      ? readAnswerLine(text, label, cut)
      : box !== null
        ? readBox(text, box, cut)
        : null;
  if (reading?.kind === 'integer' && isTakenBack(text, reading.end, reading.value)) {
    return { kind: 'unclear', text: `${reading.value}, taken back later` };
  }
  return reading ?? { kind: 'none' };
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

/** An output that is malformed before anything is read. */
function unread(reason: string, truncated: boolean): Judgement {
  return { verdict: 'malformed', answer: null, reason, lenient: 'malformed', truncated };
}

/** The judgement of what was read from an output of some text. */
function judgeReading(reading: Reading, expected: string, text: string, cut: boolean): Judgement {
  if (reading.kind === 'integer') {
    const verdict = verdictOf(reading.value, expected);
    const reason =
      verdict === 'correct'
        ? 'equals the target'
        : `found ${excerpt(reading.value, 24)}, expected ${excerpt(expected, 24)}`;
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

/** Judges one output against its target, for the answer that the prompt asked for. */
export function judge(output: Output, target: Target, answer: Answer): Judgement {
  const expected = canonicalInteger(target.value);
  if (REFUSED.has(output.finishReason)) return unread('refused', false);
  const limited = output.finishReason === 'length';
  if (isBlankText(output.text)) {
    return unread(limited ? 'cut at the token limit before an answer' : 'empty output', limited);
  }
  const { text, closed } = ownTurn(output.text);
  const cut = limited && !closed;
  const reading = answer === 'direct' ? readLeadingLines(text, cut) : readRequested(text, cut);
  return judgeReading(reading, expected, text, cut);
}
