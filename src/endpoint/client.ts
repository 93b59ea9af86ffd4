/**
 * The client of one model behind one or more OpenAI-compatible servers: pools of kept-alive connections, bounded retries,
 * one negotiation of the optional fields. Invariants: every call ends, with an answer or with one `EndpointError`; nothing
 * that was answered is asked again; no message holds a secret.
 */
import { adviceFor } from './advice.js';
import type { ChatAnswer } from './answer.js';
import { type Pace, pause, REAL_PACE } from './backoff.js';
import { DIALECTS, optionalNames, SWITCHES, type Switch, translate } from './dialect.js';
import { ChoicesRefused, EndpointError } from './errors.js';
import { type Ending, exchange } from './exchange.js';
import { type Fault, readEnding } from './fault.js';
import type { Host } from './host.js';
import { type Hosts, hostsOf } from './hosts.js';
import { Interruptions } from './interruptions.js';
import { Negotiation, type Terms } from './negotiation.js';
import { checkOptions, DEFAULTS, type EndpointOptions, type RequestOutcome } from './options.js';
import { Patience } from './patience.js';
import type { ChatQuestion } from './question.js';
import { exhaustedMs, MinuteBudget } from './rate-limit.js';
import type { Redaction } from './redaction.js';
import { BodyWriter } from './request-body.js';
import { ChoiceRequests, type OnSamplePart, type SamplesQuestion } from './samples.js';
import { readModels, type ServedModel } from './served-models.js';

const CHARACTERS_PER_TOKEN = 4;

/** What one HTTP request came to; `onTrial`: of a host that had still to prove itself. */
type Outcome =
  | { readonly answer: ChatAnswer }
  | { readonly fault: Fault; readonly onTrial: boolean };

type Timing = Pick<ChatAnswer, 'latencyMs' | 'attempts'>;

export class EndpointClient {
  readonly #options: EndpointOptions;
  readonly #pace: Pace;
  readonly #hosts: Hosts;
  readonly #bodies: BodyWriter;
  readonly #redaction: Redaction;
  readonly #negotiation: Negotiation;
  readonly #choiceRequests: ChoiceRequests;
  readonly #requestBudget: MinuteBudget | null;
  readonly #tokenBudget: MinuteBudget | null;
  readonly #interruptions = new Interruptions();
  /** A server has answered something, be it an error. */
  #heard = false;
  /** A server has given a completion. */
  #answered = false;

  /** A RangeError when an option is out of range, a TypeError when a header cannot be sent; neither holds a secret. */
  constructor(options: EndpointOptions) {
    checkOptions(options);
    const { api = 'chat', server = 'auto', extraBody = {}, sampling, model } = options;
    const { requestsPerMinute, tokensPerMinute } = options;
    const dialect = DIALECTS[server];
    this.#options = options;
    this.#pace = options.pace ?? REAL_PACE;
    const { hosts, redaction } = hostsOf(options, this.#pace.now);
    this.#hosts = hosts;
    this.#redaction = redaction;
    this.#bodies = new BodyWriter({ model, api, extraBody, logprobs: options.logprobs });
    this.#requestBudget = requestsPerMinute ? new MinuteBudget(requestsPerMinute) : null;
    this.#tokenBudget = tokensPerMinute ? new MinuteBudget(tokensPerMinute) : null;
    this.#negotiation = new Negotiation(
      { sampling: translate(sampling, dialect), tokenLimit: dialect.tokenLimit, seeded: true },
      optionalNames(options.optionalFields ?? [], dialect),
      Object.keys(extraBody),
    );
    this.#choiceRequests = new ChoiceRequests(
      (question, signal) => this.chat(question, signal),
      dialect.choices ? (options.choicesPerRequest ?? DEFAULTS.choicesPerRequest) : 1,
    );
  }

  /** On which terms the server is asked; final once one request was answered. */
  get terms(): Terms {
    return this.#negotiation.current;
  }

  /** Switches that should be sent and cannot be: the server refused them, or has no name for them and its own defaults. */
  get unsent(): readonly Switch[] {
    const { server = 'auto', sampling } = this.#options;
    const { switches, aliases, hidden } = DIALECTS[server];
    const { sampling: sent } = this.terms;
    return SWITCHES.filter((field) => {
      const name = switches[field];
      if (sampling[field] === undefined) return false;
      if (name === undefined) return hidden.includes(field);
      return [name, aliases[field] ?? name].every((each) => sent[each] === undefined);
    });
  }

  /** One request for `n` choices, with retries. Rejects with an `EndpointError`, promptly when `signal` aborts. */
  async chat(question: ChatQuestion, signal?: AbortSignal): Promise<ChatAnswer> {
    const patience = this.#patience();
    const faults = new Map<Host, Fault>();
    for (let attempt = 1; ; attempt += 1) {
      const host = this.#hosts.pick(this.#pace.now(), faults);
      host.inFlight += 1;
      const holdMs = this.#holdMs(host, question);
      // Tries of one request follow each other.
      const may = holdMs === 0 ? signal?.aborted !== true : await this.#pause(holdMs, signal);
      const { current: terms } = this.#negotiation;
      const start = performance.now();
      const ending = may ? await this.#send(host, question, terms, signal) : null;
      const timing = { latencyMs: performance.now() - start, attempts: attempt };
      const outcome = ending === null ? null : this.#read(host, question, ending, timing);
      host.inFlight -= 1;
      if (outcome === null) throw this.#interrupted(host, attempt - 1);
      if ('answer' in outcome) {
        this.#negotiation.accept(terms);
        this.#answered = true;
        return outcome.answer;
      }
      const { fault } = outcome;
      if (this.#renegotiated(terms, fault)) continue;
      faults.set(host, fault);
      if (this.#hosts.hasAnother(faults, fault, outcome.onTrial)) continue;
      const waitMs = patience.waitAfter(fault, { heard: this.#heard, answered: this.#answered });
      if (waitMs === null) throw this.#finalError(faults, host, attempt);
      const waited = await this.#pause(waitMs, signal);
      if (!waited) throw this.#interrupted(host, attempt);
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

  /**
   * The names under which the server says that it serves models, with who it says owns each; null when it does not say.
   * One request, and no retries.
   */
  async models(signal?: AbortSignal): Promise<readonly ServedModel[] | null> {
    const host = this.#hosts.pick(this.#pace.now(), new Map());
    const { origin, modelsPath: path, headers } = host.address;
    const request = { method: 'GET', origin, path, headers } as const;
    const ending = await exchange(
      host.dispatcher,
      request,
      host.reader,
      this.#interruptions,
      signal,
    );
    if (ending.type !== 'answered' || ending.status !== 200) return null;
    // Names of models are printed and written into configs.
    return this.#redaction.redactJson(readModels(ending.body));
  }

  /** Closes all connections; requests in flight end with kind `interrupted`. */
  async close(): Promise<void> {
    await Promise.all(this.#hosts.all.map(({ dispatcher }) => dispatcher.destroy()));
  }

  #patience(): Patience {
    const { retries, loadingMs = DEFAULTS.loadingMs } = this.#options;
    return new Patience({ retries, loadingMs }, this.#pace);
  }

  /** What the user's budgets and the host's own limits make this request wait; it is spent. */
  #holdMs(host: Host, question: ChatQuestion): number {
    const now = this.#pace.now();
    return Math.max(
      host.heldMs(now),
      this.#requestBudget === null ? 0 : this.#requestBudget.spend(1, now),
      this.#tokenBudget === null ? 0 : this.#tokenBudget.spend(tokensOf(question), now),
    );
  }

  /** False, promptly, when the signal aborts. */
  #pause(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
    return pause(ms, this.#pace, this.#interruptions, signal);
  }

  /** It never rejects. */
  #send(
    { address, dispatcher, reader }: Host,
    question: ChatQuestion,
    terms: Terms,
    signal: AbortSignal | undefined,
  ): Promise<Ending> {
    const { origin, path, headers } = address;
    const body = this.#bodies.write(question, terms);
    const request = { method: 'POST', origin, path, headers, body } as const;
    return exchange(dispatcher, request, reader, this.#interruptions, signal);
  }

  /** What a request that was sent came to, and what that teaches. */
  #read(host: Host, question: ChatQuestion, ending: Ending, timing: Timing): Outcome {
    const now = this.#pace.now();
    if (ending.type === 'answered') {
      this.#heard = true;
      host.hold(exhaustedMs(ending.headers, now), now);
    }
    const reading = readEnding(ending, question.n, host.reader);
    const outcome =
      'fault' in reading
        ? { ...reading, onTrial: host.onTrial }
        : { answer: { ...reading.answer, ...timing } };
    this.#observe(host, question, outcome, now);
    return outcome;
  }

  /** What an outcome teaches about the host, and about how much may be asked of it. */
  #observe(host: Host, question: ChatQuestion, outcome: Outcome, now: number): void {
    if ('answer' in outcome) {
      const { choices, latencyMs, usage } = outcome.answer;
      host.delivered(choices.length, latencyMs);
      if (usage !== null && this.#tokenBudget !== null) {
        const used = usage.prompt_tokens + usage.completion_tokens;
        this.#tokenBudget.correct(tokensOf(question), used, now);
      }
    } else {
      host.failed(outcome.fault, now);
      host.hold(outcome.fault.askedMs, now);
    }
    this.#options.onOutcome?.(outcomeOf(outcome, this.#hosts));
  }

  #renegotiated(terms: Terms, { status, kind, error }: Fault): boolean {
    if (error === null) return false;
    if (kind === 'rejected' && (status === 400 || status === 422)) {
      return this.#negotiation.refuse(terms, error, false);
    }
    // llama-cpp-python answers a value that it does not take with 500.
    return status === 500 && this.#negotiation.refuse(terms, error, true);
  }

  #interrupted({ address }: Host, attempts: number): EndpointError {
    return new EndpointError(`POST ${address.shown} was interrupted.`, {
      kind: 'interrupted',
      status: undefined,
      attempts,
    });
  }

  #finalError(faults: ReadonlyMap<Host, Fault>, last: Host, attempts: number): EndpointError {
    const host = this.#hosts.tellingOf(faults, last);
    const fault = faults.get(host);
    if (fault === undefined) throw new Error('nothing failed');
    if (fault.kind === 'interrupted') return this.#interrupted(host, attempts);
    const { shown, authorized } = host.address;
    const model = this.#redaction.excerpt(this.#options.model);
    const after = attempts === 1 ? '' : ` after ${attempts} attempts`;
    const advice = adviceFor(fault.kind, { model, authorized });
    // A server's own sentence may have ended the line.
    const stop = /[.!?…]"$/.test(fault.found) ? '' : '.';
    const message = `POST ${shown} failed${after}: ${fault.found}${stop} ${advice}`;
    const Kind = fault.refusesChoices ? ChoicesRefused : EndpointError;
    return new Kind(this.#redaction.redact(message), {
      kind: fault.kind,
      status: fault.status,
      attempts,
    });
  }
}

/** An estimate before the answer is there: the prompt, and all that the answers may take. */
function tokensOf({ messages, n, maxTokens = 0 }: ChatQuestion): number {
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
  return Math.ceil(characters / CHARACTERS_PER_TOKEN) + n * maxTokens;
}

function outcomeOf(outcome: Outcome, hosts: Hosts): RequestOutcome {
  if ('answer' in outcome) return { type: 'answered', choices: outcome.answer.choices.length };
  const { kind, status } = outcome.fault;
  const congested = kind === 'rate-limited' || kind === 'timeout' || status === 503;
  // A host on trial is no sign that less may be asked of those that deliver.
  const tells = !outcome.onTrial || !hosts.deliver;
  return { type: congested && tells ? 'congested' : 'failed' };
}
