/** JSON that other languages read: Python's readers refuse half a surrogate pair, which a model's output can hold. */

/** How JSON.stringify writes a lone surrogate, and, seldom, text that reads the same. */
const MAY_BE_LONE = /\\ud[89a-f]/;

/** `value` as JSON; each lone surrogate in it, keys included, is U+FFFD. `space` as JSON.stringify takes it. */
export function jsonText(value: unknown, space?: number): string {
  const text = JSON.stringify(value, null, space);
  return MAY_BE_LONE.test(text) ? JSON.stringify(value, wellFormed, space) : text;
}

function wellFormed(_: string, value: unknown): unknown {
  if (typeof value === 'string') return asUtf8(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [asUtf8(key), of]));
}

function asUtf8(text: string): string {
  return Buffer.from(text).toString();
}
