/**
 * What an ending without an answer means: of which kind it is, whether the same request may fare better later, how long
 * the server wants to be left alone. One table for statuses, one for the codes of broken connections.
 */
import { STATUS_CODES } from 'node:http';
import { shownTarget } from './address.js';
import { type AnswerBody, isTakenAway, readAnswer } from './answer.js';
import { askedWaitMs, type Headers } from './backoff.js';
import type { EndpointErrorKind } from './errors.js';
import { type Ending, NOT_HTTP } from './exchange.js';
import type { Redaction } from './redaction.js';
import { type ServerError, serverErrorIn, serverErrorOf } from './server-error.js';
import { elementsOf, fieldsOf, parsedJson } from './untrusted.js';

export interface Fault {
  readonly kind: EndpointErrorKind;
  readonly status: number | undefined;
  /** What came back, for a person, without secrets. */
  readonly found: string;
  /** Whether the same request may fare better later. */
  readonly retry: boolean;
  /** What the server asks us to wait. */
  readonly askedMs: number;
  /** The server's own account, where it gave one. */
  readonly error: ServerError | null;
  /** The server takes no request for more than one choice. */
  readonly refusesChoices: boolean;
}

/** What it takes to read an ending. */
export interface Reader {
  /** The URL that was asked. */
  readonly shown: string;
  readonly redaction: Redaction;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly now: () => number;
}

export type Reading = { readonly answer: AnswerBody } | { readonly fault: Fault };

/** Reads how a request for `n` choices ended. */
export function readEnding(ending: Ending, n: number, reader: Reader): Reading {
  switch (ending.type) {
    case 'answered':
      return readAnswered(ending, n, reader);
    case 'broken':
      return { fault: brokenFault(ending, reader) };
    case 'timed-out':
      return plain('timeout', `no whole answer within ${reader.timeoutMs / 1000} s`, true);
    case 'too-large':
      return plain(
        'bad-response',
        `more than ${reader.maxResponseBytes} bytes in one answer`,
        false,
      );
    case 'interrupted':
      return plain('interrupted', 'interrupted', false);
  }
}

type Answered = Extract<Ending, { type: 'answered' }>;

function readAnswered(ending: Answered, n: number, reader: Reader): Reading {
  if (ending.status >= 300) return statusFault(ending, n, reader);
  const body = parsedJson(ending.body);
  const fields = fieldsOf(body);
  if (typeof body === 'object' && body !== null && fields.error) {
    return hiddenFault(serverErrorIn(body, ending.body), ending, n, reader);
  }
  const answer = reader.redaction.redactAnswer(readAnswer(body, n));
  return answer.choices.length > 0 ? { answer } : unusable(body, ending, reader);
}

/** HTTP 200 without a choice that could be used. */
function unusable(body: unknown, ending: Answered, reader: Reader): Reading {
  const http = `HTTP ${ending.status}`;
  if (isTakenAway(body)) {
    return plain(
      'content-filter',
      `${http} with nothing but "content_filter"`,
      false,
      ending.status,
    );
  }
  const bad = (found: string): Reading => plain('bad-response', found, true, ending.status);
  if (ending.body.trim() === '') return bad(`${http} with an empty body`);
  if (body === undefined) {
    const words = reader.redaction.excerpt(accountOf(ending, reader).message);
    return bad(`${http}, but the body is not JSON: "${words}"`);
  }
  const choices = elementsOf(fieldsOf(body).choices);
  // OpenRouter reports a provider's failure inside the choice.
  const inner = choices.map((choice) => fieldsOf(choice).error).find(Boolean);
  const words =
    inner === undefined ? ending.body : serverErrorIn({ error: inner }, ending.body).message;
  const what = choices.length === 0 ? 'no choices' : 'no usable choice';
  return bad(`${http} with ${what}: "${reader.redaction.excerpt(words)}"`);
}

/** An error under HTTP 200: its code decides; without one it may pass. */
function hiddenFault(error: ServerError, ending: Answered, n: number, reader: Reader): Reading {
  const status = error.status ?? (isQuota(error) ? 429 : 500);
  const code = error.status === null ? '' : ` ${error.status}`;
  const words = reader.redaction.excerpt(error.message);
  const found = `HTTP ${ending.status} with an error${code}: "${words}"`;
  return { fault: faultOf(status, error, found, ending.headers, n, reader.now()) };
}

function statusFault(ending: Answered, n: number, reader: Reader): Reading {
  const { status, headers } = ending;
  const named = `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim();
  if (status < 400) {
    const { location = '' } = headers;
    const target = shownTarget(String(location), reader.shown);
    const words = target === null ? '' : ` to ${reader.redaction.excerpt(target)}`;
    return plain('redirect', `${named}, a redirect${words}`, false, status);
  }
  const error = accountOf(ending, reader);
  const words = reader.redaction.excerpt(error.message);
  const found = words === '' ? `${named}, without a message` : `${named}: "${words}"`;
  return { fault: faultOf(status, error, found, headers, n, reader.now()) };
}

/** The server's own account. Of a page only a part is taken, which could be half a secret: so secrets go first. */
function accountOf({ body }: Answered, { redaction }: Reader): ServerError {
  return serverErrorOf(parsedJson(body) === undefined ? redaction.redact(body) : body);
}

function faultOf(
  status: number,
  error: ServerError,
  found: string,
  headers: Headers,
  n: number,
  now: number,
): Fault {
  const refusesChoices = n > 1 && status !== 429 && isAboutChoices(error);
  const kind = refusesChoices ? 'rejected' : kindOf(status, error);
  const retry = RETRIED.has(kind);
  return { kind, status, found, retry, askedMs: askedWaitMs(headers, now), error, refusesChoices };
}

/** Of an HTTP error; the other kinds have other causes. */
const RETRIED: ReadonlySet<EndpointErrorKind> = new Set([
  'rate-limited',
  'timeout',
  'server',
  'loading',
]);

/** 408, 409, 425 and 5xx may pass; every other status would come back for the same request. */
function kindOf(status: number, error: ServerError): EndpointErrorKind {
  if (status === 402 || isQuota(error)) return 'quota';
  if (status === 429) return 'rate-limited';
  if (status === 408) return 'timeout';
  if (isFilter(status, error)) return 'content-filter';
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 404 || status === 405 || status === 410) return 'not-found';
  if (isOverflow(error)) return 'context-overflow';
  if (status === 503 && isLoading(error)) return 'loading';
  return status >= 500 || status === 409 || status === 425 ? 'server' : 'rejected';
}

function isQuota(error: ServerError): boolean {
  return error.codes.some((code) =>
    /^(insufficient_quota|billing_(hard_limit_reached|not_active))$/.test(code),
  );
}

/**
 * OpenAI and Azure answer 400 with a code to a prompt that their filter dislikes; OpenRouter and some gateways 403 with
 * words, and the key is good.
 */
function isFilter(status: number, error: ServerError): boolean {
  if (status !== 400 && status !== 403 && status !== 422) return false;
  const filter = /moderation|flagged|content.?(filter|policy)/i;
  return (
    error.codes.some((code) => filter.test(code)) || (status === 403 && filter.test(head(error)))
  );
}

/** In the words of llama.cpp, of Hugging Face's servers and of gateways before them. */
function isLoading(error: ServerError): boolean {
  return /loading|not (yet )?ready|starting|warming|initiali[sz]ing/i.test(head(error));
}

/** In the words of OpenAI, vLLM, SGLang, llama.cpp, LM Studio, Ollama and TGI. */
const OVERFLOW = [
  /(maximum|available|model's|model’s) context (length|size|window)|context window/i,
  /exceed(s|ed)? (the .{0,40}|max )context|context (size|length) has been exceeded/i,
  /(longer|greater) than the (maximum model|context) length|prompt is too long/i,
  /`max_new_tokens` must be <=|inputs must have less than/i,
];

function isOverflow(error: ServerError): boolean {
  return (
    error.codes.some((code) => /context_length|context_size/.test(code)) ||
    OVERFLOW.some((words) => words.test(head(error)))
  );
}

/** Whether the server dislikes n above 1: llama.cpp, Groq, and vLLM under greedy sampling. */
function isAboutChoices(error: ServerError): boolean {
  return (
    error.params.includes('n') ||
    /only one (completion )?choice|['"`]n['"`] ?(:|must|is|should|>|=|parameter)|\bn (must be|>|is not supported)/i.test(
      head(error),
    )
  );
}

/** Enough of a message to judge it by. */
function head(error: ServerError): string {
  return error.message.slice(0, 2000);
}

/** What went wrong on the way, by Node's and undici's codes. */
const BROKEN: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the name service gave no answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the server closed the connection',
  UND_ERR_SOCKET: 'the server closed the connection',
};

/** Codes after which the same request would fail in the same way: names, certificates, our own mistakes. */
const LASTING =
  /^(ENOTFOUND|EPROTO|ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|UND_ERR_(INVALID_ARG|NOT_SUPPORTED))/;

function brokenFault(ending: Extract<Ending, { type: 'broken' }>, reader: Reader): Fault {
  const { code, sent } = ending;
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return simple('interrupted', 'the client was closed', false);
  }
  const text = BROKEN[code] ?? reader.redaction.excerpt(ending.text);
  if (code === NOT_HTTP) return simple('bad-response', `the answer is not HTTP: ${text}`, true);
  const found = code === '' ? text : `${text} (${code})`;
  if (code.startsWith('UND_ERR_INVALID_ARG')) return simple('rejected', found, false);
  if (!sent) return simple('unreachable', found, !LASTING.test(code));
  return simple('server', `${found} before the answer was complete`, !LASTING.test(code));
}

function plain(kind: EndpointErrorKind, found: string, retry: boolean, status?: number): Reading {
  return { fault: simple(kind, found, retry, status) };
}

function simple(kind: EndpointErrorKind, found: string, retry: boolean, status?: number): Fault {
  return { kind, status, found, retry, askedMs: 0, error: null, refusesChoices: false };
}
