/**
 * What a server does, found out by asking it: which fields it takes, whether n works, whether samples differ, whether the
 * model reasons unasked, how fast it is and how many requests at a time are worth while. Costs some hundred short answers.
 * A part that the server fails at is told, and keeps no other from being found out.
 */
import type { ChatAnswer, Choice } from './answer.js';
import type { EndpointClient } from './client.js';
import { EndpointError } from './errors.js';
import type { Terms } from './negotiation.js';
import { takeApart } from './reasoning.js';
import type { ServedModel } from './served-models.js';

/** A question with so many answers that two samples agree only if the server does not sample. */
export const OPEN_QUESTION = [
  {
    role: 'user',
    content: 'Make up a random sentence of ten words about anything at all. Only the sentence.',
  },
] as const;

const SAMPLES = 8;
const MAX_TOKENS = 32;
/** Throughput must grow by so much for more requests at a time to be worth it. */
const WORTHWHILE = 1.1;
/** So many rounds of requests are measured at each step. */
const ROUNDS = 2;

/** How samples of the open question came out. */
export interface Spread {
  readonly samples: number;
  readonly distinct: number;
}

export interface Throughput {
  /** Requests at a time. */
  readonly concurrency: number;
  readonly choicesPerSecond: number;
}

/** What a server failed at, with the message of the failure. */
export interface PartFailure {
  readonly part: 'n' | 'samples' | 'latency' | 'throughput';
  readonly message: string;
}

/** Null stands for what could not be found out. */
export interface Probe {
  /** Null when the server does not say. */
  readonly models: readonly ServedModel[] | null;
  /** What the server takes. */
  readonly terms: Terms;
  /** Sampling parameters that cannot be sent. */
  readonly unsent: readonly string[];
  /** Choices that came when `SAMPLES` were asked for in one request; null when such a request fails. */
  readonly choices: number | null;
  readonly spread: Spread | null;
  /** Share of the samples that reasoned. */
  readonly reasoned: number | null;
  /** Of one short answer, the median. */
  readonly latencyMs: number;
  /** Step by step, up to where throughput stopped growing, a request failed, or the bound. */
  readonly throughput: readonly Throughput[];
  readonly failed: readonly PartFailure[];
}

export interface ProbeRequest {
  readonly client: EndpointClient;
  /** The most requests at a time to try; 0 leaves throughput out, and with it most of the questions. */
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
}

/** Rejects with the EndpointError of a server that does not answer one question. */
export async function probe({ client, most, signal }: ProbeRequest): Promise<Probe> {
  const failed: PartFailure[] = [];
  const find: Find = async (part, look) => {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof EndpointError) || error.kind === 'interrupted') throw error;
      failed.push({ part, message: error.message });
      return null;
    }
  };
  const models = await client.models(signal);
  const first = await ask(client, 1, 1, signal);
  const more = await find('latency', () => inTurn(4, (seed) => ask(client, 1, 100 + seed, signal)));
  const several = await find('n', () => ask(client, SAMPLES, 1000, signal));
  const samples = await find('samples', () =>
    several === null ? oneByOne(client, signal) : sampleOpenly(client, SAMPLES, signal),
  );
  return {
    models,
    terms: client.terms,
    unsent: client.unsent,
    choices: several?.choices.length ?? null,
    spread: samples?.spread ?? null,
    reasoned: samples?.reasoned ?? null,
    latencyMs: median([first, ...(more ?? [])].map(({ latencyMs }) => latencyMs)),
    throughput: await climb(client, most, find, signal),
    failed,
  };
}

/** What `look` finds of a part; null, and the failure is kept, when the server fails at it. */
type Find = <T>(part: PartFailure['part'], look: () => Promise<T>) => Promise<T | null>;

/** How samples of the open question came out, each asked with a seed of its own. */
export async function sampleOpenly(client: EndpointClient, count: number, signal?: AbortSignal) {
  const contents: Pick<Choice, 'content' | 'reasoning'>[] = [];
  const question = { messages: OPEN_QUESTION, seed: 1, first: 0, count, maxTokens: MAX_TOKENS };
  await client.samples(question, ({ choices }) => void contents.push(...choices), signal);
  return spreadOf(contents);
}

async function oneByOne(client: EndpointClient, signal: AbortSignal | undefined) {
  const answers = await inTurn(SAMPLES, (index) => ask(client, 1, 1 + index, signal));
  return spreadOf(answers.flatMap(({ choices }) => choices));
}

function spreadOf(contents: readonly Pick<Choice, 'content' | 'reasoning'>[]) {
  const parts = contents.map(({ content, reasoning }) => takeApart(content, reasoning));
  const distinct = new Set(parts.map((part) => JSON.stringify(part))).size;
  const reasoned = parts.filter(({ reasoning }) => reasoning !== '').length;
  const spread: Spread = { samples: parts.length, distinct };
  return { spread, reasoned: reasoned / Math.max(1, parts.length) };
}

/** Whether samples that should differ do not: a hidden default makes copies of one answer. */
export function isCollapsed({ samples, distinct }: Spread): boolean {
  return samples >= 4 && distinct === 1;
}

function ask(
  client: EndpointClient,
  n: number,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<ChatAnswer> {
  return client.chat({ messages: OPEN_QUESTION, n, seed, maxTokens: MAX_TOKENS }, signal);
}

/** 1, 2, 4, … requests at a time, until throughput grows no more or a request fails. */
async function climb(
  client: EndpointClient,
  most: number,
  find: Find,
  signal: AbortSignal | undefined,
): Promise<Throughput[]> {
  const steps: Throughput[] = [];
  for (let concurrency = 1; concurrency <= most; concurrency *= 2) {
    // Each step decides whether there is another.
    const choicesPerSecond = await find('throughput', () => rateAt(client, concurrency, signal));
    if (choicesPerSecond === null) break;
    const before = steps.at(-1)?.choicesPerSecond ?? 0;
    steps.push({ concurrency, choicesPerSecond });
    if (choicesPerSecond < before * WORTHWHILE) break;
  }
  return steps;
}

async function rateAt(
  client: EndpointClient,
  concurrency: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const start = performance.now();
  const workers = Array.from({ length: concurrency }, (_, worker) =>
    inTurn(ROUNDS, (round) =>
      ask(client, 1, 10_000 + concurrency * 100 + worker * 10 + round, signal),
    ),
  );
  const answers = (await Promise.all(workers)).flat();
  return (answers.length * 1000) / (performance.now() - start);
}

async function inTurn<T>(times: number, make: (turn: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let turn = 0; turn < times; turn += 1) made.push(await make(turn));
  return made;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
