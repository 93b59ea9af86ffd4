/** Long text cut for a page. */
import type { Clip } from './api.js';

/** A page has sixteen of these, or as many as an item has samples. */
const MOST_SHOWN = 100_000;

/** At most `most` characters from the beginning of a text; no character is cut in two. */
export function clip(text: string, most = MOST_SHOWN): Clip {
  if (text.length <= most) return { text, more: 0 };
  const shown = text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  return { text: shown, more: text.length - shown.length };
}
