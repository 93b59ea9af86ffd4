/**
 * Judges one output against a text: correct when its answer is the text, letter by letter, after the normalisation of
 * canonical.ts. The strict reading gives the verdict; where it reads nothing, the verdict is malformed, and the lenient reading
 * (lenient.ts) says what an answer in another format would have been worth.
 *
 * **`direct`** asks for the text and nothing else: the first line of the model's own turn (turn.ts) that has something on it and
 * is no mark of a code block. Later lines do not spoil it. A box or an `Answer:` is not the requested format.
 *
 * **`cot`** asks for a last `\boxed{…}` or `Answer: …`. The last of either wins. A box must be closed and hold at most 10,000
 * characters; another box joined to it by `or` or a comma makes it malformed. The value after `Answer:` is the rest of its line, or
 * the next line with something on it. Text after it does not spoil it, unless it says in quotes or emphasis that the answer is
 * another one (`the answer is "…"`).
 *
 * **Malformed** is what a reader would not take for the text alone (fault.ts), and an empty answer.
 *
 * **Cut at the token limit** (`length`): an answer whose line, or whose box, has not ended does not count.
 *
 * Time is linear in the length of the output.
 */
import { type Label, lastLabel } from '../answer-label.js';
import { type Box, boxEnd, lastBox, otherBox } from '../box.js';
import { excerpt } from '../excerpt.js';
import { nextQuestion } from '../next-question.js';
import { ownTurn } from '../turn.js';
import type { Answer, Judgement, Verdict } from '../verdict.js';
import { lineWithText, withoutMarksOfLabel } from './answer-line.js';
import { canonicalText } from './canonical.js';
import { faultOf } from './fault.js';
import { readLeniently } from './lenient.js';
import { MAX_BOX, plainBox, plainLine } from './plain-value.js';

/** A box, or a label with its colon or line end. */
const ANSWERED = /(?:ox(?:ed)?\s?\{|[Nn][Ss][Ww][Ee][Rr][*_` \t]{0,8}[:\uff1a\n])/g;

/** `the answer is "…"`, in quotes, code marks or emphasis. */
const STATEMENT =
  /\banswer (?:is|should be|becomes)(?: (?:therefore|actually|really|instead|now))?:? {0,2}(["`*\u201c]{1,3})([^"`*\u201d\n]{1,400})["`*\u201d]/gi;

/** What was read where an answer was looked for: a canonical text up to the index `end`, or why there is none. */
type Reading =
  | { readonly kind: 'text'; readonly value: string; readonly end: number }
  | { readonly kind: 'fault'; readonly reason: string };

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgeText(
  output: string,
  limited: boolean,
  value: string,
  answer: Answer,
): Judgement {
  const target = canonicalText(value);
  if (target === '') throw new TypeError('a target must not be empty');
  const turn = ownTurn(output);
  const question = nextQuestion(turn.text, ANSWERED);
  const text = question === -1 ? turn.text : turn.text.slice(0, question + 1);
  const cut = limited && !turn.closed && question === -1;
  const reading =
    answer === 'direct' ? readLine(text, target, cut) : readRequested(text, target, cut);
  if (reading.kind === 'text') return judged(reading.value, target);
  const lenient = verdictOf(readLeniently(text, target, cut), target);
  return {
    verdict: 'malformed',
    answer: null,
    reason: reading.reason,
    lenient,
    truncated: cut,
  };
}

function judged(value: string, target: string): Judgement {
  const verdict = verdictOf(value, target);
  const reason =
    verdict === 'correct'
      ? 'equals the target'
      : `found "${excerpt(value, 40)}", expected "${excerpt(target, 40)}"`;
  return { verdict, answer: value, reason, lenient: verdict, truncated: false };
}

function verdictOf(value: string | null, target: string): Verdict {
  if (value === null) return 'malformed';
  return value === target ? 'correct' : 'incorrect';
}

function fault(reason: string): Reading {
  return { kind: 'fault', reason };
}

const CUT = fault('cut at the token limit within its answer');

/** The answer of a `direct` output. */
function readLine(text: string, target: string, cut: boolean): Reading {
  const line = lineWithText(text, 0);
  if (line === null) return fault('no text');
  if (cut && !line.ended) return CUT;
  const reading = readingOf(plainLine(line.text, target), target, line.end);
  const labelled = lastBox(line.text) !== null || lastLabel(line.text, -1) !== null;
  const right = reading.kind === 'text' && reading.value === target;
  return labelled && !right ? fault('no answer in the requested format') : reading;
}

/** The last answer of a `cot` output in either form, unless what follows takes it back. */
function readRequested(text: string, target: string, cut: boolean): Reading {
  const reading = readLast(text, target, cut);
  if (reading.kind !== 'text' || !isTakenBack(text, reading)) return reading;
  return fault(`taken back later: ${excerpt(reading.value, 40)}`);
}

function readLast(text: string, target: string, cut: boolean): Reading {
  const box = lastBox(text);
  const label = lastLabel(text, box?.start ?? -1);
  if (label !== null) return readLabelled(text, label, target, cut);
  if (box !== null) return readBox(text, box, target, cut);
  return fault(
    cut ? 'cut at the token limit before an answer' : 'no answer in the requested format',
  );
}

function readLabelled(text: string, label: Label, target: string, cut: boolean): Reading {
  const line = lineWithText(text, label.end);
  if (cut && line?.ended !== true) return CUT;
  if (line === null) return fault('the answer is empty');
  return readingOf(plainLine(withoutMarksOfLabel(line.text), target), target, line.end);
}

function readBox(text: string, box: Box, target: string, cut: boolean): Reading {
  const end = boxEnd(text, box, MAX_BOX);
  if (end === -1) return cut ? CUT : fault('the box is not closed');
  const written = text.slice(box.content, end);
  const other = otherBox(text, box, end);
  if (other !== null) return fault(`more than one box: ${excerpt(`${other} or ${written}`, 40)}`);
  return readingOf(plainBox(written, target), target, end);
}

function readingOf(value: string, target: string, end: number): Reading {
  const reason = faultOf(value, target);
  return reason === null ? { kind: 'text', value, end } : fault(reason);
}

/** Whether the text after an answer says last that the answer is another. */
function isTakenBack(text: string, { value, end }: { value: string; end: number }): boolean {
  const stated = [...text.slice(end).matchAll(STATEMENT)].at(-1)?.[2];
  return stated !== undefined && canonicalText(stated) !== value;
}
