/**
 * The items of a run one after the other, each with everything that came of its samples, whatever the order in which they came. Memory
 * is bounded: the lines of neighbouring items are read together, up to so many bytes.
 */
import type { z } from 'zod';
import { preambleOf } from '../eval/client.js';
import { asItem } from '../eval/items.js';
import { judgeSample } from '../eval/sample-score.js';
import type { JournalIndex } from '../run-index/journal-index.js';
import type { RunIndex } from '../run-index/run-index.js';
import { readLines } from '../run-index/scan.js';
import {
  checked,
  type FailureRecord,
  failureSchema,
  type ResponseRecord,
  responseSchema,
  type SampleScore,
  type ScoreRecord,
  scoreSchema,
} from '../store/records.js';
import type { Item } from '../suites/suite.js';
import { contradiction, type ExportedGroup, type ExportedRun } from './exported-run.js';

/** What came of one sample. A missing sample has no output; one whose program was not run has no score. */
export interface ExportedSample {
  /** Within its item, from 0. */
  readonly index: number;
  readonly output: Output | null;
  readonly score: SampleScore | null;
  /** Requests for it that failed, in order; it may have come all the same. */
  readonly failures: readonly FailureRecord[];
}

export interface Output {
  readonly choice: ResponseRecord['choices'][number];
  /** What the choice came in, with others or alone. */
  readonly response: ResponseRecord;
}

export interface ExportedItem {
  /** Within its group, from 0. */
  readonly place: number;
  /** With the messages that were sent, the system prompt among them. */
  readonly item: Item;
  /** As many as the run asks of each item, by index. */
  readonly samples: readonly ExportedSample[];
}

const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The items of a group, in the order of items.jsonl. A RefusedError or StoreError for a line that cannot be read, or a score that does
 * not go together with its answer.
 */
export async function* itemsOf(
  run: ExportedRun,
  group: ExportedGroup,
): AsyncGenerator<ExportedItem> {
  let place = 0;
  for (const numbers of portions(run.index, group.items)) {
    for (const found of await readPortion(run, numbers)) {
      run.signal?.throwIfAborted();
      yield { place, ...found };
      place += 1;
    }
  }
}

/** `numbers` in runs whose lines are about `MOST_BYTES` long together, or those of one item. */
function* portions(index: RunIndex, numbers: readonly number[]): Generator<number[]> {
  let portion: number[] = [];
  let bytes = 0;
  for (const number of numbers) {
    portion.push(number);
    for (const line of index.items.placeOf(number)) bytes += line.bytes;
    for (const { lines } of [index.responses, index.scores, index.failures]) {
      for (const line of lines.of(number)) bytes += line.bytes;
    }
    if (bytes < MOST_BYTES) continue;
    yield portion;
    [portion, bytes] = [[], 0];
  }
  if (portion.length > 0) yield portion;
}

async function readPortion(
  { directory, index, manifest, systemPrompt }: ExportedRun,
  numbers: readonly number[],
): Promise<Omit<ExportedItem, 'place'>[]> {
  const { paths, items, responses, scores, failures } = index;
  const places = numbers.flatMap((number) => [...items.placeOf(number)]);
  const asked = await readLines(paths.items, places);
  const came = {
    responses: await recordsOf(responses, numbers, responseSchema),
    scores: await recordsOf(scores, numbers, scoreSchema),
    failures: await recordsOf(failures, numbers, failureSchema),
  };
  return asked.map((record) => {
    const item = asItem(record, paths.items);
    const samples = samplesOf(item, manifest.samples, came);
    const other = samples.find((sample) => contradictsItself(item, sample));
    if (other !== undefined) {
      throw contradiction(directory, `item ${item.id}, sample ${other.index}`);
    }
    const messages = [
      ...preambleOf({ system_prompt: systemPrompt ?? undefined }),
      ...item.messages,
    ];
    return { item: { ...item, messages }, samples };
  });
}

/** The records about some items, by item, those of each in the order of the file. */
async function recordsOf<T extends { readonly item: string }>(
  { path, lines }: JournalIndex,
  numbers: readonly number[],
  schema: z.ZodType<T>,
): Promise<Map<string, T[]>> {
  const records = new Map<string, T[]>();
  // In the order of the file neighbours are read at once.
  const places = numbers
    .flatMap((number) => [...lines.of(number)])
    .toSorted((a, b) => a.offset - b.offset);
  if (places.length === 0) return records;
  for (const value of await readLines(path, places)) {
    const record = checked(schema, value, path);
    const known = records.get(record.item);
    if (known === undefined) records.set(record.item, [record]);
    else known.push(record);
  }
  return records;
}

interface Came {
  readonly responses: ReadonlyMap<string, readonly ResponseRecord[]>;
  readonly scores: ReadonlyMap<string, readonly ScoreRecord[]>;
  readonly failures: ReadonlyMap<string, readonly FailureRecord[]>;
}

/** The first line that holds a sample counts, as in scoring. */
function samplesOf({ id }: Item, count: number, came: Came): ExportedSample[] {
  const outputs = new Map<number, Output>();
  for (const response of came.responses.get(id) ?? []) {
    for (const choice of response.choices) {
      if (!outputs.has(choice.index)) outputs.set(choice.index, { choice, response });
    }
  }
  const scores = new Map<number, SampleScore>();
  for (const { item: _, index, ...score } of came.scores.get(id) ?? []) {
    if (!scores.has(index)) scores.set(index, score);
  }
  const failures = came.failures.get(id) ?? [];
  return Array.from({ length: count }, (_, index) => ({
    index,
    output: outputs.get(index) ?? null,
    score: scores.get(index) ?? null,
    failures: failures.filter(({ samples }) => samples.includes(index)),
  }));
}

/** A score tells of an answer that came, and an answer without one of a program that was not run. */
function contradictsItself(item: Item, { output, score }: ExportedSample): boolean {
  if (output === null) return score !== null;
  return score === null && !('program' in judgeSample(item, output.choice, () => undefined));
}
