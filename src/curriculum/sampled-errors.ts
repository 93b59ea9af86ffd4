/** Wrong answers that a model gave in a run: what preference training rejects in place of made-up ones. */

import { readItems } from '../eval/items.js';
import { itemLine } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { readResponses } from '../store/records.js';
import { readManifest, runPaths } from '../store/run-directory.js';
import { readScores } from '../store/scores.js';
import type { Item } from '../suites/suite.js';

/** An item with a wrong sample of it. */
interface Sampled {
  /** The item, as its run wrote it. */
  readonly line: string;
  readonly text: string;
}

/**
 * The first wrong sample in the requested format of each item of `w-io-train` in a run, as a function of the item; null for an item
 * that the run did not ask or never got wrong. RefusedError when nothing was, and from the function for an item that the run asked
 * otherwise; StoreError for a folder that is no run.
 */
export async function sampledErrors(directory: string): Promise<(item: Item) => string | null> {
  const sampled = await readSampled(directory);
  if (sampled.size === 0) {
    throw new RefusedError(
      `curriculum.rejected_from: ${directory} has no wrong samples of w-io-train in the requested format: name a run that has, or leave the key out`,
    );
  }
  return (item) => {
    const found = sampled.get(item.id);
    if (found === undefined) return null;
    if (found.line === itemLine(item)) return found.text;
    throw new RefusedError(
      `curriculum.rejected_from: ${directory} asked ${item.id} otherwise: it is of other suite options, or of another version`,
    );
  };
}

async function readSampled(directory: string): Promise<Map<string, Sampled>> {
  await readManifest(directory);
  const paths = runPaths(directory);
  const lines = new Map<string, string>();
  for (const { split, items } of await readItems(paths.items)) {
    if (split !== 'w-io-train') continue;
    for (const item of items) lines.set(item.id, itemLine(item));
  }
  const wrong = new Map<string, number>();
  await readScores(paths.scores, (item, index, { verdict }) => {
    const first = wrong.get(item) ?? Number.POSITIVE_INFINITY;
    if (verdict === 'incorrect' && lines.has(item) && index < first) wrong.set(item, index);
  });
  const sampled = new Map<string, Sampled>();
  for await (const { item, choices } of readResponses(paths.responses)) {
    const text = choices.find(({ index }) => index === wrong.get(item))?.content ?? null;
    const line = lines.get(item);
    if (text !== null && line !== undefined) sampled.set(item, { line, text });
  }
  return sampled;
}
