/**
 * A file of training lines: the documents of a stage in one format, in an order drawn by the seed. Invariant: the same config gives
 * the same bytes. Only the order is held in memory; documents are made as they are written.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { RefusedError } from '../eval/refused.js';
import { Random } from '../random/random.js';
import { writeSynced } from '../store/atomic.js';
import type { Document, Source } from './document.js';
import { Executions } from './executions.js';
import type { Format } from './formats/format.js';
import { Counter, type FileManifest } from './manifest.js';
import type { Stage } from './stage.js';

/**
 * Writes a stage's documents into a new file of a folder; null, without a file, where the stage has none for this format.
 * RefusedError for a file that nobody would take, which is left as far as it was written.
 */
export async function writeTrainingFile(
  folder: string,
  stage: Stage,
  format: Format,
  seed: number,
): Promise<FileManifest | null> {
  const sources = sourcesFor(format, stage.sources);
  if (sources.length === 0) return null;
  const lines = new TrainingLines(stage, format, sources, seed);
  const file = `${stage.name}.${format.name}.jsonl`;
  await writeSynced(join(folder, file), lines.pieces());
  return { file, format: format.name, ...lines.summary() };
}

function sourcesFor({ holds }: Format, sources: readonly Source[]): Source[] {
  const filled = sources.filter(({ count }) => count > 0);
  if (holds === 'documents') return filled;
  const executions = filled.filter((source) => source instanceof Executions);
  return holds === 'questions' ? executions.map(({ questions }) => questions) : executions;
}

class TrainingLines {
  readonly #stage: Stage;
  readonly #format: Format;
  readonly #sources: readonly Source[];
  readonly #seed: number;
  readonly #counter = new Counter();
  readonly #hash = createHash('sha256');
  #lines = 0;
  #bytes = 0;
  #leftOut = 0;

  constructor(stage: Stage, format: Format, sources: readonly Source[], seed: number) {
    this.#stage = stage;
    this.#format = format;
    this.#sources = sources;
    this.#seed = seed;
  }

  /** The text of the file, line by line. */
  *pieces(): Generator<string, void> {
    for (const document of this.#documents()) {
      const line = this.#format.lineOf(document);
      if (line === null) {
        this.#leftOut += 1;
        continue;
      }
      const written = `${JSON.stringify(line)}\n`;
      this.#take(document, written);
      yield written;
    }
    this.#requireEnough();
  }

  /** What was written, once all was. */
  summary(): Omit<FileManifest, 'file' | 'format'> {
    return {
      lines: this.#lines,
      bytes: this.#bytes,
      sha256: this.#hash.digest('hex'),
      counts: this.#counter.counts,
      left_out: this.#leftOut,
    };
  }

  *#documents(): Generator<Document, void> {
    const total = this.#sources.reduce((sum, { count }) => sum + count, 0);
    const random = new Random('curriculum', this.#seed, 'order', this.#stage.name);
    for (const number of random.shuffle([...Array(total).keys()])) yield this.#documentAt(number);
  }

  /** Numbers go on from source to source. */
  #documentAt(number: number): Document {
    let left = number;
    for (const source of this.#sources) {
      if (left < source.count) return source.documentAt(left);
      left -= source.count;
    }
    throw new RangeError(`there is no document ${number}`);
  }

  #take(document: Document, written: string): void {
    const bytes = Buffer.byteLength(written);
    this.#hash.update(written);
    this.#lines += 1;
    this.#bytes += bytes;
    this.#counter.add(document);
    const { limits } = this.#format;
    if (limits === undefined) return;
    if (bytes > limits.mostLineBytes) {
      this.#refuse(`has a line of ${bytes} bytes, of ${document.instruction}`);
    }
    if (this.#bytes > limits.mostBytes) this.#refuse(`has more than ${limits.mostBytes} bytes`);
  }

  #requireEnough(): void {
    const least = this.#format.limits?.leastLines ?? 1;
    if (this.#lines < least) this.#refuse(`has ${this.#lines} lines`);
  }

  #refuse(what: string): never {
    const { name, limits } = this.#format;
    const left =
      this.#leftOut === 0
        ? ''
        : ` (${this.#leftOut} executions were left out: they have no steps for cot that may be shown, or no wrong completion for dpo)`;
    const why = limits === undefined ? 'a trainer needs one' : limits.source;
    throw new RefusedError(
      `${this.#stage.name} as ${name} ${what}${left}: ${why}. Nothing was written.`,
    );
  }
}
