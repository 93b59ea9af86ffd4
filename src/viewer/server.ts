/**
 * The viewer's HTTP server. Invariants: it listens on loopback alone, only reads, answers nobody but its own pages (other names for
 * this machine and other sites are refused), and joins nothing of a request to a path: runs and items are looked up by their ids.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { streamSSE } from 'hono/streaming';
import { RefusedError } from '../eval/refused.js';
import { StoreError } from '../store/store-error.js';
import { readAssets } from './assets.js';
import { Pages } from './pages.js';
import { Runs } from './runs.js';

const HOST = '127.0.0.1';
/** Looking at a folder of many runs takes long: at most a tenth of the time is spent on it. */
const LOOK_EVERY_MS = 1000;
const REST = 10;

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** A drawing may style itself, and nothing else. */
const FIGURE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

export interface ViewerOptions {
  /** Runs are looked for in it and below. */
  readonly directory: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Viewer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the server. Rejects with the system's error when the port cannot be had. */
export async function startViewer({ directory, port }: ViewerOptions): Promise<Viewer> {
  const runs = new Runs(directory);
  await runs.look();
  const app = await viewerApp(new Pages(runs));
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(port, HOST);
  await once(server, 'listening');
  const looking = keepLooking(runs);
  return {
    url: urlOf(server),
    close: async () => {
      looking.stop();
      const closed = once(server, 'close');
      server.close();
      // Pages hold connections open to hear of changes.
      server.closeAllConnections();
      await closed;
    },
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://${HOST}:${typeof address === 'object' && address !== null ? address.port : ''}/`;
}

function keepLooking(runs: Runs): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const began = performance.now();
    // A folder that cannot be read now may be read later; requests say what is wrong.
    await runs.look().catch(() => undefined);
    const wait = Math.max(LOOK_EVERY_MS, REST * (performance.now() - began));
    if (!isStopped) timer = setTimeout(() => void look(), wait);
  };
  timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** The routes, apart from the port that they are served on. */
export async function viewerApp(pages: Pages): Promise<Hono> {
  const app = new Hono();
  const assets = await readAssets();
  app.use((context, next) => guard(context, next));
  for (const { path, type, body } of assets) {
    app.get(path, (context) => context.body(body, 200, { 'Content-Type': type }));
  }
  app.get('/api/events', (context) => events(context, pages.runs));
  app.get('/api/:page', async (context) => {
    const document = await pages.page(
      context.req.param('page'),
      new URL(context.req.url).searchParams,
    );
    return document === null ? context.json({ error: 'not found' }, 404) : context.json(document);
  });
  app.get('/figures/:run/:file', async (context) => {
    const [, name = ''] = /^([\w-]+)\.svg$/.exec(context.req.param('file')) ?? [];
    const svg = await pages.figure(context.req.param('run'), name);
    if (svg === null) return context.json({ error: 'not found' }, 404);
    context.header('Content-Security-Policy', FIGURE_POLICY);
    return context.body(svg, 200, { 'Content-Type': 'image/svg+xml' });
  });
  app.notFound((context) => context.json({ error: 'not found' }, 404));
  app.onError((error, context) => {
    const isKnown = error instanceof RefusedError || error instanceof StoreError;
    const words = isKnown ? error.message : 'this is a bug of pbb-eval: see its terminal';
    if (!isKnown) process.stderr.write(`${error.stack ?? error.message}\n`);
    return context.json({ error: words }, isKnown ? 422 : 500);
  });
  return app;
}

/** Refuses what does not come from our own pages, and says of every answer what may be done with it. */
const guard: MiddlewareHandler = async (context, next) => {
  const refused = refusalOf(context);
  if (refused !== null) return context.json({ error: refused }, refused === READ_ONLY ? 405 : 403);
  context.header('Content-Security-Policy', PAGE_POLICY);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cross-Origin-Resource-Policy', 'same-origin');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
  context.header('Cache-Control', 'no-store');
  await next();
  return undefined;
};

const READ_ONLY = 'only GET is answered';
const OWN_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

function refusalOf({ req }: Context): string | null {
  if (req.method !== 'GET' && req.method !== 'HEAD') return READ_ONLY;
  // A name of another site can be made to lead here: its scripts would then count as ours.
  const name = (req.header('host') ?? '').replace(/:\d+$/, '');
  if (!OWN_NAMES.has(name)) return 'asked under another name than this machine has';
  const site = req.header('sec-fetch-site') ?? 'none';
  const isOwn = site === 'same-origin' || site === 'none';
  // A link may lead to the page itself.
  const isLink = req.path === '/' && req.header('sec-fetch-mode') === 'navigate';
  return isOwn || isLink ? null : 'asked by another site';
}

/** Tells the id of each run that changes. */
function events(context: Context, runs: Runs): Response {
  return streamSSE(context, async (stream) => {
    let sent = stream.writeSSE({ event: 'hello', data: '' });
    const stop = runs.watch((id) => {
      sent = sent.then(() => stream.writeSSE({ event: 'changed', data: JSON.stringify([id]) }));
    });
    await new Promise<void>((resolve) => {
      stream.onAbort(resolve);
    });
    stop();
  });
}
