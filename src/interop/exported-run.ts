/**
 * A run as other tools are given it: its manifest and summary, and of each group which items it has and what they cost. Invariant: what
 * is exported has the accuracies that the summary states; a run whose files contradict each other is refused before anything is written.
 */
import { groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { storedSummary } from '../eval/stored.js';
import type { GroupSummary, Summary } from '../eval/summary.js';
import { estimatesOf } from '../run-index/estimates.js';
import { RunIndex } from '../run-index/run-index.js';
import { type Manifest, readResponses } from '../store/records.js';
import { readManifest, runPaths } from '../store/run-directory.js';
import { printable } from '../text/printable.js';
import { distinctNames } from './file-name.js';

/** Tokens, as far as the server counted them. */
export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  /** Null where no response says. */
  reasoning_tokens: number | null;
}

/** The items of one suite, split and answer: what other tools call a task. */
export interface ExportedGroup {
  /** Letters, digits, `.`, `_` and `-`; no two groups of a run have the same. */
  readonly task: string;
  readonly summary: GroupSummary;
  /** Numbers in the index, in the order of items.jsonl. */
  readonly items: readonly number[];
  /** Of all responses. */
  readonly usage: Usage;
}

export interface ExportedRun {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly summary: Summary;
  readonly index: RunIndex;
  readonly groups: readonly ExportedGroup[];
}

/** The run in `directory`. A RefusedError says what it lacks; a StoreError, which line cannot be read. */
export async function openRun(directory: string): Promise<ExportedRun> {
  const manifest = await readManifest(directory);
  const summary = await storedSummary(directory, manifest);
  if (typeof summary === 'string') throw new RefusedError(printable(summary));
  const index = new RunIndex(directory);
  await index.refresh();
  refuseContradiction(directory, summary, index);
  const usages = await usageByGroup(index);
  const tasks = distinctNames(summary.groups.map(taskName));
  const members = itemsByGroup(index);
  const groups = summary.groups.map((group, place) => ({
    task: tasks[place] ?? '',
    summary: group,
    items: members.get(groupName(group)) ?? [],
    usage: usages.get(groupName(group)) ?? noUsage(),
  }));
  return { directory, manifest, summary, index, groups };
}

function taskName({ suite, split, answer }: GroupSummary): string {
  return `${suite}_${split}_${answer}`;
}

/** Sums are taken in the same order, and read back from a file they are the same; this leaves room for another version. */
const SAME = 1e-9;

function refuseContradiction(directory: string, summary: Summary, index: RunIndex): void {
  const values = new Map(estimatesOf(index).map(({ place, estimate }) => [place, estimate.value]));
  const scored = new Map(
    index.items.groups.map((group, place) => [groupName(group), values.get(place)]),
  );
  const stated = new Map(summary.groups.map((row) => [groupName(row), row.estimate.value]));
  const names = new Set([...index.items.groups.map(groupName), ...stated.keys()]);
  const other = [...names].filter((name) => {
    const [a, b] = [scored.get(name) ?? null, stated.get(name)];
    return b === undefined || (a === null || b === null ? a !== b : Math.abs(a - b) > SAME);
  });
  if (other.length === 0) return;
  throw new RefusedError(
    printable(
      `${directory}: its scores and its summary do not go together (${other.join(', ')}); if no run writes there now, ` +
        `pbb-eval score makes both again: ${runPaths(directory).scores}`,
    ),
  );
}

function itemsByGroup({ items }: RunIndex): Map<string, number[]> {
  const names = items.groups.map(groupName);
  const members = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let item = 0; item < items.size; item += 1) {
    members.get(names[Number(items.group.of(item))] ?? '')?.push(item);
  }
  return members;
}

function noUsage(): Usage {
  return { prompt_tokens: 0, completion_tokens: 0, reasoning_tokens: null };
}

/** A second reading: what other tools begin a file with they say before its samples. */
async function usageByGroup({ items, paths }: RunIndex): Promise<Map<string, Usage>> {
  const names = items.groups.map(groupName);
  const usages = new Map(names.map((name) => [name, noUsage()]));
  for await (const { item, usage } of readResponses(paths.responses)) {
    const number = items.numberOf(item);
    if (number === undefined || usage === null) continue;
    const sum = usages.get(names[Number(items.group.of(number))] ?? '');
    if (sum === undefined) continue;
    sum.prompt_tokens += usage.prompt_tokens;
    sum.completion_tokens += usage.completion_tokens;
    if (usage.reasoning_tokens !== undefined) {
      sum.reasoning_tokens = (sum.reasoning_tokens ?? 0) + usage.reasoning_tokens;
    }
  }
  return usages;
}
