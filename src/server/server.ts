/**
 * The reward service: it takes a port, answers, and gives the port back without cutting an answer short. It knows a config's items
 * and nothing of a run.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { OBSERVATION_LIMITS, type Runner } from '../observation/observer.js';
import { HostileSandbox } from '../sandbox/index.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import { type AppOptions, appOf } from './app.js';
import { KnownItems } from './known-items.js';
import { Programs } from './programs.js';
import { type Rewards, Scorer } from './scorer.js';

export interface RewardServerOptions {
  readonly items: Iterable<Item>;
  readonly instances: ReadonlyMap<string, SuiteInstance>;
  readonly rewards: Rewards;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly token?: string | undefined;
  /** Processes for programs in completions. */
  readonly workers: number;
  /** Programs that may wait before requests that need more are refused. */
  readonly mostWaiting: number;
  /** How long the programs of a request are waited for. */
  readonly timeoutMs: number;
  readonly onBug: (error: unknown) => void;
  /** In the place of the sandbox, for tests. */
  readonly runner?: Runner | undefined;
  /** How long a request may take to come in. */
  readonly receiveMs?: number;
}

export interface RewardServer {
  readonly url: string;
  /** How many can be scored. */
  readonly items: number;
  /** Takes no more requests, answers those that came, and ends every connection. */
  stop(): Promise<void>;
}

const MOST_BODY_BYTES = 32 * 2 ** 20;
const MOST_BYTES = 512 * 2 ** 20;
const RECEIVE_MS = 60_000;
const KEEP_ALIVE_MS = 75_000;
/** Beyond what programs are waited for: for reading and writing. */
const STOPPING_GRACE_MS = 5000;

/** Rejects with the system's error when the port cannot be had. */
export async function startRewardServer(options: RewardServerOptions): Promise<RewardServer> {
  const { host, timeoutMs } = options;
  const { app, programs, items, stopping } = serviceOf(options);
  const server = httpServer(app, options.receiveMs ?? RECEIVE_MS);
  server.listen(options.port, host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    items: items.size,
    stop: async () => {
      stopping.abort();
      await closed(server, timeoutMs + STOPPING_GRACE_MS);
      programs.close();
    },
  };
}

function serviceOf(options: RewardServerOptions) {
  const { instances, rewards, timeoutMs, workers, mostWaiting, token, onBug } = options;
  const stopping = new AbortController();
  const items = new KnownItems(options.items);
  const runner = options.runner ?? new HostileSandbox(OBSERVATION_LIMITS, workers);
  const programs = new Programs({ runner, workers, mostWaiting });
  const app: AppOptions = {
    items,
    scorer: new Scorer({ instances, rewards, programs, timeoutMs }),
    token,
    mostBodyBytes: MOST_BODY_BYTES,
    mostBytes: MOST_BYTES,
    onBug,
    isStopping: () => stopping.signal.aborted,
    health: () => ({ status: 'ok', items: items.size, waiting: programs.waiting }),
  };
  return { app: appOf(app), programs, items, stopping };
}

function httpServer(app: ReturnType<typeof appOf>, receiveMs: number): Server {
  const timeouts = {
    requestTimeout: receiveMs,
    headersTimeout: receiveMs,
    connectionsCheckingInterval: receiveMs / 2,
    // Longer than trainers' HTTP clients keep a connection, so that it is they who end it.
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const listener = getRequestListener(app.fetch);
  return createServer(timeouts, (request, response) => void listener(request, response));
}

/** Ends idle connections now and the others after their answer, or after so long. */
async function closed(server: Server, graceMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  const closing = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closing;
  clearTimeout(timer);
}
