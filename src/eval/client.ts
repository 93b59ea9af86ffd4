/** The client of a config's model: which parameters are sent, and which a server may go without. */
import type { Config, ModelConfig } from '../config/schema.js';
import { EndpointClient } from '../endpoint/index.js';
import { wireModel } from './settings.js';

/** @param apiKey undefined when the endpoint needs none */
export function clientOf(
  config: Config,
  model: ModelConfig,
  baseUrl: string,
  apiKey: string | undefined,
): EndpointClient {
  const { temperature, top_p, top_k, min_p, repetition_penalty, stop } = config.sampling;
  return new EndpointClient({
    baseUrl,
    model: wireModel(model),
    apiKey,
    extraBody: model.extra_body,
    connections: config.endpoint.concurrency,
    timeoutMs: config.endpoint.timeout_s * 1000,
    retries: config.endpoint.retries,
    choicesPerRequest: config.endpoint.choices_per_request,
    sampling: {
      temperature,
      ...(top_p === null ? {} : { top_p }),
      ...(top_k === null ? {} : { top_k }),
      ...(min_p === null ? {} : { min_p }),
      ...(repetition_penalty === null ? {} : { repetition_penalty }),
      ...(stop.length === 0 ? {} : { stop }),
    },
    optionalFields: SWITCHES.filter((field) => config.sampling[field] === OFF[field]),
  });
}

/** Fields that can be switched off, and the value that does it: a server that does not know them may go without. */
const OFF = { top_k: -1, min_p: 0, repetition_penalty: 1 } as const;
const SWITCHES = ['top_k', 'min_p', 'repetition_penalty'] as const;

/** Those that the config asks for and that were not sent, because the server refused them. */
export function refusedFields(sent: object, { sampling }: Config): string[] {
  return SWITCHES.filter((field) => sampling[field] !== null && !(field in sent));
}
