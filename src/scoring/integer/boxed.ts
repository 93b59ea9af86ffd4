/** The answer in the last box of an output (box.ts). */
import { type Box, boxEnd, otherBox } from '../box.js';
import { MAX_NUMBER_LENGTH } from './number.js';
import { type Reading, readValue } from './value.js';
import { Wrapping } from './wrapping.js';

/** A minus that belongs to the box: next to it, or a mathematical sign before it. */
const MINUS_BEFORE =
  /(?:[-\u2212\u2013\ufe63\uff0d](?:\\[,!;: ]|[~({$]){0,4}|[$=({]\s?[-\u2212\u2013][\s~]{1,2}[${]?)$/;
/** An open box around this one that holds more than a name and an equals sign. */
const WITHIN_BOX = /oxe?d? ?\{(?![\s$]{0,4}(?:[\w() ]{1,40}=)?[\s$]{0,4}$)[^}\n]{1,60}$/;

/** Whether a minus before the box belongs to it. */
export function isNegated(text: string, box: Box): boolean {
  return MINUS_BEFORE.test(text.slice(Math.max(0, box.start - 12), box.start));
}

/** What is written before the box and changes it: a minus, a box around it, or another box with another answer. */
function changedBefore(text: string, box: Box, end: number): string | null {
  const own = text.slice(box.content, end);
  if (isNegated(text, box)) return `minus a box with ${own}`;
  const before = text.slice(Math.max(0, box.start - 120), box.start);
  if (WITHIN_BOX.test(before)) return `a box within a box, with ${own}`;
  const other = otherBox(text, box, end);
  return other === null ? null : `${other} or ${own}`;
}

/** The answer in a box. Only a closed box counts, and so a cut after it cannot have changed it. */
export function readBox(text: string, box: Box, cut: boolean): Reading {
  const end = boxEnd(text, box, MAX_NUMBER_LENGTH);
  if (end === -1) return { kind: cut ? 'cut' : 'open' };
  const changed = changedBefore(text, box, end);
  if (changed !== null) return { kind: 'unclear', text: changed };
  const wrapping = new Wrapping(text, box.content, end, 'box');
  wrapping.open();
  const reading = readValue(wrapping);
  return reading.kind === 'integer' || reading.kind === 'other'
    ? { ...reading, end: end + 1 }
    : reading;
}
