/**
 * The sentence without what models put around it: Markdown emphasis, code marks and fences, quotes, brackets, the mark of a
 * quotation or a list, a label. All of it is looked for at the ends alone, in time linear in the line.
 */

/** `Sentence:`, `**Answer:**`, `Output 1:`. The word may be followed by a number. */
const LABEL =
  /^(?:the |my |a )?(?:sentence|answer|output|response|result|string)(?: ?#?\d{1,3})?[*_]{0,2} ?[:\uff1a][*_]{0,2}/i;
const BULLET = /^(?:[-+>\u2022]|\d{1,3}[.)])\s/;
const WRAPPERS = '*_`"\'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e()[]{}$';
/** Rounds of taking off: `> 1. **Sentence:** "…"` needs four. */
const MAX_ROUNDS = 8;

/** `line` without wrapping. */
export function bareLine(line: string): string {
  let bare = line.trim();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = bare.length;
    bare = withoutWrappers(bare).replace(BULLET, '').replace(LABEL, '').trim();
    if (bare.length === before) break;
  }
  return bare;
}

function withoutWrappers(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && WRAPPERS.includes(text.charAt(start))) start += 1;
  // A full stop may stand before the closing mark or behind it; the words are split without it in either case.
  while (end > start && WRAPPERS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
