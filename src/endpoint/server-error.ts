/**
 * A server's own account of what went wrong. OpenAI, vLLM, llama.cpp, Ollama and OpenRouter write
 * `{error: {message, type, param, code}}`, TGI `{error, error_type}`, FastAPI `{detail: [{loc, msg, type}]}`, proxies an
 * HTML page; all become one shape.
 */
import { elementsOf, fieldsOf, parsedJson, stringOf, type Untrusted } from './untrusted.js';

export interface ServerError {
  /** The server's words, whole and as given; empty when it said nothing. */
  readonly message: string;
  /** `code` and `type`, lower case; what was absent is left out. */
  readonly codes: readonly string[];
  /** The fields of the request that the server itself marks as the cause. */
  readonly params: readonly string[];
  /** A `code` that is an HTTP status (400 to 599), else null. */
  readonly status: number | null;
}

/** Reads the body of an error, JSON or not. */
export function serverErrorOf(body: string): ServerError {
  const parsed = parsedJson(body);
  if (typeof parsed === 'object' && parsed !== null) return serverErrorIn(parsed, body);
  return { message: pageText(body), codes: [], params: [], status: null };
}

/** Reads parsed JSON that says `error`, `detail` or `message`; `text` stands for one that says nothing. */
export function serverErrorIn(body: object, text: string): ServerError {
  const outer = fieldsOf(body);
  const inner = typeof outer.error === 'object' && outer.error !== null ? outer.error : null;
  const error = inner === null ? outer : fieldsOf(inner);
  const details = detailsOf(error).concat(inner === null ? [] : detailsOf(outer));
  const message =
    stringOf(outer.error) || stringOf(error.message) || stringOf(error.detail) || joined(details);
  return {
    message: message || text,
    codes: [error.code, error.type, outer.error_type, ...details.map((detail) => detail.type)]
      .filter((code) => typeof code === 'string')
      .map((code) => code.toLowerCase()),
    params: [error.param, ...details.map((detail) => elementsOf(detail.loc).at(-1))].filter(
      (param) => typeof param === 'string',
    ),
    status: statusOf(error.code),
  };
}

/** FastAPI's list of details, which some servers wrap in `message`. */
function detailsOf(error: Untrusted): Untrusted[] {
  const list = [...elementsOf(error.detail), ...elementsOf(fieldsOf(error.message).detail)];
  return list.map(fieldsOf);
}

/** `top_k: Extra inputs are not permitted; …`. A detail's `input` may repeat the whole request and is left out. */
function joined(details: readonly Untrusted[]): string {
  return details
    .map((detail) => {
      const field = stringOf(elementsOf(detail.loc).at(-1));
      return [field, stringOf(detail.msg)].filter((part) => part !== null).join(': ');
    })
    .filter((text) => text !== '')
    .join('; ');
}

function statusOf(code: unknown): number | null {
  const status = typeof code === 'string' && /^\d{3}$/.test(code) ? Number(code) : code;
  const known = typeof status === 'number' && Number.isInteger(status);
  return known && status >= 400 && status <= 599 ? status : null;
}

/** An HTML page's title, else the text as it is. */
function pageText(body: string): string {
  const title = /<title[^<>]{0,200}>([^<]{1,1000})/i.exec(body.slice(0, 16_384));
  return title?.[1]?.trim() || body;
}
