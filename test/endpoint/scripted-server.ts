/**
 * A server on loopback that answers as a test scripts it, and a client that waits for nobody: its waits between tries
 * end at once and are written down.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { EndpointClient, EndpointError, type EndpointOptions } from '../../src/endpoint/index.js';

/** A request as the server got it. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: z.infer<typeof bodySchema>;
  /** The connections of the server are numbered from 1. */
  readonly connection: number;
}

const bodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.unknown()).optional(),
  n: z.number(),
  seed: z.number().optional(),
});

/** Of a GET. */
const NO_BODY = { model: '', n: 0 };

export type Reply = (response: ServerResponse, asked: Asked) => void;

/** The replies in turn, the last one for ever; or what to reply to the request of that number, from 0. */
export type Script = readonly Reply[] | ((asked: Asked, number: number) => Reply);

export interface ScriptedServer {
  /** The base URL, `/v1` included. */
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly seeds: readonly number[];
  /** From here on connections are refused. */
  readonly close: () => Promise<void>;
}

export async function serve(script: Script): Promise<ScriptedServer> {
  const asked: Asked[] = [];
  const connections = new Map<unknown, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const connection = connections.get(request.socket) ?? connections.size + 1;
      connections.set(request.socket, connection);
      const sent = Buffer.concat(chunks).toString();
      const body = sent === '' ? NO_BODY : bodySchema.parse(JSON.parse(sent));
      const one = { path: request.url ?? '', headers: request.headers, body, connection };
      asked.push(one);
      replyTo(script, one, asked.length - 1)(response, one);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    asked,
    get seeds() {
      return asked.map(({ body }) => body.seed ?? Number.NaN);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function replyTo(script: Script, asked: Asked, number: number): Reply {
  if (typeof script === 'function') return script(asked, number);
  const reply = script[Math.min(number, script.length - 1)];
  if (reply === undefined) throw new Error('the script is empty');
  return reply;
}

/** A JSON body under a status. */
export function json(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return text(JSON.stringify(body), status, { 'content-type': 'application/json', ...headers });
}

/** A body that need not be JSON. */
export function text(
  body: string | Buffer,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return (response) => response.writeHead(status, headers).end(body);
}

/** An OpenAI error. */
export function failure(
  status: number,
  message = 'no',
  headers: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Reply {
  return json({ error: { message, ...more } }, status, headers);
}

/** Choices with these contents, under the indices 0, 1, … */
export function choices(...contents: readonly string[]): Reply {
  return rawChoices(...contents.map((content, index) => ({ index, message: { content } })));
}

export function rawChoices(...list: readonly unknown[]): Reply {
  return json({ id: 'c-1', model: 'served', choices: list });
}

/** As a good server: n choices, each saying which seed it was made from. */
export const good: Reply = (response, asked) => {
  const { n, seed = 0 } = asked.body;
  choices(...Array.from({ length: n }, (_, i) => `s${seed + i}`))(response, asked);
};

/** The connection is cut: before, or in the middle of a body. */
export const reset: Reply = (response) => response.socket?.resetAndDestroy();
export const resetInBody: Reply = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"choices": [', () => response.socket?.resetAndDestroy());
};

/** Headers and the first 12 characters of a body, then nothing. */
export const stalled: Reply = (response) => {
  response.writeHead(200);
  response.write('{"choices": ');
};

/** Nothing is ever answered. */
export const silence: Reply = () => {};

/** A promise and what settles it. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const emitter = new EventTarget();
  const opened = new Promise<void>((resolve) => {
    emitter.addEventListener('open', () => resolve(), { once: true });
  });
  return { opened, open: () => emitter.dispatchEvent(new Event('open')) };
}

export interface TestClient {
  readonly client: EndpointClient;
  /** The waits between tries, in milliseconds. */
  readonly waits: readonly number[];
}

/** A client of `url` with two retries, whose jitter is always one half and whose clock only its waits move. */
export function clientOf(url: string, options: Partial<EndpointOptions> = {}): TestClient {
  const waits: number[] = [];
  let clock = Date.UTC(2026, 0, 1);
  const client = new EndpointClient({
    baseUrl: url,
    model: 'm',
    connections: 4,
    timeoutMs: 60_000,
    retries: 2,
    sampling: { temperature: 0.8 },
    pace: {
      startTimer: (ms, done) => {
        waits.push(ms);
        clock += ms;
        queueMicrotask(done);
        return () => {};
      },
      now: () => clock,
      jitter: () => 0.5,
    },
    ...options,
  });
  onTestFinished(() => client.close());
  return { client, waits };
}

/** A question for n choices. */
export function question(n = 1, seed = 7) {
  return { messages: [{ role: 'user', content: 'What is f(3)?' }], n, seed, maxTokens: 16 };
}

/** The EndpointError that `promise` must reject with. */
export async function errorOf(promise: Promise<unknown>): Promise<EndpointError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof EndpointError) return error;
    throw error;
  }
  throw new Error('it was answered');
}
