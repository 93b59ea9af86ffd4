/**
 * What the files of a run directory hold, under the names that stand in them. Run directories can come from other
 * people, so everything is checked as it is read; keys that are not known are left out.
 */
import { z } from 'zod';
import { readJournal } from './journal.js';
import { StoreError } from './store-error.js';

/** The most samples per item, as the config schema has it: who reads a manifest sets memory aside for each. */
export const MAX_SAMPLES = 4096;

/** One HTTP answer: the samples `first` to `first + n - 1` of an item were asked for. */
export interface ResponseRecord {
  /** The item's id. */
  readonly item: string;
  /** Index of the first sample asked for. */
  readonly first: number;
  /** How many samples were asked for; fewer or more choices may have come. */
  readonly n: number;
  /** The seed that was sent. */
  readonly seed: number;
  readonly choices: readonly ChoiceRecord[];
  /** Tokens of all choices together; null when the server does not say. */
  readonly usage: UsageRecord | null;
  readonly latency_ms: number;
  /** Requests it took, the first included. */
  readonly attempts: number;
  /** When it came, ISO 8601 UTC. */
  readonly at: string;
  /** The server's id of the answer. */
  readonly id: string | null;
  /** The model that the server says has answered. */
  readonly model: string | null;
}

/** One sample. */
interface ChoiceRecord {
  /** The sample's index within its item, not within the response. */
  readonly index: number;
  readonly content: string | null;
  readonly reasoning: string | null;
  readonly finish_reason: string | null;
  /** As the server wrote them, where they were asked for. */
  readonly logprobs?: unknown;
}

interface UsageRecord {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly reasoning_tokens?: number;
}

/** Samples that could not be had. */
export interface FailureRecord {
  readonly item: string;
  /** Indices of the samples that were asked for. */
  readonly samples: readonly number[];
  /** What failed, as the endpoint names it. */
  readonly kind: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly message: string;
  readonly attempts: number;
  readonly at: string;
}

type VerdictRecord = 'correct' | 'incorrect' | 'malformed';

/** What scoring said of one sample. Derived: it can be made again from items and responses. */
export interface ScoreRecord extends SampleScore {
  readonly item: string;
  readonly index: number;
}

/** The same of any sample: other samples may have been scored alike. */
export interface SampleScore {
  readonly verdict: VerdictRecord;
  /** The answer as it was read, canonical; null when there was none. */
  readonly answer: string | null;
  readonly reason: string;
  /** The verdict of the lenient reading. */
  readonly lenient: VerdictRecord;
  readonly truncated: boolean;
  /** Whether the model reasoned before its answer. */
  readonly reasoned: boolean;
  /** Whether a wrong answer is another instruction's; null where that is not asked. */
  readonly binding_error: boolean | null;
  /** Intermediate values of the true run that the written-out reasoning states, and how many there are; null without. */
  readonly steps_stated: number | null;
  readonly steps: number | null;
  /** The first of them, from 1, that the reasoning gets wrong; null where it cannot be told. */
  readonly first_wrong_step: number | null;
  /** The suite's measures of the answer; none without an answer. */
  readonly measures: Readonly<Record<string, number>>;
}

/** What an audit of training files found: see docs/audit.md. */
export interface AuditRecord {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** 0 where the training files hold nothing that they may not. */
  readonly leaks: number;
  /** Leaks by check. */
  readonly checks: Readonly<Record<string, number>>;
  /** Suites, splits and answers whose items were looked for. */
  readonly groups: readonly string[];
  readonly files: readonly {
    readonly file: string;
    readonly bytes: number;
    /** Of the file's text, which may have been compressed. */
    readonly sha256: string;
  }[];
}

/** A value of JSON. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonObject = Readonly<Record<string, JsonValue>>;

export interface Manifest {
  /** Of the run directory; other numbers are not read. */
  readonly format: 1;
  /** The config's name. */
  readonly name: string;
  /** The model's label within the config. */
  readonly label: string;
  readonly state: 'running' | 'complete' | 'incomplete';
  /** Which part of a run it is; absent when it is whole. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** The answers came from a simulated model. */
  readonly simulated: boolean;
  readonly model: string;
  readonly tags: Readonly<Record<string, string | number | boolean>>;
  /** Samples per item. */
  readonly samples: number;
  /** What may not change when the run is taken up again. */
  readonly settings: JsonObject;
  readonly settings_hash: string;
  /** The config as it was resolved, without secrets. */
  readonly config: JsonObject;
  /** SHA-256 of the items, by suite, split and answer. */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** The sampling parameters of the requests; null before the first. */
  readonly sampling_sent: JsonObject | null;
  readonly versions: { readonly pbb_eval: string; readonly node: string };
  /** ISO 8601 UTC. */
  readonly started_at: string;
  readonly finished_at: string | null;
  /** The last audit of what the model was trained on; absent without one. */
  readonly audit?: AuditRecord;
}

const count = z.int().nonnegative();
const text = z.string().nullable();
const verdict = z.enum(['correct', 'incorrect', 'malformed']);

export const responseSchema: z.ZodType<ResponseRecord> = z.object({
  item: z.string(),
  first: count,
  n: z.int().positive(),
  seed: z.int(),
  choices: z.array(
    z.object({
      index: count,
      content: text,
      reasoning: text,
      finish_reason: text,
      logprobs: z.unknown().optional(),
    }),
  ),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      reasoning_tokens: count.exactOptional(),
    })
    .nullable(),
  latency_ms: z.number().nonnegative(),
  attempts: count,
  at: z.string(),
  id: text,
  model: text,
});

export const failureSchema: z.ZodType<FailureRecord> = z.object({
  item: z.string(),
  samples: z.array(count),
  kind: z.string(),
  status: z.int().nullable(),
  message: z.string(),
  attempts: count,
  at: z.string(),
});

export const scoreSchema: z.ZodType<ScoreRecord> = z.object({
  item: z.string(),
  index: count,
  verdict,
  answer: text,
  reason: z.string(),
  lenient: verdict,
  truncated: z.boolean(),
  reasoned: z.boolean(),
  binding_error: z.boolean().nullable(),
  steps_stated: count.nullable().default(null),
  steps: count.nullable().default(null),
  first_wrong_step: z.int().positive().nullable().default(null),
  measures: z.record(z.string(), z.number()).default({}),
});

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

const auditSchema: z.ZodType<AuditRecord> = z.object({
  at: z.iso.datetime(),
  leaks: count,
  checks: z.record(z.string(), count),
  groups: z.array(z.string()),
  files: z.array(z.object({ file: z.string(), bytes: count, sha256: z.string() })),
});

const manifestSchema: z.ZodType<Manifest> = z.object({
  format: z.literal(1),
  name: z.string(),
  label: z.string(),
  state: z.enum(['running', 'complete', 'incomplete']),
  shard: z.object({ index: z.int().positive(), of: z.int().positive() }).exactOptional(),
  simulated: z.boolean(),
  model: z.string(),
  tags: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  samples: z.int().min(1).max(MAX_SAMPLES),
  settings: jsonObject,
  settings_hash: z.string(),
  config: jsonObject,
  fingerprints: z.record(z.string(), z.string()),
  sampling_sent: jsonObject.nullable(),
  versions: z.object({ pbb_eval: z.string(), node: z.string() }),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  audit: auditSchema.exactOptional(),
});

/** The lines of a responses.jsonl, in order. A StoreError names the line that is none, and what is wrong with it. */
export function readResponses(path: string): AsyncGenerator<ResponseRecord> {
  return readRecords(path, responseSchema);
}

/** The lines of a failures.jsonl, as `readResponses`. */
export function readFailures(path: string): AsyncGenerator<FailureRecord> {
  return readRecords(path, failureSchema);
}

async function* readRecords<T>(path: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  for await (const { record, line } of readJournal(path)) yield checked(schema, record, path, line);
}

/** The value of run.json. A StoreError names the file and what is wrong with it. */
export function asManifest(value: unknown, path: string): Manifest {
  return checked(manifestSchema, value, path);
}

/** A value as a record. A StoreError names its place and what is wrong with it. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, path: string, line?: number): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = z.core.toDotPath(issue?.path ?? []);
  const what = [place, issue?.message].filter((part) => part !== '').join(': ');
  throw new StoreError('broken', path, what, line === undefined ? {} : { line });
}
