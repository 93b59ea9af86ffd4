/** One item with all that came of it, read from the lines that the index names. */
import type { z } from 'zod';
import { takeApart } from '../endpoint/reasoning.js';
import { asItem } from '../eval/items.js';
import { Tallies } from '../eval/tally.js';
import { Observations, observationSchema, programKey } from '../observation/observations.js';
import { checkReasoning } from '../reasoning/check.js';
import { factsOf } from '../reasoning/facts.js';
import type { RunIndex } from '../run-index/run-index.js';
import { readLines } from '../run-index/scan.js';
import type { Program } from '../sandbox/program.js';
import { experimentOf } from '../scoring/judge.js';
import {
  failureSchema,
  type ResponseRecord,
  responseSchema,
  type SampleScore,
  scoreSchema,
} from '../store/records.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import type { CallView, FailureView, ItemRow, SampleView } from './api.js';
import { callViews } from './call-views.js';
import { clip } from './clip.js';
import { expectedOf } from './expected.js';
import { nameOfGroup } from './item-query.js';
import type { SentenceViews } from './sentence-view.js';

/** In a list. */
const MOST_IN_ROW = 160;

/** What is needed beside the files. */
export interface ItemContext {
  readonly index: RunIndex;
  /** Samples that each item was to have. */
  readonly samples: number;
  readonly instance: SuiteInstance | undefined;
  readonly sentences: SentenceViews;
}

/** Item number `item`. A RefusedError where its line is no item; a StoreError where it cannot be read. */
export async function readItem({ items, paths }: RunIndex, item: number): Promise<Item> {
  const [record] = await readLines(paths.items, items.placeOf(item));
  return asItem(record, paths.items);
}

/** Items as a list shows them. */
export async function readRows(index: RunIndex, numbers: Iterable<number>): Promise<ItemRow[]> {
  const { items, counts, paths } = index;
  const asked = [...numbers];
  const places = asked.flatMap((item) => [...items.placeOf(item)]);
  const records = await readLines(paths.items, places);
  return records.flatMap((record, place) => {
    const number = asked[place];
    if (number === undefined) return [];
    const item = asItem(record, paths.items);
    return [
      {
        id: item.id,
        group: nameOfGroup(item),
        instruction: item.instruction,
        input: clip(item.input, MOST_IN_ROW).text,
        expected: clip(expectedOf(item.target).text.text, MOST_IN_ROW).text,
        counts: counts.of(number),
      },
    ];
  });
}

/** The samples of an item in order, with verdicts from the scores, or given now where the run is not scored yet. */
export async function readSamples(
  item: Item,
  number: number,
  context: ItemContext,
): Promise<SampleView[]> {
  const { index, samples, instance } = context;
  const responses = await recordsOf(index.responses, number, responseSchema);
  const observations = await observationsFor(item, responses, index);
  const scores = await scoresOf(index, number);
  if (scores.size === 0) {
    const instances = new Map(instance === undefined ? [] : [[item.suite, instance]]);
    const tallies = new Tallies([item], samples, instances, observations);
    for (const response of responses) {
      tallies.add(response, ({ item: _item, index: at, ...score }) => scores.set(at, score));
    }
  }
  const views = new Map<number, SampleView>();
  for (const response of responses) {
    for (const choice of response.choices) {
      // The first line that holds a sample counts, as in scoring.
      if (views.has(choice.index) || choice.index >= samples) continue;
      const score = scores.get(choice.index) ?? null;
      views.set(choice.index, sampleView({ item, response, choice, score, observations }, context));
    }
  }
  return [...views.values()].toSorted((a, b) => a.index - b.index);
}

type Choice = ResponseRecord['choices'][number];

interface Sample {
  readonly item: Item;
  readonly response: ResponseRecord;
  readonly choice: Choice;
  readonly score: SampleScore | null;
  readonly observations: Observations;
}

function sampleView(sample: Sample, { instance, sentences }: ItemContext): SampleView {
  const { item, response, choice, score } = sample;
  const { text, reasoning } = takeApart(choice.content, choice.reasoning);
  const { usage, choices, latency_ms, attempts, at, model } = response;
  const { target } = item;
  return {
    index: choice.index,
    text: clip(text),
    reasoning: clip(reasoning),
    finish_reason: choice.finish_reason,
    score: score === null ? null : { ...score, answer: shortAnswer(score.answer) },
    wrong_line: score === null ? null : wrongLine(item, `${reasoning}\n${text}`, score, instance),
    tokens:
      usage === null
        ? null
        : { completion: usage.completion_tokens, reasoning: usage.reasoning_tokens ?? null },
    together: choices.length,
    latency_ms,
    attempts,
    at,
    model,
    sentence:
      target.kind === 'sentence' && score !== null && score.answer !== null
        ? sentences.of(target.grammar, score.answer)
        : null,
    calls: callsOf(sample),
  };
}

const MOST_ANSWER = 2000;

function shortAnswer(answer: string | null): string | null {
  return answer === null ? null : clip(answer, MOST_ANSWER).text;
}

function wrongLine(
  item: Item,
  text: string,
  { verdict }: SampleScore,
  instance: SuiteInstance | undefined,
): string | null {
  const steps = item.answer === 'cot' ? instance?.trace(item) : null;
  if (!steps) return null;
  return checkReasoning(text, factsOf(steps), verdict === 'incorrect').wrongLine;
}

function programOf(
  { target }: Item,
  { content, reasoning, finish_reason }: Choice,
): Program | null {
  const { text } = takeApart(content, reasoning);
  return experimentOf({ text, finishReason: finish_reason }, target);
}

function callsOf({ item, choice, observations }: Sample): CallView[] | null {
  const program = programOf(item, choice);
  const outcomes = program === null ? undefined : observations.of(program);
  return program === null || outcomes === undefined
    ? null
    : callViews(program, outcomes, item.target);
}

async function scoresOf(index: RunIndex, number: number): Promise<Map<number, SampleScore>> {
  const records = await recordsOf(index.scores, number, scoreSchema);
  return new Map(records.map(({ item: _item, index: at, ...score }) => [at, score]));
}

/** What the programs in these responses did, as far as it is known. */
async function observationsFor(
  item: Item,
  responses: readonly ResponseRecord[],
  { observations, programs }: RunIndex,
): Promise<Observations> {
  const found = new Observations();
  const numbers = new Set<number>();
  for (const choice of responses.flatMap(({ choices }) => choices)) {
    const program = programOf(item, choice);
    const number = program === null ? undefined : programs.get(programKey(program));
    if (number !== undefined) numbers.add(number);
  }
  for (const number of numbers) {
    for (const record of await recordsOf(observations, number, observationSchema))
      found.add(record);
  }
  return found;
}

/** Samples of an item that could not be had. */
export async function readFailures(index: RunIndex, item: number): Promise<FailureView[]> {
  const records = await recordsOf(index.failures, item, failureSchema);
  return records.map(({ samples, kind, status, message, attempts, at }) => ({
    samples,
    kind,
    status,
    message: clip(message, MOST_ANSWER),
    attempts,
    at,
  }));
}

/** The records that an index has under a number; lines that hold none are passed over. */
async function recordsOf<T>(
  { path, lines }: RunIndex['responses'],
  number: number,
  schema: z.ZodType<T>,
): Promise<T[]> {
  const places = [...lines.of(number)];
  if (places.length === 0) return [];
  const values = await readLines(path, places);
  return values.flatMap((value) => {
    const record = schema.safeParse(value);
    return record.success ? [record.data] : [];
  });
}
