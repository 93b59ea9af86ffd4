/**
 * Answers to batch files, in any order, with lines missing or failed. Two shapes are known: OpenAI's, with
 * `response: {status_code, body}`, and the one in the README of `vllm run-batch`, where `response` is the completion itself.
 * Memory holds where each answer stands, not the answers.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ChatAnswer } from '../endpoint/answer.js';
import { type Reader, readEnding } from '../endpoint/fault.js';
import type { Terms } from '../endpoint/negotiation.js';
import { Redaction } from '../endpoint/redaction.js';
import type { OnSamplePart, SamplesQuestion } from '../endpoint/samples.js';
import { parsedJson } from '../endpoint/untrusted.js';
import type { AnswerSource } from '../eval/sample.js';
import { storeError } from '../store/store-error.js';
import { type BatchKey, keyOf } from './custom-id.js';

/** Where the answer to a request stands. */
interface Place extends BatchKey {
  readonly file: number;
  readonly start: number;
  readonly length: number;
}

/** Lines that gave no answer. */
export interface LostLines {
  /** Failed by the server's own account: its words, and how often. */
  readonly failed: ReadonlyMap<string, number>;
  /** No JSON, or of no request of ours. */
  readonly strange: number;
}

const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** The answers to the requests of one model. */
export class AnswerFiles implements AnswerSource {
  readonly terms: Terms;
  readonly unsent: readonly string[] = [];
  readonly #files: readonly FileHandle[];
  readonly #byItem: ReadonlyMap<string, readonly Place[]>;
  readonly #failed = new Map<string, number>();
  readonly #strange: number;
  readonly #reader: Reader;

  private constructor(
    terms: Terms,
    files: readonly FileHandle[],
    byItem: ReadonlyMap<string, readonly Place[]>,
    strange: number,
  ) {
    this.terms = terms;
    this.#files = files;
    this.#byItem = byItem;
    this.#strange = strange;
    this.#reader = {
      shown: 'batch',
      redaction: new Redaction([]),
      timeoutMs: 1,
      maxResponseBytes: MAX_LINE_BYTES,
      now: () => 0,
    };
  }

  /** Looks through the files for answers to requests of `label`, which were made on `terms`. A StoreError for one that cannot be read. */
  static async open(paths: readonly string[], label: string, terms: Terms): Promise<AnswerFiles> {
    const byItem = new Map<string, Place[]>();
    let strange = 0;
    for (const [file, path] of paths.entries()) {
      try {
        for await (const { text, start, length } of linesOf(path)) {
          const key = keyIn(text);
          if (key === null) strange += 1;
          else if (key.label === label) {
            const places = byItem.get(key.item) ?? [];
            places.push({ ...key, file, start, length });
            byItem.set(key.item, places);
          }
        }
      } catch (error) {
        throw storeError(path, error);
      }
    }
    const files = await Promise.all(paths.map((path) => open(path, 'r')));
    return new AnswerFiles(terms, files, byItem, strange);
  }

  get lost(): LostLines {
    return { failed: this.#failed, strange: this.#strange };
  }

  /** Hands over those of the samples that the files hold. */
  async samples(question: SamplesQuestion, onPart: OnSamplePart): Promise<void> {
    const { id = '', first, count } = question;
    const wanted = new Set(Array.from({ length: count }, (_, offset) => first + offset));
    for (const place of this.#byItem.get(id) ?? []) {
      // In turn: what one line gave is not wanted of the next.
      const answer = await this.#answerAt(place);
      const choices = (answer?.choices ?? [])
        .map((choice) => ({ ...choice, index: place.first + choice.index }))
        .filter(({ index }) => wanted.delete(index));
      if (answer === null || choices.length === 0) continue;
      const { n } = place;
      const part = { ...answer, choices, first: place.first, n, seed: question.seed + place.first };
      await onPart(part);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#files.map((file) => file.close()));
  }

  async #answerAt({ file, start, length, n }: Place): Promise<ChatAnswer | null> {
    const bytes = Buffer.alloc(length);
    await this.#files[file]?.read(bytes, 0, length, start);
    const reading = readEnding(endingOf(bytes.toString('utf8')), n, this.#reader);
    if ('answer' in reading) return { ...reading.answer, latencyMs: 0, attempts: 1 };
    const { found } = reading.fault;
    this.#failed.set(found, (this.#failed.get(found) ?? 0) + 1);
    return null;
  }
}

/** A line's own fields, whatever their types. */
interface Line {
  readonly custom_id?: unknown;
  readonly response?: unknown;
  readonly error?: unknown;
  readonly status_code?: unknown;
  readonly body?: unknown;
}

function fieldsIn(value: unknown): Line {
  return typeof value === 'object' && value !== null ? value : {};
}

function keyIn(text: string): BatchKey | null {
  const { custom_id } = fieldsIn(parsedJson(text));
  return typeof custom_id === 'string' ? keyOf(custom_id) : null;
}

/** The answer of a line as if it had come over HTTP. */
function endingOf(text: string) {
  const { response, error } = fieldsIn(parsedJson(text));
  const { status_code, body } = fieldsIn(response);
  const failed = response === null || response === undefined;
  const status = typeof status_code === 'number' ? status_code : failed ? 500 : 200;
  const content = failed ? { error: error ?? 'no response' } : (body ?? response);
  return { type: 'answered' as const, status, headers: {}, body: JSON.stringify(content) };
}

/** The lines of a file with their places in bytes; empty ones are left out. */
async function* linesOf(path: string) {
  let rest = Buffer.alloc(0);
  let start = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    rest = Buffer.concat([rest, chunk]);
    if (rest.length > MAX_LINE_BYTES) throw new RangeError(`${path}: a line is too long`);
    let from = 0;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, from)) {
      if (end > from) yield placed(rest, from, end, start);
      from = end + 1;
    }
    rest = rest.subarray(from);
    start += from;
  }
  if (rest.length > 0) yield placed(rest, 0, rest.length, start);
}

function placed(bytes: Buffer, from: number, end: number, start: number) {
  return {
    text: bytes.subarray(from, end).toString('utf8'),
    start: start + from,
    length: end - from,
  };
}
