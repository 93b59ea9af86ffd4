/** Runs chosen by how they are tagged. */
import { RefusedError } from '../eval/refused.js';
import type { Manifest } from '../store/records.js';
import { printable } from '../text/printable.js';

/** Tags that a run must have, each `tag=value`. */
export type TagFilter = readonly string[];

/** The runs that have all of these tags. A RefusedError when a filter is none, or no run has them. */
export function taggedRuns<T extends { readonly manifest: Manifest }>(
  runs: readonly T[],
  filter: TagFilter,
): T[] {
  const wanted = filter.map((text) => {
    const at = text.indexOf('=');
    if (at > 0) return { tag: text.slice(0, at), value: text.slice(at + 1) };
    throw new RefusedError(
      `"${printable(text)}" is no tag: expected tag=value, such as curriculum=proactive`,
    );
  });
  const found = runs.filter(({ manifest: { tags } }) =>
    wanted.every(({ tag, value }) => Object.hasOwn(tags, tag) && String(tags[tag]) === value),
  );
  if (found.length > 0 || filter.length === 0) return found;
  throw new RefusedError(
    `no run has ${printable(filter.join(' and '))}; tags there: ${tagsThere(runs)}`,
  );
}

/** Values of a tag that a message names. */
const MOST_VALUES = 8;

/** All tags of these runs with their values, in words: `stage (1, 2), step (100)`. */
export function tagsThere(runs: readonly { readonly manifest: Manifest }[]): string {
  const values = new Map<string, Set<string>>();
  for (const [tag, value] of runs.flatMap(({ manifest }) => Object.entries(manifest.tags))) {
    values.set(tag, (values.get(tag) ?? new Set()).add(String(value)));
  }
  const words = [...values].map(([tag, of]) => {
    const more = of.size > MOST_VALUES ? ', …' : '';
    return `${tag} (${[...of].slice(0, MOST_VALUES).join(', ')}${more})`;
  });
  return words.length === 0 ? 'none' : printable(words.join(', '));
}
