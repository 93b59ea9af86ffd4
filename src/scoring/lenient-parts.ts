/**
 * The parts of an output where a reader who does not insist on the format looks for the answer, the likeliest first:
 * 1. the content of the last box, closed or not;
 * 2. what stands after the last `Answer:`, whole, within quotes, or up to the end of its sentence or a bracket;
 * 3. of one of the last 20 lines, from the last: the same of what stands after its last colon, equals sign, arrow, `is`, `becomes`,
 *    `returns`, `gives` or `reads`, and then of the whole line.
 *
 * Of an output that was cut only a closed box and a line that has ended count, and of the lines only that of an `Answer:`.
 */
import { lastLabel } from './answer-label.js';
import { boxEnd, lastBox } from './box.js';
import { lineEnd } from './characters.js';
import { isFence } from './fence.js';
import type { Notation } from './notation.js';
import { type Form, MAX_BOX } from './written.js';
import { lineWithText, withoutMarksOfLabel } from './written-line.js';

const MAX_LINES = 20;
const MAX_LINE = 1000;
const QUOTED =
  /[{}"`\u201c\u201d\u00ab\u00bb]|\*{1,3}|<\/?[A-Za-z]{1,16}>|(?<![\p{L}\p{Nd}])['\u2018]|['\u2019](?![\p{L}\p{Nd}])/u;
const SENTENCE = /[.!?](?=\s|$)|\s[([]/;
const STATES = /[:=\uff1a\u2192\u21d2]|[-=]>|\b(?:is|becomes|returns|gives|reads)\b/g;

/** A part of an output and the form that it has. */
export interface Part {
  readonly text: string;
  readonly form: Form;
}

/** The parts in their order. `cut`: the output was cut at the token limit. */
export function* partsOf(text: string, cut: boolean, notation: Notation): Generator<Part> {
  yield* markedParts(text, cut, notation);
  if (cut) return;
  for (const last of lastLines(text)) yield* labelled(ofLine(last));
}

/** Those of them that a box or an `Answer:` marks. */
export function* markedParts(
  text: string,
  cut: boolean,
  { something, strings }: Notation,
): Generator<Part> {
  const box = boxContent(text, cut, strings);
  if (box !== null) yield { text: box, form: 'box' };
  const label = lastLabel(text, -1);
  const line = label === null ? null : lineWithText(text, label.end, something);
  if (line !== null && (line.ended || !cut))
    yield* labelled(ofPart(withoutMarksOfLabel(line.text)));
}

function* labelled(parts: Iterable<string>): Generator<Part> {
  for (const text of parts) yield { text, form: 'label' };
}

/** An open box ends with its line. */
function boxContent(text: string, cut: boolean, strings: boolean): string | null {
  const box = lastBox(text);
  if (box === null) return null;
  const closed = boxEnd(text, box, MAX_BOX, strings);
  if (closed !== -1) return text.slice(box.content, closed);
  return cut
    ? null
    : text.slice(box.content, Math.min(lineEnd(text, box.content), box.content + MAX_BOX));
}

function* lastLines(text: string): Generator<string> {
  let end = text.length;
  for (let lines = 0; lines < MAX_LINES && end >= 0; lines += 1) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end);
    if (!isFence(line)) yield line;
    end = start - 1;
  }
}

function* ofLine(line: string): Generator<string> {
  if (line.length > MAX_LINE || lastBox(line) !== null) return;
  const stated = [...line.matchAll(STATES)].at(-1);
  if (stated !== undefined) yield* ofPart(line.slice(stated.index + stated[0].length));
  yield* ofPart(line);
}

/** The whole, what stands between quotes or emphasis in it, its first sentence. */
function* ofPart(part: string): Generator<string> {
  if (part.length > MAX_LINE) return;
  yield part;
  const pieces = part.split(QUOTED);
  for (let at = 1; at < pieces.length - 1; at += 2) yield pieces[at] ?? '';
  yield part.split(SENTENCE)[0] ?? '';
}
