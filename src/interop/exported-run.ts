/**
 * A run as other tools are given it: its manifest and summary, and of each group which items it has and what they cost. Invariant: what
 * is exported has the accuracies that the summary states; a run whose files contradict each other is refused.
 */
import { z } from 'zod';
import { mostTokens } from '../eval/client.js';
import { asItem } from '../eval/items.js';
import { groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { storedSummary } from '../eval/stored.js';
import type { GroupSummary, Summary } from '../eval/summary.js';
import { estimatesOf } from '../run-index/estimates.js';
import { RunIndex } from '../run-index/run-index.js';
import { readLines } from '../run-index/scan.js';
import { type JsonObject, type Manifest, readResponses } from '../store/records.js';
import { readManifest } from '../store/run-directory.js';
import type { Item } from '../suites/suite.js';
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
  /** The parameters as they were sent with each item; null before the first request. */
  readonly sent: JsonObject | null;
}

export interface ExportedRun {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly summary: Summary;
  readonly index: RunIndex;
  readonly groups: readonly ExportedGroup[];
  /** Null where none was sent. */
  readonly systemPrompt: string | null;
  /** Ends the reading of items, which rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** The run in `directory`. A RefusedError says what it lacks; a StoreError, which line cannot be read. */
export async function openRun(directory: string): Promise<ExportedRun> {
  const manifest = await readManifest(directory);
  const summary = await storedSummary(directory, manifest);
  if (typeof summary === 'string') throw new RefusedError(printable(summary));
  const index = new RunIndex(directory);
  await index.refresh();
  refuseContradiction(directory, manifest, summary, index);
  const groups = await groupsOf(index, manifest, summary);
  const { system_prompt: prompt } = manifest.settings;
  const systemPrompt = typeof prompt === 'string' ? prompt : null;
  return { directory, manifest, summary, index, groups, systemPrompt };
}

async function groupsOf(
  index: RunIndex,
  { sampling_sent: sent }: Manifest,
  summary: Summary,
): Promise<ExportedGroup[]> {
  const usages = await usageByGroup(index);
  const tasks = distinctNames(summary.groups.map(taskName));
  const members = itemsByGroup(index);
  const groups: ExportedGroup[] = [];
  for (const [place, group] of summary.groups.entries()) {
    const items = members.get(groupName(group)) ?? [];
    groups.push({
      task: tasks[place] ?? '',
      summary: group,
      items,
      usage: usages.get(groupName(group)) ?? noUsage(),
      sent: sentWith(sent, await itemNumbered(index, items[0])),
    });
  }
  return groups;
}

function taskName({ suite, split, answer }: GroupSummary): string {
  return `${suite}_${split}_${answer}`;
}

async function itemNumbered({ paths, items }: RunIndex, number = 0): Promise<Item> {
  const [record] = await readLines(paths.items, items.placeOf(number));
  return asItem(record, paths.items);
}

const limitsSchema = z.object({ direct: z.int(), cot: z.int() });

/** A manifest has the limits of tokens for all ways to answer; all items of a group are sent with one of them. */
function sentWith(sent: JsonObject | null, item: Item): JsonObject | null {
  if (sent === null) return null;
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      const limits = limitsSchema.safeParse(value);
      return [name, limits.success ? mostTokens(limits.data, item) : value];
    }),
  );
}

/** Sums are taken in the same order, and read back from a file they are the same; this leaves room for another version. */
const SAME = 1e-9;

function refuseContradiction(
  directory: string,
  { samples }: Manifest,
  summary: Summary,
  index: RunIndex,
): void {
  const { groups, sizes } = index.items;
  const asked = new Map(
    groups.map((row, place) => [groupName(row), (sizes[place] ?? 0) * samples]),
  );
  const estimates = new Map(estimatesOf(index).map(({ place, estimate }) => [place, estimate]));
  const scored = new Map(groups.map((row, place) => [groupName(row), estimates.get(place)]));
  const stated = new Map(summary.groups.map((row) => [groupName(row), row.estimate]));
  const other = [...new Set([...asked.keys(), ...stated.keys()])].filter((name) => {
    const { value, samples: came } = scored.get(name) ?? { value: null, samples: 0 };
    const said = stated.get(name);
    if (said?.samples !== came || said.samples + said.missing !== asked.get(name)) return true;
    return value === null || said.value === null
      ? value !== said.value
      : Math.abs(value - said.value) > SAME;
  });
  if (other.length > 0) throw contradiction(directory, other.join(', '));
}

/** @param where what of the run contradicts itself */
export function contradiction(directory: string, where: string): RefusedError {
  return new RefusedError(
    printable(
      `${directory}: its items, answers, scores and summary do not go together (${where}); if no run writes there now, ` +
        'pbb-eval score makes scores and summary again',
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
