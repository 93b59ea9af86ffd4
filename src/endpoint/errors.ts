/**
 * How a request can end without an answer: a failure of the world, kept in the run's record and never scored as a wrong
 * answer. A message says what was asked, what came back and what to do next, and holds no secret. An error carries no
 * `cause`, because what the HTTP library attaches may quote the server's bytes.
 */

export type EndpointErrorKind =
  /** No connection could be made. */
  | 'unreachable'
  /** No whole answer within the time-out, ours or the server's. */
  | 'timeout'
  /** The model was still being loaded when our patience ended. */
  | 'loading'
  | 'rate-limited'
  /** The account may not ask any more. */
  | 'quota'
  /** The server failed, or the connection broke before the answer was complete. */
  | 'server'
  /** The server refused this request, and would refuse it again. */
  | 'rejected'
  /** The server's filter dislikes this prompt. */
  | 'content-filter'
  /** Prompt and answer do not fit the model's context. */
  | 'context-overflow'
  | 'unauthorized'
  | 'not-found'
  | 'redirect'
  /** What came is no chat completion. */
  | 'bad-response'
  /** The caller's signal, or `close`. */
  | 'interrupted';

/** `endpoint`: every other request would fail likewise. `request`: only this one is known to fail. */
export type EndpointErrorScope = 'endpoint' | 'request';

const OF_ENDPOINT: ReadonlySet<EndpointErrorKind> = new Set([
  'unreachable',
  'loading',
  'quota',
  'unauthorized',
  'not-found',
  'redirect',
]);

/** Whether every other request to the same address would fail likewise. */
export function isOfEndpoint(kind: EndpointErrorKind): boolean {
  return OF_ENDPOINT.has(kind);
}

/** What an `EndpointError` knows beside its message. */
export interface EndpointErrorDetails {
  readonly kind: EndpointErrorKind;
  /** The HTTP status, or the one that an error under HTTP 200 names; undefined when no answer came. */
  readonly status: number | undefined;
  /** HTTP requests made, the last one included; 0 when interrupted before the first. */
  readonly attempts: number;
}

export class EndpointError extends Error implements EndpointErrorDetails {
  override readonly name: string = 'EndpointError';
  readonly kind: EndpointErrorKind;
  readonly status: number | undefined;
  readonly attempts: number;

  constructor(message: string, details: EndpointErrorDetails) {
    super(message);
    this.kind = details.kind;
    this.status = details.status;
    this.attempts = details.attempts;
  }

  get scope(): EndpointErrorScope {
    return isOfEndpoint(this.kind) ? 'endpoint' : 'request';
  }
}

/** The server takes no request for more than one choice. `samples` answers it by asking one by one. */
export class ChoicesRefused extends EndpointError {}
