/** "Did you mean …?": the known word nearest to one that was typed. */
import { distance } from 'fastest-levenshtein';

/**
 * The candidate within a third of `word`'s length in edits (at least 2 from four letters on, at most 3), else one that goes on where `word`
 * ends (`api_key` for `api_key_env`), or undefined.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const allowed = Math.min(3, Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length / 3)));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < bestDistance) {
      best = candidate;
      bestDistance = edits;
    }
  }
  const longer = candidates.find((candidate) => word.length > 2 && candidate.startsWith(word));
  return best ?? longer;
}
