import { lineEnd } from './characters.js';

const FENCE = /^`{3,}[A-Za-z]{0,12}$/;

/** Whether a line only opens or closes a block of code. */
export function isFence(line: string): boolean {
  return FENCE.test(line.trim());
}

/** What stands between the last two fences of a text, and the index of the end of the second; null where there are none. */
export function lastBlock(text: string): { readonly text: string; readonly end: number } | null {
  const close = fenceBefore(text, text.length);
  const open = close === null ? null : fenceBefore(text, close.start - 1);
  if (close === null || open === null) return null;
  return { text: text.slice(open.end, close.start), end: close.end };
}

/** The last line up to the index `end` that is a fence, or null. */
function fenceBefore(text: string, end: number): { start: number; end: number } | null {
  for (let at = end; at >= 0; ) {
    const mark = text.lastIndexOf('```', at);
    if (mark === -1) return null;
    const start = text.lastIndexOf('\n', mark) + 1;
    const line = text.slice(start, Math.min(end, lineEnd(text, mark)));
    if (isFence(line)) return { start, end: start + line.length };
    at = start - 1;
  }
  return null;
}
