/**
 * The simulator's idea of a token: four UTF-16 code units of text, the last one maybe shorter. Rough, but the same
 * everywhere, so that limits and counts are exact in its own terms.
 */

const UNITS_PER_TOKEN = 4;

/** What a model wrote: its answer text and, where the server takes it apart, its reasoning before that. */
export interface Written {
  readonly content: string;
  readonly reasoning: string | null;
}

/** Tokens of a text that is `length` code units long. */
export function tokensOf(length: number): number {
  return Math.ceil(length / UNITS_PER_TOKEN);
}

/** Tokens of all that was written. */
export function writtenTokens(written: Written): number {
  return tokensOf((written.reasoning?.length ?? 0) + written.content.length);
}

/** The first `limit` tokens; reasoning comes first. Null when everything fits. */
export function cutAt(written: Written, limit: number): Written | null {
  if (writtenTokens(written) <= limit) return null;
  const units = limit * UNITS_PER_TOKEN;
  const reasoning = written.reasoning?.slice(0, units) ?? null;
  return { reasoning, content: written.content.slice(0, units - (reasoning?.length ?? 0)) };
}
