/**
 * The connections to one address: directly, over a Unix socket, or through the proxy that the environment names.
 * Certificates are always verified; loopback never goes through a proxy.
 */
import { createRequire } from 'node:module';
import type { Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';

const require = createRequire(import.meta.url);

export interface Transport {
  /** The most connections at a time, one request on each. */
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** Certificates (PEM) to trust instead of the system's own. */
  readonly ca?: string | undefined;
  /** Path of a Unix socket on which the server listens. */
  readonly socketPath?: string | undefined;
  /** As an environment has them: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`, or in lower case. Default: no proxy. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A dispatcher for requests to `origin`. Nothing is connected yet. A RangeError for a proxy that is no URL. */
export function dispatcherTo(origin: string, transport: Transport): Dispatcher {
  const { connections, connectTimeoutMs, ca, socketPath, environment = {} } = transport;
  const connect = {
    timeout: connectTimeoutMs,
    ...(ca === undefined ? {} : { ca }),
    ...(socketPath === undefined ? {} : { socketPath }),
  };
  const proxies = socketPath === undefined ? proxiesTo(origin, environment) : undefined;
  if (proxies === undefined) {
    return new Pool(origin, { connections, connect });
  }
  // Proxies need all of undici; other connections are made without loading it.
  const { EnvHttpProxyAgent }: typeof import('undici') = require('undici');
  return new EnvHttpProxyAgent({ ...proxies, connections, connect, requestTls: connect });
}

/** Whether a URL names this machine itself, so that nothing leaves it. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

/** The proxies on the way to `origin`; undefined when there is none. A RangeError for a proxy that is no URL. */
export function proxiesTo(
  origin: string,
  environment: Readonly<Record<string, string | undefined>>,
):
  | { readonly httpProxy: string; readonly httpsProxy: string; readonly noProxy: string }
  | undefined {
  if (isLoopback(origin)) return undefined;
  const of = (name: string) => environment[name.toLowerCase()] || environment[name] || '';
  // An absent one must be said to be empty, or undici reads it from the environment of the process.
  const [httpProxy = '', httpsProxy = ''] = ['HTTP_PROXY', 'HTTPS_PROXY'].map((name) =>
    proxyUrl(name, of(name)),
  );
  return httpProxy === '' && httpsProxy === ''
    ? undefined
    : { httpProxy, httpsProxy, noProxy: of('NO_PROXY') };
}

/** A proxy as a URL; `host:port` is one that is spoken to over http, as other programs have it. */
function proxyUrl(name: string, value: string): string {
  if (value === '') return '';
  const url = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(url) && PROXY_SCHEMES.has(new URL(url).protocol)) return url;
  // The value may hold a password.
  throw new RangeError(`${name} must be the URL of a proxy, such as http://proxy.test:3128`);
}

const PROXY_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:', 'socks:']);
