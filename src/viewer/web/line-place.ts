/** Where a line stands in a text. */

/**
 * The offset of the first line of `text` that is this one, whole: a part of another line says something else. -1 where there is none.
 * `line` has hyphens for minus signs.
 */
export function placeOfLine(text: string, line: string): number {
  let offset = 0;
  for (const each of text.split('\n')) {
    if (each.replaceAll('\u2212', '-') === line) return offset;
    offset += each.length + 1;
  }
  return -1;
}
