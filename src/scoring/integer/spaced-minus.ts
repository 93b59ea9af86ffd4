/**
 * A minus that stands before a number with spaces or opening marks between them: `- 42`, `-\,42`, `-{42}`, `\text{-}42`. After a box's
 * brace, a colon, an equals sign or `is` it is the sign of the number; after anything else it may be an operator, and as
 * the first sign of a line, with a space after it, the bullet of a list.
 */

const MINUS = /[-\u2010\u2011\u2013\u2212\ufe63\uff0d]/.source;
const MARK = /(?:\\(?:[,;:!> $([]|quad|left|(?:text|math)[a-z]{0,2}(?=\{))|[\s\u200b~${(*_`"'])/
  .source;
const BEFORE_NUMBER = new RegExp(`${MINUS}\\}?${MARK}{0,48}$`);
const AFTER_SIGN_PLACE = new RegExp(`(?:[:\uff1a=>\u2192\u21d2]|\\bis)${MARK}{0,16}$`);
const FILLS_START = new RegExp(`^${MARK}{0,16}$`);
const BULLET = /\n[ \t]{0,8}$/;

/** How far back a minus is looked for. */
const MAX_DISTANCE = 48;

/**
 * What a minus before `start`, the first character of a number, makes of it; `none` where no minus stands there. In a
 * box, which starts at `from`, no minus is a bullet.
 */
export function spacedMinus(
  text: string,
  from: number,
  start: number,
  boxed: boolean,
): 'none' | 'sign' | 'unclear' {
  const first = Math.max(from, start - MAX_DISTANCE);
  const lead = text.slice(first, start);
  const minus = BEFORE_NUMBER.exec(lead);
  if (minus === null) return 'none';
  const before = lead.slice(0, minus.index);
  if (boxed && first === from && FILLS_START.test(before)) return 'sign';
  if (!boxed && BULLET.test(before) && /^.\s/.test(minus[0])) return 'unclear';
  return AFTER_SIGN_PLACE.test(before) ? 'sign' : 'unclear';
}
