/**
 * Where requests go, and with which headers. Everything secret about an endpoint is read here and listed for the
 * redaction; `shown` is the only form of the URL that a message may hold.
 */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Api } from './wire.js';

export interface Address {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query of the requests. */
  readonly path: string;
  /** Path and query of the list of models. */
  readonly modelsPath: string;
  /** The URL of the requests without user name, password and query. */
  readonly shown: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** Whether a request carries credentials of any kind. */
  readonly authorized: boolean;
}

/** Where each API is, below the base URL. */
const PATHS: Readonly<Record<Api, string>> = {
  chat: '/chat/completions',
  completions: '/completions',
};

/** Names of headers whose values are secrets. */
export const SECRET_HEADER: RegExp = /auth|key|token|secret|cookie|password|signature/i;

/**
 * Reads a base URL: a trailing slash is tolerated, `/v1` is never added. User name and password in it are sent as Basic
 * authorization when there is no key. A RangeError, without any secret, when it is no http or https URL; a TypeError
 * when a header cannot be sent.
 */
export function addressOf(
  baseUrl: string,
  apiKey: string | undefined,
  extraHeaders: Readonly<Record<string, string>>,
  api: Api = 'chat',
): Address {
  const url = urlOf(baseUrl);
  const basePath = url.pathname.replace(/\/+$/, '');
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`;
  const headers = headersOf(
    apiKey?.trim() || undefined,
    credentials === ':' ? undefined : credentials,
    extraHeaders,
  );
  return {
    origin: url.origin,
    path: `${basePath}${PATHS[api]}${url.search}`,
    modelsPath: `${basePath}/models${url.search}`,
    shown: `${url.origin}${basePath}${PATHS[api]}`,
    headers,
    secrets: [...secretsOf(headers), ...(apiKey ? [apiKey.trim()] : []), ...urlSecrets(url)],
    authorized: Object.keys(headers).some((name) => SECRET_HEADER.test(name)),
  };
}

/** Where a redirect points, without user name, password and query; null when it names no URL. */
export function shownTarget(location: string, base: string): string | null {
  if (!URL.canParse(location, base)) return null;
  const url = new URL(location, base);
  return `${url.origin}${url.pathname}`;
}

/** A RangeError, without any secret, when it is no http or https URL. */
export function urlOf(baseUrl: string): URL {
  // The error of `new URL` carries the text that it was given, and with it a password.
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new RangeError('base_url must be a URL that begins with http:// or https://');
  }
  return url;
}

function headersOf(
  apiKey: string | undefined,
  credentials: string | undefined,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  const authorization = authorizationOf(apiKey, credentials);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'user-agent': 'pbb-eval',
    ...(authorization === null ? {} : { authorization }),
  };
  for (const [name, value] of Object.entries(extra)) headers[name.toLowerCase()] = value;
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  return headers;
}

function authorizationOf(
  apiKey: string | undefined,
  credentials: string | undefined,
): string | null {
  if (apiKey !== undefined) return `Bearer ${apiKey}`;
  if (credentials === undefined) return null;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** The values of secret headers, and what follows a scheme such as `Bearer` in them. */
function secretsOf(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => SECRET_HEADER.test(name))
    .flatMap(([, value]) => [value, value.replace(/^\S+\s+/, '')]);
}

/** The password, and query values as long as a key. */
function urlSecrets(url: URL): string[] {
  const values = [...url.searchParams.values()].filter((value) => value.length >= 16);
  return [decoded(url.password), ...values];
}

/** A user name or password as it was before it was put into a URL. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
