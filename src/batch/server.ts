/**
 * A server that has `/v1/files` and `/v1/batches`, asked with the endpoint's own means: bounded in time and size, tried again
 * with its patience, no redirect followed, nothing secret in what comes back or in an error.
 */
import type { Dispatcher, FormData } from 'undici';
import type { z } from 'zod';
import { type Pace, pause, REAL_PACE } from '../endpoint/backoff.js';
import { EndpointError, type EndpointErrorKind } from '../endpoint/errors.js';
import { type Ending, exchange, type Sink } from '../endpoint/exchange.js';
import { type Fault, type Reader, readEnding } from '../endpoint/fault.js';
import { Interruptions } from '../endpoint/interruptions.js';
import { DEFAULTS } from '../endpoint/options.js';
import { Patience } from '../endpoint/patience.js';
import { Redaction } from '../endpoint/redaction.js';
import { parsedJson } from '../endpoint/untrusted.js';
import { ResultFile } from './result-file.js';

/** How the server is reached. */
export interface BatchServerOptions {
  /** `/v1` included. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly dispatcher: Dispatcher;
  /** The bound on a request; on a file, the longest wait for more of it. */
  readonly timeoutMs: number;
  /** Tries after the first. */
  readonly retries: number;
  readonly pace?: Pace | undefined;
}

export interface BatchCall {
  readonly method: 'GET' | 'POST';
  /** Below the base URL. */
  readonly path: string;
  readonly body?: string | FormData;
  /** Doing it twice is no harm. Otherwise it is tried again only when it was not done. */
  readonly repeatable: boolean;
}

/** The longest that a file may take, in either direction. */
const MOST_TRANSFER_MS = 3_600_000;

/** After these a request was surely not carried out. */
const NOT_DONE: ReadonlySet<EndpointErrorKind> = new Set([
  'unreachable',
  'rate-limited',
  'loading',
]);

export class BatchServer {
  readonly baseUrl: string;
  readonly #options: BatchServerOptions;
  readonly #redaction: Redaction;
  readonly #interruptions = new Interruptions();

  constructor(options: BatchServerOptions) {
    this.baseUrl = options.baseUrl.replace(/\/+$/, '');
    this.#options = options;
    this.#redaction = new Redaction(options.secrets);
  }

  /** What the server answers, of this shape and without secrets. An EndpointError when it does not. */
  async ask<T>(call: BatchCall, shape: z.ZodType<T>): Promise<T> {
    const body = await this.#tried(call, () => this.#exchange(call));
    const answer = shape.safeParse(this.#redaction.redactJson(parsedJson(body)));
    if (answer.success) return answer.data;
    const found = `found "${this.#redaction.excerpt(body)}"`;
    throw this.#error(call, { kind: 'bad-response', status: 200, found }, 1);
  }

  /** Writes what a GET gives to a file, which is there only when it is whole. */
  async download(path: string, file: string): Promise<void> {
    const call = { method: 'GET', path, repeatable: true } as const;
    await this.#tried(call, async () => {
      const result = ResultFile.begin(file, this.#redaction);
      const ending = await this.#exchange(call, result.write);
      if (goodBody(ending) === null) await result.discard();
      else await result.keep();
      if (result.fault !== null) throw result.fault.error;
      return ending;
    });
  }

  /** The body of the first good answer, within the endpoint's patience. */
  async #tried(call: BatchCall, attempt: () => Promise<Ending>): Promise<string> {
    const { retries, pace = REAL_PACE } = this.#options;
    const patience = new Patience({ retries, loadingMs: DEFAULTS.loadingMs }, pace);
    let heard = false;
    for (let attempts = 1; ; attempts += 1) {
      const ending = await attempt();
      const good = goodBody(ending);
      if (good !== null) return good;
      heard ||= ending.type === 'answered';
      const reading = readEnding(ending, 1, this.#reader(call));
      if (!('fault' in reading)) throw new Error('what is no good answer is a fault');
      const { fault } = reading;
      const again = call.repeatable || NOT_DONE.has(fault.kind);
      const waitMs = again ? patience.waitAfter(fault, { heard, answered: false }) : null;
      if (waitMs === null) throw this.#error(call, fault, attempts);
      await pause(waitMs, pace, this.#interruptions, undefined);
    }
  }

  /** Never rejects. */
  async #exchange({ method, path, body }: BatchCall, sink?: Sink): Promise<Ending> {
    const { headers, dispatcher, timeoutMs } = this.#options;
    const { origin, pathname } = new URL(this.baseUrl);
    const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const request = {
      method,
      origin,
      // Not by way of a URL, which would resolve a server's id such as `..`.
      path: `${pathname.replace(/\/+$/, '')}${path}`,
      headers: { ...headers, ...type },
      ...(body === undefined ? {} : { body }),
    };
    const isFile = sink !== undefined || (body !== undefined && typeof body !== 'string');
    const bounds = {
      maxResponseBytes: DEFAULTS.maxResponseBytes,
      timeoutMs: isFile ? Math.max(timeoutMs, MOST_TRANSFER_MS) : timeoutMs,
      ...(isFile ? { stallMs: timeoutMs } : {}),
    };
    return await exchange(dispatcher, request, bounds, this.#interruptions, undefined, sink);
  }

  #reader({ path }: BatchCall): Reader {
    return {
      shown: `${this.baseUrl}${path}`,
      redaction: this.#redaction,
      timeoutMs: this.#options.timeoutMs,
      maxResponseBytes: DEFAULTS.maxResponseBytes,
      now: (this.#options.pace ?? REAL_PACE).now,
    };
  }

  #error(
    { method, path }: BatchCall,
    { kind, status, found }: Pick<Fault, 'kind' | 'status' | 'found'>,
    attempts: number,
  ): EndpointError {
    const after = attempts === 1 ? '' : ` after ${attempts} attempts`;
    const message = `${method} ${this.baseUrl}${path} failed${after}: ${found}.`;
    return new EndpointError(this.#redaction.redact(message), { kind, status, attempts });
  }
}

/** The body of a good answer; null for any other ending. */
function goodBody(ending: Ending): string | null {
  return ending.type === 'answered' && ending.status === 200 ? ending.body : null;
}
