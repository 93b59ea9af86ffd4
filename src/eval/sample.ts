/**
 * Sampling: every missing sample of a run is asked for once, what comes is journaled before it counts, and what cannot
 * be had is recorded as missing. Work is fed to p-limit as slots come free, so memory does not grow with the run.
 */
import pLimit from 'p-limit';
import { EndpointError, type SamplePart } from '../endpoint/index.js';
import type { Terms } from '../endpoint/negotiation.js';
import type { OnSamplePart, SamplesQuestion } from '../endpoint/samples.js';
import type { Journal } from '../store/journal.js';
import type { FailureRecord, ResponseRecord } from '../store/records.js';
import type { Item } from '../suites/suite.js';
import { type Concurrency, mostTokens } from './client.js';
import { itemSeed } from './plan.js';
import type { Received, SampleRange, Unjudged } from './received.js';

/** Why sampling ended before everything was asked. */
export type Stop =
  | { readonly kind: 'interrupted' }
  /** The endpoint itself fails, so that asking on would only collect failures. */
  | { readonly kind: 'endpoint'; readonly error: EndpointError };

/** How sampling went beside the answers that came. */
export interface Asked {
  /** Why asking ended early. */
  readonly stop?: Stop;
  /** Requests that failed for good, by kind, each with the message of its first. */
  readonly failed: Failures;
}

export type Failures = ReadonlyMap<string, { readonly count: number; readonly message: string }>;

/** What answers questions: an endpoint, or files of answers. */
export interface AnswerSource {
  /** As `EndpointClient.samples`; what a file does not hold is simply not handed over. */
  samples(question: SamplesQuestion, onPart: OnSamplePart, signal?: AbortSignal): Promise<void>;
  readonly terms: Terms;
  /** Sampling parameters that should be sent and cannot be. */
  readonly unsent: readonly string[];
  close(): Promise<void>;
}

/** What answers are kept in, and what could not be had. */
export interface Journals {
  readonly responses: Journal;
  readonly failures: Journal;
}

export interface Sampling {
  readonly source: Pick<AnswerSource, 'samples'>;
  readonly items: Iterable<Item>;
  readonly received: Received;
  /** Opened while the first question is out, which is given up when they cannot be. */
  readonly journals: Promise<Journals>;
  /** How many items to ask at a time. */
  readonly concurrency: Concurrency;
  readonly maxTokens: Readonly<Record<Item['answer'], number>>;
  /** Messages before those of every item. */
  readonly preamble: Item['messages'];
  readonly signal: AbortSignal;
  /** Called once, when the endpoint is known to answer. */
  readonly onFirstAnswer: () => Promise<void>;
  /** Called with what came and cannot be judged yet; must not wait. */
  readonly onUnjudged: (samples: readonly Unjudged[]) => void;
  /** Called after each response is on disk and counted. */
  readonly onProgress: () => void;
}

/** Asks for everything that is missing. */
export async function sample(sampling: Sampling): Promise<Asked> {
  return await new Sampler(sampling).run();
}

/** So many requests that fail for good one after the other, or one of each that is in flight, are enough. */
const FAILURES = 10;

class Sampler {
  readonly #it: Sampling;
  readonly #halt = new AbortController();
  readonly #signal: AbortSignal;
  #stop: Stop | undefined;
  readonly #failed = new Map<string, { count: number; message: string }>();
  #failuresInARow = 0;
  /** The endpoint has answered in this session. */
  #heard = false;
  /** The endpoint has answered, now or in an earlier session of the run. */
  #answered: boolean;
  #adjust: () => void = () => undefined;

  constructor(sampling: Sampling) {
    this.#it = sampling;
    this.#answered = sampling.received.total.valid > 0;
    this.#signal = AbortSignal.any([sampling.signal, this.#halt.signal]);
  }

  /** The first requests go out alone: a wrong address or key costs one question, not a flood of them. */
  get #concurrency(): number {
    const { limit, first } = this.#it.concurrency;
    return this.#answered ? limit : first;
  }

  async run(): Promise<Asked> {
    const limit = pLimit(this.#concurrency);
    this.#adjust = () => {
      if (limit.concurrency !== this.#concurrency) limit.concurrency = this.#concurrency;
    };
    const running = new Set<Promise<void>>();
    let freed: (() => void) | undefined;
    let fault: { readonly error: unknown } | undefined;
    const giveUp = (error: unknown): void => {
      fault ??= { error };
      this.#halt.abort();
    };
    this.#it.journals.catch(giveUp);
    for (const item of this.#it.items) {
      const missing = this.#it.received.missingOf(item);
      if (missing.length === 0) continue;
      // As many again wait in line, so that a slot that comes free is taken at once.
      while (running.size >= 2 * this.#it.concurrency.limit) {
        await new Promise<void>((resolve) => {
          freed = resolve;
        });
      }
      if (this.#signal.aborted || fault !== undefined) break;
      const task: Promise<void> = limit(() => this.#ask(item, missing))
        .catch(giveUp)
        .finally(() => {
          running.delete(task);
          freed?.();
        });
      running.add(task);
    }
    await Promise.all(running);
    if (fault !== undefined) throw fault.error;
    const stop = this.#it.signal.aborted ? ({ kind: 'interrupted' } as const) : this.#stop;
    return { failed: this.#failed, ...(stop === undefined ? {} : { stop }) };
  }

  async #ask(item: Item, missing: readonly SampleRange[]): Promise<void> {
    for (const { first, count } of missing) {
      if (this.#signal.aborted) return;
      const question = {
        id: item.id,
        messages: [...this.#it.preamble, ...item.messages],
        seed: itemSeed(item),
        first,
        count,
        maxTokens: mostTokens(this.#it.maxTokens, item),
      };
      try {
        await this.#it.source.samples(question, (part) => this.#keep(item, part), this.#signal);
      } catch (error) {
        if (!(error instanceof EndpointError)) throw error;
        if (error.kind === 'interrupted') return;
        await this.#fail(item, this.#missing(item, first, count), error);
        return;
      }
    }
  }

  async #keep(item: Item, part: SamplePart): Promise<void> {
    this.#failuresInARow = 0;
    const record = responseRecord(item, part);
    const { responses } = await this.#it.journals;
    await responses.append(record);
    this.#it.onUnjudged(this.#it.received.add(record));
    if (!this.#heard) {
      this.#heard = true;
      this.#answered = true;
      await this.#it.onFirstAnswer();
    }
    this.#adjust();
    this.#it.onProgress();
  }

  /** The samples of a range that did not come. */
  #missing(item: Item, first: number, count: number): number[] {
    return this.#it.received
      .missingOf(item)
      .flatMap((run) => Array.from({ length: run.count }, (_, offset) => run.first + offset))
      .filter((index) => index >= first && index < first + count);
  }

  async #fail(item: Item, samples: readonly number[], error: EndpointError): Promise<void> {
    const { failures } = await this.#it.journals;
    await failures.append(failureRecord(item, samples, error));
    this.#adjust();
    const failed = this.#failed.get(error.kind) ?? { count: 0, message: error.message };
    this.#failed.set(error.kind, { ...failed, count: failed.count + 1 });
    if (this.#answered && !isTransient(error) && error.scope === 'request') return;
    this.#failuresInARow += 1;
    const patience = this.#answered ? Math.max(FAILURES, this.#concurrency) : FAILURES;
    // A server that hangs would cost hours before ten of its time-outs have passed.
    const silent = error.kind === 'timeout' && !this.#answered;
    const useless =
      silent || (error.scope === 'endpoint' && (!this.#answered || !isTransient(error)));
    if (useless || this.#failuresInARow >= patience) {
      this.#stop ??= { kind: 'endpoint', error };
      this.#halt.abort();
    }
  }
}

const TRANSIENT: ReadonlySet<EndpointError['kind']> = new Set([
  'unreachable',
  'timeout',
  'server',
  'rate-limited',
  'loading',
  // Once answers came, it is a gateway's bad moment.
  'redirect',
]);

/** A server that was there may come back; a refused key does not become right. */
function isTransient({ kind }: EndpointError): boolean {
  return TRANSIENT.has(kind);
}

function responseRecord(item: Item, part: SamplePart): ResponseRecord {
  return {
    item: item.id,
    first: part.first,
    n: part.n,
    seed: part.seed,
    choices: part.choices.map((choice) => ({
      index: choice.index,
      content: choice.content,
      reasoning: choice.reasoning,
      finish_reason: choice.finishReason,
      ...(choice.logprobs === undefined ? {} : { logprobs: choice.logprobs }),
    })),
    usage: part.usage,
    latency_ms: Math.round(part.latencyMs),
    attempts: part.attempts,
    at: new Date().toISOString(),
    id: part.id,
    model: part.model,
  };
}

function failureRecord(
  item: Item,
  samples: readonly number[],
  error: EndpointError,
): FailureRecord {
  return {
    item: item.id,
    samples,
    kind: error.kind,
    status: error.status ?? null,
    message: error.message,
    attempts: error.attempts,
    at: new Date().toISOString(),
  };
}
