/** Whether two runs hold the very same texts: a server that kept the old weights answers the second run like the first. */
import { hash } from 'node:crypto';
import type { Group } from '../eval/plan.js';
import { readResponses } from '../store/records.js';
import { runPaths } from '../store/run-directory.js';
import type { ScoredRun } from './scored-run.js';

/** Reads the responses of both runs, but only where every sample has the same verdict. Two runs without a sample differ. */
export async function answeredAlike(
  a: ScoredRun,
  b: ScoredRun,
  groups: readonly Group[],
): Promise<boolean> {
  const items = groups.flatMap((group) => group.items);
  const outcomes = items.map((item) => [a, b].map(({ tallies }) => tallies.of(item).outcomes));
  if (!outcomes.some(([of]) => of?.some((outcome) => outcome !== 0))) return false;
  if (!outcomes.every(([ofA, ofB]) => String(ofA) === String(ofB))) return false;
  const ids = new Set(items.map(({ id }) => id));
  return (await digestOf(a, ids)) === (await digestOf(b, ids));
}

/** A sum over the samples, so that neither their order nor how they came in responses counts. */
async function digestOf({ directory }: ScoredRun, items: ReadonlySet<string>): Promise<number> {
  let sum = 0;
  for await (const { item, choices } of readResponses(runPaths(directory).responses)) {
    if (!items.has(item)) continue;
    for (const { index, content, reasoning } of choices) {
      const text = JSON.stringify([item, index, content, reasoning]);
      sum = (sum + Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16)) % 2 ** 48;
    }
  }
  return sum;
}
