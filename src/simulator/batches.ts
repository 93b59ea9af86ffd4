/**
 * Batches of the simulated server: files that were uploaded and what came of them, in memory. A batch is done when it is
 * begun. Bounded in number, for a rehearsal holds few.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { errorBody } from './protocol.js';

/** What a request comes to. */
export interface BatchReply {
  readonly status: number;
  /** JSON, or the text of a file. */
  readonly body: unknown;
}

/** Answers one request of a batch. */
type Answer = (url: string, body: string) => Promise<BatchReply>;

const MAX_FILES = 1000;

const orderSchema = z.object({ input_file_id: z.string(), endpoint: z.string() });
const lineSchema = z.object({ custom_id: z.string(), url: z.string(), body: z.unknown() });

export class Batches {
  readonly #answer: Answer;
  readonly #files = new Map<string, string>();
  readonly #batches = new Map<string, object>();

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  /** `POST /v1/files`: the part named `file` of a form. */
  upload(headers: IncomingHttpHeaders, body: string): BatchReply {
    const boundary = /boundary=([^;]+)/.exec(headers['content-type'] ?? '')?.[1];
    const part = body.split(`--${boundary}`).find((text) => /name="file"/.test(text.slice(0, 500)));
    const start = part?.indexOf('\r\n\r\n') ?? -1;
    if (boundary === undefined || part === undefined || start === -1) {
      return refused('expected a form with a file');
    }
    const id = this.#store(part.slice(start + 4).replace(/\r\n$/, ''));
    return id === null ? refused('too many files') : ok({ id, object: 'file', purpose: 'batch' });
  }

  /** `POST /v1/batches`. */
  async begin(body: string): Promise<BatchReply> {
    const order = orderSchema.safeParse(parsed(body));
    const input = order.success ? this.#files.get(order.data.input_file_id) : undefined;
    if (input === undefined) return refused('no such input file');
    const lines = input.split('\n').filter((line) => line !== '');
    const done = await Promise.all(lines.map((line) => this.#answerLine(line)));
    const [fine, failed] = [done.filter(isFine), done.filter((line) => !isFine(line))];
    const id = `batch-${this.#batches.size + 1}`;
    const batch = {
      id,
      object: 'batch',
      status: 'completed',
      output_file_id: this.#store(linesOf(fine)),
      error_file_id: failed.length === 0 ? null : this.#store(linesOf(failed)),
      request_counts: { total: done.length, completed: fine.length, failed: failed.length },
    };
    this.#batches.set(id, batch);
    return ok(batch);
  }

  /** `GET /v1/batches/…` and `GET /v1/files/…/content`. */
  find(path: string): BatchReply {
    const [, batch] = /^\/v1\/batches\/([\w-]+)$/.exec(path) ?? [];
    const [, file] = /^\/v1\/files\/([\w-]+)\/content$/.exec(path) ?? [];
    const found = this.#batches.get(batch ?? '') ?? this.#files.get(file ?? '');
    return found === undefined ? refused('no such batch or file', 404) : ok(found);
  }

  #store(text: string): string | null {
    if (this.#files.size >= MAX_FILES) return null;
    const id = `file-${this.#files.size + 1}`;
    this.#files.set(id, text);
    return id;
  }

  async #answerLine(line: string): Promise<Answered> {
    const request = lineSchema.safeParse(parsed(line));
    if (!request.success)
      return { id: '', custom_id: '', response: null, error: { message: 'no request' } };
    const { custom_id, url, body } = request.data;
    const { status, body: given } = await this.#answer(url, JSON.stringify(body));
    return {
      id: `batch_req_${custom_id}`,
      custom_id,
      response: { status_code: status, request_id: custom_id, body: given },
      error: null,
    };
  }
}

interface Answered {
  readonly id: string;
  readonly custom_id: string;
  readonly response: {
    readonly status_code: number;
    readonly request_id: string;
    readonly body: unknown;
  } | null;
  readonly error: object | null;
}

function isFine({ response }: Answered): boolean {
  return response?.status_code === 200;
}

function linesOf(lines: readonly Answered[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function ok(body: unknown): BatchReply {
  return { status: 200, body };
}

function refused(message: string, status: number = 400): BatchReply {
  return { status, body: errorBody(message, 'invalid_request') };
}
