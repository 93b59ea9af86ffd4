/** The lines of an output that may hold an answer: the first with something on it, and the one after a label. */
import { lineEnd } from './characters.js';
import { isFence } from './fence.js';

export interface Line {
  readonly text: string;
  /** The index of its end. */
  readonly end: number;
  /** A line break follows: more text could not have changed it. */
  readonly ended: boolean;
}

const CLOSED_AFTER_COLON = /^\s{0,8}[*_]{1,3}(?=\s)/;
const CLOSED_AT_END = /([*_]{1,3})[.\s]{0,8}$/;

/** The first line from `from` on that has `something` and is no mark of a code block, or null. */
export function lineWithText(text: string, from: number, something: RegExp): Line | null {
  for (let start = from; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    if (something.test(line) && !isFence(line))
      return { text: line, end, ended: end < text.length };
    start = end + 1;
  }
  return null;
}

/** What stands after a label without emphasis that began before it: the marks of `**Answer:** …` and of `**Answer: …**`. */
export function withoutMarksOfLabel(line: string): string {
  const rest = line.replace(CLOSED_AFTER_COLON, '');
  const closed = CLOSED_AT_END.exec(rest);
  if (closed === null) return rest;
  const before = rest.slice(0, closed.index);
  return before.includes(closed[1] ?? '') || !/\S/.test(before) ? rest : before;
}
