/**
 * Batches at a server that has `/v1/files` and `/v1/batches` (OpenAI, and those that speak like it). What was submitted is
 * noted beside the request file, so that status and import need nothing else. Redirects are not followed: the key goes to
 * the server that the config names, and nowhere else.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Dispatcher, FormData, fetch } from 'undici';
import { z } from 'zod';
import { EndpointError } from '../endpoint/errors.js';
import { Redaction } from '../endpoint/redaction.js';
import { writeAtomic } from '../store/atomic.js';

/** How the server is reached. */
export interface BatchServer {
  /** `/v1` included. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly dispatcher: Dispatcher;
}

const noteSchema = z.object({
  batch: z.string(),
  base_url: z.string(),
  label: z.string(),
});

/** What is noted of a submitted file. */
export type BatchNote = z.output<typeof noteSchema>;

const batchSchema = z.object({
  id: z.string(),
  status: z.string(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  request_counts: z
    .object({ total: z.number(), completed: z.number(), failed: z.number() })
    .nullish(),
});

export type RemoteBatch = z.output<typeof batchSchema>;

/** Beside the request file. */
export function notePath(file: string): string {
  return `${file}.batch.json`;
}

/** The note of a request file; null when it was not submitted. */
export async function readNote(file: string): Promise<BatchNote | null> {
  const text = await readFile(notePath(file), 'utf8').catch(() => null);
  return text === null ? null : noteSchema.parse(JSON.parse(text));
}

/** Uploads a request file and begins its batch. Resolves when the note is on the disk. */
export async function submit(
  server: BatchServer,
  file: string,
  label: string,
): Promise<RemoteBatch> {
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set('file', new Blob([await readFile(file)]), basename(file));
  const uploaded = await ask(server, 'POST', '/files', form, z.object({ id: z.string() }));
  const endpoint = await endpointOf(file);
  const order = { input_file_id: uploaded.id, endpoint, completion_window: '24h' };
  const begun = await ask(server, 'POST', '/batches', JSON.stringify(order), batchSchema);
  const note: BatchNote = { batch: begun.id, base_url: server.baseUrl, label };
  await writeAtomic(notePath(file), `${JSON.stringify(note, null, 2)}\n`);
  return begun;
}

/** How a batch stands. */
export async function statusOf(server: BatchServer, { batch }: BatchNote): Promise<RemoteBatch> {
  return await ask(server, 'GET', `/batches/${encodeURIComponent(batch)}`, null, batchSchema);
}

/** Fetches what a batch has given, answers and failures, to files beside `file`; their paths. */
export async function download(
  server: BatchServer,
  batch: RemoteBatch,
  file: string,
): Promise<string[]> {
  const wanted = [
    [batch.output_file_id, `${file}.answers.jsonl`],
    [batch.error_file_id, `${file}.errors.jsonl`],
  ] as const;
  const written: string[] = [];
  for (const [id, path] of wanted) {
    if (!id) continue;
    const text = await send(server, 'GET', `/files/${encodeURIComponent(id)}/content`, null);
    await writeAtomic(path, text);
    written.push(path);
  }
  return written;
}

/** Where the requests of a file go: all of one file to the same. */
async function endpointOf(file: string): Promise<string> {
  const first = (await readFile(file, 'utf8')).split('\n', 1)[0] ?? '';
  return z.object({ url: z.string() }).parse(JSON.parse(first)).url;
}

async function ask<T>(
  server: BatchServer,
  method: 'GET' | 'POST',
  path: string,
  body: string | FormData | null,
  schema: z.ZodType<T>,
): Promise<T> {
  const text = await send(server, method, path, body);
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw failed(server, method, path, `found "${excerpt(server, text)}"`, undefined);
  }
}

async function send(
  server: BatchServer,
  method: 'GET' | 'POST',
  path: string,
  body: string | FormData | null,
): Promise<string> {
  const { baseUrl, headers, dispatcher } = server;
  const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const url = `${baseUrl.replace(/\/+$/, '')}${path}`;
  const init = { method, body, headers: { ...headers, ...type }, dispatcher } as const;
  let status: number | undefined;
  let text: string;
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    status = response.status;
    text = await response.text();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw failed(server, method, path, excerpt(server, words), undefined);
  }
  if (status === 200) return text;
  throw failed(server, method, path, `HTTP ${status}: "${excerpt(server, text)}"`, status);
}

function excerpt({ secrets }: BatchServer, text: string): string {
  return new Redaction(secrets).excerpt(text);
}

function failed(
  { baseUrl }: BatchServer,
  method: string,
  path: string,
  found: string,
  status: number | undefined,
): EndpointError {
  const kind = status === undefined ? 'unreachable' : 'rejected';
  return new EndpointError(`${method} ${baseUrl}${path} failed: ${found}.`, {
    kind,
    status,
    attempts: 1,
  });
}
