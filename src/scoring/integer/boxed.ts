/**
 * The last box of an output: `\boxed{…}` or `\fbox{…}`, also with a space before the brace, with a doubled backslash,
 * and with the backslash and its letter turned into a backspace or form feed by a wrong unescaping. `\boxed` without a
 * brace and `boxed{…}` without a backslash are no boxes.
 */
import { BACKSLASH } from '../characters.js';
import { MAX_NUMBER_LENGTH } from './number.js';
import { type Reading, readValue } from './value.js';
import { Wrapping } from './wrapping.js';

const BACKSPACE = 0x08;
const FORM_FEED = 0x0c;

/** A minus that belongs to the box: next to it, or a mathematical sign before it. */
const MINUS_BEFORE =
  /(?:[-\u2212\u2013\ufe63\uff0d](?:\\[,!;: ]|[~({$]){0,4}|[$=({]\s?[-\u2212\u2013][\s~]{1,2}[${]?)$/;
/** An open box around this one that holds more than a name and an equals sign. */
const WITHIN_BOX = /oxe?d? ?\{(?![\s$]{0,4}(?:[\w() ]{1,40}=)?[\s$]{0,4}$)[^}\n]{1,60}$/;
/** A box on the same line that is joined to this one as an alternative. */
const BOX_OR =
  /oxe?d? ?\{([^{}\n]{0,60})\}[ \t$.)\\]{0,4}(?:,|\/|or|and|\\text ?\{ ?(?:or|and) ?\})[ \t$(\\]{0,4}$/;

/** Where a box stands: `start` is its first character, `content` the index after its opening brace. */
export interface Box {
  readonly start: number;
  readonly content: number;
}

/** The index of the opening brace at `at`, after at most four spaces, or -1. */
function braceAt(text: string, at: number): number {
  let brace = at;
  while (brace < at + 4 && (text[brace] === ' ' || text[brace] === '\n')) brace += 1;
  return text[brace] === '{' ? brace : -1;
}

/** The box whose name holds the letters `ox` at `ox`, or null. */
function boxAt(text: string, ox: number): Box | null {
  const one = text.charCodeAt(ox - 1);
  const two = text.charCodeAt(ox - 2);
  const boxed = one === BACKSPACE || (one === 0x62 && two === BACKSLASH);
  const framed =
    one === 0x62 && (two === FORM_FEED || (two === 0x66 && text.charCodeAt(ox - 3) === BACKSLASH));
  if (!framed && !(boxed && text.startsWith('oxed', ox))) return null;
  const brace = braceAt(text, framed ? ox + 2 : ox + 4);
  if (brace === -1) return null;
  const length = framed && two !== FORM_FEED ? 3 : boxed && one === BACKSPACE ? 1 : 2;
  return { start: ox - length, content: brace + 1 };
}

/** The last box, or null. */
export function lastBox(text: string): Box | null {
  // Looking for one character forwards is many times as fast as for a word backwards.
  if (!text.includes('{')) return null;
  for (let ox = text.lastIndexOf('ox'); ox > 0; ox = text.lastIndexOf('ox', ox - 1)) {
    const box = boxAt(text, ox);
    if (box !== null) return box;
  }
  return null;
}

/** The index of the brace that closes the box; -1 when it stays open or its content is longer than any number. */
export function boxEnd(text: string, box: Box): number {
  const limit = Math.min(text.length, box.content + MAX_NUMBER_LENGTH);
  let depth = 1;
  for (let at = box.content; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === 0x7b) depth += 1;
    else if (code === 0x7d) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** Whether a minus before the box belongs to it. */
export function isNegated(text: string, box: Box): boolean {
  return MINUS_BEFORE.test(text.slice(Math.max(0, box.start - 12), box.start));
}

/** What the box that is joined to this one as an alternative says, when it says another thing; else null. */
export function otherBox(text: string, box: Box, end: number): string | null {
  const before = text.slice(Math.max(0, box.start - 120), box.start);
  const other = BOX_OR.exec(before)?.[1];
  return other === undefined || other.trim() === text.slice(box.content, end).trim() ? null : other;
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
  const end = boxEnd(text, box);
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
