/**
 * The simulated endpoint: an HTTP server on loopback that speaks the OpenAI chat protocol and answers the items that it
 * was given as models of stated skill. It gets prompts like any endpoint and knows nothing else of a run. Invariant:
 * every response to a request, errors included, is marked as simulated.
 */
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import type { Item, SuiteInstance } from '../suites/suite.js';
import {
  answerQuestion,
  limitTokens,
  messagesKey,
  type SampleSeed,
  type SimulatedText,
} from './answer.js';
import { Batches } from './batches.js';
import { Catalogue } from './catalogue.js';
import { type FaultKind, FaultScript } from './faults.js';
import { closeServer, listen } from './listening.js';
import { misbehave } from './misbehaviour.js';
import type { SimulatedModel } from './model.js';
import {
  type AnyRequest,
  type ChatRequest,
  type Completion,
  chatRequestSchema,
  completionBody,
  errorBody,
  modelsBody,
  type PromptRequest,
  promptRequestSchema,
  SIMULATED_HEADER,
  tokenLimit,
} from './protocol.js';
import { MAX_BODY_BYTES, readBody } from './request-body.js';
import { writtenTokens } from './tokens.js';

export interface SimulatorOptions {
  /** By the name that requests ask for. */
  readonly models: Readonly<Record<string, SimulatedModel>>;
  /** The suite of every item, each under its own name. */
  readonly suites: readonly SuiteInstance[];
  /** Read once, at the start. */
  readonly items: Iterable<Item>;
  /** Answers messages that no item has; undefined for those that it does not know either. */
  readonly reply?: Reply;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** 127.0.0.1 by default. */
  readonly host?: string;
}

export interface Simulator {
  /** Ends in `/v1`. */
  readonly url: string;
  /** Completions asked for so far, refused ones included. */
  readonly requests: number;
  /** Answers what has been asked without further latency, then ends every connection. */
  close(): Promise<void>;
}

/** What a model writes for other messages than an item's, by the seed of the sample. */
export type Reply = (
  model: SimulatedModel,
  messages: ChatRequest['messages'],
  seed: SampleSeed,
) => string | undefined;

interface HttpReply {
  readonly status: number;
  readonly body: unknown;
}

/** A completion that the fault script spoils. */
interface SpoiltReply {
  readonly fault: FaultKind;
  readonly completion: Completion;
}

/** Starts a server. A RangeError when items and suites do not fit, the system's error when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const endpoint = new SimulatedEndpoint(options);
  const host = options.host ?? '127.0.0.1';
  const server = createServer((request, response) => void endpoint.handle(request, response));
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/v1`,
    get requests() {
      return endpoint.requests;
    },
    close: () => {
      endpoint.close();
      return closeServer(server);
    },
  };
}

class SimulatedEndpoint {
  readonly #models: ReadonlyMap<string, SimulatedModel>;
  readonly #catalogue: Catalogue;
  readonly #reply: Reply | undefined;
  readonly #closing = unboundedController();
  readonly #scripts = new Map<SimulatedModel, FaultScript>();
  readonly #batches = new Batches(async (url, body) => {
    const plain = url === '/v1/completions';
    const reply = await this.#complete(body, plain ? promptRequestSchema : chatRequestSchema);
    return 'fault' in reply ? failure(500, reply.fault, 'fault') : reply;
  });
  #requests = 0;

  constructor({ models, suites, items, reply }: SimulatorOptions) {
    this.#models = new Map(Object.entries(models));
    this.#reply = reply;
    this.#catalogue = new Catalogue(suites, items);
  }

  get requests(): number {
    return this.#requests;
  }

  close(): void {
    this.#closing.abort();
  }

  /** Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const reply = await this.#route(request);
      if ('fault' in reply) await misbehave(response, reply.fault, reply.completion);
      else this.#send(response, reply);
    } catch (error) {
      // A client that went away while it sent its body needs no answer; anything else is a bug, told to whoever asked.
      if (!response.destroyed) this.#send(response, failure(500, String(error), 'bug'));
    }
  }

  async #route(request: IncomingMessage): Promise<HttpReply | SpoiltReply> {
    const path = request.url?.split('?', 1)[0];
    switch (`${request.method} ${path}`) {
      case 'GET /v1/models':
        return { status: 200, body: modelsBody([...this.#models.keys()]) };
      case 'POST /v1/chat/completions':
        this.#requests += 1;
        return this.#complete(await readBody(request), chatRequestSchema);
      case 'POST /v1/completions':
        this.#requests += 1;
        return this.#complete(await readBody(request), promptRequestSchema);
      case 'POST /v1/files':
        return this.#batches.upload(request.headers, (await readBody(request)) ?? '');
      case 'POST /v1/batches':
        return await this.#batches.begin((await readBody(request)) ?? '');
      default:
        if (request.method === 'GET' && /^\/v1\/(batches|files)\//.test(path ?? '')) {
          return this.#batches.find(path ?? '');
        }
        return failure(404, `the simulator has no ${request.method} ${path}`, 'unknown_url');
    }
  }

  async #complete(
    text: string | null,
    schema: z.ZodType<ChatRequest | PromptRequest>,
  ): Promise<HttpReply | SpoiltReply> {
    if (text === null) {
      return failure(413, `the body is larger than ${MAX_BODY_BYTES} bytes`, 'body_too_large');
    }
    const request = parseRequest(text, schema);
    if ('status' in request) return request;
    const model = this.#models.get(request.model);
    if (model === undefined) return this.#unknownModel(request.model);
    await this.#delay(model.latency_ms);
    const question =
      'prompt' in request
        ? this.#catalogue.findPrompt(model, request.prompt)
        : this.#catalogue.find(model, request.messages);
    const given = answers(request, (seed) =>
      question === undefined ? this.#replied(model, request, seed) : answerQuestion(question, seed),
    );
    if (given === undefined) return unknownMessages();
    const key = question?.key ?? messagesKey('messages' in request ? request.messages : []);
    const completion = completionBody(request, key, given);
    const fault = this.#faultOf(model, text);
    return fault === null ? { status: 200, body: completion } : { fault, completion };
  }

  #faultOf(model: SimulatedModel, body: string): FaultKind | null {
    if (model.faults === undefined) return null;
    const script = this.#scripts.get(model) ?? new FaultScript(model.faults);
    this.#scripts.set(model, script);
    return script.next(body);
  }

  #replied(
    model: SimulatedModel,
    request: ChatRequest | PromptRequest,
    seed: SampleSeed,
  ): SimulatedText | undefined {
    if ('prompt' in request) return undefined;
    const content = this.#reply?.(model, request.messages, seed);
    if (content === undefined) return undefined;
    const written = { content, reasoning: null };
    return { ...written, finish_reason: 'stop', completion_tokens: writtenTokens(written) };
  }

  #unknownModel(name: string): HttpReply {
    const known = [...this.#models.keys()].join(', ');
    return failure(404, `no simulated model ${name}; there is: ${known}`, 'model_not_found');
  }

  async #delay(ms: number): Promise<void> {
    if (ms === 0) return;
    await wait(ms, undefined, { signal: this.#closing.signal }).catch((error: unknown) => {
      if (!this.#closing.signal.aborted) throw error;
    });
  }

  #send(response: ServerResponse, { status, body }: HttpReply): void {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      [SIMULATED_HEADER]: 'true',
      ...(this.#closing.signal.aborted ? { connection: 'close' } : {}),
    });
    response.end(text);
  }
}

/** The samples asked for; undefined where there is nothing to answer. At temperature 0 all are the same. */
function answers(
  request: AnyRequest,
  sample: (seed: SampleSeed) => SimulatedText | undefined,
): SimulatedText[] | undefined {
  const limit = tokenLimit(request);
  const seedOf = (index: number) => (request.temperature === 0 ? 'greedy' : request.seed + index);
  const given: SimulatedText[] = [];
  for (let index = 0; index < request.n; index += 1) {
    const text = sample(seedOf(index));
    if (text === undefined) return undefined;
    given.push(limitTokens(text, limit));
  }
  return given;
}

function parseRequest<T>(text: string, schema: z.ZodType<T>): T | HttpReply {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return failure(400, `the body is not JSON: ${String(error)}`, 'invalid_json');
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
  );
  return failure(400, problems.join('; '), 'invalid_request');
}

function unknownMessages(): HttpReply {
  const message =
    'the simulator answers only the items that it was started with, and no item has these messages; ' +
    'it is no language model';
  return failure(400, message, 'unknown_messages');
}

function failure(status: number, message: string, code: string): HttpReply {
  return { status, body: errorBody(message, code) };
}

/** Every request that waits listens to one signal: as many listeners as requests are no leak. */
function unboundedController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
