/** The last `Answer: …` of an output (answer-label.ts): its value is on the label's line, or on the next one with something on it. */
import type { Label } from '../answer-label.js';
import { isDigit, lineEnd } from '../characters.js';
import { type Reading, readValue } from './value.js';
import { Wrapping } from './wrapping.js';

/** A sign that a cut did not fall into the value: a letter or a line end after it. */
const GOES_ON = /[\n\p{L}]/u;

/**
 * The answer after a label. In an output that was `cut`, the value must be followed by a line end, or by a remark that has
 * begun: else more of it could have come.
 */
export function readAnswerLine(text: string, label: Label, cut: boolean): Reading {
  const wrapping = new Wrapping(text, label.end, text.length, 'line');
  wrapping.open();
  if (wrapping.at >= text.length) return { kind: cut ? 'cut' : 'empty' };
  wrapping.to = lineEnd(text, wrapping.at);
  const reading = readValue(wrapping);
  if (!cut || wrapping.to < text.length) return reading;
  const settled =
    reading.kind === 'integer' &&
    !isDigit(text.charCodeAt(reading.end)) &&
    GOES_ON.test(text.slice(reading.end));
  return settled ? reading : { kind: 'cut' };
}
