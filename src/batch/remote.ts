/**
 * Batches at a server. What was submitted is noted beside the request file, so that status and import need nothing else.
 * Invariant: no file is begun twice. The note is there before the batch is ordered, and goes only when it surely was not.
 */
import { readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { FormData } from 'undici';
import { z } from 'zod';
import { EndpointError, type EndpointErrorKind } from '../endpoint/errors.js';
import { writeAtomic } from '../store/atomic.js';
import { StoreError, storeError, systemCode } from '../store/store-error.js';
import type { BatchServer } from './server.js';

const noteSchema = z.object({
  /** Null while it is not known whether the batch was begun. */
  batch: z.string().nullable(),
  base_url: z.string(),
  label: z.string(),
  input_file_id: z.string().optional(),
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

/** A file of requests, and what it asks. */
export interface RequestFile {
  readonly path: string;
  readonly label: string;
  /** Where its requests go: all of one file to the same. */
  readonly url: string;
}

/** Beside the request file. */
function notePath(file: string): string {
  return `${file}.batch.json`;
}

/** The note of a request file; null when it was not submitted. A StoreError when it cannot be read. */
export async function readNote(file: string): Promise<BatchNote | null> {
  const path = notePath(file);
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    if (systemCode(error) !== undefined) throw storeError(path, error);
    throw new StoreError('broken', path, 'not a note that batch submit has made');
  }
}

/** Uploads a request file and begins its batch. Resolves when the note is on the disk. */
export async function submit(
  server: BatchServer,
  { path, label, url }: RequestFile,
): Promise<RemoteBatch> {
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set('file', new Blob([await readFile(path)]), basename(path));
  const upload = { method: 'POST', path: '/files', body: form, repeatable: true } as const;
  const { id: input_file_id } = await server.ask(upload, z.object({ id: z.string() }));
  const note: BatchNote = { batch: null, base_url: server.baseUrl, label, input_file_id };
  await writeNote(path, note);
  const begun = await begin(server, path, note, url);
  await writeNote(path, { ...note, batch: begun.id });
  return begun;
}

/** Orders the batch of an uploaded file. */
async function begin(
  server: BatchServer,
  file: string,
  note: BatchNote,
  endpoint: string,
): Promise<RemoteBatch> {
  const order = { input_file_id: note.input_file_id, endpoint, completion_window: '24h' };
  const body = JSON.stringify(order);
  const call = { method: 'POST', path: '/batches', body, repeatable: false } as const;
  try {
    return await server.ask(call, batchSchema);
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    if (!MAY_BE_DONE.has(error.kind)) {
      await rm(notePath(file), { force: true });
      throw error;
    }
    const { kind, status, attempts } = error;
    throw new EndpointError(`${error.message} ${doubtWords(file, note)}`, {
      kind,
      status,
      attempts,
    });
  }
}

/** Failures after which a batch may run all the same. */
const MAY_BE_DONE: ReadonlySet<EndpointErrorKind> = new Set([
  'timeout',
  'server',
  'bad-response',
  'interrupted',
]);

/** What to do about a note without a batch. */
export function doubtWords(file: string, { input_file_id = '' }: BatchNote): string {
  return (
    `Whether a batch of ${file} was begun is not known. Look for the input file ${input_file_id} in the server's list of ` +
    `batches: if it is there, put the batch's id into ${notePath(file)}; if not, delete that note and submit again.`
  );
}

async function writeNote(file: string, note: BatchNote): Promise<void> {
  await writeAtomic(notePath(file), `${JSON.stringify(note, null, 2)}\n`);
}

/** How a batch stands. */
export async function statusOf(server: BatchServer, batch: string): Promise<RemoteBatch> {
  const path = `/batches/${encodeURIComponent(batch)}`;
  return await server.ask({ method: 'GET', path, repeatable: true }, batchSchema);
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
    await server.download(`/files/${encodeURIComponent(id)}/content`, path);
    written.push(path);
  }
  return written;
}
