/**
 * What was written where the requested format has its answer, for every kind of answer that is read whole: a text, a number, a
 * literal. What it says, and whether it says one thing alone, is the business of the kind.
 */
import { type Label, lastLabel } from './answer-label.js';
import { type Box, boxEnd, lastBox, otherBox } from './box.js';
import { excerpt } from './excerpt.js';
import type { Notation } from './notation.js';
import type { Answer } from './verdict.js';
import { lineWithText, withoutMarksOfLabel } from './written-line.js';

/** A box with more characters is not read. */
export const MAX_BOX = 10_000;

/** Where an answer was found; a line may bear a label or a box of its own, which `direct` did not ask for. */
export type Form = 'line' | 'labelled line' | 'label' | 'box';

/** The text of an answer up to the index `end` of the output, or why there is none. */
export type Written =
  | { readonly kind: 'written'; readonly form: Form; readonly text: string; readonly end: number }
  | { readonly kind: 'fault'; readonly reason: string };

const CUT: Written = { kind: 'fault', reason: 'cut at the token limit within its answer' };

/** The answer of an output in the requested format. `cut`: it was cut at the token limit. */
export function readWritten(
  text: string,
  answer: Answer,
  cut: boolean,
  notation: Notation,
): Written {
  return answer === 'direct' ? readLine(text, cut, notation) : readLast(text, cut, notation);
}

function fault(reason: string): Written {
  return { kind: 'fault', reason };
}

function readLine(text: string, cut: boolean, { something }: Notation): Written {
  const line = lineWithText(text, 0, something);
  if (line === null) return fault('no text');
  if (cut && !line.ended) return CUT;
  const labelled = lastBox(line.text) !== null || lastLabel(line.text, -1) !== null;
  const form = labelled ? 'labelled line' : 'line';
  return { kind: 'written', form, text: line.text, end: line.end };
}

/** The last box or label, whichever stands later. */
function readLast(text: string, cut: boolean, notation: Notation): Written {
  const box = lastBox(text);
  const label = lastLabel(text, box?.start ?? -1);
  if (label !== null) return readLabelled(text, label, cut, notation);
  if (box !== null) return readBox(text, box, cut, notation);
  return fault(
    cut ? 'cut at the token limit before an answer' : 'no answer in the requested format',
  );
}

function readLabelled(text: string, label: Label, cut: boolean, { something }: Notation): Written {
  const line = lineWithText(text, label.end, something);
  if (cut && line?.ended !== true) return CUT;
  if (line === null) return fault('the answer is empty');
  return { kind: 'written', form: 'label', text: withoutMarksOfLabel(line.text), end: line.end };
}

function readBox(text: string, box: Box, cut: boolean, { strings }: Notation): Written {
  const end = boxEnd(text, box, MAX_BOX, strings);
  if (end === -1) return cut ? CUT : fault('the box is not closed');
  const written = text.slice(box.content, end);
  const other = otherBox(text, box, end);
  if (other !== null) return fault(`more than one box: ${excerpt(`${other} or ${written}`, 40)}`);
  return { kind: 'written', form: 'box', text: written, end };
}
