/**
 * Answers to batch files, in any order, with lines missing or failed. Two shapes are known: OpenAI's, with
 * `response: {status_code, body}`, and the one in the README of `vllm run-batch`, where `response` is the completion itself.
 * Memory holds where each answer stands, not the answers.
 */
import { type FileHandle, open } from 'node:fs/promises';
import type { ChatAnswer } from '../endpoint/answer.js';
import { type Reader, readEnding } from '../endpoint/fault.js';
import type { Terms } from '../endpoint/negotiation.js';
import type { Redaction } from '../endpoint/redaction.js';
import type { OnSamplePart, SamplesQuestion } from '../endpoint/samples.js';
import { parsedJson } from '../endpoint/untrusted.js';
import type { AnswerSource } from '../eval/sample.js';
import { storeError } from '../store/store-error.js';
import { askedOf, type BatchKey, keyOf } from './custom-id.js';
import { fieldsIn, jsonOf, linesOf, MAX_LINE_BYTES } from './lines.js';

/** Where the answer to a request stands. */
interface Place extends BatchKey {
  readonly file: number;
  readonly start: number;
  readonly length: number;
}

/** Places by item. */
type Places = Map<string, Place[]>;

/** What files of answers hold, of all models. */
export class AnswerFiles {
  /** Lines that are no JSON, or answer no request of ours. */
  readonly strange: number;
  readonly #files: readonly FileHandle[];
  readonly #byLabel: ReadonlyMap<string, Places>;

  private constructor(
    files: readonly FileHandle[],
    byLabel: ReadonlyMap<string, Places>,
    strange: number,
  ) {
    this.#files = files;
    this.#byLabel = byLabel;
    this.strange = strange;
  }

  /** Looks through the files. A StoreError for one that cannot be read. */
  static async open(paths: readonly string[]): Promise<AnswerFiles> {
    const byLabel = new Map<string, Places>();
    let strange = 0;
    for (const [file, path] of paths.entries()) {
      for await (const { text, start, length } of linesOf(path)) {
        if (text.trim() === '') continue;
        const key = keyIn(text);
        if (key === null) strange += 1;
        else enter(byLabel, { ...key, file, start, length });
      }
    }
    return new AnswerFiles(await openAll(paths), byLabel, strange);
  }

  /** The models that were asked. */
  get labels(): readonly string[] {
    return [...this.#byLabel.keys()];
  }

  /** How many lines answer requests to this model. */
  linesOf(label: string): number {
    return [...(this.#byLabel.get(label)?.values() ?? [])].flat().length;
  }

  /** The answers of one model. */
  answersOf(asked: Asked): ModelAnswers {
    return new ModelAnswers(asked, this.#files, this.#byLabel.get(asked.label) ?? new Map());
  }

  async close(): Promise<void> {
    await Promise.all(this.#files.map((file) => file.close()));
  }
}

/** Under what the requests of a model were made. */
export interface Asked {
  readonly label: string;
  /** See `BatchKey`. */
  readonly settings: string;
  readonly terms: Terms;
  /** What no answer may show. */
  readonly redaction: Redaction;
}

/** The answers to the requests of one model; of those under other settings, or with other messages, none is taken. */
export class ModelAnswers implements AnswerSource {
  readonly unsent: readonly string[] = [];
  readonly #asked: Asked;
  readonly #files: readonly FileHandle[];
  readonly #byItem: ReadonlyMap<string, readonly Place[]>;
  readonly #failed = new Map<string, number>();
  /** A line is looked at once for every gap in the samples of its item, and told of once. */
  readonly #told = new Set<Place>();
  readonly #reader: Reader;

  constructor(
    asked: Asked,
    files: readonly FileHandle[],
    byItem: ReadonlyMap<string, readonly Place[]>,
  ) {
    this.#asked = asked;
    this.#files = files;
    this.#byItem = byItem;
    this.#reader = {
      shown: 'batch',
      redaction: asked.redaction,
      timeoutMs: 1,
      maxResponseBytes: MAX_LINE_BYTES,
      now: () => 0,
    };
  }

  get terms(): Terms {
    return this.#asked.terms;
  }

  /** The lines that failed by the server's own account: its words, and how often. */
  get failed(): ReadonlyMap<string, number> {
    return this.#failed;
  }

  /** How many lines answer other settings, or none of these questions: item to what `askedOf` says of its messages. */
  foreign(questions: ReadonlyMap<string, string>): number {
    return [...this.#byItem.values()]
      .flat()
      .filter((place) => !this.#isOf(place, questions.get(place.item))).length;
  }

  /** Hands over those of the samples that the files hold. */
  async samples(question: SamplesQuestion, onPart: OnSamplePart): Promise<void> {
    const { id = '', first, count } = question;
    const asked = askedOf(question.messages);
    const wanted = new Set(Array.from({ length: count }, (_, offset) => first + offset));
    for (const place of this.#byItem.get(id) ?? []) {
      const overlaps = place.first < first + count && first < place.first + place.n;
      if (!overlaps || !this.#isOf(place, asked)) continue;
      // In turn: what one line gave is not wanted of the next.
      const answer = await this.#answerAt(place);
      const choices = (answer?.choices ?? [])
        .map((choice) => ({ ...choice, index: place.first + choice.index }))
        .filter(({ index }) => wanted.delete(index));
      if (answer === null || choices.length === 0) continue;
      const { n } = place;
      await onPart({
        ...answer,
        choices,
        first: place.first,
        n,
        seed: question.seed + place.first,
      });
    }
  }

  /** The files are closed by who opened them. */
  async close(): Promise<void> {}

  #isOf(place: Place, asked: string | undefined): boolean {
    return place.settings === this.#asked.settings && place.asked === asked;
  }

  async #answerAt(place: Place): Promise<ChatAnswer | null> {
    const bytes = Buffer.alloc(place.length);
    await this.#files[place.file]?.read(bytes, 0, place.length, place.start);
    const reading = readEnding(endingOf(bytes.toString('utf8')), place.n, this.#reader);
    if ('answer' in reading) return { ...reading.answer, latencyMs: 0, attempts: 1 };
    const { found } = reading.fault;
    if (!this.#told.has(place)) this.#failed.set(found, (this.#failed.get(found) ?? 0) + 1);
    this.#told.add(place);
    return null;
  }
}

function keyIn(text: string): BatchKey | null {
  const { custom_id } = fieldsIn(parsedJson(text));
  return typeof custom_id === 'string' ? keyOf(custom_id) : null;
}

function enter(byLabel: Map<string, Places>, place: Place): void {
  const byItem = byLabel.get(place.label) ?? new Map<string, Place[]>();
  const places = byItem.get(place.item) ?? [];
  places.push(place);
  byItem.set(place.item, places);
  byLabel.set(place.label, byItem);
}

async function openAll(paths: readonly string[]): Promise<FileHandle[]> {
  return await Promise.all(
    paths.map(async (path) => {
      try {
        return await open(path, 'r');
      } catch (error) {
        throw storeError(path, error);
      }
    }),
  );
}

/** The answer of a line as if it had come over HTTP. */
function endingOf(text: string) {
  const { response, error } = fieldsIn(parsedJson(text));
  const { status_code, body } = fieldsIn(response);
  const failed = response === null || response === undefined;
  const status = typeof status_code === 'number' ? status_code : failed ? 500 : 200;
  const content = failed ? { error: error ?? 'no response' } : (body ?? response);
  return { type: 'answered' as const, status, headers: {}, body: jsonOf(content) ?? '' };
}
