/**
 * Judges one output whose answer is read whole: the frame that texts, numbers, literals, patterns and sentences share. The strict reading
 * gives the verdict; where it reads nothing, the verdict is malformed, and the lenient reading (lenient-parts.ts) says what an
 * answer in another format would have been worth.
 *
 * **`direct`** asks for the answer and nothing else: the first line of the model's own turn (turn.ts) that has something on it and
 * is no mark of a code block. Later lines do not spoil it. A line with a box or an `Answer:` is not the requested format, unless
 * the whole of it is right or the kind takes it off.
 *
 * **`cot`** asks for a last `\boxed{…}` or `Answer: …`. The last of either wins. A box must be closed and hold at most 10,000
 * characters; another box joined to it by `or` or a comma makes it malformed. The value after `Answer:` is the rest of its line, or
 * the next line with something on it. Text after it does not spoil it, unless it says that the answer is another one (`the answer
 * is "…"`).
 *
 * **Cut at the token limit** (`length`): an answer whose line, or whose box, has not ended does not count.
 *
 * Time is linear in the length of the output, as far as the kind's own reading is.
 */
import { excerpt } from './excerpt.js';
import type { Part } from './lenient-parts.js';
import { nextQuestion } from './next-question.js';
import type { Notation } from './notation.js';
import { ownTurn } from './turn.js';
import type { Answer, Judgement, Verdict } from './verdict.js';
import { type Form, readWritten, type Written } from './written.js';

/** What a kind of target makes of what was written: a canonical value, or why it is none. */
export type Reading =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'fault'; readonly reason: string };

/** How a value stands to the target. */
export interface Comparison {
  readonly right: boolean;
  /** In a few words that a person reads beside the sample. */
  readonly reason: string;
}

/** One kind of target, made ready for one target. */
export interface Kind {
  readonly notation: Notation;
  /** The value of a text that stands where an answer goes. */
  read(text: string, form: Form): Reading;
  compare(value: string): Comparison;
  /** Where a lenient reader looks for the answer, the likeliest part first. `cut`: the output was cut at the token limit. */
  parts(text: string, cut: boolean, notation: Notation): Iterable<Part>;
  /** The value of a part of an output that a lenient reader takes for the answer, or null. */
  readPart(text: string, form: Form): string | null;
  /** `the answer is 43` states an answer without quotes or emphasis. */
  readonly statedBare: boolean;
  /** `read` takes off a label or a box itself: with one, a line is still the requested format. */
  readonly takesLabels: boolean;
}

/** A box, or a label with its colon or line end. */
const ANSWERED = /(?:ox(?:ed)?\s?\{|[Nn][Ss][Ww][Ee][Rr][*_` \t]{0,8}[:\uff1a\n])/g;

/** `the answer is "…"`, in quotes, code marks or emphasis. */
const QUOTED_STATEMENT =
  /\banswer (?:is|should be|becomes)(?: (?:therefore|actually|really|instead|now))?:? {0,2}(["`*\u201c]{1,3})([^"`*\u201d\n]{1,400})["`*\u201d]/gi;

/** `the answer is …`, up to the end of its sentence. */
const BARE_STATEMENT =
  /\banswer (?:is|should be|becomes)(?: (?:therefore|actually|really|instead|now))?:? {0,2}()([^\s"`*\u201c](?:[^\n.]|\.(?=\d)){0,100})/gi;

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgeWritten(
  output: string,
  limited: boolean,
  answer: Answer,
  kind: Kind,
): Judgement {
  const turn = ownTurn(output);
  const question = nextQuestion(turn.text, ANSWERED);
  const text = question === -1 ? turn.text : turn.text.slice(0, question + 1);
  const cut = limited && !turn.closed && question === -1;
  const reading = readStrictly(text, readWritten(text, answer, cut, kind.notation), kind);
  if (reading.kind === 'value') return judged(reading.value, kind.compare(reading.value));
  return {
    verdict: 'malformed',
    answer: null,
    reason: reading.reason,
    lenient: lenientVerdict(text, cut, kind),
    truncated: cut,
  };
}

function judged(value: string, { right, reason }: Comparison): Judgement {
  const verdict = right ? 'correct' : 'incorrect';
  return { verdict, answer: value, reason, lenient: verdict, truncated: false };
}

function readStrictly(text: string, written: Written, kind: Kind): Reading {
  if (written.kind === 'fault') return written;
  const reading = kind.read(written.text, written.form);
  if (written.form === 'line' || (written.form === 'labelled line' && kind.takesLabels)) {
    return reading;
  }
  const right = reading.kind === 'value' && kind.compare(reading.value).right;
  if (written.form === 'labelled line' && !right) {
    return { kind: 'fault', reason: 'no answer in the requested format' };
  }
  if (reading.kind === 'fault') return reading;
  const stated = statedAfter(text, written.end, kind);
  if (stated === null || stated === reading.value) return reading;
  return { kind: 'fault', reason: `taken back later: ${excerpt(reading.value, 40)}` };
}

/** What the text after an answer says last of what the answer is. */
function statedAfter(text: string, from: number, kind: Kind): string | null {
  const rest = text.slice(from);
  const stated =
    lastOf(QUOTED_STATEMENT, rest) ?? (kind.statedBare ? lastOf(BARE_STATEMENT, rest) : undefined);
  if (stated === undefined) return null;
  const reading = kind.read(stated, 'label');
  return reading.kind === 'value' ? reading.value : null;
}

function lastOf(pattern: RegExp, text: string): string | undefined {
  return [...text.matchAll(pattern)].at(-1)?.[2];
}

/** The first part that a lenient reader takes decides. */
function lenientVerdict(text: string, cut: boolean, kind: Kind): Verdict {
  for (const { text: part, form } of kind.parts(text, cut, kind.notation)) {
    const value = kind.readPart(part, form);
    if (value !== null) return kind.compare(value).right ? 'correct' : 'incorrect';
  }
  return 'malformed';
}
