/** What a config says of a model and of sampling, in the words of the endpoint. */

import type { Config, ModelConfig } from '../config/schema.js';
import { ConcurrencyControl } from '../endpoint/concurrency.js';
import { OFF, SWITCHES } from '../endpoint/dialect.js';
import { EndpointClient } from '../endpoint/index.js';
import type { Terms } from '../endpoint/negotiation.js';
import type { Asking } from '../endpoint/request-body.js';
import type { Sampling } from '../endpoint/wire.js';
import type { JsonObject } from '../store/records.js';
import type { Item } from '../suites/suite.js';
import { wireModel } from './settings.js';

/** What of the environment a model's requests use; nothing of it is written anywhere. */
export interface Access {
  readonly apiKey?: string | undefined;
  /** Headers whose values are secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Certificates (PEM) to trust instead of the system's. */
  readonly ca?: string | undefined;
  /** Where proxies are named. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/** How many requests to have in flight. */
export interface Concurrency {
  /** May change as answers come. */
  readonly limit: number;
  /** Before the first answer: one for each address, so that one which never answers does not hold up the others. */
  readonly first: number;
}

/** A client, and how many requests it is to have in flight. */
export interface ModelClient {
  readonly client: EndpointClient;
  readonly concurrency: Concurrency;
}

/** What concurrency `auto` never goes beyond. */
const MOST_CONCURRENCY = 1024;

/** Asks `model` at `baseUrl`. */
export function clientOf(
  config: Config,
  model: ModelConfig,
  access: Access,
  baseUrl: string | readonly string[],
): ModelClient {
  const { endpoint } = config;
  const control = endpoint.concurrency === 'auto' ? new ConcurrencyControl(MOST_CONCURRENCY) : null;
  const client = new EndpointClient({
    ...askingOf(config, model),
    baseUrl,
    apiKey: access.apiKey,
    headers: model.headers,
    secretHeaders: access.headers,
    server: model.server,
    transport: { ca: access.ca, socketPath: model.unix_socket, environment: access.environment },
    connections: endpoint.concurrency === 'auto' ? MOST_CONCURRENCY : endpoint.concurrency,
    requestsPerMinute: endpoint.requests_per_minute,
    tokensPerMinute: endpoint.tokens_per_minute,
    onOutcome: (outcome) => {
      if (outcome.type === 'congested') control?.congested();
      if (outcome.type === 'answered') control?.answered(outcome.choices, performance.now());
    },
    timeoutMs: endpoint.timeout_s * 1000,
    retries: endpoint.retries,
    loadingMs: endpoint.loading_s * 1000,
    choicesPerRequest: endpoint.choices_per_request,
    sampling: samplingOf(config.sampling),
    // What a server that does not know these fields may go without.
    optionalFields: SWITCHES.filter((field) => config.sampling[field] === OFF[field]),
  });
  const bound = control ?? { limit: Number(endpoint.concurrency) };
  const first = Math.min([baseUrl].flat().length, bound.limit);
  return {
    client,
    concurrency: {
      first,
      get limit() {
        return bound.limit;
      },
    },
  };
}

export function askingOf({ sampling }: Config, model: ModelConfig): Asking {
  return {
    model: wireModel(model),
    api: model.api,
    extraBody: model.extra_body,
    logprobs: sampling.logprobs ?? undefined,
  };
}

/** The sampling parameters to send: all that are not null. */
export function samplingOf(sampling: Config['sampling']): Sampling {
  const { temperature, top_p, top_k, min_p, repetition_penalty, stop } = sampling;
  return {
    temperature,
    ...(top_p === null ? {} : { top_p }),
    ...(top_k === null ? {} : { top_k }),
    ...(min_p === null ? {} : { min_p }),
    ...(repetition_penalty === null ? {} : { repetition_penalty }),
    ...(stop.length === 0 ? {} : { stop }),
  };
}

/** The sampling parameters of the requests, under the names that were sent. */
export function sentOn(terms: Terms, { max_tokens, logprobs }: Config['sampling']): JsonObject {
  return {
    ...terms.sampling,
    [terms.tokenLimit]: max_tokens,
    ...(terms.seeded ? {} : { seed: null }),
    ...(logprobs === null ? {} : { logprobs }),
  };
}

/** The most tokens of a sample. A source is as long as reasoning, at once or not. */
export function mostTokens(
  limits: Config['sampling']['max_tokens'],
  { answer, target }: Pick<Item, 'answer' | 'target'>,
): number {
  const isSource = target.kind === 'program' || target.kind === 'grammar';
  return isSource ? Math.max(limits.direct, limits.cot) : limits[answer];
}

/** The messages before those of every item. */
export function preambleOf({
  system_prompt: content,
}: Pick<ModelConfig, 'system_prompt'>): Item['messages'] {
  return content === undefined ? [] : [{ role: 'system', content }];
}
