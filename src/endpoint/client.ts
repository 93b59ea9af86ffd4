/**
 * The client of one model behind an OpenAI-compatible server: one pool of kept-alive connections, bounded retries, one
 * negotiation of the optional fields. Invariants: every call ends, with an answer or with one `EndpointError`; nothing
 * that was answered is asked again; no message holds a secret.
 */
import type { Dispatcher } from 'undici';
import { type Address, addressOf } from './address.js';
import { adviceFor } from './advice.js';
import type { ChatAnswer } from './answer.js';
import { type Pace, pause, REAL_PACE } from './backoff.js';
import {
  DIALECTS,
  namesOf,
  type Server,
  SWITCHES,
  type Switch,
  translate,
  untranslatable,
} from './dialect.js';
import { ChoicesRefused, EndpointError } from './errors.js';
import { type Ending, post } from './exchange.js';
import { type Fault, type Reader, readEnding } from './fault.js';
import { Interruptions } from './interruptions.js';
import { Negotiation, type Terms } from './negotiation.js';
import { type Bounds, Patience } from './patience.js';
import type { ChatQuestion } from './question.js';
import { Redaction } from './redaction.js';
import { type Asking, bodyOf } from './request-body.js';
import { ChoiceRequests, type OnSamplePart, type SamplesQuestion } from './samples.js';
import { dispatcherTo, type Transport } from './transport.js';
import { type Api, OWN_FIELDS, type Sampling } from './wire.js';

export interface EndpointOptions {
  /** Such as `http://localhost:8000/v1`; taken as given but for a trailing slash. */
  readonly baseUrl: string;
  readonly model: string;
  /** Default: `chat`. */
  readonly api?: Api | undefined;
  /** The make of the server: what it may be sent. Default: `auto`. */
  readonly server?: Server | undefined;
  /** See `Asking`. Default: none. */
  readonly logprobs?: number | undefined;
  /** Sent as a bearer token, to this host only. */
  readonly apiKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Further headers whose values are secrets, whatever their names. */
  readonly secretHeaders?: Readonly<Record<string, string>> | undefined;
  /** Further fields of every request body; none of `OWN_FIELDS`. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
  /** The most connections at a time, one request on each. */
  readonly connections: number;
  /** How connections are made. Default: directly. */
  readonly transport?: Pick<Transport, 'ca' | 'socketPath' | 'environment'> | undefined;
  /** The bound on one HTTP request, from the wait for a connection to the last byte. */
  readonly timeoutMs: number;
  /**
   * How many times a request that failed for a passing reason is tried after the first. Whatever it says, a request is
   * tried again at most once after a time-out of ours, and at most once when no connection can be made to a server that
   * has not answered anything yet.
   */
  readonly retries: number;
  /** How long a model that is still loading (503) is waited for, beside `retries`. Default: ten minutes. */
  readonly loadingMs?: number | undefined;
  readonly sampling: Sampling;
  /** Fields of `sampling` that are dropped for good when the server refuses them. Default: none. */
  readonly optionalFields?: readonly string[] | undefined;
  /** The most choices asked for in one request. Default: 16. */
  readonly choicesPerRequest?: number | undefined;
  /** A longer body ends in an error. Default: 64 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Timers, clock and chance of the waits between tries. */
  readonly pace?: Pace | undefined;
}

const DEFAULT_CHOICES = 16;
const DEFAULT_LOADING_MS = 600_000;
/** As a line of a journal at most three times as long (each byte that is no UTF-8 becomes U+FFFD), which it can hold. */
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
/** Enough for a far host under load; a dead one is known before a generation's time-out. */
const MAX_CONNECT_MS = 30_000;

/** What one HTTP request came to. */
type Outcome = { readonly answer: ChatAnswer } | { readonly fault: Fault };

export class EndpointClient {
  readonly #options: EndpointOptions;
  readonly #address: Address;
  readonly #pace: Pace;
  readonly #bounds: Bounds;
  readonly #dispatcher: Dispatcher;
  readonly #asking: Asking;
  readonly #reader: Reader;
  readonly #negotiation: Negotiation;
  readonly #choiceRequests: ChoiceRequests;
  readonly #interruptions = new Interruptions();
  /** The server has answered something, be it an error. */
  #heard = false;
  /** The server has given a completion. */
  #answered = false;

  /** A RangeError when an option is out of range, a TypeError when a header cannot be sent; neither holds a secret. */
  constructor(options: EndpointOptions) {
    const { timeoutMs, connections, maxResponseBytes = DEFAULT_MAX_BYTES } = options;
    checkRanges(options);
    this.#options = options;
    this.#pace = options.pace ?? REAL_PACE;
    this.#bounds = {
      retries: options.retries,
      loadingMs: options.loadingMs ?? DEFAULT_LOADING_MS,
    };
    const { api = 'chat', server = 'auto', extraBody = {} } = options;
    const { headers = {}, secretHeaders = {} } = options;
    const all = { ...headers, ...secretHeaders };
    this.#address = addressOf(options.baseUrl, options.apiKey, all, api);
    this.#asking = { model: options.model, api, extraBody, logprobs: options.logprobs };
    this.#reader = {
      shown: this.#address.shown,
      redaction: new Redaction([...this.#address.secrets, ...Object.values(secretHeaders)]),
      timeoutMs,
      maxResponseBytes,
      now: this.#pace.now,
    };
    const connectTimeoutMs = Math.min(timeoutMs, MAX_CONNECT_MS);
    this.#dispatcher = dispatcherTo(this.#address.origin, {
      ...options.transport,
      connections,
      connectTimeoutMs,
    });
    const dialect = DIALECTS[server];
    this.#negotiation = new Negotiation(
      {
        sampling: translate(options.sampling, dialect),
        tokenLimit: dialect.tokenLimit,
        seeded: true,
      },
      namesOf(options.optionalFields ?? [], dialect),
      Object.keys(extraBody),
    );
    this.#choiceRequests = new ChoiceRequests(
      (question, signal) => this.chat(question, signal),
      dialect.choices ? (options.choicesPerRequest ?? DEFAULT_CHOICES) : 1,
    );
  }

  /** On which terms the server is asked; final once one request was answered. */
  get terms(): Terms {
    return this.#negotiation.current;
  }

  /** Switches that should be sent and cannot be: the server refused them, or has no name for them and its own defaults. */
  get unsent(): readonly Switch[] {
    const { server = 'auto', sampling } = this.#options;
    const { switches, hidden } = DIALECTS[server];
    const { sampling: sent } = this.terms;
    return SWITCHES.filter((field) => {
      const name = switches[field];
      if (sampling[field] === undefined) return false;
      return name === undefined ? hidden.includes(field) : sent[name] === undefined;
    });
  }

  /** One request for `n` choices, with retries. Rejects with an `EndpointError`, promptly when `signal` aborts. */
  async chat(question: ChatQuestion, signal?: AbortSignal): Promise<ChatAnswer> {
    const patience = new Patience(this.#bounds, this.#pace);
    for (let attempt = 1; ; attempt += 1) {
      if (signal?.aborted) throw this.#interrupted(attempt - 1);
      const terms = this.#negotiation.current;
      // Tries of one request follow each other.
      // oxlint-disable-next-line no-await-in-loop
      const outcome = await this.#attempt(question, terms, attempt, signal);
      if ('answer' in outcome) {
        this.#negotiation.accept(terms);
        this.#answered = true;
        return outcome.answer;
      }
      const { fault } = outcome;
      if (this.#renegotiated(terms, fault)) continue;
      const ms = patience.waitAfter(fault, { heard: this.#heard, answered: this.#answered });
      if (ms === null) throw this.#error(fault, attempt);
      // oxlint-disable-next-line no-await-in-loop
      const waited = await pause(ms, this.#pace, this.#interruptions, signal);
      if (!waited) throw this.#interrupted(attempt);
    }
  }

  /**
   * Fetches the samples `first` … `first + count - 1` of a question, in as few requests as the server allows, one after
   * the other. `onPart` is called with every HTTP answer and awaited before the next request goes out, so what came can
   * be saved even when a later part fails. Every sample is handed over exactly once. Rejects as `chat` does, and with
   * what `onPart` throws.
   */
  samples(question: SamplesQuestion, onPart: OnSamplePart, signal?: AbortSignal): Promise<void> {
    return this.#choiceRequests.run(question, onPart, signal);
  }

  /** Closes all connections; requests in flight end with kind `interrupted`. */
  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #attempt(
    question: ChatQuestion,
    terms: Terms,
    attempts: number,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    const body = JSON.stringify(bodyOf(question, terms, this.#asking));
    const start = performance.now();
    const ending = await this.#post(body, signal);
    const latencyMs = performance.now() - start;
    if (ending.type === 'answered') this.#heard = true;
    const reading = readEnding(ending, question.n, this.#reader);
    return 'fault' in reading ? reading : { answer: { ...reading.answer, latencyMs, attempts } };
  }

  #post(body: string, signal: AbortSignal | undefined): Promise<Ending> {
    const { origin, path, headers } = this.#address;
    const request = { origin, path, headers, body };
    return post(this.#dispatcher, request, this.#reader, this.#interruptions, signal);
  }

  #renegotiated(terms: Terms, { status, kind, error }: Fault): boolean {
    if (error === null) return false;
    if (kind === 'rejected' && (status === 400 || status === 422)) {
      return this.#negotiation.refuse(terms, error, false);
    }
    // llama-cpp-python answers a value that it does not take with 500.
    return status === 500 && this.#negotiation.refuse(terms, error, true);
  }

  #interrupted(attempts: number): EndpointError {
    return new EndpointError(`POST ${this.#address.shown} was interrupted.`, {
      kind: 'interrupted',
      status: undefined,
      attempts,
    });
  }

  #error(fault: Fault, attempts: number): EndpointError {
    if (fault.kind === 'interrupted') return this.#interrupted(attempts);
    const { shown, authorized } = this.#address;
    const model = this.#reader.redaction.excerpt(this.#options.model);
    const after = attempts === 1 ? '' : ` after ${attempts} attempts`;
    const advice = adviceFor(fault.kind, { model, authorized });
    // A server's own sentence may have ended the line.
    const stop = /[.!?…]"$/.test(fault.found) ? '' : '.';
    const message = `POST ${shown} failed${after}: ${fault.found}${stop} ${advice}`;
    const Kind = fault.refusesChoices ? ChoicesRefused : EndpointError;
    return new Kind(this.#reader.redaction.redact(message), {
      kind: fault.kind,
      status: fault.status,
      attempts,
    });
  }
}

function checkRanges(options: EndpointOptions): void {
  atLeast('connections', options.connections, 1);
  atLeast('retries', options.retries, 0);
  atLeast('choicesPerRequest', options.choicesPerRequest ?? DEFAULT_CHOICES, 1);
  if (!(options.timeoutMs > 0)) {
    throw new RangeError(`timeoutMs must be above 0, found ${options.timeoutMs}`);
  }
  const { server = 'auto', sampling } = options;
  const [lost] = untranslatable(sampling, DIALECTS[server]);
  if (lost !== undefined) throw new RangeError(`a server of type ${server} takes no ${lost}`);
  const field = Object.keys(options.extraBody ?? {}).find((name) => OWN_FIELDS.has(name));
  if (field !== undefined) {
    throw new RangeError(`extra_body must not hold ${field}: it is set from elsewhere`);
  }
}

function atLeast(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name} must be an integer from ${least}, found ${value}`);
  }
}
