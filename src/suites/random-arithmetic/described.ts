/**
 * Files of descriptions and worked reasonings by models, a JSON object per line, and the descriptions that a suite takes from
 * one in place of ours. Invariant: a text belongs to one program, by the fingerprint of its source, and is used only where it
 * was kept.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DiagnosticError } from '../../text/diagnostic.js';
import { readUserFile } from '../user-file.js';

/** Mebibytes of a file of descriptions. */
const MOST_MIB = 256;

export const KINDS = ['description', 'reasoning'] as const;

/** What was asked of a description to check it, and what came of it. */
const probeSchema = z.strictObject({
  input: z.string(),
  /** What the program gives. */
  expected: z.string(),
  /** What was answered most often; null where no answer was, or two equally often. */
  answer: z.string().nullable(),
  /** How many samples gave that answer. */
  votes: z.int().min(0),
  samples: z.int().min(1),
});

export type Probe = z.output<typeof probeSchema>;

export const recordSchema = z.strictObject({
  format: z.literal(1),
  kind: z.enum(KINDS),
  /** The instruction's id. */
  instruction: z.string(),
  name: z.string(),
  /** `fingerprintOf` its source. */
  fingerprint: z.string(),
  /** What is worked out in a reasoning; null for a description. */
  input: z.string().nullable(),
  text: z.string(),
  kept: z.boolean(),
  /** Why it was not kept; null where it was. */
  reason: z.string().nullable(),
  probes: z.array(probeSchema),
  /** How many texts were asked for before this one, under the same settings. */
  attempt: z.int().min(0),
  model: z.string(),
  simulated: z.boolean(),
  /** Host and port of the endpoint; null for a simulated model. */
  endpoint: z.string().nullable(),
  sampling: z.record(z.string(), z.json()),
  prompt_version: z.int().min(1),
  at: z.string(),
  version: z.string(),
});

export type DescriptionRecord = z.output<typeof recordSchema>;

/** SHA-256 of a program's source, in hexadecimal. */
export function fingerprintOf(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}

/** An instruction that is to be described. */
interface Described {
  readonly id: string;
  readonly source: string;
}

/**
 * The kept descriptions of a file, by instruction; of several of one instruction, the first.
 * @throws DiagnosticError, with the line, for a file that cannot be read and for one that holds another program's
 *   description under the id of an instruction or none of it
 */
export function descriptionsIn(
  file: string,
  instructions: readonly Described[],
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { instruction, text } of keptIn(file, 'description', instructions)) {
    if (!texts.has(instruction)) texts.set(instruction, text);
  }
  const [first, ...others] = instructions.filter(({ id }) => !texts.has(id));
  if (first === undefined) return texts;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  throw new DiagnosticError([
    {
      file,
      message: `there is no kept description of ${first.id}${more}`,
      help: 'pbb-eval data describe asks a model for those that a file does not have yet.',
    },
  ]);
}

/**
 * What a file keeps of one kind for these instructions, in its order; what it holds of others is passed over.
 * @throws DiagnosticError, with the line, for a file that cannot be read and for one that holds another program's text under
 *   the id of an instruction
 */
export function keptIn(
  file: string,
  kind: DescriptionRecord['kind'],
  instructions: readonly Described[],
): DescriptionRecord[] {
  const sources = new Map(instructions.map(({ id, source }) => [id, fingerprintOf(source)]));
  return recordsIn(file).filter((record, place) => {
    const known = sources.get(record.instruction);
    if (record.kind !== kind || !record.kept || known === undefined) return false;
    if (known === record.fingerprint) return true;
    const { instruction } = record;
    throw faultAt(file, place, `the ${kind} is of another program than ${instruction} is here`);
  });
}

function recordsIn(file: string): DescriptionRecord[] {
  const lines = readUserFile(file, MOST_MIB).split('\n').slice(0, -1);
  return lines.map((line, place) => {
    const { data, error } = recordSchema.safeParse(jsonOf(line));
    if (data !== undefined) return data;
    const [issue] = error.issues;
    const path = issue?.path.join('.') ?? '';
    throw faultAt(
      file,
      place,
      `no description: ${path === '' ? '' : `${path}: `}${issue?.message}`,
    );
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function faultAt(file: string, place: number, message: string): DiagnosticError {
  return new DiagnosticError([{ file, position: { line: place + 1, column: 1 }, message }]);
}
