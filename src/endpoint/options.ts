/** What a client is told when it is made, and the bounds on it. */
import type { Pace } from './backoff.js';
import { DIALECTS, type Server, untranslatable } from './dialect.js';
import type { Transport } from './transport.js';
import { type Api, OWN_FIELDS, type Sampling } from './wire.js';

export interface EndpointOptions {
  /**
   * Such as `http://localhost:8000/v1`; taken as given but for a trailing slash. Several serve one model: each is asked
   * as much as it delivers, and one that fails is left alone for a while.
   */
  readonly baseUrl: string | readonly string[];
  readonly model: string;
  /** Default: `chat`. */
  readonly api?: Api | undefined;
  /** The make of the server: what it may be sent. Default: `auto`. */
  readonly server?: Server | undefined;
  /** See `Asking`. Default: none. */
  readonly logprobs?: number | undefined;
  /** Sent as a bearer token, to these hosts only. */
  readonly apiKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Further headers whose values are secrets, whatever their names. */
  readonly secretHeaders?: Readonly<Record<string, string>> | undefined;
  /** Further fields of every request body; none of `OWN_FIELDS`. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
  /** The most connections to each address at a time, one request on each. */
  readonly connections: number;
  /** How connections are made. Default: directly. */
  readonly transport?: Pick<Transport, 'ca' | 'socketPath' | 'environment'> | undefined;
  /** The bound on one HTTP request, from the wait for a connection to the last byte. */
  readonly timeoutMs: number;
  /**
   * How many times a request that failed for a passing reason is tried after the first. Whatever it says, a request is
   * tried again at most once after a time-out of ours, and when no connection can be made to a server that has not answered
   * anything yet. Of several addresses one that has not delivered yet costs none of these tries.
   */
  readonly retries: number;
  /** How long a model that is still loading (503) is waited for, beside `retries`. Default: ten minutes. */
  readonly loadingMs?: number | undefined;
  /** The most requests a minute. Default: as many as go. */
  readonly requestsPerMinute?: number | undefined;
  /** The most tokens a minute, of prompts and answers. Default: as many as go. */
  readonly tokensPerMinute?: number | undefined;
  readonly sampling: Sampling;
  /** Fields of `sampling` that are dropped for good when the server refuses them. Default: none. */
  readonly optionalFields?: readonly string[] | undefined;
  /** The most choices asked for in one request. Default: 16. */
  readonly choicesPerRequest?: number | undefined;
  /** A longer body ends in an error. Default: 64 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Timers, clock and chance of the waits between tries. */
  readonly pace?: Pace | undefined;
  /** Told how every HTTP request ended, for whoever decides how many go out at a time. */
  readonly onOutcome?: ((outcome: RequestOutcome) => void) | undefined;
}

/** `congested`: the server wants less, or cannot do more: 429, 503, a time-out. */
export type RequestOutcome =
  | { readonly type: 'answered'; readonly choices: number }
  | { readonly type: 'congested' }
  | { readonly type: 'failed' };

export const DEFAULTS = {
  choicesPerRequest: 16,
  loadingMs: 600_000,
  /** As a line of a journal at most three times as long (each byte that is no UTF-8 becomes U+FFFD), which it can hold. */
  maxResponseBytes: 64 * 1024 * 1024,
} as const;

/** A RangeError when an option is out of range. */
export function checkOptions(options: EndpointOptions): void {
  if (options.baseUrl.length === 0) throw new RangeError('base_url must name an address');
  atLeast('connections', options.connections, 1);
  atLeast('retries', options.retries, 0);
  atLeast('choicesPerRequest', options.choicesPerRequest ?? DEFAULTS.choicesPerRequest, 1);
  atLeast('requestsPerMinute', options.requestsPerMinute ?? 1, 1);
  atLeast('tokensPerMinute', options.tokensPerMinute ?? 1, 1);
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
