/**
 * The service over HTTP: routes, who may ask, and how much. Invariant: what is refused is refused before its body is read wherever that
 * can be known, and says why in JSON.
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import type { KnownItems } from './known-items.js';
import { answerToOpenrlhf, askedByOpenrlhf } from './openrlhf.js';
import { RefusedRequest, refusedForNow } from './refused-request.js';
import { batchSchema, type Entry, openrlhfSchema, parsedBody, scoreSchema } from './request.js';
import type { Asked, Scorer } from './scorer.js';

export interface AppOptions {
  readonly items: KnownItems;
  readonly scorer: Scorer;
  /** What requests must bear; undefined: nothing. */
  readonly token: string | undefined;
  readonly mostBodyBytes: number;
  /** Of all requests that are being answered. */
  readonly mostBytes: number;
  /** Told of a bug, whose request is answered by 500. */
  readonly onBug: (error: unknown) => void;
  /** Whether the server takes no more connections. */
  readonly isStopping: () => boolean;
  /** What `GET /healthz` says. */
  readonly health: () => object;
}

const ROUTES = ['POST /score', 'POST /score/batch', 'POST /openrlhf', 'GET /healthz'];

export function appOf(options: AppOptions): Hono {
  const { items, scorer } = options;
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    if (options.isStopping()) context.header('connection', 'close');
  });
  app.get('/healthz', (context) => context.json(options.health()));
  for (const guard of guards(options)) app.on('POST', ROUTES.map(pathOf), guard);
  app.post('/score', async (context) => {
    const { details, ...entry } = await bodyOf(context, scoreSchema);
    const [score] = await scorer.score([askedIn(entry, items, '')], details);
    if (score === undefined) throw new Error('one entry has one score');
    if (score.verdict === null) throw refusedForNow(`not judged: ${score.reason}`);
    return context.json(score);
  });
  app.post('/score/batch', async (context) => {
    const { entries, details } = await bodyOf(context, batchSchema);
    const asked = entries.map((entry, at) => askedIn(entry, items, `entries[${at}]`));
    return context.json({ scores: await scorer.score(asked, details) });
  });
  app.post('/openrlhf', async (context) => {
    const asked = askedByOpenrlhf(await bodyOf(context, openrlhfSchema), items);
    return context.json(answerToOpenrlhf(await scorer.score(asked, false)));
  });
  app.notFound(({ req }) => answerTo(unknownRoute(req.method, req.path)));
  app.onError((error) => answerTo(refusalOf(error, options)));
  return app;
}

/** In the order in which a request must pass them. */
function guards(options: AppOptions): MiddlewareHandler[] {
  const { token } = options;
  const bearer = token === undefined ? [] : [bearerAuth({ token })];
  return [...bearer, refuseOtherTypes, boundBytes(options)];
}

/** A page in a browser cannot send this type to another origin without asking, and nobody answers it. */
const refuseOtherTypes: MiddlewareHandler = async ({ req }, next) => {
  const type = req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return await next();
  const message = `expected content-type application/json; found ${type === undefined ? 'none' : `"${type}"`}`;
  throw new RefusedRequest(415, [{ message }]);
};

/** Bounds each body, and what all of them hold in memory. */
function boundBytes({ mostBodyBytes, mostBytes }: AppOptions): MiddlewareHandler {
  let held = 0;
  return async ({ req }, next) => {
    const bytes = lengthOf(req.header('content-length'), mostBodyBytes);
    if (held > 0 && held + bytes > mostBytes) {
      throw refusedForNow(`${held} bytes of requests are being answered, and ${mostBytes} may be`);
    }
    held += bytes;
    try {
      await next();
    } finally {
      held -= bytes;
    }
  };
}

/** Node holds the body to it. */
function lengthOf(header: string | undefined, most: number): number {
  if (header === undefined) {
    throw new RefusedRequest(411, [{ message: 'expected content-length; found none' }]);
  }
  const bytes = Number(header);
  if (bytes <= most) return bytes;
  const message = `expected at most ${most} bytes; found ${bytes}`;
  throw new RefusedRequest(413, [{ where: 'body', message }]);
}

async function bodyOf<T extends z.ZodType>({ req }: Context, schema: T): Promise<z.output<T>> {
  const text = await req.text().catch(() => {
    throw new RefusedRequest(400, [{ where: 'body', message: 'it did not come in whole' }]);
  });
  return parsedBody(text, schema);
}

function askedIn(entry: Entry, items: KnownItems, where: string): Asked {
  const { completion, reasoning, finish_reason, ...name } = entry;
  return { item: items.find(name, where), sample: { completion, reasoning, finish_reason } };
}

function pathOf(route: string): string {
  return route.slice(route.indexOf(' ') + 1);
}

function unknownRoute(method: string, path: string): RefusedRequest {
  return new RefusedRequest(404, [
    { message: `there is no ${method} ${path}`, help: `there are ${ROUTES.join(', ')}` },
  ]);
}

function refusalOf(error: unknown, { onBug }: AppOptions): RefusedRequest {
  if (error instanceof RefusedRequest) return error;
  if (error instanceof HTTPException && (error.status === 401 || error.status === 400)) {
    return new RefusedRequest(401, [
      { message: 'expected the header "authorization: Bearer" with the token of this server' },
    ]);
  }
  onBug(error);
  return new RefusedRequest(500, [{ message: 'a bug of pbb-eval; its standard error says more' }]);
}

function answerTo({ status, body, headers }: RefusedRequest): Response {
  return Response.json(body, { status, headers });
}
