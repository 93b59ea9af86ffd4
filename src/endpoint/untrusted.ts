/**
 * Values that came over the wire. Nothing is believed of them: every field is `unknown` until it was looked at, and a
 * value of the wrong type reads as absent. Hand-written because it runs for every response.
 */

/** The fields that this folder reads anywhere in a body. */
export interface Untrusted {
  readonly id?: unknown;
  readonly model?: unknown;
  readonly choices?: unknown;
  readonly data?: unknown;
  readonly owned_by?: unknown;
  readonly usage?: unknown;
  readonly index?: unknown;
  readonly message?: unknown;
  readonly finish_reason?: unknown;
  readonly logprobs?: unknown;
  readonly content?: unknown;
  readonly reasoning?: unknown;
  readonly reasoning_content?: unknown;
  readonly reasoning_details?: unknown;
  readonly refusal?: unknown;
  readonly type?: unknown;
  readonly text?: unknown;
  readonly thinking?: unknown;
  readonly summary?: unknown;
  readonly prompt_tokens?: unknown;
  readonly completion_tokens?: unknown;
  readonly completion_tokens_details?: unknown;
  readonly reasoning_tokens?: unknown;
  readonly error?: unknown;
  readonly error_type?: unknown;
  readonly code?: unknown;
  readonly param?: unknown;
  readonly detail?: unknown;
  readonly loc?: unknown;
  readonly msg?: unknown;
}

/** The fields of an object; none when `value` is no object. */
export function fieldsOf(value: unknown): Untrusted {
  return typeof value === 'object' && value !== null ? value : {};
}

/** The elements of an array; none when `value` is no array. */
export function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The string, or null when `value` is none. */
export function stringOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Whether a value out of JSON has more than `most` levels. Of a few thousand levels JSON cannot be written again. */
export function isDeeper(value: unknown, most: number): boolean {
  // Level by level, no recursion: a server chooses the depth.
  let level = [value].filter(isNested);
  for (let depth = 0; depth < most && level.length > 0; depth += 1) {
    level = level.flatMap((nested) => Object.values(nested).filter(isNested));
  }
  return level.length > 0;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The parsed JSON, or undefined (which JSON cannot say) when `text` is none. A byte order mark is skipped. */
export function parsedJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return parsed;
  } catch {
    return undefined;
  }
}
