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

/** A dispatcher for requests to `origin`. Nothing is connected yet. A TypeError for a proxy that is no URL. */
export function dispatcherTo(origin: string, transport: Transport): Dispatcher {
  const { connections, connectTimeoutMs, ca, socketPath, environment = {} } = transport;
  const connect = {
    timeout: connectTimeoutMs,
    ...(ca === undefined ? {} : { ca }),
    ...(socketPath === undefined ? {} : { socketPath }),
  };
  const proxies = proxiesOf(environment);
  if (socketPath !== undefined || proxies === undefined || isLoopback(origin)) {
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

function proxiesOf(environment: Readonly<Record<string, string | undefined>>) {
  const of = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  const [httpProxy, httpsProxy, noProxy = ''] = [
    of('HTTP_PROXY'),
    of('HTTPS_PROXY'),
    of('NO_PROXY'),
  ];
  if (httpProxy === undefined && httpsProxy === undefined) return undefined;
  // An absent one must be said to be empty, or undici reads it from the environment of the process.
  return { httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '', noProxy };
}
