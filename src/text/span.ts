/**
 * Places in a text. Offsets count UTF-16 code units from 0; lines and columns count from 1, as editors show them.
 */

/** A half-open range `[start, end)` of offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as a person finds it: `line` and `column` from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The line and column of `offset`; an offset past the end gives the end. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  let line = 1;
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line += 1;
  return { line, column: before.length - lastBreak };
}

/** The text of `line` (from 1), without its line break; empty when there is no such line. */
export function lineAt(text: string, line: number): string {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const lineBreak = text.indexOf('\n', start);
    if (lineBreak === -1) return '';
    start = lineBreak + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
}
