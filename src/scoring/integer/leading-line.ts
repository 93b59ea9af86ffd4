/**
 * The answer of a `direct` output: the bare number on its first line that is not blank. When the next lines are bare
 * numbers as well, the last of them is the answer; a blank line or any other line ends the block. Lines of code fences
 * are passed over.
 */
import { isBlank, lineEnd } from '../characters.js';
import { type Reading, readValue } from './value.js';
import { Wrapping } from './wrapping.js';

/** A longer block of numbers is a loop, not an answer. */
const MAX_LINES = 1000;

const FENCE = /[ \t]{0,8}```[A-Za-z]{0,12}[ \t]{0,8}\r?(?:\n|$)/y;

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** The index after the fence line at `at`, or `at`. */
function skipFence(text: string, at: number): number {
  FENCE.lastIndex = at;
  return FENCE.test(text) ? FENCE.lastIndex : at;
}

function readLine(text: string, from: number, to: number): Reading {
  const wrapping = new Wrapping(text, from, to, 'bare');
  wrapping.open();
  const reading = readValue(wrapping);
  return reading.kind === 'empty' ? { kind: 'none' } : reading;
}

/** The answer on the leading lines. In an output that was `cut`, the answer's line must have ended. */
export function readLeadingLines(text: string, cut: boolean): Reading {
  let at = skipBlank(text, skipFence(text, skipBlank(text, 0)));
  let found: Reading = { kind: 'none' };
  for (let line = 0; at < text.length; line += 1) {
    const end = lineEnd(text, at);
    const reading = readLine(text, at, end);
    if (reading.kind === 'none') return found;
    if (line === MAX_LINES) return { kind: 'unclear', text: text.slice(at, end) };
    if (cut && end === text.length) return { kind: 'cut' };
    found = reading;
    at = end + 1;
  }
  return found;
}
