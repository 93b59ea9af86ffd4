/** What may be asked: the bodies of requests, and what is wrong with one. */
import { z } from 'zod';
import { faultsOf } from '../config/issues.js';
import { shownPath } from '../config/load.js';
import { ANSWERS } from '../scoring/verdict.js';
import { RefusedRequest } from './refused-request.js';

/** The most scores that one request may ask for. */
export const MOST_ENTRIES = 10_000;
/** Faults that are told of one request. */
const MOST_FAULTS = 10;

const name = z.string().min(1).max(1000);

const entry = {
  item: name.optional(),
  suite: name.optional(),
  instruction: name.optional(),
  input: z.string().max(100_000).optional(),
  split: name.optional(),
  answer: z.enum(ANSWERS).optional(),
  completion: z.string().nullable(),
  reasoning: z.string().nullable().default(null),
  finish_reason: z.string().max(100).nullable().default(null),
};

const details = z.boolean().default(false);

/** A completion of an item, which is named by its id, or by its instruction and input with what else tells it from others. */
export const entrySchema = z.strictObject(entry);

export type Entry = z.output<typeof entrySchema>;

/** The body of `POST /score`. */
export const scoreSchema = z.strictObject({ ...entry, details });

/** The body of `POST /score/batch`. */
export const batchSchema = z.strictObject({
  entries: z.array(entrySchema).min(1).max(MOST_ENTRIES),
  details,
});

/** What OpenRLHF sends: texts with the prompt before the completion, those prompts, and the ids of the items as labels. */
export const openrlhfSchema = z.object({
  query: z.array(z.string()).min(1).max(MOST_ENTRIES),
  prompts: z.array(z.string()),
  labels: z.array(name),
});

/** What a body says. @throws RefusedRequest 400 for what is no JSON, 422 for other JSON */
export function parsedBody<T extends z.ZodType>(text: string, schema: T): z.output<T> {
  const result = schema.safeParse(jsonOf(text), { reportInput: true });
  if (result.success) return result.data;
  const faults = result.error.issues
    .slice(0, MOST_FAULTS)
    .flatMap((issue) => faultsOf(shortened(issue), schema));
  throw new RefusedRequest(
    422,
    faults.slice(0, MOST_FAULTS).map(({ path, message, help }) => ({
      where: shownPath(path) || 'body',
      message,
      ...(help === undefined ? {} : { help }),
    })),
  );
}

/** A body may have a million keys that are not known. */
function shortened(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return issue.code === 'unrecognized_keys'
    ? { ...issue, keys: issue.keys.slice(0, MOST_FAULTS) }
    : issue;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RefusedRequest(400, [{ where: 'body', message: `not JSON: ${why}` }]);
  }
}
