/**
 * Requests as OpenAI Batch files: JSON lines that OpenAI's Batch API, `vllm run-batch` and LiteLLM take. A run asks these
 * files instead of a server, so they hold exactly what is missing; the answers come back by `answer-files.ts`.
 * Format: platform.openai.com/docs/guides/batch; at most 50,000 requests and 200 MB a file.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DIALECTS, type Server, translate } from '../endpoint/dialect.js';
import type { Terms } from '../endpoint/negotiation.js';
import { type Asking, bodyOf } from '../endpoint/request-body.js';
import type { SamplesQuestion } from '../endpoint/samples.js';
import type { Sampling } from '../endpoint/wire.js';
import type { AnswerSource } from '../eval/sample.js';
import { storeError } from '../store/store-error.js';
import { customId } from './custom-id.js';

export interface BatchOptions {
  /** The folder of the files, which exists. */
  readonly directory: string;
  readonly label: string;
  readonly server: Server;
  readonly sampling: Sampling;
  readonly asking: Asking;
  /** The most choices of one request. */
  readonly choicesPerRequest: number;
  /** The bounds of a file. */
  readonly mostRequests?: number;
  readonly mostBytes?: number;
}

export interface BatchFile {
  readonly path: string;
  readonly requests: number;
}

const MOST_REQUESTS = 50_000;
const MOST_BYTES = 200_000_000;

/** Files `<label>-0001.jsonl`, … that are written as they are asked. */
export class BatchFiles implements AnswerSource {
  readonly terms: Terms;
  readonly unsent: readonly string[] = [];
  readonly #options: BatchOptions;
  readonly #choices: number;
  readonly #files: { path: string; requests: number }[] = [];
  #file: FileHandle | undefined;
  #bytes = 0;
  /** Questions come one after the other, but this class need not rely on it. */
  #writing: Promise<void> = Promise.resolve();

  constructor(options: BatchOptions) {
    const dialect = DIALECTS[options.server];
    this.#options = options;
    this.#choices = dialect.choices ? options.choicesPerRequest : 1;
    this.terms = {
      sampling: translate(options.sampling, dialect),
      tokenLimit: dialect.tokenLimit,
      seeded: true,
    };
  }

  get files(): readonly BatchFile[] {
    return this.#files;
  }

  /** Writes the requests for the samples of a question; no answer comes. */
  async samples(question: SamplesQuestion): Promise<void> {
    const end = question.first + question.count;
    for (let first = question.first; first < end; first += this.#choices) {
      const line = this.#line(question, first, Math.min(this.#choices, end - first));
      this.#writing = this.#writing.then(() => this.#write(line));
      await this.#writing;
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  #line({ id = '', messages, seed, maxTokens }: SamplesQuestion, first: number, n: number): string {
    const { asking, label } = this.#options;
    const url = asking.api === 'chat' ? '/v1/chat/completions' : '/v1/completions';
    const body = bodyOf({ messages, n, seed: seed + first, maxTokens }, this.terms, asking);
    const custom_id = customId({ label, item: id, first, n });
    return `${JSON.stringify({ custom_id, method: 'POST', url, body })}\n`;
  }

  async #write(line: string): Promise<void> {
    const { mostRequests = MOST_REQUESTS, mostBytes = MOST_BYTES } = this.#options;
    const bytes = Buffer.byteLength(line);
    const requests = this.#files.at(-1)?.requests ?? 0;
    if (this.#file === undefined || requests >= mostRequests || this.#bytes + bytes > mostBytes) {
      await this.#next();
    }
    const current = this.#files.at(-1);
    if (current === undefined) throw new Error('a file was opened');
    try {
      await this.#file?.appendFile(line);
    } catch (error) {
      throw storeError(current.path, error);
    }
    current.requests += 1;
    this.#bytes += bytes;
  }

  async #next(): Promise<void> {
    await this.close();
    const number = String(this.#files.length + 1).padStart(4, '0');
    const path = join(this.#options.directory, `${this.#options.label}-${number}.jsonl`);
    try {
      this.#file = await open(path, 'wx');
    } catch (error) {
      throw storeError(path, error);
    }
    this.#files.push({ path, requests: 0 });
    this.#bytes = 0;
  }
}
