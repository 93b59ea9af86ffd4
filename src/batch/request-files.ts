/**
 * Requests as OpenAI Batch files: JSON lines that OpenAI's Batch API, `vllm run-batch` and LiteLLM take. A run asks these
 * files instead of a server, so they hold exactly what is missing; the answers come back by `answer-files.ts`.
 * Format: platform.openai.com/docs/guides/batch; at most 50,000 requests and 200 MB a file.
 */
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DIALECTS, type Server, translate } from '../endpoint/dialect.js';
import type { Terms } from '../endpoint/negotiation.js';
import { type Asking, bodyOf } from '../endpoint/request-body.js';
import type { SamplesQuestion } from '../endpoint/samples.js';
import type { Sampling } from '../endpoint/wire.js';
import type { AnswerSource } from '../eval/sample.js';
import { storeError } from '../store/store-error.js';
import { askedOf, customId } from './custom-id.js';

export interface BatchOptions {
  /** The folder of the files, which exists. */
  readonly directory: string;
  readonly label: string;
  /** See `BatchKey`. */
  readonly settings: string;
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

/** Files `<label>-0001.jsonl`, … that are written as they are asked; numbers go on after those that are there. */
export class BatchFiles implements AnswerSource {
  readonly terms: Terms;
  readonly unsent: readonly string[] = [];
  readonly #options: BatchOptions;
  readonly #choices: number;
  readonly #files: { path: string; requests: number }[] = [];
  #file: FileHandle | undefined;
  #bytes = 0;
  /** Of the file before; null until the folder was looked at. */
  #number: number | null = null;
  #earlier = 0;
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

  /** How many files were there before the first was written. */
  get earlier(): number {
    return this.#earlier;
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
    const { asking, label, settings } = this.#options;
    const url = asking.api === 'chat' ? '/v1/chat/completions' : '/v1/completions';
    const body = bodyOf({ messages, n, seed: seed + first, maxTokens }, this.terms, asking);
    const asked = askedOf(messages);
    const custom_id = customId({ label, settings, item: id, asked, first, n });
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
    const { directory, label } = this.#options;
    this.#number = (this.#number ?? (await this.#lastNumber())) + 1;
    const path = join(directory, `${label}-${String(this.#number).padStart(4, '0')}.jsonl`);
    try {
      this.#file = await open(path, 'wx');
    } catch (error) {
      throw storeError(path, error);
    }
    this.#files.push({ path, requests: 0 });
    this.#bytes = 0;
  }

  /** The greatest number of a file that is there; 0 when there is none. */
  async #lastNumber(): Promise<number> {
    const { directory, label } = this.#options;
    try {
      const numbers = (await readdir(directory))
        .filter((name) => name.startsWith(`${label}-`))
        .map((name) => /^(\d{4,9})\.jsonl$/.exec(name.slice(label.length + 1)))
        .flatMap((match) => (match === null ? [] : [Number(match[1])]));
      this.#earlier = numbers.length;
      return Math.max(0, ...numbers);
    } catch (error) {
      throw storeError(directory, error);
    }
  }
}
